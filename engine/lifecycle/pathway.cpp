// SPDX-License-Identifier: MIT
// The pathway machine. Nothing is in place that was not arranged, unless a named person saw it;
// whoever goes back into custody, or agrees after all, passes `needed` again, so that figures count
// every new beginning alike.
#include "lifecycle/table.hpp"

namespace throughgate::lifecycle {
namespace {

using S = Stage;
using M = StageMove;

// clang-format off
using Table = Rules<
    Step<S::not_started, M::found_needed,      S::needed>,
    Step<S::not_started, M::ended,             S::closed>,
    Step<S::needed,      M::started_arranging, S::arranging>,
    Step<S::needed,      M::left_without,      S::unarranged>,
    Step<S::needed,      M::ended,             S::closed>,
    Step<S::arranging,   M::agreed,            S::arranged>,
    Step<S::arranging,   M::left_without,      S::unarranged>,
    Step<S::arranging,   M::reopened,          S::needed>,
    Step<S::arranging,   M::ended,             S::closed>,
    Step<S::arranged,    M::confirmed,         S::in_place>,
    Step<S::arranged,    M::fell_through,      S::arranging>,
    Step<S::arranged,    M::left_without,      S::unarranged>,
    Step<S::arranged,    M::reopened,          S::needed>,
    Step<S::arranged,    M::ended,             S::closed>,
    Step<S::unarranged,  M::confirmed,         S::in_place>,
    Step<S::unarranged,  M::reopened,          S::needed>,
    Step<S::unarranged,  M::ended,             S::closed>,
    Step<S::in_place,    M::lost,              S::unarranged>,
    Step<S::in_place,    M::reopened,          S::needed>,
    Step<S::in_place,    M::ended,             S::closed>>;
// clang-format on

static_assert(one_answer(Table::rows), "pathway: two rows answer the same move in the same state");
static_assert(one_move_between(Table::rows),
              "pathway: two moves lead from one state to the same other one");
static_assert(all_reachable(Table::rows), "pathway: a state is never reached");
static_assert(ends_closed(Table::rows), "pathway: an end has a way out, or another state has none");

}  // namespace

std::optional<Stage> advance(Stage from, StageMove move) {
    return Machine<Table>::advance(from, move);
}

std::span<const Row<Stage, StageMove>> stage_rows() { return Table::rows; }

std::optional<StageMove> move_between(Stage from, Stage to) {
    for (const auto& row : Table::rows)
        if (row.from == from && row.to == to) return row.move;
    return std::nullopt;
}

}  // namespace throughgate::lifecycle
