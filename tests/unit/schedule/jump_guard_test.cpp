// SPDX-License-Identifier: MIT
// Goal: a jump of the wall clock never fires anything early by itself.
// Method: pairs of wall clock and uptime, as the loop reads them.
#include "schedule/jump_guard.hpp"
#include "support/catch.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::schedule;
using std::chrono::hours;
using std::chrono::minutes;

const Instant noon = *parse_instant("2026-09-28T12:00:00Z");

TEST_CASE("time that passes on both clocks is no jump") {
    JumpGuard guard;
    REQUIRE(guard.observe(noon, minutes{0}) == Jump::none);
    REQUIRE(guard.observe(noon + hours{72}, hours{72}) == Jump::none);
    REQUIRE_FALSE(guard.held());
}

TEST_CASE("a forward jump of more than an hour holds until a person confirms it") {
    JumpGuard guard;
    REQUIRE(guard.observe(noon, minutes{0}) == Jump::none);
    REQUIRE(guard.observe(noon + minutes{62}, minutes{1}) == Jump::forward);
    REQUIRE(guard.held());
    REQUIRE(guard.observe(noon + minutes{63}, minutes{2}) == Jump::none);
    REQUIRE(guard.held());
    guard.confirm();
    REQUIRE_FALSE(guard.held());
}

TEST_CASE("a forward jump of an hour exactly is tolerated, as a change of the clocks") {
    JumpGuard guard;
    REQUIRE(guard.observe(noon, minutes{0}) == Jump::none);
    REQUIRE(guard.observe(noon + minutes{61}, minutes{1}) == Jump::none);
}

TEST_CASE("a backward jump is told and holds nothing") {
    JumpGuard guard;
    REQUIRE(guard.observe(noon, minutes{0}) == Jump::none);
    REQUIRE(guard.observe(noon - minutes{10}, minutes{1}) == Jump::backward);
    REQUIRE_FALSE(guard.held());
}

TEST_CASE("a drift of under two seconds backwards is no jump") {
    JumpGuard guard;
    REQUIRE(guard.observe(noon, minutes{0}) == Jump::none);
    REQUIRE(guard.observe(noon + minutes{1} - Milliseconds{1900}, minutes{1}) == Jump::none);
}

}  // namespace
