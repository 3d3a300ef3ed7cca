// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace throughgate::rules {

/// Aborts when the rule language breaks one of its promises over this text.
void fuzz(std::string_view text);

}  // namespace throughgate::rules
