// SPDX-License-Identifier: MIT
// Goal: calendars count working days as the services do. Method: the shipped bank holidays, a table
// of published dates, and a slow calendar that walks day by day over 20,000 seeded dates.
#include <map>
#include <random>
#include <sstream>

#include "rules/date_math.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using Catch::Matchers::Equals;
using testing::day;
using testing::england_and_wales;

std::string text(Date date) { return format_date(date); }

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts;
    std::istringstream stream(list == "-" ? "" : list);
    for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
    return parts;
}

Calendar read_calendar(std::istringstream& line) {
    std::string name, weekend, holidays, extra;
    line >> name >> weekend >> holidays >> extra;
    std::vector<unsigned> off;
    for (const auto& one : split(weekend)) off.push_back(static_cast<unsigned>(std::stoul(one)));
    std::vector<Holiday> days;
    for (const auto& one : split(holidays)) days.push_back({day(one), ""});
    std::vector<Date> working;
    for (const auto& one : split(extra)) working.push_back(day(one));
    return {name, "1", off, days, working, day("2030-12-31")};
}

Shift one_unit(const std::string& unit, int n) {
    Shift shift;
    shift.backward = n < 0;
    const int count = std::abs(n);
    if (unit == "years") shift.years = count;
    if (unit == "months") shift.months = count;
    if (unit == "weeks") shift.weeks = count;
    if (unit == "days") shift.days = count;
    return shift;
}

std::string answer(const std::string& rule, const Calendar& calendar, Date date, int n) {
    if (rule == "step") return text(calendar.step(date, n));
    if (rule == "roll_back") return text(calendar.roll_back(date));
    if (rule == "roll_forward") return text(calendar.roll_forward(date));
    if (rule == "is_working") return calendar.is_working(date) ? "true" : "false";
    if (rule == "roll_then_step") {
        return text(
            calendar.step(n > 0 ? calendar.roll_forward(date) : calendar.roll_back(date), n));
    }
    const auto shifted = shift_days(date, one_unit(rule, n), calendar);
    return shifted ? text(*shifted) : "none";
}

/// The definition of `step`, one day at a time.
Date slow_step(const Calendar& calendar, Date date, int n) {
    const std::chrono::days one(n < 0 ? -1 : 1);
    for (int left = std::abs(n); left > 0;) {
        date += one;
        if (calendar.is_working(date)) --left;
    }
    return date;
}

}  // namespace

TEST_CASE("the shipped calendar of England and Wales knows its bank holidays") {
    const Calendar& calendar = england_and_wales();
    for (const char* date : {"2012-06-05", "2020-05-08", "2022-06-03", "2022-09-19", "2023-05-08",
                             "2026-04-03", "2026-12-28", "2028-12-26"}) {
        INFO(date);
        CHECK_FALSE(calendar.is_working(day(date)));
        CHECK(calendar.holiday_on(day(date)) != nullptr);
    }
    CHECK(calendar.holiday_on(day("2026-04-03"))->title == "Good Friday");
    CHECK(calendar.holiday_on(day("2026-04-02")) == nullptr);
    CHECK(calendar.is_working(day("2020-05-04")));
    CHECK(calendar.is_weekend(day("2026-12-26")));
    CHECK_FALSE(calendar.is_weekend(day("2026-12-28")));
    CHECK(text(calendar.known_until()) == "2028-12-31");
}

TEST_CASE("the three shipped calendars differ where the nations do") {
    const Calendar scotland = testing::shipped_calendar("scotland");
    const Calendar northern_ireland = testing::shipped_calendar("northern-ireland");
    CHECK_FALSE(scotland.is_working(day("2026-01-02")));
    CHECK(england_and_wales().is_working(day("2026-01-02")));
    CHECK(scotland.is_working(day("2026-04-06")));
    CHECK_FALSE(northern_ireland.is_working(day("2026-03-17")));
}

TEST_CASE("working days are stepped: the day itself never counts, and none leaves it as it is") {
    const Calendar& calendar = england_and_wales();
    CHECK(text(calendar.step(day("2026-03-14"), 1)) == "2026-03-16");  // Saturday to Monday
    CHECK(text(calendar.step(day("2026-03-14"), -1)) == "2026-03-13");
    CHECK(text(calendar.step(day("2026-03-14"), 0)) == "2026-03-14");
    CHECK(text(calendar.step(day("2026-04-02"), 1)) == "2026-04-07");  // over Easter
    CHECK(text(calendar.step(day("2026-04-07"), -1)) == "2026-04-02");
    // Rolling first and then adding is another rule: Saturday + 1 is Tuesday there.
    CHECK(text(calendar.step(calendar.roll_forward(day("2026-03-14")), 1)) == "2026-03-17");
}

TEST_CASE("rolling leaves a working day alone and moves any other to the nearest on its side") {
    const Calendar& calendar = england_and_wales();
    CHECK(text(calendar.roll_back(day("2026-04-02"))) == "2026-04-02");
    CHECK(text(calendar.roll_back(day("2026-04-06"))) == "2026-04-02");
    CHECK(text(calendar.roll_forward(day("2026-04-03"))) == "2026-04-07");
    CHECK(text(calendar.roll_forward(day("2026-04-07"))) == "2026-04-07");
}

