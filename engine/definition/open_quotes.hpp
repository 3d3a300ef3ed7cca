// SPDX-License-Identifier: MIT
// Quotes that run on over several lines: a rule inside such a one may only be wrong because what
// follows it was swallowed.
#pragma once

#include <vector>

#include "definition/load.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::definition {

/// Faults of rules (TG03xx) in such text point at its quote, and ask whether it is closed.
void ask_about_quotes(const std::vector<SourceFile>& files, std::vector<Diagnostic>& diagnostics);

}  // namespace throughgate::definition
