// SPDX-License-Identifier: MIT
// First stage: bytes -> Node. Refuses what makes YAML surprising: anchors, aliases, merge keys,
// tags, doubled keys, several documents; and what makes it dangerous: size and depth.
#pragma once

#include <optional>
#include <string>

#include "definition/faults.hpp"
#include "definition/load.hpp"
#include "definition/node.hpp"

namespace throughgate::definition {

/// nullopt when nothing can be made of the file; its faults are then in `faults`. A node that comes
/// with faults is still worth checking further.
std::optional<Node> read(const SourceFile& file, Faults& faults);

}  // namespace throughgate::definition
