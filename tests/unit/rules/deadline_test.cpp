// SPDX-License-Identifier: MIT
// Goal: deadlines fall on the day and the wall time that their words say. Method: tables of phrase,
// release date and expected local time; anchors around clock changes; combinations.
#include <algorithm>

#include "support/catch.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::deadline;
using testing::due;
using testing::due_for;
using testing::local;
using testing::phrase;
using testing::TestInputs;

struct Row {
    std::string_view text;
    std::string_view release;
    std::string_view expected;
};

void check_rows(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        INFO(row.text << " with release on " << row.release);
        CHECK(due_for(row.text, row.release) == row.expected);
    }
}

DeadlineSource first_of(std::vector<DeadlineSource> sources) {
    DeadlineSource source;
    source.first_of = std::move(sources);
    return source;
}

DeadlineSource last_of(std::vector<DeadlineSource> sources) {
    DeadlineSource source;
    source.last_of = std::move(sources);
    return source;
}

}  // namespace

TEST_CASE("a date without a time is due at nine, local time") {
    check_rows({
        {"release", "2026-03-17", "2026-03-17 09:00 GMT"},
        {"release at 16:30", "2026-03-17", "2026-03-17 16:30 GMT"},
        {"release", "2026-07-01", "2026-07-01 09:00 BST"},
        {"2026-05-01", "2026-03-17", "2026-05-01 09:00 BST"},
        {"2026-05-01 at 00:00", "2026-03-17", "2026-05-01 00:00 BST"},
    });
}

TEST_CASE("days, weeks and working days are counted from the release date") {
    check_rows({
        {"14 days before release", "2026-03-17", "2026-03-03 09:00 GMT"},
        {"1 day after release", "2026-03-17", "2026-03-18 09:00 GMT"},
        {"12 weeks before release", "2026-06-15", "2026-03-23 09:00 GMT"},
        {"10 working days before release", "2026-03-17", "2026-03-03 09:00 GMT"},
        {"10 working days before release at 17:00", "2026-04-10", "2026-03-25 17:00 GMT"},
        {"1 working day before release", "2026-04-07", "2026-04-02 09:00 BST"},
        {"0 working days before release", "2026-04-05", "2026-04-05 09:00 BST"},
        {"3 days and 5 working days after release", "2026-03-17", "2026-03-27 09:00 GMT"},
    });
}

TEST_CASE("months keep the day where there is one, else take the month's last, and do not stick") {
    check_rows({
        {"8 months before release", "2026-09-30", "2026-01-30 09:00 GMT"},
        {"1 month before release", "2026-03-31", "2026-02-28 09:00 GMT"},
        {"1 month after release", "2028-01-31", "2028-02-29 09:00 GMT"},
        {"1 year after release", "2028-02-29", "2029-02-28 09:00 GMT"},
        {"4 years after release", "2028-02-29", "2032-02-29 09:00 GMT"},
        {"2 months before release", "2026-04-30", "2026-02-28 09:00 GMT"},
        {"1 year and 2 months before release", "2027-04-30", "2026-02-28 09:00 GMT"},
    });
}

TEST_CASE("a compound amount takes months first, then days, then working days, however written") {
    check_rows({
        {"8 months and 14 days before release", "2026-10-31", "2026-02-14 09:00 GMT"},
        {"14 days and 8 months before release", "2026-10-31", "2026-02-14 09:00 GMT"},
        {"1 week and 1 month after release", "2026-01-31", "2026-03-07 09:00 GMT"},
        {"2 working days and 1 day after release", "2026-03-12", "2026-03-17 09:00 GMT"},
        // Inner parentheses are reckoned first: days, then months.
        {"8 months before (14 days before release)", "2026-10-31", "2026-02-17 09:00 GMT"},
    });
}

TEST_CASE("rolling comes where it is written") {
    check_rows({
        {"release on or before a working day", "2026-04-06", "2026-04-02 09:00 BST"},
        {"release on or after a working day", "2026-04-03", "2026-04-07 09:00 BST"},
        {"release on or before a working day at 12:00", "2026-04-02", "2026-04-02 12:00 BST"},
        {"28 days before release on or before a working day", "2026-04-12", "2026-03-13 09:00 GMT"},
        // Two working days before a Saturday, and before the working day that comes before it.
        {"2 working days before release", "2026-03-14", "2026-03-12 09:00 GMT"},
        {"2 working days before (release on or before a working day)", "2026-03-14",
         "2026-03-11 09:00 GMT"},
    });
}

