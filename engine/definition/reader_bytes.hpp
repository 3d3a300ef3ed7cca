// SPDX-License-Identifier: MIT
// What is asked of a file's bytes before anybody parses them.
#pragma once

#include "definition/faults.hpp"
#include "definition/load.hpp"

namespace throughgate::definition {

/// At most 1 MiB of valid UTF-8 without control characters; else false and one fault.
bool bytes_are_sound(const SourceFile& file, Faults& faults);

}  // namespace throughgate::definition
