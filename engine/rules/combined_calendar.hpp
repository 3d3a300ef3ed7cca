// SPDX-License-Identifier: MIT
// Combined calendars: one calendar from several, so that a prison's own closures stand in a file of
// their own beside the bank holidays of its division.
#pragma once

#include <span>
#include <string>

#include "rules/calendar.hpp"

namespace throughgate::rules {

enum class Combination : std::uint8_t {
    all_work,   ///< a day is worked when every part works
    any_works,  ///< a day is worked when at least one part works
};

/// `parts` is not empty. Known until the earliest day until which every part is known; the version
/// names those of the parts, so that it changes when one of them does.
Calendar combine(std::string name, Combination how, std::span<const Calendar* const> parts);

}  // namespace throughgate::rules
