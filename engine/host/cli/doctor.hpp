// SPDX-License-Identifier: MIT
// What `throughgate doctor` looks at beside the store's content: files, disk, backups, plug-ins,
// tokens. Each gives what it found; none changes anything.
#pragma once

#include "host/cli/arguments.hpp"
#include "throughgate/inspection.hpp"

namespace throughgate::cli {

using Found = std::vector<Finding>;

/// Rights, write-ahead log and free room, by their names alone: a store that is opened and closed
/// by hand loses SQLite's locks.
void look_at_store_files(const Arguments& arguments, Found& found);
void look_at_backups(const Arguments& arguments, Instant now, Found& found);
void look_at_channels(const Arguments& arguments, Found& found);

/// The file of tokens; the staff ids that those which still count act as.
std::vector<std::string> look_at_tokens(const Arguments& arguments, Instant now, Found& found);

}  // namespace throughgate::cli
