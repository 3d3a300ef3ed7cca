// SPDX-License-Identifier: MIT
// Goal: the checks that guard the tables at compile time can fail.
// Method: small tables with one planted fault each.
#include "lifecycle/checks.hpp"
#include "support/catch.hpp"

using namespace throughgate::lifecycle;

namespace {

using S = HandoffState;
using M = HandoffMove;
using TestRow = Row<S, M>;

/// Every state reachable, ends closed, no doubles.
constexpr std::array sound{
    TestRow{S::raised, M::acknowledge, S::acknowledged},
    TestRow{S::raised, M::query, S::queried},
    TestRow{S::raised, M::end, S::ended},
    TestRow{S::acknowledged, M::accept, S::accepted},
    TestRow{S::accepted, M::complete, S::completed},
    TestRow{S::queried, M::decline, S::declined},
    TestRow{S::declined, M::reroute, S::raised},
};

template <std::size_t N>
constexpr auto with(std::array<TestRow, N> rows, std::size_t at, TestRow row) {
    rows[at] = row;
    return rows;
}

}  // namespace

TEST_CASE("a sound table passes every check") {
    CHECK(one_answer(sound));
    CHECK(one_move_between(sound));
    CHECK(all_reachable(sound));
    CHECK(ends_closed(sound));
}

TEST_CASE("two rows for one state and move are found") {
    CHECK_FALSE(one_answer(with(sound, 2, {S::raised, M::query, S::ended})));
}

TEST_CASE("two moves between the same states are found") {
    CHECK_FALSE(one_move_between(with(sound, 2, {S::raised, M::end, S::queried})));
}

TEST_CASE("a state that nothing leads to is found") {
    CHECK_FALSE(all_reachable(with(sound, 5, {S::queried, M::answer, S::raised})));
}

TEST_CASE("states that only reach each other are not taken for reachable") {
    auto island = with(sound, 3, TestRow{S::completed, M::accept, S::accepted});
    CHECK_FALSE(all_reachable(island));
}

TEST_CASE("a way out of an end is found") {
    CHECK_FALSE(ends_closed(with(sound, 2, {S::ended, M::reroute, S::raised})));
}

TEST_CASE("an open state without a way out is found") {
    CHECK_FALSE(ends_closed(with(sound, 6, {S::raised, M::decline, S::declined})));
}
