// SPDX-License-Identifier: MIT
// Files of which not everything can be read, so that what uses them cannot be judged yet. Pure; any
// thread.
#pragma once

#include <string>
#include <vector>

#include "throughgate/definitions.hpp"

namespace throughgate {

/// Their paths, sorted: no text, no YAML, of no kind, laid over such a file, or shared by pathways
/// and with keys that mean nothing or lack. Reviews say nothing of what uses them, and mend nothing
/// in it, before these are mended.
std::vector<std::string> unread_files(const std::vector<DefinitionFile>& files);

}  // namespace throughgate
