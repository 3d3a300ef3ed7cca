// SPDX-License-Identifier: MIT
// Text that came from outside, on its way into JSON. Pure.
#pragma once

#include <string>
#include <string_view>

namespace throughgate::http {

/// `text` with U+FFFD for each byte that is no part of well-formed UTF-8.
std::string well_formed(std::string_view text);

}  // namespace throughgate::http
