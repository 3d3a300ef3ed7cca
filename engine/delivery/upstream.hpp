// SPDX-License-Identifier: MIT
// What the answer of another system means: for the item that was sent, and for the system, which is
// left alone for a while when it has failed several times in a row.
#pragma once

#include "base/random.hpp"
#include "model/rows.hpp"
#include "plugin/channel.hpp"

namespace throughgate::delivery {

/// How fast something is tried again.
struct Pace {
    Milliseconds first{30'000};
    Milliseconds longest{900'000};
};

struct UpstreamOutcome {
    UpstreamItem item;
    UpstreamState state;
    bool recovered = false;  ///< it was failing and has answered: whatever waits may go at once
};

/// Taken and refused end the attempt; anything else is tried again for ever, because a system that
/// is away loses nothing by it. Pure but for `random`.
UpstreamOutcome after_upstream(UpstreamItem item, UpstreamState state, const plugin::Answer& answer,
                               Instant now, const Pace& pace, Random& random);

/// Doubles from `first`, `times` times, up to `longest`; a fifth more or less, so that not all come
/// back at one instant.
Milliseconds wait_before_retry(std::uint32_t times, const Pace& pace, Random& random);

}  // namespace throughgate::delivery
