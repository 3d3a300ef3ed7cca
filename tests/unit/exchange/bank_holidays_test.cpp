// SPDX-License-Identifier: MIT
// Goal: a published list of bank holidays changes a calendar file where it differs and nowhere
// else, and a list that cannot be right changes nothing. Method: small lists against a small file
// with comments; the shipped calendars against the list that they were made from, rebuilt as JSON.
#include "exchange/bank_holidays.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate::exchange {
namespace {

const std::string file = R"(# Kept by the team.
format: 1
calendar: england-and-wales
version: "1"
weekend: [saturday, sunday]
known_until: 2022-12-31
holidays:
  - {date: 2021-12-27, title: Christmas Day (substitute day)}  # older than the list
  # this year
  - {date: 2022-01-03, title: New Year's Day (substitute day)}
  - {date: 2022-04-15, title: Good Friday}
  - {date: 2022-04-18, title: Easter Monday}
  - {date: 2022-05-02, title: Early May bank holiday}
  - {date: 2022-05-30, title: Spring bank holiday}  # moved to June
  - {date: 2022-08-29, title: Summer bank holiday}
  - {date: 2022-12-26, title: Boxing day}
  - {date: 2022-12-27, title: Christmas Day (substitute day)}
# nothing below
)";

std::string event(const std::string& date, const std::string& title,
                  const std::string& notes = {}) {
    return R"({"title":")" + title + R"(","date":")" + date + R"(","notes":")" + notes +
           R"(","bunting":true})";
}

std::string list(const std::string& division = "england-and-wales") {
    std::string text = R"({")" + division + R"(":{"division":")" + division + R"(","events":[)";
    text += event("2022-01-03", "New Year’s Day", "Substitute day");
    for (const auto& [date, title] : std::vector<std::pair<std::string, std::string>>{
             {"2022-04-15", "Good Friday"},
             {"2022-04-18", "Easter Monday"},
             {"2022-05-02", "Early May bank holiday"},
             {"2022-06-02", "Spring bank holiday"},
             {"2022-06-03", "Platinum Jubilee bank holiday"},
             {"2022-08-29", "Summer bank holiday"},
             {"2022-09-19", "Bank Holiday for the State Funeral"},
             {"2022-12-26", "Boxing Day"}})
        text += "," + event(date, title);
    return text + "," + event("2022-12-27", "Christmas Day", "Substitute day") + "]}}";
}

CalendarEdit edited(const std::string& json) {
    const auto holidays = read_bank_holidays(json, "bank-holidays.json");
    REQUIRE(holidays.ok());
    auto edit = edit_calendar(file, "calendar.yaml", holidays->at("england-and-wales"), "2022-10");
    REQUIRE(edit.ok());
    return *edit;
}

std::string refusal(const std::string& json) {
    const auto holidays = read_bank_holidays(json, "list.json");
    return holidays.ok() ? "read" : holidays.error().message;
}

using Days = std::vector<std::string>;

}  // namespace

TEST_CASE("A late holiday, a moved one and a new name change their lines only") {
    const CalendarEdit edit = edited(list());
    CHECK(edit.added == Days{"Thu 2 Jun 2022 Spring bank holiday",
                             "Fri 3 Jun 2022 Platinum Jubilee bank holiday",
                             "Mon 19 Sep 2022 Bank Holiday for the State Funeral"});
    CHECK(edit.removed == Days{"Mon 30 May 2022 Spring bank holiday"});
    CHECK(edit.renamed == Days{"Mon 26 Dec 2022 Boxing day -> Boxing Day"});
    testing::check_golden("exchange/calendar-after-import.yaml", edit.text);
}

TEST_CASE("The same list again changes nothing, not even the version") {
    const auto holidays = read_bank_holidays(list(), "list.json");
    const CalendarEdit first = edited(list());
    const auto again =
        edit_calendar(first.text, "calendar.yaml", holidays->at("england-and-wales"), "2022-11");
    REQUIRE(again.ok());
    CHECK_FALSE(again->changed());
    CHECK(again->text == first.text);
}

