// SPDX-License-Identifier: MIT
// Goal: the four machines do what their tables say, and nothing else.
// Method: every pair of state and move is put to Boost.MSM and compared with the constexpr rows.
#include <algorithm>
#include <set>

#include "lifecycle/checks.hpp"
#include "lifecycle/lifecycle.hpp"
#include "support/catch.hpp"

using namespace throughgate::lifecycle;

namespace {

template <typename Enum>
std::vector<Enum> all() {
    std::vector<Enum> values;
    for (std::size_t i = 0; i < count_of<Enum>; ++i) values.push_back(static_cast<Enum>(i));
    return values;
}

template <typename State, typename Move>
std::optional<State> by_table(std::span<const Row<State, Move>> rows, State from, Move move) {
    for (const auto& row : rows)
        if (row.from == from && row.move == move) return row.to;
    return std::nullopt;
}

/// Puts every pair to the machine; returns how many moved.
template <typename State, typename Move>
std::size_t check_all_pairs(std::span<const Row<State, Move>> rows) {
    std::size_t moved = 0;
    for (const State from : all<State>()) {
        for (const Move move : all<Move>()) {
            const auto to = advance(from, move);
            INFO(name_of(from) << " " << name_of(move));
            CHECK(to == by_table(rows, from, move));
            moved += to.has_value() ? 1 : 0;
        }
    }
    return moved;
}

template <typename State, typename Move>
void check_every_state_is_restored(std::span<const Row<State, Move>> rows) {
    for (const State state : all<State>()) {
        const bool leaves = std::any_of(rows.begin(), rows.end(),
                                        [&](const auto& row) { return row.from == state; });
        INFO(name_of(state));
        CHECK(leaves != is_end(state));
    }
    for (const auto& row : rows) CHECK(advance(row.from, row.move) == row.to);
}

}  // namespace

TEST_CASE("each machine answers every state and move exactly as its table does") {
    CHECK(check_all_pairs(case_rows()) == 19);
    CHECK(check_all_pairs(stage_rows()) == 20);
    CHECK(check_all_pairs(handoff_rows()) == 20);
    CHECK(check_all_pairs(delivery_rows()) == 20);
}

TEST_CASE("a machine restored into any state leaves it by that state's rows only") {
    check_every_state_is_restored(case_rows());
    check_every_state_is_restored(stage_rows());
    check_every_state_is_restored(handoff_rows());
    check_every_state_is_restored(delivery_rows());
}

TEST_CASE("no machine is larger than a person can read: 12 states and 20 rows") {
    CHECK(case_rows().size() <= 20);
    CHECK(stage_rows().size() <= 20);
    CHECK(handoff_rows().size() <= 20);
    CHECK(delivery_rows().size() <= 20);
    CHECK(count_of<CaseState> <= 12);
    CHECK(count_of<HandoffState> <= 12);
}

TEST_CASE("nothing is arranged or in place without arranging, but for a person's own word") {
    for (const auto& row : stage_rows()) {
        if (row.to == Stage::arranged) CHECK(row.from == Stage::arranging);
        if (row.to == Stage::in_place)
            CHECK((row.from == Stage::arranged || row.from == Stage::unarranged));
    }
}

TEST_CASE("every open stage can be reopened and ended") {
    for (const Stage stage : all<Stage>()) {
        if (is_end(stage)) continue;
        CHECK(advance(stage, StageMove::ended) == Stage::closed);
        if (stage == Stage::not_started || stage == Stage::needed) continue;
        CHECK(advance(stage, StageMove::reopened) == Stage::needed);
    }
}

TEST_CASE("whoever leaves with nothing arranged is unarranged, whatever the stage before") {
    for (const Stage stage : {Stage::needed, Stage::arranging, Stage::arranged})
        CHECK(advance(stage, StageMove::left_without) == Stage::unarranged);
}

TEST_CASE("a handoff is never completed before a named person has acknowledged it") {
    for (const auto& row : handoff_rows()) {
        if (row.to != HandoffState::completed) continue;
        CHECK((row.from == HandoffState::acknowledged || row.from == HandoffState::accepted));
    }
}

TEST_CASE("a declined handoff can only be routed again or ended") {
    for (const HandoffMove move : all<HandoffMove>()) {
        const bool allowed = move == HandoffMove::reroute || move == HandoffMove::end;
        CHECK(advance(HandoffState::declined, move).has_value() == allowed);
    }
}

TEST_CASE("a delivery that ended is never taken up again") {
    for (const DeliveryState state : all<DeliveryState>())
        for (const DeliveryMove move : all<DeliveryMove>())
            if (is_end(state)) CHECK_FALSE(advance(state, move).has_value());
}

TEST_CASE("a person can be released from custody, the gate and elsewhere") {
    for (const CaseState state : {CaseState::custody, CaseState::gate, CaseState::away})
        CHECK(advance(state, CaseMove::let_go) == CaseState::released);
    CHECK_FALSE(advance(CaseState::community, CaseMove::let_go).has_value());
}

TEST_CASE("the move between two states is the one that leads there") {
    for (const auto& row : stage_rows()) CHECK(move_between(row.from, row.to) == row.move);
    for (const auto& row : case_rows()) CHECK(move_between(row.from, row.to) == row.move);
    CHECK_FALSE(move_between(Stage::needed, Stage::in_place).has_value());
    CHECK_FALSE(move_between(Stage::unarranged, Stage::arranged).has_value());
    CHECK_FALSE(move_between(CaseState::closed, CaseState::custody).has_value());
}

TEST_CASE("stored words lead back to their state and unknown words to none") {
    for (const auto value : all<CaseState>()) CHECK(case_state_named(name_of(value)) == value);
    for (const auto value : all<Stage>()) CHECK(stage_named(name_of(value)) == value);
    for (const auto value : all<HandoffState>())
        CHECK(handoff_state_named(name_of(value)) == value);
    for (const auto value : all<DeliveryState>())
        CHECK(delivery_state_named(name_of(value)) == value);
    CHECK_FALSE(stage_named("").has_value());
    CHECK_FALSE(stage_named("Needed").has_value());
    CHECK_FALSE(case_state_named("needed").has_value());
    CHECK_FALSE(handoff_state_named("overdue").has_value());
    CHECK_FALSE(delivery_state_named("sent").has_value());
}

TEST_CASE("no two words of one list are the same") {
    std::set<std::string_view> words;
    for (const auto value : all<StageMove>()) words.insert(name_of(value));
    for (const auto value : all<CaseMove>()) CHECK_FALSE(name_of(value).empty());
    for (const auto value : all<HandoffMove>()) CHECK_FALSE(name_of(value).empty());
    for (const auto value : all<DeliveryMove>()) CHECK_FALSE(name_of(value).empty());
    CHECK(words.size() == count_of<StageMove>);
}
