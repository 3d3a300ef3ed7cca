// SPDX-License-Identifier: MIT
#include "delivery/breaker.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "delivery/upstream.hpp"

namespace throughgate::delivery {

namespace {

using plugin::Answer;

constexpr std::size_t longest_word = 200;

Instant rest_of(const ChannelState& state, Instant now, Random& random) {
    const Pace pace{limits::channel_rest_first, limits::channel_rest_longest};
    return now + wait_before_retry(state.failures - limits::channel_failures, pace, random);
}

Instant asked_wait(const Answer& answer, Instant now) {
    const Milliseconds longest = limits::retry_longest;
    return now + std::min(answer.wait, longest);
}

}  // namespace

bool rests(const ChannelState& state, Instant now) {
    return state.rests_until && now < *state.rests_until;
}

ChannelState after_attempt(ChannelState state, const Answer& answer, Instant now, Random& random) {
    if (answer.what != Answer::What::retry) return {};
    ++state.failures;
    state.why = one_line(answer.detail, longest_word);
    state.rests_until.reset();
    if (state.failures >= limits::channel_failures) state.rests_until = rest_of(state, now, random);
    if (answer.wait > Milliseconds{0})
        state.rests_until = std::max(state.rests_until.value_or(now), asked_wait(answer, now));
    return state;
}

Answer together(const Answer& earlier, const Answer& later) {
    const bool hope = earlier.what == Answer::What::retry && later.what == Answer::What::failed;
    return hope ? earlier : later;
}

bool passes_on(const Answer& answer, bool critical, std::uint32_t attempt) {
    if (answer.what == Answer::What::failed) return true;
    if (answer.what != Answer::What::retry) return false;
    return critical || attempt >= limits::delivery_attempts;
}

}  // namespace throughgate::delivery
