// SPDX-License-Identifier: MIT
// Cases and changes for the store's tests: invented, with every field filled in some of them.
#pragma once

#include <cstdint>
#include <random>

#include "model/change.hpp"
#include "model/event.hpp"
#include "store/store.hpp"

namespace throughgate::testing {

/// Noon on 1 March 2026 and so many minutes.
Instant at_minute(int minute);

/// A case with every field drawn from `random`; no id or reference yet.
Case random_case(std::mt19937& random);
/// The same with few rows, for tests that look at one thing.
Case plain_case(const std::string& noms = "A0001AA");

Handoff sample_handoff(std::uint32_t number, Instant acknowledge_due);
Notice sample_notice(std::uint32_t ordinal);
/// A change of `before` that writes log entries of these kinds and nothing else.
Change logging(const Case& before, const std::vector<std::string>& kinds);
Event sample_event(const std::string& actor = "ro-1");
Digest digest_of(std::uint8_t first);

/// Creates the case in a transaction of its own and commits.
Case stored(store::Store& store, Case the_case);
/// Writes in a transaction of its own and commits; answers the case as it then is.
Case stored_change(store::Store& store, Change change, Instant recorded);

}  // namespace throughgate::testing
