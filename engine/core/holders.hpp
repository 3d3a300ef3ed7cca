// SPDX-License-Identifier: MIT
// Which roles of the definitions nobody of a staff directory holds: their work would be nobody's.
#pragma once

#include <vector>

#include "definition/load.hpp"
#include "model/directory.hpp"

namespace throughgate::core {

/// A warning for each role and pathway, at the first place where the role has something to do.
std::vector<Diagnostic> roles_without_holder(const definition::Loaded& loaded,
                                             const Directory& directory);

}  // namespace throughgate::core
