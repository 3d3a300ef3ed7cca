// SPDX-License-Identifier: MIT
// Reading, checking and publishing workflow definitions. Pure functions over file contents; the
// caller reads the files.
#pragma once

#include <string>
#include <vector>

#include "throughgate/diagnostic.hpp"

namespace throughgate {

/// `path` is relative to the workflows folder: "accommodation/pathway.yaml".
struct DefinitionFile {
    std::string path;
    std::string bytes;
};

struct CheckReport {
    std::vector<Diagnostic> diagnostics;  ///< every fault, sorted by place
    std::vector<std::string> pathways;    ///< ids that were read, spine first
    std::size_t states = 0;
    std::size_t handoffs = 0;
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

/// Reads, checks and compiles all files together; never stops at the first fault.
CheckReport check_definitions(const std::vector<DefinitionFile>& files);

/// What a diagnostic code means: cause and repair; empty when there is no such code.
std::string explain_code(std::string_view code);

}  // namespace throughgate
