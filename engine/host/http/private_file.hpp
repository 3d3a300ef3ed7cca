// SPDX-License-Identifier: MIT
// Files that hold what only their owner may read: tokens, users. Written as a whole or not at all.
#pragma once

#include <string>
#include <utility>

#include "throughgate/error.hpp"

namespace throughgate::http {

/// "" when there is no such file yet. invalid: others may read it, or it cannot be read; `what` is
/// how the message calls it, as in "the file of tokens".
Result<std::string> read_private_file(const std::string& path, const std::string& what);
/// On disk when it returns; readable by its owner alone.
Status write_private_file(const std::string& path, const std::string& text,
                          const std::string& what);
/// Differs once the file was replaced or written.
std::pair<long, long> mark_of_file(const std::string& path);

}  // namespace throughgate::http
