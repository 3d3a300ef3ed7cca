// SPDX-License-Identifier: MIT
// Goal: somebody is told when rows are due and nothing fires.
// Method: the pure verdict over readings.
#include "core/watchdog.hpp"
#include "support/catch.hpp"

namespace {

using namespace throughgate;
using std::chrono::seconds;

const Instant noon = *parse_instant("2026-09-28T12:00:00Z");

TEST_CASE("nothing due is never stuck") {
    REQUIRE(core::stuck(std::nullopt, noon - std::chrono::hours{9}, noon).empty());
}

TEST_CASE("due rows of a loop that gets on are not stuck") {
    REQUIRE(core::stuck(noon - seconds{600}, noon - seconds{5}, noon).empty());
}

TEST_CASE("rows due for over a minute and no progress in that time are told") {
    const std::string said = core::stuck(noon - seconds{61}, noon - seconds{61}, noon);
    REQUIRE(said.find("2026-09-28T11:58:59Z") != std::string::npos);
}

TEST_CASE("a minute exactly is still waited for") {
    REQUIRE(core::stuck(noon - seconds{60}, noon - seconds{300}, noon).empty());
}

}  // namespace
