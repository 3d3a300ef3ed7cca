// SPDX-License-Identifier: MIT
// The delivery machine: of one notice to one recipient, and of one entry for another system.
#include "lifecycle/table.hpp"

namespace throughgate::lifecycle {
namespace {

using S = DeliveryState;
using M = DeliveryMove;

// clang-format off
using Table = Rules<
    Step<S::queued,   M::hold,     S::held>,
    Step<S::queued,   M::deliver,  S::delivered>,
    Step<S::queued,   M::fail,     S::retrying>,
    Step<S::queued,   M::give_up,  S::dead_lettered>,
    Step<S::queued,   M::suppress, S::suppressed>,
    Step<S::queued,   M::refuse,   S::refused>,
    Step<S::queued,   M::waive,    S::waived>,
    Step<S::held,     M::release,  S::queued>,
    Step<S::held,     M::suppress, S::suppressed>,
    Step<S::held,     M::waive,    S::waived>,
    Step<S::retrying, M::deliver,  S::delivered>,
    Step<S::retrying, M::fail,     S::retrying>,
    Step<S::retrying, M::hold,     S::held>,
    Step<S::retrying, M::give_up,  S::dead_lettered>,
    Step<S::retrying, M::suppress, S::suppressed>,
    Step<S::retrying, M::requeue,  S::queued>,
    Step<S::retrying, M::refuse,   S::refused>,
    Step<S::retrying, M::waive,    S::waived>,
    Step<S::refused,  M::requeue,  S::queued>,
    Step<S::refused,  M::waive,    S::waived>>;
// clang-format on

static_assert(one_answer(Table::rows), "delivery: two rows answer the same move in the same state");
static_assert(one_move_between(Table::rows),
              "delivery: two moves lead from one state to the same other one");
static_assert(all_reachable(Table::rows), "delivery: a state is never reached");
static_assert(ends_closed(Table::rows),
              "delivery: an end has a way out, or another state has none");

}  // namespace

std::optional<DeliveryState> advance(DeliveryState from, DeliveryMove move) {
    return Machine<Table>::advance(from, move);
}

std::span<const Row<DeliveryState, DeliveryMove>> delivery_rows() { return Table::rows; }

}  // namespace throughgate::lifecycle
