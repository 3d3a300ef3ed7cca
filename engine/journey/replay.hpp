// SPDX-License-Identifier: MIT
// Replay: the log of a case read as the decisions that wrote it, and decided again. `decide` is
// pure, so the same decisions lead to the same case; one left out leads to the case without it.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "journey/decide.hpp"

namespace throughgate::journey {

/// One decision, as its log entries tell it.
struct Past {
    std::uint64_t sequence = 0;  ///< of its first entry
    std::uint64_t last = 0;
    std::string kind;  ///< of its first entry
    std::string name;  ///< event, handoff or timer
    Instant at{};
    std::vector<const StoredLogEntry*> entries;
    /// Whom it told what: "manager of ro", "state_escalated".
    std::vector<std::pair<std::string, std::string>> told;
    /// What it wanted recorded elsewhere: "ndelius", "place.confirmed".
    std::vector<std::pair<std::string, std::string>> recorded;
    bool by_people = false;  ///< a person or a feed recorded it
    bool completes = false;  ///< acknowledging a handoff was completing it as well
};

std::vector<Past> decisions_of(const std::vector<StoredLogEntry>& log);
/// Sequences of the entries that were taken back.
std::set<std::uint64_t> taken_back(const std::vector<Past>& past);

struct Replayed {
    Case the_case;
    std::vector<Notice> owed;  ///< told by no decision of the log, and by one decided again
    std::vector<UpstreamRecord> unrecorded;  ///< the same of what other systems must have
};

/// Decides everything again but `without`. From entry `fresh_from` on, new timers, entries and
/// handoffs get numbers that `given` never used, and what nobody was told then is owed.
Replayed replay(const World& world, const Case& given, const std::vector<Past>& past,
                const std::set<std::uint64_t>& without, std::uint64_t fresh_from);

}  // namespace throughgate::journey
