// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace throughgate::http {

/// Aborts when the reading of a request breaks one of its promises over this text.
void fuzz(std::string_view text);

}  // namespace throughgate::http
