// SPDX-License-Identifier: MIT
// What another program says, by its name on the path. It is given no input and ends by itself.
#pragma once

#include <string>
#include <vector>

#include "throughgate/error.hpp"

namespace throughgate::cli {

struct ProgramOutput {
    int exit_code = 0;
    std::string output;
    std::string errors;  ///< first line of standard error
};

/// unavailable: there is no such program.
Result<ProgramOutput> output_of(const std::vector<std::string>& words);

}  // namespace throughgate::cli