TEST_CASE("A list that cannot be right is refused with every fault and its place") {
    CHECK(refusal("[]") == "list.json: " + std::string("expected {\"england-and-wales\": "
                                                       "{\"events\": [...]}, ...} as GOV.UK "
                                                       "publishes it"));
    CHECK(refusal(R"({"scotland":{"events":[]}})") ==
          "list.json: scotland: has no list of events; fetch the file again");
    std::string mixed = list();
    mixed.replace(mixed.find(R"("division":"england-and-wales")"), 30, R"("division":"scotland")");
    CHECK(refusal(mixed) ==
          "list.json: england-and-wales: says that it is of another division; fetch the file "
          "again");
    std::string broken = list();
    broken.replace(broken.find("2022-04-15"), 10, "2022-02-30");
    broken.replace(broken.find("Easter Monday"), 13, "");
    broken.replace(broken.find("2022-08-29"), 10, "2022-05-02");
    CHECK(refusal(broken) ==
          "list.json: england-and-wales, event 2: has no calendar date (yyyy-mm-dd, 1990 to 2199)\n"
          "list.json: england-and-wales, event 3: has no title of at most 100 letters\n"
          "list.json: england-and-wales, 2022-05-02: is listed twice; keep one of the two");
    CHECK(refusal(R"({"scotland":{"events":[)" + event("2022-01-03", "New Year") + "]}}")
              .find("2022 with 1 days: cannot be right") != std::string::npos);
}

TEST_CASE("A file that is laid out in another way is left alone, with the line named") {
    const auto holidays = read_bank_holidays(list(), "list.json");
    const auto& days = holidays->at("england-and-wales");
    const auto says = [&](const std::string& text) {
        const auto edit = edit_calendar(text, "c.yaml", days, "2");
        return edit.ok() ? "done" : edit.error().message;
    };
    CHECK(says("calendar: x\n").starts_with("c.yaml:1: the calendar needs 'version:'"));
    CHECK(says("version: 1\nknown_until: 2022-12-31\nholidays:\n  - date: 2022-01-03\n")
              .starts_with("c.yaml:4: expected a holiday on one line"));
    CHECK(says("version: 1\nknown_until: 2022-12-31\nholidays: []\n")
              .starts_with("c.yaml:3: holidays are kept one on a line"));
    CHECK(says("version: 1\nknown_until: 2022-12-31\nholidays: [  # none\n]\n")
              .starts_with("c.yaml:3: holidays are kept one on a line"));
    std::string other = file;
    for (const char* day : {"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-08-29"})
        other.replace(other.find(day), 10, std::string("2022-07-1") + day[9]);
    CHECK(says(other).find("the list is of another division") != std::string::npos);
}

TEST_CASE("A brace in a comment ends no holiday, and the comment stays") {
    const auto holidays = read_bank_holidays(list(), "list.json");
    const std::string lines =
        "version: 1\nknown_until: 2022-12-31\nholidays:  # {date, title}\n"
        "  - {date: 2022-04-15, title: Good Friday}  # as {always}\n"
        "  - {date: 2022-12-26, title: \"Boxing } day\"}  # {renamed}\n";
    const auto edit = edit_calendar(lines, "c.yaml", holidays->at("england-and-wales"), "2022-10");
    REQUIRE(edit.ok());
    CHECK(edit->renamed == Days{"Mon 26 Dec 2022 Boxing } day -> Boxing Day"});
    CHECK(edit->text.find("title: Boxing Day}  # {renamed}\n") != std::string::npos);
}

TEST_CASE("A pathway is no calendar because it names one") {
    CHECK(calendar_name(file) == "england-and-wales");
    CHECK(calendar_name("pathway: spine\ncalendar: england-and-wales\n").empty());
    CHECK(calendar_name("common: facts\n").empty());
}

TEST_CASE("The shipped calendars hold exactly the published days") {
    const std::string table =
        testing::read_repository_file("tests/unit/exchange/bank-holidays.csv");
    for (const std::string division : {"england-and-wales", "scotland", "northern-ireland"}) {
        std::vector<BankHoliday> published;
        for (std::size_t at = 0; at < table.size();) {
            const std::size_t end = table.find('\n', at);
            const std::string line = table.substr(at, end - at);
            at = end + 1;
            const std::size_t first = line.find(','), second = line.find(',', first + 1);
            if (line.substr(first + 1, second - first - 1) == division)
                published.push_back({*parse_date(line.substr(0, first)), line.substr(second + 1)});
        }
        const std::string path = "workflows/common/calendars/" + division + ".yaml";
        const std::string text = testing::read_repository_file(path);
        CHECK(calendar_name(text) == division);
        const auto edit = edit_calendar(text, path, published, "next");
        INFO(path);
        REQUIRE(edit.ok());
        CHECK(edit->added == Days{});
        CHECK(edit->removed == Days{});
        CHECK(edit->renamed == Days{});
        CHECK(published.size() > 130);
    }
}

}  // namespace throughgate::exchange
