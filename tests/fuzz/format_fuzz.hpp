// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace throughgate::tooling {

/// Aborts when laying out this file breaks one of its promises.
void fuzz_format(std::string_view text);

}  // namespace throughgate::tooling
