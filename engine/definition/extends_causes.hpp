// SPDX-License-Identifier: MIT
// Errors that a file has only because another one extends it.
#pragma once

#include <vector>

#include "definition/checker.hpp"
#include "definition/load.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::definition {

/// Errors that would not be there without the files that extend others name the place in those, so
/// that nobody mends the extended file.
void name_extending_files(const std::vector<SourceFile>& files, const CheckOptions& options,
                          std::vector<Diagnostic>& diagnostics);

}  // namespace throughgate::definition
