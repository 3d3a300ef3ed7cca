// SPDX-License-Identifier: MIT
// The case machine: where the person is. The spine's first strand is held against it.
#include "lifecycle/table.hpp"

namespace throughgate::lifecycle {
namespace {

using S = CaseState;
using M = CaseMove;

// clang-format off
using Table = Rules<
    Step<S::custody,   M::reached_gate,      S::gate>,
    Step<S::custody,   M::let_go,            S::released>,
    Step<S::custody,   M::taken_back,        S::away>,
    Step<S::custody,   M::ended,             S::closed>,
    Step<S::gate,      M::let_go,            S::released>,
    Step<S::gate,      M::stood_down,        S::custody>,
    Step<S::gate,      M::taken_back,        S::away>,
    Step<S::gate,      M::ended,             S::closed>,
    Step<S::released,  M::settled,           S::community>,
    Step<S::released,  M::taken_back,        S::away>,
    Step<S::released,  M::ended,             S::closed>,
    Step<S::community, M::lost_contact,      S::released>,
    Step<S::community, M::taken_back,        S::away>,
    Step<S::community, M::ended,             S::closed>,
    Step<S::away,      M::returned,          S::custody>,
    Step<S::away,      M::resumed_gate,      S::gate>,
    Step<S::away,      M::let_go,            S::released>,
    Step<S::away,      M::resumed_community, S::community>,
    Step<S::away,      M::ended,             S::closed>>;
// clang-format on

static_assert(one_answer(Table::rows), "case: two rows answer the same move in the same state");
static_assert(one_move_between(Table::rows),
              "case: two moves lead from one state to the same other one");
static_assert(all_reachable(Table::rows), "case: a state is never reached");
static_assert(ends_closed(Table::rows), "case: an end has a way out, or another state has none");

}  // namespace

std::optional<CaseState> advance(CaseState from, CaseMove move) {
    return Machine<Table>::advance(from, move);
}

std::span<const Row<CaseState, CaseMove>> case_rows() { return Table::rows; }

std::optional<CaseMove> move_between(CaseState from, CaseState to) {
    for (const auto& row : Table::rows)
        if (row.from == from && row.to == to) return row.move;
    return std::nullopt;
}

}  // namespace throughgate::lifecycle
