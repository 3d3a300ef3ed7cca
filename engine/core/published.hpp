// SPDX-License-Identifier: MIT
// Whether a definition read from files is what is published. Pure.
#pragma once

#include "definition/definition.hpp"

namespace throughgate::core {

/// The newest publication of its pathway says the same, words and calendar included. `files`: the
/// set that `definition` was read in.
bool is_published(const definition::DefinitionSet& published,
                  const definition::DefinitionSet& files, const definition::Definition& definition);

}  // namespace throughgate::core
