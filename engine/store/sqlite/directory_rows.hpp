// SPDX-License-Identifier: MIT
// Rows of staff and publication, each with a chain of its own.
#pragma once

#include "store/sqlite/log_rows.hpp"

namespace throughgate::store::sqlite {

Result<Directory> read_directory(Connection& connection);
Result<std::uint64_t> directory_version(Connection& connection);
Status put_directory(LogWriter& writer, const Directory& directory);

Result<std::vector<Publication>> publications(Connection& connection);
Status put_publication(LogWriter& writer, const Publication& publication);

}  // namespace throughgate::store::sqlite
