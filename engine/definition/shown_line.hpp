// SPDX-License-Identifier: MIT
// The line under a fault, as far as it can be shown to people.
#pragma once

#include <string_view>

#include "throughgate/diagnostic.hpp"

namespace throughgate::definition {

/// Fills in `source_line`, unless it is there, is no text, or is too long to be looked at.
void show_line(std::string_view bytes, Diagnostic& diagnostic);

}  // namespace throughgate::definition
