// SPDX-License-Identifier: MIT
// Goal: whoever is told of a broken glass finds it on a page, says what they found, and nobody else
// learns of it. Method: the pages as served and the Access behind them, over the staged store: an
// officer opens the limited case, whose phase the prison owns.
#include <algorithm>

#include "access/console_door.hpp"
#include "access/stage.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

using Catch::Matchers::Contains;

constexpr const char* why = "a call at night, nobody else here";

struct Broken {
    Stage stage;
    ConsoleDoor door{stage.engine()};
    std::string reference = stage.of("limited").reference;
    std::uint64_t number = 0;

    Broken() {
        REQUIRE(stage.as("RO1").break_glass(reference, why).ok());
        const auto alerts = stage.as("HOMU").glass_alerts().value();
        REQUIRE(alerts.size() == 1);
        number = alerts.front().number;
    }
    [[nodiscard]] std::string address() const { return "/alerts/" + std::to_string(number); }
    /// From today on, without anybody in their place.
    void away(const std::string& person, const std::string& end) {
        std::string staff = stage_directory();
        const auto row = staff.find("\n" + person + ",") + 1;
        const auto at = staff.find(end, row);
        REQUIRE(at < staff.find('\n', row));
        staff.replace(at, end.size(), ",2026-09-28,2026-10-30,person");
        ImportOptions all;
        all.replace = true;
        REQUIRE(
            stage.engine().import_directory(staff, "directory.csv", {"", "os:test", ""}, all).ok());
    }
    std::string seen_by(const char* person, const std::string& path) {
        return door.get(person, path).body;
    }
};

}  // namespace

TEST_CASE_METHOD(Broken, "the manager of whoever owns the case reads who opened it, when and why") {
    const std::string list = seen_by("HOMU", "/alerts");
    const std::string alert = seen_by("HOMU", address());
    for (const std::string& page : {list, alert}) {
        CHECK_THAT(page, Contains(reference));
        CHECK_THAT(page, Contains("Officer Alder (RO1)"));
        CHECK_THAT(page, Contains(why));
        CHECK_THAT(page, Contains("Nobody yet"));
        CHECK_THAT(page, Contains("Mon 28 Sep 2026 09:00"));
    }
    CHECK_THAT(alert, Contains("Mon 28 Sep 2026 13:00"));  // until when it is open
    CHECK(alert.find(stage.of("limited").person.noms_number) == alert.npos);
}

TEST_CASE_METHOD(Broken, "nobody else is shown the alert, least of all who broke the glass") {
    for (const std::string& person : staff()) {
        if (person == "HOMU") continue;
        INFO(person);
        CHECK(seen_by(person.c_str(), "/alerts").find(why) == std::string::npos);
        CHECK(door.get(person, address()).status == 404);
        CHECK(stage.as(person).glass_standing().value().waiting == 0);
        CHECK(stage.as(person).review_glass(number, "looked").error().kind == ErrorKind::not_found);
    }
}

TEST_CASE_METHOD(Broken, "the menu counts what waits, for those who are told and nobody else") {
    CHECK_THAT(seen_by("HOMU", "/work"), Contains("Alerts (1)"));
    CHECK_THAT(seen_by("SPO1", "/work"), Contains(">Alerts<"));
    CHECK_THAT(seen_by("RO9", "/work"), !Contains("/alerts"));
    REQUIRE(door.post("HOMU", address(), "note=She+was+right+to").status == 303);
    CHECK_THAT(seen_by("HOMU", "/work"), Contains(">Alerts<"));
}

TEST_CASE_METHOD(Broken,
                 "what a manager found is kept in the case, the log of reads and the list") {
    REQUIRE(door.post("HOMU", address(), "note=She+was+right+to").status == 303);
    const auto history = stage.engine().history(reference, 0, 1000).value();
    const auto entry = std::find_if(history.begin(), history.end(), [](const auto& each) {
        return each.kind == "access.glass_reviewed";
    });
    REQUIRE(entry != history.end());
    CHECK(entry->actor == "HOMU");
    CHECK(entry->reason == "She was right to");
    ReadQuery query;
    query.person = "HOMU";
    const auto reads = stage.engine().reads(query).value();
    CHECK(std::any_of(reads.begin(), reads.end(), [&](const ReadEntry& each) {
        return each.kind == "glass_reviewed" && each.case_reference == reference &&
               each.what == "break_glass " + std::to_string(number);
    }));
    const std::string alert = seen_by("HOMU", address());
    CHECK_THAT(alert, Contains("She was right to"));
    CHECK_THAT(alert, !Contains("Nobody yet"));
    CHECK_THAT(alert, !Contains("name=\"note\""));
    CHECK(stage.engine().verify_audit().value().empty());
    CHECK(stage.engine().broken_invariants().value().empty());
}

