// SPDX-License-Identifier: MIT
// The codes of every fault a definition can have: what each means and how it is repaired. A code is
// documented, tested and never reused for another fault.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughgate/diagnostic.hpp"

namespace throughgate::definition {

struct CodeRow {
    std::string_view code;    ///< "TG0107"
    std::string_view title;   ///< what is wrong, in a few words
    std::string_view cause;   ///< why that is a fault
    std::string_view repair;  ///< what to do
};

/// A row is of an error unless its title ends in "(warning)".
Severity severity_of(const CodeRow& row);
/// Said only when the checker is asked to be strict.
bool is_strict_only(const CodeRow& row);
/// Every code, by number, those of the rules among them.
const std::vector<CodeRow>& codes();
/// nullptr when there is no such code.
const CodeRow* find_code(std::string_view code);
/// The page docs/reference/diagnostics.md.
std::string codes_page();

}  // namespace throughgate::definition
