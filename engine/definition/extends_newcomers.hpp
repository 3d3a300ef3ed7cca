// SPDX-License-Identifier: MIT
// Newcomers of a file that extends another: ids that the extended file does not have. What is not
// whole by itself was meant to change something, so its id is a slip.
#pragma once

#include "definition/faults.hpp"
#include "definition/keys.hpp"
#include "definition/node.hpp"

namespace throughgate::definition {

/// Takes out of `change` what only changes something that `base` does not have, and says so.
void refuse_changes_of_nothing(const Node& base, Node& change, Map map, Faults& faults);

}  // namespace throughgate::definition
