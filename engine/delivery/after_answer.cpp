// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "delivery/courier.hpp"

namespace throughgate::delivery {

namespace {

using lifecycle::DeliveryMove;
using lifecycle::DeliveryState;
using plugin::Answer;

constexpr std::int64_t jitter_percent = 20;

/// Doubles per attempt; without jitter.
Milliseconds usual_wait(std::uint32_t attempt) {
    Milliseconds wait = limits::retry_first;
    for (std::uint32_t i = 1; i < attempt && wait < limits::retry_longest; ++i) wait *= 2;
    return std::min<Milliseconds>(wait, limits::retry_longest);
}

/// Up to a fifth less or more, so that a site's notices do not all come back at one instant.
Milliseconds with_jitter(Milliseconds wait, Random& random) {
    const std::int64_t reach = wait.count() * jitter_percent / 100;
    const auto span = static_cast<std::uint64_t>(2 * reach + 1);
    return wait + Milliseconds(static_cast<std::int64_t>(random.next() % span) - reach);
}

DeliveryMove move_for(Answer::What answer, std::uint32_t attempt) {
    if (answer == Answer::What::delivered) return DeliveryMove::deliver;
    const bool last = attempt >= limits::delivery_attempts;
    return answer == Answer::What::failed || last ? DeliveryMove::give_up : DeliveryMove::fail;
}

}  // namespace

Outcome after_answer(Answer::What answer, std::uint32_t attempt, Instant now, Random& random) {
    const auto from = attempt <= 1 ? DeliveryState::queued : DeliveryState::retrying;
    const auto state = lifecycle::advance(from, move_for(answer, attempt));
    TG_ASSERT(state.has_value());
    if (lifecycle::is_end(*state)) return {*state, std::nullopt};
    return {*state, now + with_jitter(usual_wait(attempt), random)};
}

}  // namespace throughgate::delivery
