// SPDX-License-Identifier: MIT
// Goal: wall times and instants of a zone agree across clock changes. Method: the table of London's
// changes from 2018 to 2030, and every hour around two of them.
#include <sstream>

#include "rules/zone.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::day;
using testing::london;
using namespace std::chrono_literals;

std::string at(std::string_view date, std::chrono::minutes time) {
    return format_instant(london().at(day(date), time));
}

Instant instant(std::string_view text) { return parse_instant(text).value(); }

/// "2018-03-25T02:00" as the zone tells it.
std::string wall(Instant when) {
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(london().time_of_day(when)).count();
    const std::string hour = std::to_string(100 + minutes / 60).substr(1);
    return format_date(london().date_of(when)) + 'T' + hour + ':' +
           std::to_string(100 + minutes % 60).substr(1);
}

}  // namespace

TEST_CASE("a wall time is an hour earlier in universal time while summer time holds") {
    CHECK(at("2026-03-17", 9h) == "2026-03-17T09:00:00Z");
    CHECK(at("2026-07-01", 9h) == "2026-07-01T08:00:00Z");
    CHECK(at("2026-07-01", 0h) == "2026-06-30T23:00:00Z");
}

TEST_CASE("a wall time that the clocks skip moves forward by the gap") {
    CHECK(at("2026-03-29", 30min) == "2026-03-29T00:30:00Z");
    CHECK(at("2026-03-29", 90min) == "2026-03-29T01:30:00Z");  // 01:30 is shown as 02:30
    CHECK(wall(london().at(day("2026-03-29"), 90min)) == "2026-03-29T02:30");
    CHECK(at("2026-03-29", 2h) == "2026-03-29T01:00:00Z");
}

TEST_CASE("a wall time that the clocks show twice means the first") {
    CHECK(at("2026-10-25", 90min) == "2026-10-25T00:30:00Z");
    CHECK(at("2026-10-25", 2h) == "2026-10-25T02:00:00Z");
}

TEST_CASE("days and times of day come back from instants, to the millisecond") {
    const Instant when = instant("2026-06-30T23:10:05.250Z");
    CHECK(format_date(london().date_of(when)) == "2026-07-01");
    CHECK(london().time_of_day(when) == 10min + 5s + 250ms);
    CHECK(london().at(london().date_of(when), london().time_of_day(when)) == when);
}

TEST_CASE("instants before 1970 have days and times of day too") {
    const Instant when = instant("1950-01-01T23:59:59.500Z");
    CHECK(format_date(london().date_of(when)) == "1950-01-01");
    CHECK(london().time_of_day(when) == 23h + 59min + 59s + 500ms);
}

TEST_CASE("London's clocks change when the table says") {
    std::istringstream file(throughgate::testing::read_repository_file(
        "tests/unit/rules/data/london_clock_changes.csv"));
    std::string row;
    std::getline(file, row);  // the heading
    int changes = 0;
    while (std::getline(file, row)) {
        std::istringstream line(row);
        std::vector<std::string> cells;
        for (std::string cell; std::getline(line, cell, ',');) cells.push_back(cell);
        const Instant change = instant(cells.at(0));
        INFO(row);
        CHECK(wall(change) == cells.at(4));
        // A minute before, the old offset still holds.
        const Instant before = change - 1min;
        const Instant shown_before =
            Instant(london().date_of(before)) + london().time_of_day(before);
        CHECK(shown_before - before == std::chrono::minutes(std::stoi(cells.at(1))));
        ++changes;
    }
    CHECK(changes == 26);
}

TEST_CASE(
    "every quarter of an hour of a year except the repeated hour survives the way there and back") {
    Instant when = instant("2026-01-01T00:00:00Z");
    int changed = 0;
    for (; when < instant("2027-01-01T00:00:00Z"); when += 15min) {
        if (london().at(london().date_of(when), london().time_of_day(when)) != when) ++changed;
    }
    CHECK(changed == 4);  // 01:00 to 01:45 GMT on 25 October
}

TEST_CASE("a zone that the database does not have is not found") {
    for (const char* name : {"Europe/Londn", "", "/etc/passwd", "localtime", "../Europe/London"}) {
        const auto zone = Zone::load(name);
        INFO(name);
        REQUIRE_FALSE(zone.ok());
        CHECK(zone.error().kind == ErrorKind::not_found);
        CHECK(zone.error().subject == name);
    }
    CHECK(Zone::load("Europe/London").value().name() == "Europe/London");
}

TEST_CASE("the version of the zone database is a year and a letter") {
    const std::string version = zone_database_version();
    REQUIRE(version.size() >= 5);
    CHECK(version.substr(0, 2) == "20");
}

}  // namespace throughgate::rules
