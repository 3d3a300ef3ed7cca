// SPDX-License-Identifier: MIT
// Faults provoked by one edit of the sound small definitions each.
#pragma once

#include <string>
#include <vector>

namespace throughgate::definition {

struct Provoked {
    std::string code;
    std::string path;
    std::string from;  ///< empty: the whole file
    std::string to;
};

/// What is valid but wrong, and what is wrong with ignores (author_faults.cpp).
std::vector<Provoked> author_faults();

}  // namespace throughgate::definition
