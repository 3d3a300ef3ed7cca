// SPDX-License-Identifier: MIT
// Goal: the page of a person draws where the case stands, says the same in a table, and calls roles
// what people call them. Method: the page of a staged case, as whoever may read all or some of it.
#include <algorithm>
#include <set>
#include <sstream>

#include "access/console_door.hpp"
#include "access/stage.hpp"
#include "support/catch.hpp"
#include "throughgate/pathway_maps.hpp"
#include "throughgate/roles.hpp"

namespace throughgate::testing {
namespace {

std::vector<PathwayMap> maps_for(Stage& stage, const char* person) {
    const auto maps =
        pathway_maps(stage.engine(), {person, "os:test", "", {}}, stage.of("plain").reference);
    REQUIRE(maps.ok());
    return *maps;
}

std::size_t count_of(const std::string& text, const std::string& words) {
    std::size_t count = 0;
    for (std::size_t at = text.find(words); at != text.npos; at = text.find(words, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("a map holds every state of the version that the case follows, and where it stands") {
    Stage stage;
    const auto view = stage.engine().find_case(stage.of("plain").reference).value();
    const auto maps = maps_for(stage, "WW1");
    REQUIRE(maps.size() == view.pathways.size());
    for (std::size_t i = 0; i < maps.size(); ++i) {
        INFO(maps[i].pathway);
        CHECK(maps[i].pathway == view.pathways[i].id);
        for (const StateView& each : view.pathways[i].states) {
            const auto& all = maps[i].states;
            const auto found = std::find_if(
                all.begin(), all.end(), [&](const MapState& state) { return state.id == each.id; });
            if (found == all.end()) continue;  // closed to this viewer
            CHECK(found->current);
        }
        for (const MapWay& way : maps[i].ways) {
            REQUIRE(way.to < maps[i].states.size());
            CHECK(way.from != way.to);
        }
    }
}

TEST_CASE("a map leaves out the states that its viewer's labels do not open") {
    Stage stage;
    const auto withheld_from = [&](const char* person) {
        std::size_t count = 0;
        for (const PathwayMap& map : maps_for(stage, person)) count += map.withheld;
        return count;
    };
    CHECK(withheld_from("WW1") > 0);
    CHECK(withheld_from("OMU1") > withheld_from("WW1"));
    for (const PathwayMap& map : maps_for(stage, "OMU1"))
        for (const MapState& state : map.states) CHECK(state.id.find("plant") == std::string::npos);
}

TEST_CASE("whoever may not see a case is given no map of it") {
    Stage stage;
    const auto maps =
        pathway_maps(stage.engine(), {"RO9", "os:test", "", {}}, stage.of("plain").reference);
    REQUIRE(!maps.ok());
    CHECK(maps.error().kind == ErrorKind::forbidden);
}

TEST_CASE("the page of a person draws each pathway with the step where it stands, and a table") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const auto page = door.get("RO1", "/cases/" + stage.of("plain").reference).body;
    const std::size_t pictures = count_of(page, "<svg role=\"img\" aria-labelledby=\"map-");
    CHECK(pictures > 1);
    CHECK(count_of(page, "<desc id=\"map-") == pictures);
    CHECK(count_of(page, ": steps and ways</caption>") == pictures);
    CHECK(count_of(page, "data-now=\"yes\"") > 0);
    CHECK(count_of(page, ">Now:</text>") == count_of(page, "data-now=\"yes\""));
}

TEST_CASE("roles are called what people call them, and never by their ids") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const auto page = door.get("RO1", "/cases/" + stage.of("plain").reference).body;
    std::set<std::string> shown;
    for (const RoleLabel& each : role_labels(stage.engine())) {
        INFO(each.role << " is called " << each.label);
        for (const char* before :
             {"From ", " to ", "cleared by ", "owner ", "<dt>Role ", ">", "role: ", "to: "})
            for (const char* after : {"<", " to ", ", ", " of "})
                CHECK(page.find(before + each.role + after) == page.npos);
        if (page.find(each.label) != page.npos) shown.insert(each.label);
    }
    CHECK(shown.size() > 1);
}

TEST_CASE("My work calls pathways by their titles, and never by their ids") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    std::size_t shown = 0;
    for (const std::string& person : staff()) {
        const auto page = door.get(person, "/work").body;
        INFO(person);
        CHECK(page.find(", spine</p>") == page.npos);
        shown += count_of(page, ", Release</p>");
    }
    CHECK(shown > 0);
}

TEST_CASE("what nobody answers for is told by the role's name, not its id") {
    Stage stage;
    std::string csv;
    std::istringstream lines(stage_directory());
    for (std::string line; std::getline(lines, line);)
        if (line.find(",ZZA,") == line.npos) csv += line + "\n";
    ImportOptions all;
    all.replace = true;
    REQUIRE(stage.engine().import_directory(csv, "d.csv", {"", "os:test", ""}, all).ok());
    stage.play().run_until("+2 days");
    std::size_t told = 0;
    const auto incidents = stage.engine().incidents().value();
    for (const IncidentView& each : incidents)
        if (each.kind == "owner.missing" && each.subject == "pom")
            told += count_of(each.message, "the work of the Prison offender manager, ");
    CHECK(told > 0);
}

TEST_CASE("what matters most of a person stands first, the rest is folded until it is opened") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const auto page = door.get("RO1", "/cases/" + stage.of("plain").reference).body;
    std::size_t before = page.find("<h1");
    for (const char* row : {">Risk<", ">Next dated action<", ">Release date<",
                            ">Responsible officer<", ">Handoffs<", "<details"}) {
        INFO(row);
        const std::size_t here = page.find(row, before);
        REQUIRE(here != page.npos);
        before = here;
    }
    CHECK(count_of(page, "<details class=\"tg-fold\">") == 7);
    CHECK(count_of(page, "tg-fold\" open") == 0);
}

}  // namespace throughgate::testing
