// SPDX-License-Identifier: MIT
// Goal: a rota says who is on duty, a row that cannot be used is told and kept, and other days
// stay; a scene for `route` is read whole or refused with all its faults. Method: small files
// against a directory of two.
#include "exchange/rota.hpp"

#include "exchange/scene.hpp"
#include "support/catch.hpp"

namespace throughgate::exchange {
namespace {

Directory directory() {
    Directory made;
    for (const char* id : {"B1", "S1", "S2"}) {
        StaffMember member;
        member.id = id;
        member.box = member.id == "B1";
        member.team = member.id == "S2" ? "N2" : "N1";
        made.members.push_back(member);
    }
    return made;
}

std::string shown(const std::vector<Duty>& duties) {
    std::string text;
    for (const Duty& each : duties)
        text += each.team + " " + format_date(each.day) + " " + each.person + "; ";
    return text;
}

RotaImport read(std::string_view csv) { return read_rota(csv, "rota.csv", directory()); }

}  // namespace

TEST_CASE("a rota names a person for each day of a run") {
    const RotaImport rota = read(
        "team,day,until,person\n"
        "N1,2026-03-16,2026-03-18,S1\n"
        "N1,2026-03-19,,S2\n");
    CHECK(rota.rejects.empty());
    CHECK(rota.rows == 2);
    CHECK(shown(rota.duties) ==
          "N1 2026-03-16 S1; N1 2026-03-17 S1; N1 2026-03-18 S1; N1 2026-03-19 S2; ");
}

TEST_CASE("a row of a rota that cannot be used is kept to be repaired, and says why") {
    const auto row = GENERATE(values<std::pair<std::string, std::string>>({
        {",2026-03-16,S1", "the team is missing"},
        {"N1,soon,S1", "the days cannot be read"},
        {"N1,2026-03-16,S9", "nobody in the directory has the staff id 'S9'"},
        {"N1,2026-03-16,B1", "'B1' is a team box, which nobody reads at night; name a person"},
        {"N9,2026-03-16,S1", "nobody in the directory is of the team 'N9'"},
        {"N9,2026-03-16,S9", "of the team 'N9'; correct it, or import the directory first; nobody"},
        {"N9,soon,S9", "the days cannot be read"},
    }));
    const RotaImport rota = read("team,day,person\n" + row.first + "\nN1,2026-03-17,S2\n");
    REQUIRE(rota.rejects.size() == 1);
    CHECK(rota.rejects[0].place == "rota.csv:2");
    CHECK(rota.rejects[0].raw == row.first);
    CHECK_THAT(rota.rejects[0].reason, Catch::Matchers::Contains(row.second));
    CHECK(shown(rota.duties) == "N1 2026-03-17 S2; ");
}

TEST_CASE("two people for one team and day are told with both lines, and the first stands") {
    const RotaImport rota = read(
        "team,day,until,person\n"
        "N1,2026-03-16,2026-03-18,S1\n"
        "N1,2026-03-18,2026-03-19,S2\n"
        "N1,2026-03-18,,S1\n"
        "N2,2026-03-18,,S2\n");
    REQUIRE(rota.rejects.size() == 1);
    CHECK(rota.rejects[0].place == "rota.csv:3");
    CHECK(rota.rejects[0].reason ==
          "S1 is on duty for N1 on 2026-03-18 already by line 2; leave one of the two rows out");
    CHECK(rota.rows == 3);
}

TEST_CASE("a run of duty that ends before it begins, or never, is no run") {
    CHECK(read("team,day,until,person\nN1,2026-03-16,2026-03-15,S1\n").rejects.size() == 1);
    CHECK(read("team,day,until,person\nN1,2026-03-16,2036-03-15,S1\n").rejects.size() == 1);
}

TEST_CASE("a file without the columns of a rota is refused") {
    const RotaImport rota = read("team,person\nN1,S1\n");
    REQUIRE(rota.unreadable.has_value());
    CHECK_THAT(rota.unreadable->message, Catch::Matchers::Contains("day"));
}

TEST_CASE("days that a rota does not name stay as they were") {
    const std::vector<Duty> before =
        read("team,day,until,person\nN1,2026-03-16,2026-03-17,S1\nN2,2026-03-16,,S1\n").duties;
    const std::vector<Duty> after =
        with_rota(before, read("team,day,person\nN1,2026-03-17,S2\n").duties);
    CHECK(shown(after) == "N1 2026-03-16 S1; N1 2026-03-17 S2; N2 2026-03-16 S1; ");
}

TEST_CASE("a scene holds the case and what happens to it, in order") {
    const auto scene = read_scene(
        R"({"at": "2026-03-02T09:00:00Z", "people": {"ro": "S1"}, "facts": {"sex": "male", "n": 3},
            "events": [{"event": "screen.done", "as": "S2", "at": "2026-03-04T09:00:00Z",
                        "facts": {"ready": true}}]})",
        "case");
    REQUIRE(scene.ok());
    CHECK(scene->facts.size() == 2);
    REQUIRE(scene->steps.size() == 1);
    CHECK(scene->steps[0].person == "S2");
    CHECK(scene->steps[0].facts[0].value.text() == "true");
    CHECK(scene->holders[0].role == "ro");
    CHECK(format_instant(scene->until) == "2026-03-18T09:00:00Z");
}

TEST_CASE("a scene that cannot be read says all that is wrong with it") {
    const auto faults = [](std::string_view json) {
        const auto scene = read_scene(json, "case");
        REQUIRE_FALSE(scene.ok());
        return scene.error().message;
    };
    const std::string all = faults(
        R"({"at": "soon", "weather": "fine", "facts": {"x": []},
            "events": [{}, {"event": "released", "at": "later"}]})");
    for (const char* each : {"the scene: 'at' is no instant", "'weather' is not known",
                             "'x' is neither text, number nor true or false",
                             "an event has no 'event'", "released: 'at' is no instant"})
        CHECK_THAT(all, Catch::Matchers::Contains(each));
    CHECK_THAT(faults(R"({"at": "2026-03-02T09:00:00Z", "until": "2026-03-01T09:00:00Z"})"),
               Catch::Matchers::Contains("'until' lies before 'at'"));
    CHECK_THAT(faults("[]"), Catch::Matchers::Contains("one object"));
    CHECK_THAT(faults("{"), Catch::Matchers::Contains("case:1"));
    CHECK_THAT(faults(R"({"at": "2026-03-02T09:00:00Z", "events": [
            {"event": "b", "at": "2026-03-04T09:00:00Z"},
            {"event": "a", "at": "2026-03-03T09:00:00Z"}]})"),
               Catch::Matchers::Contains("a: comes before the event above it"));
}

}  // namespace throughgate::exchange
