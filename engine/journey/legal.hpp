// SPDX-License-Identifier: MIT
// Legal configurations: the root, exactly one child of an active compound, every child of a
// parallel.
#pragma once

#include "definition/definition.hpp"

namespace throughgate::journey {

bool is_legal(const definition::Definition& definition, const StateSet& configuration);

}  // namespace throughgate::journey
