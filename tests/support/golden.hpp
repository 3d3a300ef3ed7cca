// SPDX-License-Identifier: MIT
// Golden files: a text that was looked at once and must stay as it is.
// They lie below tests/golden/. TG_UPDATE=1 in the environment rewrites them; review the
// difference.
#pragma once

#include <string>
#include <string_view>

namespace throughgate::testing {

/// Fails the running test, showing the first line that differs, unless `text` equals the file
/// tests/golden/`name`. A missing file differs.
void check_golden(std::string_view name, std::string_view text);

/// The whole file; fails the running test when it cannot be read.
std::string read_file(const std::string& path);

/// The same with `path` below the repository's root.
std::string read_repository_file(std::string_view path);

}  // namespace throughgate::testing
