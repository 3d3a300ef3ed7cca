// SPDX-License-Identifier: MIT
// Files that an author's commands write back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughgate/authoring.hpp"
#include "throughgate/error.hpp"

namespace throughgate::cli {

/// Replaces a file as a whole, keeping its permissions: nobody ever sees half of it.
Status replace_file(const std::string& path, std::string_view bytes);

/// What edits of whole lines change, as `diff -u` prints it.
std::string unified_difference(const std::string& path, std::string_view before,
                               const std::vector<TextEdit>& edits);

/// Named files as they are; of folders every .yaml below. invalid: a path that is neither.
Result<std::vector<std::string>> yaml_files(const std::vector<std::string>& paths);

}  // namespace throughgate::cli
