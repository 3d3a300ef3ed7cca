// SPDX-License-Identifier: MIT
// Breaker: a channel that fails several times in a row is left alone for a while, then tried with
// one notice; and when a notice goes by the next channel instead. Pure but for `random`.
#pragma once

#include "base/random.hpp"
#include "plugin/channel.hpp"

namespace throughgate::delivery {

/// What is known of one channel. In memory only: after a restart every channel is tried.
struct ChannelState {
    std::uint32_t failures = 0;  ///< in a row
    std::optional<Instant> rests_until;
    std::string why;  ///< the last failure's word
};

/// Nothing is given to it now.
bool rests(const ChannelState& state, Instant now);

/// Anything but `retry` shows that the channel works. From the limits::channel_failures-th `retry`
/// in a row on it rests: limits::channel_rest_first, doubled with each further one, up to
/// limits::channel_rest_longest; where the far end asked for a wait, at once and for that long.
ChannelState after_attempt(ChannelState state, const plugin::Answer& answer, Instant now,
                           Random& random);

/// What two channels in a row have come to: as long as one of them may still take it, it has not
/// failed.
plugin::Answer together(const plugin::Answer& earlier, const plugin::Answer& later);

/// Whether the next channel takes over what this one answered to: a `failed` always, a `retry` when
/// the notice is critical (twice is better than late) or this was its last attempt.
bool passes_on(const plugin::Answer& answer, bool critical, std::uint32_t attempt);

}  // namespace throughgate::delivery
