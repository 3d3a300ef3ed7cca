// SPDX-License-Identifier: MIT
// Goal: what one event brings about is one cause, so that nobody gets two summaries of it. Method:
// notices with what tells them apart.
#include "core/told.hpp"

#include "support/catch.hpp"

namespace {

using namespace throughgate;

Notice notice(const char* message, const char* event) {
    Notice made;
    made.message = Symbol::of(message);
    made.rung = Symbol::of(event);
    return made;
}

TEST_CASE("two messages of one event are one cause within a team") {
    const std::string cause = core::cause_of(notice("handover", "transferred"), "N1");
    CHECK(cause == core::cause_of(notice("state_entered", "transferred"), "N1"));
    CHECK(cause != core::cause_of(notice("handover", "transferred"), "N2"));
    CHECK(cause != core::cause_of(notice("handover", "recalled"), "N1"));
}

TEST_CASE("what is told together already, and what a timer tells, comes of no such cause") {
    Notice together = notice("dates_moved_together", "dates_moved");
    together.together = Symbol::of("The calendar has changed");
    CHECK(core::cause_of(together, "N1") == "");
    Notice reminder = notice("not_acknowledged", "due");
    reminder.timer.number = 3;
    CHECK(core::cause_of(reminder, "N1") == "");
}

}  // namespace
