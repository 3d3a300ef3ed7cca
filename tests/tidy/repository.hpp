// SPDX-License-Identifier: MIT
// The files of this repository, as the rules want them.
#pragma once

#include "tidy/source.hpp"

namespace throughgate::tidy {

/// Every text file outside build/ and .git/, in order of path. Read once.
const std::vector<File>& repository();

/// Names in the repository's root.
std::vector<std::string> top_level();

bool exists(const std::string& path);

/// Paths of the test sources that CMake compiles.
std::vector<std::string> test_files_in_build();

}  // namespace throughgate::tidy
