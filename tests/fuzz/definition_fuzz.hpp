// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace throughgate::definition {

/// Aborts when reading, checking or fixing breaks one of its promises over this file.
void fuzz(std::string_view text);

}  // namespace throughgate::definition
