// SPDX-License-Identifier: MIT
#include "delivery/upstream.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"

namespace throughgate::delivery {
namespace {

using lifecycle::DeliveryMove;
using lifecycle::DeliveryState;
using plugin::Answer;

constexpr std::int64_t jitter_percent = 20;

DeliveryMove move_for(Answer::What answer) {
    if (answer == Answer::What::delivered) return DeliveryMove::deliver;
    return answer == Answer::What::failed ? DeliveryMove::refuse : DeliveryMove::fail;
}

void note_answer(UpstreamState& state, Instant now) {
    state.failures = 0;
    state.failing_since.reset();
    state.next_try.reset();
    state.answered = now;
}

void note_failure(UpstreamState& state, Instant now, const Pace& pace, Random& random) {
    ++state.failures;
    if (!state.failing_since) state.failing_since = now;
    if (state.failures < limits::upstream_failures) return;
    const std::uint32_t times = state.failures - limits::upstream_failures;
    state.next_try = now + wait_before_retry(times, pace, random);
}

}  // namespace

Milliseconds wait_before_retry(std::uint32_t times, const Pace& pace, Random& random) {
    Milliseconds wait = std::min(pace.first, pace.longest);
    for (std::uint32_t i = 0; i < times && wait < pace.longest; ++i) wait *= 2;
    wait = std::min(wait, pace.longest);
    const std::int64_t reach = wait.count() * jitter_percent / 100;
    const auto span = static_cast<std::uint64_t>(2 * reach + 1);
    return wait + Milliseconds(static_cast<std::int64_t>(random.next() % span) - reach);
}

UpstreamOutcome after_upstream(UpstreamItem item, UpstreamState state, const Answer& answer,
                               Instant now, const Pace& pace, Random& random) {
    const auto moved = lifecycle::advance(item.state, move_for(answer.what));
    TG_ASSERT_WITH(moved.has_value(), "an item was sent that waits for nothing");
    const bool failing = state.failures > 0;
    ++item.attempts;
    item.state = *moved;
    item.detail = answer.detail;
    item.due.reset();
    state.detail = answer.detail;
    if (*moved == DeliveryState::retrying) {
        item.due = now + wait_before_retry(item.attempts - 1, pace, random);
        note_failure(state, now, pace, random);
    } else {
        item.ended = now;
        note_answer(state, now);
    }
    const bool recovered = failing && state.failures == 0;
    return {std::move(item), std::move(state), recovered};
}

}  // namespace throughgate::delivery
