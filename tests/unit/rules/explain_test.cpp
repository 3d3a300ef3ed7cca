// SPDX-License-Identifier: MIT
// Goal: every answer explains itself in words that an officer can follow. Method: one golden page
// of rules and their explanations over cases with known, unknown and awkward dates.
#include <sstream>

#include "support/catch.hpp"
#include "support/golden.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::deadline;
using testing::guard;
using testing::phrase;
using testing::TestInputs;

TestInputs a_case() {
    TestInputs inputs;
    inputs.set_now("2026-03-17T10:30:00Z")
        .set("release", "2026-04-10")
        .set("gate_time", "2026-04-10T08:15:00Z")
        .set("children", "2")
        .set("kind", "CRD")
        .set("opens", "540")
        .set("slot", "2026-10-25T01:30:00Z")
        .set("prison", "BMI")
        .set("supervised", "true")
        .set("risk.rosh", "high")
        .set_anchor("entry", "2026-03-17T09:00:05Z")
        .set_anchor("raised", "2026-03-27T15:20:00Z")
        .set_state("place", "sustain")
        .clear_gate("address");
    return inputs;
}

const std::vector<std::string_view> phrases{
    "release",
    "release at 16:00",
    "2026-05-01",
    "14 days before release",
    "1 working day before release",
    "10 working days before release",
    "10 working days before release at 17:00",
    "1 month and 14 days after release",
    "8 months and 2 working days before release",
    "0 days after release",
    "200 working days after release",
    "600 working days after release",
    "2026-04-03 on or before a working day",
    "2026-04-11 on or after a working day",
    "1 day after release on or before a working day",
    "2030-06-01 on or after a working day",
    "2 working days before (release on or before a working day)",
    "2 hours before (release at 10:00)",
    "entry",
    "2 working days after entry",
    "2 hours after raised",
    "5 working days after raised",
    "2 days after today",
    "90 minutes after now",
    "1 hour before gate_time",
    "14 days before handover.date",
    "200 years after release",
    "children weeks before release",
    "3 working days except Fridays before 2026-04-07",
    "2 holidays after release",
    "first of (release or 2026-04-01)",
    "last of (release or handover.date)",
    "first known of (handover.date or release)",
    "first future of (2026-03-01 or release)",
    "nearest of (2026-03-01 or release)",
    "release but not before 2026-05-01",
    "release but not after 2026-05-01",
    "start of the week of release",
    "end of the month of release",
    "end of the year 2026",
    "2026-04-03 moved back while it or the day after is not a working day",
    "2026-04-01 moved on while it is a holiday",
    "6 working hours before raised within 09:00 to 17:00",
    "release at opens",
    "rule hard_stop",
    "start of rule window",
    "rule visit",
    "2 working days before rule visit at 12:00",
};

const std::vector<std::string_view> values{
    "working days from 2026-04-01 until 2026-04-10",
    "working days from after 2026-04-01 until before 2026-04-10",
    "holidays from 2026-01-01 until 2026-12-31",
    "weekend days from 2026-04-01 until 2026-04-10",
    "days from today until release",
    "whole months from 2026-01-31 to release",
    "whole weeks from handover.date to release",
    "offset of raised",
    "local time of raised to the minute",
    "local time of slot to the second",
    "clock change at slot",
    "children",
    "kind",
    "true",
    "\"some words\"",
    "rule near",
    "working days from today until release is at least 5",
    "release is a Friday or a holiday",
    "today is from after 12 weeks before release until release",
    "raised is before 15:00",
    "first of (release or handover.date) is before today",
    "rule hard_stop is on or before today",
    "handover.date is a working day",
    "children is at least whole weeks from today to release",
    "kind is CRD or HDC",
    "slot is repeated",
};

