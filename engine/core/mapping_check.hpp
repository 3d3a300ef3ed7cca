// SPDX-License-Identifier: MIT
// Whether what `migrate:` leads live cases out of was ever there. Only a store knows: a check of
// the files alone does not. Pure.
#pragma once

#include <vector>

#include "definition/definition.hpp"
#include "throughgate/definitions.hpp"

namespace throughgate::core {

/// TG1406 for each name that no version in `published` of the same pathway has; none for a pathway
/// of which there is no version.
std::vector<Diagnostic> unknown_mappings(const definition::DefinitionSet& published,
                                         const std::vector<DefinitionFile>& files);

}  // namespace throughgate::core
