// SPDX-License-Identifier: MIT
// Invariants of a case as it is stored: after each commit over the cases that it touched, or once
// over all of them.
#pragma once

#include <string>
#include <vector>

#include "core/surroundings.hpp"
#include "store/store.hpp"

namespace throughgate::core {

/// What is broken, as sentences; `due` are the case's due rows. A store that does not answer is
/// one of the sentences.
std::vector<std::string> broken_in(store::Reader& reader, const Surroundings& around,
                                   const journey::World& world, const Case& the_case,
                                   const std::vector<store::DueRow>& due);

/// Of every case, with its reference in front. Reads the due rows once for all of them.
Result<std::vector<std::string>> broken_anywhere(store::Reader& reader, const Surroundings& around,
                                                 const journey::World& world);

}  // namespace throughgate::core
