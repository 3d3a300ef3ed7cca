// SPDX-License-Identifier: MIT
// The feed of changes: every commit that wrote to a log, in the order of the commits, so that a
// host can mirror cases. Plain values. What changed is read from the case or its history; nothing
// here is personal. A cursor is opaque, belongs to one store and stays good for as long as that
// store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "throughgate/time.hpp"

namespace throughgate {

/// One case (or the definitions, or the directory) as one commit left it. A commit that wrote
/// several entries of a case is one row.
struct ChangeRow {
    std::string cursor;  ///< everything up to and including this row
    std::string kind;    ///< "case", "erased" (delete what you hold), "publication", "directory"
    std::string case_reference;
    std::uint64_t sequence =
        0;         ///< of its last log entry; else number of the publication or version
    Instant at{};  ///< of the commit
};

struct ChangePage {
    std::vector<ChangeRow> rows;
    std::string next;   ///< where to go on, also when there was nothing
    bool more = false;  ///< there is more already
};

}  // namespace throughgate
