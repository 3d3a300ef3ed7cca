// SPDX-License-Identifier: MIT
// The handoff machine. Acknowledging is not completing; a declined handoff is never over.
#include "lifecycle/table.hpp"

namespace throughgate::lifecycle {
namespace {

using S = HandoffState;
using M = HandoffMove;

// clang-format off
using Table = Rules<
    Step<S::raised,       M::acknowledge, S::acknowledged>,
    Step<S::raised,       M::accept,      S::accepted>,
    Step<S::raised,       M::query,       S::queried>,
    Step<S::raised,       M::decline,     S::declined>,
    Step<S::raised,       M::end,         S::ended>,
    Step<S::acknowledged, M::accept,      S::accepted>,
    Step<S::acknowledged, M::query,       S::queried>,
    Step<S::acknowledged, M::decline,     S::declined>,
    Step<S::acknowledged, M::complete,    S::completed>,
    Step<S::acknowledged, M::end,         S::ended>,
    Step<S::accepted,     M::complete,    S::completed>,
    Step<S::accepted,     M::reroute,     S::raised>,
    Step<S::accepted,     M::end,         S::ended>,
    Step<S::queried,      M::acknowledge, S::acknowledged>,
    Step<S::queried,      M::accept,      S::accepted>,
    Step<S::queried,      M::decline,     S::declined>,
    Step<S::queried,      M::answer,      S::raised>,
    Step<S::queried,      M::end,         S::ended>,
    Step<S::declined,     M::reroute,     S::raised>,
    Step<S::declined,     M::end,         S::ended>>;
// clang-format on

static_assert(one_answer(Table::rows), "handoff: two rows answer the same move in the same state");
static_assert(one_move_between(Table::rows),
              "handoff: two moves lead from one state to the same other one");
static_assert(all_reachable(Table::rows), "handoff: a state is never reached");
static_assert(ends_closed(Table::rows), "handoff: an end has a way out, or another state has none");

}  // namespace

std::optional<HandoffState> advance(HandoffState from, HandoffMove move) {
    return Machine<Table>::advance(from, move);
}

std::span<const Row<HandoffState, HandoffMove>> handoff_rows() { return Table::rows; }

}  // namespace throughgate::lifecycle