TEST_CASE("days after an instant keep its time of day, also across a clock change") {
    TestInputs inputs;
    inputs.set_anchor("raised", "2023-03-24T11:00:00Z");  // Friday; the clocks change on Sunday
    CHECK(due("5 working days after raised", inputs) == "2023-03-31 11:00 BST");
    CHECK(due("7 days after raised", inputs) == "2023-03-31 11:00 BST");
    CHECK(due("1 month after raised", inputs) == "2023-04-24 11:00 BST");
    CHECK(due("5 working days after raised at 09:00", inputs) == "2023-03-31 09:00 BST");
    inputs.set_anchor("raised", "2026-03-17T10:30:00Z");
    CHECK(due("2 working days after raised", inputs) == "2026-03-19 10:30 GMT");
    CHECK(due("raised", inputs) == "2026-03-17 10:30 GMT");
    CHECK(due("raised at 17:00", inputs) == "2026-03-17 17:00 GMT");
    CHECK(due("every 2 working days", inputs.set_anchor("previous", "2026-03-20T10:30:00Z")) ==
          "2026-03-24 10:30 GMT");
}

TEST_CASE("the local day of an instant counts, not the one in Greenwich") {
    TestInputs inputs;
    inputs.set_anchor("raised", "2026-07-01T23:30:00Z");  // 00:30 on 2 July
    CHECK(due("raised at 09:00", inputs) == "2026-07-02 09:00 BST");
    CHECK(due("1 day after raised", inputs) == "2026-07-03 00:30 BST");
}

TEST_CASE("hours, minutes and seconds are elapsed time, also across a clock change") {
    TestInputs inputs;
    inputs.set_anchor("raised", "2023-03-25T11:00:00Z");
    CHECK(due("24 hours after raised", inputs) == "2023-03-26 12:00 BST");
    CHECK(due("1 day after raised", inputs) == "2023-03-26 11:00 BST");
    CHECK(due("1 hour and 30 minutes before raised", inputs) == "2023-03-25 09:30 GMT");
    CHECK(format_instant(*deadline("1 second after raised").evaluate(inputs)) ==
          "2023-03-25T11:00:01Z");
    CHECK(due("48 hours after raised on or after a working day", inputs) == "2023-03-27 12:00 BST");
    CHECK(due_for("2 hours before (release at 10:00)", "2026-03-17") == "2026-03-17 08:00 GMT");
    CHECK(due("2 hours after (1 day after raised)", inputs) == "2023-03-26 13:00 BST");
}

TEST_CASE(
    "a time of day that a clock change skips moves on, and one that comes twice is the first") {
    TestInputs inputs;
    inputs.set_anchor("raised", "2026-03-28T01:30:00Z");
    CHECK(due("1 day after raised", inputs) == "2026-03-29 02:30 BST");
    inputs.set_anchor("raised", "2026-10-24T00:30:00Z");
    CHECK(due("1 day after raised", inputs) == "2026-10-25 01:30 BST");
    // The second 01:30 stays where it is when nothing moves.
    inputs.set_anchor("raised", "2026-10-25T01:30:00Z");
    CHECK(due("0 days after raised", inputs) == "2026-10-25 01:30 GMT");
}

TEST_CASE("milliseconds of an instant survive moving by days") {
    TestInputs inputs;
    inputs.set_anchor("entry", "2026-03-17T10:30:12.345Z");
    CHECK(format_instant(*deadline("1 day after entry").evaluate(inputs)) ==
          "2026-03-18T10:30:12.345Z");
}

TEST_CASE("an anchor that is a day has no time of its own") {
    TestInputs inputs;
    inputs.set_anchor("hearing", "2026-03-17T15:45:00Z");
    CHECK(due("hearing", inputs) == "2026-03-17 09:00 GMT");
    CHECK(due("1 day after hearing", inputs) == "2026-03-18 09:00 GMT");
}

TEST_CASE("today and now read the clock") {
    TestInputs inputs;
    inputs.set_now("2026-03-17T10:30:00Z");
    CHECK(due("2 days after today", inputs) == "2026-03-19 09:00 GMT");
    CHECK(due("2 days after now", inputs) == "2026-03-19 10:30 GMT");
    CHECK(due("90 minutes after now", inputs) == "2026-03-17 12:00 GMT");
}

TEST_CASE("first_of and last_of take the earliest and the latest of those that are known") {
    TestInputs inputs;
    inputs.set("release", "2026-03-17");
    const auto early = phrase("14 days before release");
    const auto late = phrase("release");
    const auto absent = phrase("1 day after handover.date");
    CHECK(local(deadline(first_of({late, early, absent})).evaluate(inputs)) ==
          "2026-03-03 09:00 GMT");
    CHECK(local(deadline(last_of({early, absent, late})).evaluate(inputs)) ==
          "2026-03-17 09:00 GMT");
    CHECK(local(deadline(first_of({absent, phrase("entry")})).evaluate(inputs)) == "none");
    CHECK(local(deadline(last_of({absent})).evaluate(inputs)) == "none");
}

