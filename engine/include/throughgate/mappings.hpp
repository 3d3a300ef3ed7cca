// SPDX-License-Identifier: MIT
// Mappings under `migrate:` held against what is published: only a store knows what live cases can
// stand in. From any thread; writes nothing.
#pragma once

#include <vector>

#include "throughgate/engine.hpp"

namespace throughgate {

/// TG1406 for each name that is led out of and that no published version of the pathway has, by
/// place; none for a pathway of which nothing is published.
std::vector<Diagnostic> unknown_mappings(Engine& engine, const std::vector<DefinitionFile>& files);

}  // namespace throughgate