TEST_CASE("an extra working day works although it is a weekend or a holiday") {
    const Calendar calendar("c", "1", {6, 7}, {{day("2026-04-03"), "Good Friday"}},
                            {day("2026-04-03"), day("2026-04-04")}, day("2026-12-31"));
    CHECK(calendar.is_working(day("2026-04-03")));
    CHECK(calendar.is_working(day("2026-04-04")));
    CHECK_FALSE(calendar.is_working(day("2026-04-05")));
}

TEST_CASE("outside the precomputed years only weekends are known") {
    const Calendar& calendar = england_and_wales();
    const Date friday = day("1700-01-01");
    CHECK(text(calendar.step(friday, 1)) == "1700-01-04");
    CHECK(text(calendar.step(day("2400-01-03"), -1)) == "2399-12-31");
    CHECK(text(calendar.step(day("1850-01-01"), -1)) == "1849-12-31");
    CHECK(calendar.step(day("2250-12-31"), 5) == slow_step(calendar, day("2250-12-31"), 5));
}

TEST_CASE("a calendar on which nobody works ends every walk") {
    const Calendar calendar("c", "1", {1, 2, 3, 4, 5, 6, 7}, {}, {}, day("2026-12-31"));
    CHECK(calendar.step(day("2026-03-17"), 3) > day("2200-01-01"));
    CHECK(calendar.step(day("2026-03-17"), -3) < day("1900-01-01"));
    CHECK(calendar.roll_back(day("2026-03-17")) < day("1900-01-01"));
}

TEST_CASE("where only days work that are left out of the count there is no date") {
    const Calendar mondays("c", "1", {2, 3, 4, 5, 6, 7}, {}, {}, day("2026-12-31"));
    const std::uint8_t monday = 1;
    const std::uint8_t tuesday = 2;
    CHECK(mondays.step_except(day("2026-03-17"), 1, monday) == std::nullopt);
    CHECK(mondays.step_except(day("2026-03-17"), -1, monday) == std::nullopt);
    CHECK(mondays.step_except(day("2026-03-17"), 2, tuesday) == day("2026-03-30"));
}

TEST_CASE("counts beyond ten thousand are cut, never endless") {
    const Calendar& calendar = england_and_wales();
    CHECK(calendar.step(day("2026-03-17"), 2'000'000'000) ==
          calendar.step(day("2026-03-17"), 10'000));
    CHECK(calendar.step(day("2026-03-17"), -2'000'000'000) ==
          calendar.step(day("2026-03-17"), -10'000));
}

TEST_CASE("published dates of other services come out the same") {
    std::istringstream file(
        throughgate::testing::read_repository_file("tests/unit/rules/data/published_dates.txt"));
    std::map<std::string, Calendar> calendars;
    calendars.emplace("england-and-wales", england_and_wales());
    calendars.emplace("scotland", testing::shipped_calendar("scotland"));
    int cases = 0;
    for (std::string row; std::getline(file, row);) {
        std::istringstream line(row);
        std::string rule, name, date, expected;
        int n = 0;
        line >> rule;
        if (rule == "#") continue;
        if (rule == "calendar") {
            Calendar calendar = read_calendar(line);
            name = calendar.name();
            calendars.emplace(name, std::move(calendar));
            continue;
        }
        line >> name >> date >> n >> expected;
        INFO(row);
        CHECK_THAT(answer(rule, calendars.at(name), day(date), n), Equals(expected));
        ++cases;
    }
    CHECK(cases > 60);
}

TEST_CASE("stepping equals a walk day by day on 20,000 dates") {
    std::mt19937 random(20260317);
    std::uniform_int_distribution<int> days(0, 16 * 365);
    std::uniform_int_distribution<int> counts(-60, 60);
    const Calendar& calendar = england_and_wales();
    for (int i = 0; i < 20'000; ++i) {
        const Date date = day("2012-06-01") + std::chrono::days(days(random));
        const int n = counts(random);
        if (calendar.step(date, n) == slow_step(calendar, date, n)) continue;
        FAIL("seed 20260317, case " << i << ": " << text(date) << " + " << n);
    }
}

TEST_CASE("stepping long ways equals a walk day by day on calendars of any shape") {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> days(0, 60'000);
    std::uniform_int_distribution<int> counts(-3'000, 3'000);
    for (int i = 0; i < 60; ++i) {
        std::vector<Holiday> holidays;
        for (int h = 0; h < 200; ++h) {
            holidays.push_back({day("1950-01-01") + std::chrono::days(days(random)), "h"});
        }
        const std::vector<unsigned> weekend =
            i % 3 == 0 ? std::vector<unsigned>{} : std::vector<unsigned>{1, 5, 7};
        const Calendar calendar("c", "1", weekend, holidays, {}, day("2100-12-31"));
        const Date date = day("1950-01-01") + std::chrono::days(days(random));
        const int n = counts(random);
        INFO("seed 7, case " << i << ": " << text(date) << " + " << n);
        REQUIRE(calendar.step(date, n) == slow_step(calendar, date, n));
    }
}

}  // namespace throughgate::rules