TEST_CASE("a bound clamps when it is known and is ignored when it is not") {
    TestInputs inputs;
    inputs.set("release", "2026-03-17").set_anchor("entry", "2026-03-10T14:00:00Z");
    DeadlineSource source = phrase("14 days before release");
    source.but_not_before = {phrase("1 working day after entry")};
    CHECK(local(deadline(source).evaluate(inputs)) == "2026-03-11 14:00 GMT");
    source.but_not_before = {phrase("1 working day after raised")};
    CHECK(local(deadline(source).evaluate(inputs)) == "2026-03-03 09:00 GMT");
    source.but_not_before.clear();
    source.but_not_after = {phrase("2026-02-27")};
    CHECK(local(deadline(source).evaluate(inputs)) == "2026-02-27 09:00 GMT");
    inputs.set("release", "unknown");
    CHECK(local(deadline(source).evaluate(inputs)) == "none");
}

TEST_CASE("where two bounds contradict each other, not before has the last word") {
    TestInputs inputs;
    inputs.set("release", "2026-03-17").set_anchor("entry", "2026-03-16T14:00:00Z");
    DeadlineSource source = phrase("14 days before release");
    source.but_not_after = {phrase("1 day before release")};
    source.but_not_before = {phrase("1 working day after entry")};
    CHECK(local(deadline(source).evaluate(inputs)) == "2026-03-17 14:00 GMT");
}

TEST_CASE("combinations nest") {
    TestInputs inputs;
    inputs.set("release", "2026-03-10").set_anchor("raised", "2026-03-02T10:00:00Z");
    const DeadlineSource inner =
        last_of({phrase("4 hours after raised"), phrase("14 days before release")});
    const Deadline both = deadline(first_of({phrase("1 working day after raised"), inner}));
    CHECK(local(both.evaluate(inputs)) == "2026-03-02 14:00 GMT");
    CHECK(both.text() ==
          "first of (1 working day after raised; last of (4 hours after raised; "
          "14 days before release))");
}

TEST_CASE("a deadline without its anchor is unanchored and names what it waits for") {
    TestInputs inputs;
    const Deadline simple = deadline("10 working days before release");
    CHECK_FALSE(simple.evaluate(inputs).has_value());
    CHECK(simple.waits_for(inputs) == std::vector{Symbol::of("release")});
    const Deadline both = deadline(first_of({phrase("release"), phrase("1 day after entry")}));
    CHECK(both.waits_for(inputs) == std::vector{Symbol::of("release"), Symbol::of("entry")});
    inputs.set_anchor("entry", "2026-03-17T10:30:00Z");
    CHECK(both.waits_for(inputs).empty());
}

TEST_CASE("dates outside 1900 to 2200 are treated as not known") {
    CHECK(due_for("1 day after release", "2199-12-31") == "2200-01-01 09:00 GMT");
    for (const char* text : {"200 years after release", "10000 years before release",
                             "10000 working days and 10000 weeks after release"}) {
        CHECK(due_for(text, "2026-03-17") == "none");
    }
    TestInputs inputs;
    inputs.set("release", "3999-12-31");
    CHECK_FALSE(deadline("release").evaluate(inputs).has_value());
    CHECK(deadline("release").waits_for(inputs) == std::vector{Symbol::of("release")});
    inputs.set_anchor("entry", "1800-01-01T00:00:00Z");
    CHECK_FALSE(deadline("1 hour after entry").evaluate(inputs).has_value());
}

TEST_CASE("a deadline lists every name that it reads, once") {
    DeadlineSource source = first_of({phrase("2 days after entry"), phrase("release")});
    source.but_not_before = {phrase("1 hour after entry")};
    const std::vector<Symbol> names = deadline(source).names();
    CHECK(names.size() == 2);
    CHECK(std::is_sorted(names.begin(), names.end()));
    CHECK(std::find(names.begin(), names.end(), Symbol::of("entry")) != names.end());
    CHECK(deadline("2 days after now").names().empty());
}

TEST_CASE("an empty deadline is unanchored and waits for nothing") {
    const Deadline empty;
    const TestInputs inputs;
    CHECK(empty.empty());
    CHECK_FALSE(empty.evaluate(inputs).has_value());
    CHECK(empty.waits_for(inputs).empty());
    CHECK(empty.names().empty());
    CHECK(empty.text().empty());
    CHECK(empty.explain(inputs).empty());
}

}  // namespace throughgate::rules
