// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "delivery/courier.hpp"
#include "delivery/upstream.hpp"

namespace throughgate::delivery {

namespace {

using lifecycle::DeliveryMove;
using lifecycle::DeliveryState;
using plugin::Answer;

DeliveryMove move_for(Answer::What answer, std::uint32_t attempt) {
    if (answer == Answer::What::delivered) return DeliveryMove::deliver;
    const bool last = attempt >= limits::delivery_attempts;
    return answer == Answer::What::failed || last ? DeliveryMove::give_up : DeliveryMove::fail;
}

}  // namespace

Outcome after_answer(const Answer& answer, std::uint32_t attempt, Instant now, Random& random) {
    const auto from = attempt <= 1 ? DeliveryState::queued : DeliveryState::retrying;
    const auto state = lifecycle::advance(from, move_for(answer.what, attempt));
    TG_ASSERT(state.has_value());
    if (lifecycle::is_end(*state)) return {*state, std::nullopt};
    const Pace pace{limits::retry_first, limits::retry_longest};
    const Milliseconds usual = wait_before_retry(std::max(attempt, 1U) - 1, pace, random);
    return {*state, now + std::max(usual, answer.wait)};
}

}  // namespace throughgate::delivery
