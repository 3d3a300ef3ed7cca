// SPDX-License-Identifier: MIT
// Simple phrases, as far as two of them can be compared without knowing a case.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "rules/rules.hpp"

namespace throughgate::definition {

/// `N unit before|after ANCHOR`, in whole days, working days or seconds after the anchor.
struct Offset {
    std::string unit;  ///< "day", "working day" or "second"
    std::string anchor;
    long long amount = 0;  ///< negative: before
};

/// nullopt: the phrase is another one.
std::optional<Offset> offset_of(std::string_view phrase);
/// Does the phrase hold this word?
bool mentions(std::string_view phrase, std::string_view word);
/// Calls `visit` with every phrase of a deadline.
void each_phrase(const rules::DeadlineSource& source,
                 const std::function<void(const rules::DeadlineSource&)>& visit);

}  // namespace throughgate::definition
