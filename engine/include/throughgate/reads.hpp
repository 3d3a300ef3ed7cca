// SPDX-License-Identifier: MIT
// The log of reads: who was given what of whom. Plain values.
#pragma once

#include <cstdint>
#include <string>

#include "throughgate/time.hpp"

namespace throughgate {

/// Who was given what of one case, when and what for.
struct ReadEntry {
    std::uint64_t number = 0;  ///< of its line; cases that were shown together share one
    Instant at{};
    std::string person;          ///< staff id
    std::string asserted_by;     ///< principal that vouched for the person
    std::string purpose;         ///< in their words; may be empty
    std::string kind;  ///< consultation, disclosure, refused, break_glass, glass_reviewed
    std::string what;            ///< "case", "history", "facts", "worklist", ...
    std::string case_reference;  ///< whose; empty: a case that is not there
};

struct ReadQuery {
    std::string case_reference;  ///< empty: all cases
    std::string person;          ///< only what this member of staff was given; empty: everybody
    std::uint64_t after = 0;     ///< number of the last entry of the page before
    bool newest_first = false;
    std::size_t limit = 1000;    ///< lines; all cases of a line come together
};

}  // namespace throughgate