TEST_CASE_METHOD(Broken, "looking into an alert needs words, and is done once") {
    const auto blank = door.post("HOMU", address(), "note=+");
    CHECK(blank.status == 422);
    CHECK_THAT(blank.body, Contains("Enter what you found"));
    REQUIRE(door.post("HOMU", address(), "note=Right").status == 303);
    CHECK(door.post("HOMU", address(), "note=Wrong").status == 409);
    CHECK(stage.as("HOMU").glass_alerts().value().front().note == "Right");
}

TEST_CASE_METHOD(Broken,
                 "an alert that nobody looked into stands before newer ones that are done") {
    const std::string other = stage.of("plain").reference;
    REQUIRE(stage.as("AW1").break_glass(other, "another night").ok());
    auto alerts = stage.as("HOMU").glass_alerts().value();
    REQUIRE(alerts.size() == 2);
    CHECK(alerts.front().case_reference == other);
    REQUIRE(stage.as("HOMU").review_glass(alerts.front().number, "right").ok());
    alerts = stage.as("HOMU").glass_alerts().value();
    CHECK(alerts.front().case_reference == reference);
    CHECK(alerts.back().reviewed_by == "HOMU");
    CHECK(stage.as("HOMU").glass_standing().value().waiting == 1);
}

TEST_CASE_METHOD(Broken, "reading the alerts is in the log of reads") {
    REQUIRE(door.get("HOMU", "/alerts").status == 200);
    ReadQuery query;
    query.person = "HOMU";
    query.case_reference = reference;
    const auto reads = stage.engine().reads(query).value();
    CHECK(std::count_if(reads.begin(), reads.end(),
                        [](const ReadEntry& each) { return each.what == "glass alerts"; }) >= 2);
}

TEST_CASE_METHOD(Broken, "looking at one alert logs no read of another") {
    const std::string other = stage.of("plain").reference;
    REQUIRE(stage.as("AW1").break_glass(other, "another night").ok());
    const auto lines_of = [&] {
        ReadQuery query;
        query.person = "HOMU";
        query.case_reference = other;
        return stage.engine().reads(query).value().size();
    };
    const std::size_t before = lines_of();
    REQUIRE(door.get("HOMU", address()).status == 200);
    CHECK(lines_of() == before);
}

TEST_CASE_METHOD(Broken, "an alert is found by its number however many others there are") {
    const std::string other = stage.of("plain").reference;
    for (int i = 0; i < 201; ++i) REQUIRE(stage.as("AW1").break_glass(other, "again").ok());
    const auto alerts = stage.as("HOMU").glass_alerts(1000).value();
    REQUIRE(alerts.size() == 202);
    CHECK(door.get("HOMU", "/alerts/" + std::to_string(alerts.back().number)).status == 200);
    CHECK(door.get("HOMU", "/alerts/99999").status == 404);
}

TEST_CASE_METHOD(Broken, "while the manager is away somebody else on the case is shown the alert") {
    away("HOMU", ",,,person");
    // Nobody stands in: the last resort is whoever holds a role on the case, by name.
    CHECK(stage.as("POM1").glass_standing().value().waiting == 1);
    CHECK_THAT(seen_by("POM1", "/work"), Contains("Alerts (1)"));
    CHECK_THAT(seen_by("POM1", "/alerts"), Contains(why));
    REQUIRE(door.post("POM1", address(), "note=Right").status == 303);
}

TEST_CASE_METHOD(Broken, "whoever broke the glass looks into no alert of it, whoever is away") {
    away("HOMU", ",,,person");
    const std::string plain = stage.of("plain").reference;
    REQUIRE(stage.as("POM1").break_glass(plain, "my own").ok());
    const auto mine = stage.as("POM1").glass_alerts().value();
    for (const GlassAlert& each : mine) CHECK(each.person != "POM1");
    const auto others = stage.as("RO1").glass_alerts().value();
    REQUIRE(others.size() == 1);
    CHECK(others.front().person == "POM1");
}

TEST_CASE("whoever asks to open a case is told beforehand what will happen") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const auto page = door.get("RO1", "/cases/" + stage.of("limited").reference + "/open").body;
    for (const char* words : {"for four hours", "nothing about a victim", "is told at once",
                              "stand in the history of the case", "what you look at is logged"})
        CHECK_THAT(page, Contains(words));
}

}  // namespace throughgate::testing
