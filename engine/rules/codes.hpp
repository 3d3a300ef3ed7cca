// SPDX-License-Identifier: MIT
// The diagnostics of rules/ as a page: one row for each code. definition/ merges it with its own.
#pragma once

#include <span>
#include <string_view>

namespace throughgate::rules {

struct CodeText {
    std::string_view code;    ///< "TG0307"; never reused for another fault
    std::string_view title;   ///< half a line
    std::string_view cause;   ///< what the author wrote, and why it cannot stand
    std::string_view repair;  ///< what to write instead, with an example
};

/// Sorted by code.
std::span<const CodeText> codes();

}  // namespace throughgate::rules
