// SPDX-License-Identifier: MIT
// Whole-database copies: out of a running store and back into place.
#pragma once

#include <functional>
#include <string>

#include "store/sqlite/connection.hpp"

namespace throughgate::store::sqlite {

using Progress = std::function<void(int done, int total)>;

/// Copies one snapshot of `source` to a new file at `target`, checks it and puts it in place.
Status copy_checked(Connection& source, const std::string& target, const Progress& progress);
/// PRAGMA integrity_check and foreign_key_check.
Status check_integrity(Connection& connection);

}  // namespace throughgate::store::sqlite
