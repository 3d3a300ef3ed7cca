// SPDX-License-Identifier: MIT
// Lateness of timers: how long after its due moment each timer, rung and review fired, by the log;
// after the moment at which somebody last touched the case, where that is later. Whatever fell due
// while nothing ran counts with all of that time. From any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "throughgate/engine.hpp"

namespace throughgate {

struct Lateness {
    Milliseconds period{};  ///< up to now
    std::uint64_t fired = 0;
    /// Of all that fired, so many per cent were at most so late. Zero when nothing fired.
    Milliseconds p50{}, p95{}, p99{};
    Milliseconds worst{};
    bool whole = true;  ///< false: the period held too many commits, only the last are counted
};

/// Of the last hour and of the last day. Reads the logs of the cases that these commits wrote.
Result<std::vector<Lateness>> timer_lateness(Engine& engine);
/// Of these, by nearest rank. Pure.
Lateness lateness_of(std::vector<Milliseconds> late, Milliseconds period);

}  // namespace throughgate
