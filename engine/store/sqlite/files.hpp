// SPDX-License-Identifier: MIT
// What SQLite does not do for us about files.
#pragma once

#include <string>

#include "throughgate/error.hpp"

namespace throughgate::store::sqlite {

/// Is a file system of this statfs type shared over a network?
bool is_network_type(unsigned long type);
/// Refuses a path on a network file system. The file itself need not exist.
Status require_local(const std::string& path);

bool is_missing_or_empty(const std::string& path);
/// Creates an empty file that others cannot read, unless there is one. Never opens an existing
/// one: closing it would drop SQLite's locks.
Status create_private(const std::string& path);
/// Makes a file that nothing has open durable, gives it its name and makes that durable.
Status publish_file(const std::string& from, const std::string& to);
/// Removes a database and the files beside it.
void remove_database(const std::string& path);

}  // namespace throughgate::store::sqlite