const std::vector<std::string_view> conditions{
    "risk.rosh is high",
    "risk.rosh is not low or medium",
    "address.kind is cas",
    "supervised is false",
    "prison is BMI",
    "prison is DGI",
    "children is at least 3",
    "children is not less than 1",
    "nation is known",
    "risk.rosh is unknown",
    "place is sustain or done",
    "place is not sustain",
    "address is cleared",
    "address is not shut",
    "today is after 12 weeks before release",
    "now is not before 2 hours after entry",
    "release is before 2026-05-01",
    "release is on or after handover.date",
    "handover.date is before release",
    "gate_time is on or before release at 10:00",
    "entry is after 1 working day before (release on or before a working day)",
    "not (risk.rosh is high and (nation is wales or children is 2))",
    "not not supervised is true",
};

std::vector<DeadlineSource> combinations() {
    DeadlineSource earliest;
    earliest.first_of = {phrase("10 working days after entry"), phrase("14 days before release"),
                         phrase("1 day after handover.date")};
    DeadlineSource latest;
    latest.last_of = {phrase("4 hours after raised"), phrase("14 days before release")};
    DeadlineSource clamped = phrase("28 days before release");
    clamped.but_not_before = {phrase("1 working day after entry")};
    DeadlineSource free = phrase("14 days before release");
    free.but_not_before = {phrase("1 working day after entry")};
    DeadlineSource capped;
    capped.first_of = {phrase("20 working days after raised")};
    capped.but_not_after = {phrase("release")};
    DeadlineSource absent;
    absent.first_of = {phrase("handover.date"), phrase("1 day after acknowledged")};
    DeadlineSource nested;
    nested.first_of = {phrase("10 working days after raised"), latest};
    nested.but_not_before = {earliest};
    return {earliest, latest, clamped, free, capped, absent, nested};
}

std::string whole_page(const TestInputs& inputs) {
    std::ostringstream out;
    for (const auto text : phrases) {
        out << text << "\n  " << deadline(text).explain(inputs) << '\n';
    }
    for (const DeadlineSource& source : combinations()) {
        const Deadline compiled = deadline(source);
        out << compiled.text() << "\n  " << compiled.explain(inputs) << '\n';
    }
    for (const auto text : values) {
        const Expression compiled = testing::expression(text);
        out << text << "\n  " << compiled.explain(inputs) << '\n';
    }
    for (const auto text : conditions) {
        const Guard compiled = guard(text);
        out << text << "\n  " << testing::name_of(compiled.evaluate(inputs)) << ": "
            << compiled.explain(inputs) << '\n';
    }
    return out.str();
}

}  // namespace

TEST_CASE("explanations read as on the golden page") {
    throughgate::testing::check_golden("rules/explanations.txt", whole_page(a_case()));
}

TEST_CASE("a date explains itself in one sentence with its anchor") {
    TestInputs inputs;
    inputs.set("release", "2026-03-17");
    CHECK(deadline("10 working days before release").explain(inputs) ==
          "Tue 3 Mar 2026 09:00: 10 working days before release on Tue 17 Mar 2026");
}

TEST_CASE("a condition shows what the fact is instead") {
    TestInputs inputs;
    inputs.set("address.kind", "social");
    CHECK(guard("address.kind is cas").explain(inputs) == "address.kind is cas (it is social)");
}

TEST_CASE("a rule that decides for no date says which branch did") {
    TestInputs inputs;
    inputs.set("release", "2027-03-17");
    CHECK(deadline("rule visit").explain(inputs) ==
          "no date yet: none is given; because too_far: release is after 2026-12-31 (release is "
          "Wed 17 Mar 2027)");
    CHECK(deadline("rule visit").waits_for(inputs).empty());
}

TEST_CASE("the content of a text fact is never shown") {
    TestInputs inputs;
    inputs.set("prison", "DEMO PLACE");
    for (const char* text : {"prison is BMI", "prison is \"DEMO TOWN\"", "prison is known"}) {
        CHECK(guard(text).explain(inputs).find("DEMO PLACE") == std::string::npos);
    }
}

}  // namespace throughgate::rules
