// SPDX-License-Identifier: MIT
// canonical_dump: the whole store as text in a fixed order, without anything that may differ
// between two runs that did the same (hashes, salts, incarnation, attempts, lateness).
#pragma once

#include "core/surroundings.hpp"

namespace throughgate::core {

Result<std::string> canonical_dump(store::Reader& reader, const Surroundings& around);

}  // namespace throughgate::core
