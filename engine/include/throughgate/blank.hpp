// SPDX-License-Identifier: MIT
// What counts as no words at all, wherever somebody has to say something: a reason, a note, a name.
#pragma once

#include <string_view>

namespace throughgate {

/// Nothing that anybody could read: empty, or white space and control characters alone. Pure.
bool is_blank(std::string_view text);

}  // namespace throughgate
