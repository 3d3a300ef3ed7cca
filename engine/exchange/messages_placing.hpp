// SPDX-License-Identifier: MIT
// What is said of lines that place people; see messages.hpp for all others.
#pragma once

#include <string_view>

namespace throughgate::exchange::messages {

inline constexpr std::string_view place_without_person =
    "names nobody: give `nomsNumber` like A1234BC, or `crn` like X123456, or both";
inline constexpr std::string_view place_noms =
    "is written `nomsNumber` in these files, as in the feeds of prisons (only bodies of the HTTP "
    "API call it `noms`)";

}  // namespace throughgate::exchange::messages
