// SPDX-License-Identifier: MIT
// What both ways of evaluating share.
#pragma once

#include <string>
#include <vector>

#include "definition/rule_library.hpp"
#include "throughgate/evaluation.hpp"

namespace throughgate::tooling {

definition::RuleLibrary library_of(const std::vector<DefinitionFile>& files);
/// All errors as one text; warnings are left out. Empty: none.
std::string errors_in(const std::vector<Diagnostic>& diagnostics);

}  // namespace throughgate::tooling
