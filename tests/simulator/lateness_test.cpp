// SPDX-License-Identifier: MIT
// Goal: how late timers fire can be read off the store: by nearest rank, over the last hour and the
// last day, with the time for which nothing ran. Method: the real engine on a virtual clock that
// is moved past due dates, in one step or to the minute.
#include "throughgate/lateness.hpp"

#include "support/catch.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using std::chrono::milliseconds;
using testing::Play;

std::vector<Milliseconds> one_to(int last) {
    std::vector<Milliseconds> all;
    for (int i = last; i >= 1; --i) all.emplace_back(i);
    return all;
}

Lateness of_the_day(Play& play) { return timer_lateness(play.engine()).value().at(1); }
Lateness of_the_hour(Play& play) { return timer_lateness(play.engine()).value().at(0); }

}  // namespace

TEST_CASE("percentiles are by nearest rank") {
    const Lateness hundred = lateness_of(one_to(100), milliseconds(1));
    CHECK(hundred.fired == 100);
    CHECK(hundred.p50 == milliseconds(50));
    CHECK(hundred.p95 == milliseconds(95));
    CHECK(hundred.p99 == milliseconds(99));
    CHECK(hundred.worst == milliseconds(100));
    const Lateness three = lateness_of(one_to(3), milliseconds(1));
    CHECK(three.p50 == milliseconds(2));
    CHECK(three.p95 == milliseconds(3));
    CHECK(lateness_of({}, milliseconds(1)).fired == 0);
    CHECK(lateness_of({milliseconds(7)}, milliseconds(1)).p50 == milliseconds(7));
}

TEST_CASE("timers that fire at their moment are not late, and those of other days do not count") {
    Play play;
    play.open_case("A1234BC", "2026-11-30");
    std::uint64_t fired = of_the_day(play).fired;
    CHECK(of_the_day(play).worst == milliseconds(0));  // it came when some dates were past
    for (int day = 0; day < 80; ++day) {
        play.run_until("+1 days");
        const Lateness here = of_the_day(play);
        fired += here.fired;
        CHECK(here.worst == milliseconds(0));
        CHECK(here.whole);
    }
    CHECK(fired > 3);
}

TEST_CASE("what fell due while nothing ran is late by all of that time") {
    Play play;
    play.open_case("A1234BC", "2026-11-30");
    play.run_until("+1 days");
    const auto next = play.engine().health().next_due;
    REQUIRE(next.has_value());
    play.clock().set(*next + std::chrono::hours(3));
    play.run_until("+0 days");
    const Lateness late = of_the_hour(play);
    REQUIRE(late.fired > 0);
    CHECK(late.worst >= std::chrono::hours(2));
}
