// SPDX-License-Identifier: MIT
// Goal: a manager is offered the cases that they may see and those who could take them, with how
// much each has; nobody is shown more by it. Method: the query and its page over the staged store.
#include "access/console_door.hpp"
#include "access/stage.hpp"
#include "support/catch.hpp"
#include "throughgate/allocation.hpp"
#include "throughgate/reports.hpp"

namespace throughgate::testing {
namespace {

using Catch::Matchers::Contains;
using Names = std::vector<std::string>;

Allocation offered(Stage& stage, const char* viewer, const AllocationQuery& query) {
    const auto all = allocation(stage.engine(), {viewer, "os:test", "", {}}, query);
    REQUIRE(all.ok());
    return *all;
}

Names references(const Allocation& all) {
    Names names;
    for (const AllocationCase& each : all.cases) names.push_back(each.reference);
    return names;
}

Names people(const Allocation& all) {
    Names names;
    for (const AllocationOfficer& each : all.officers) names.push_back(each.person);
    std::sort(names.begin(), names.end());
    return names;
}

/// "Officer Maple, 1"; "": nobody of that id.
std::string holder(const Allocation& all, const std::string& person) {
    for (const AllocationHolder& each : all.holders)
        if (each.person == person)
            return (each.name.empty() ? "not in the directory" : each.name) +
                   (each.has_role ? "" : ", without the role") + ", " + std::to_string(each.cases);
    return "";
}

}  // namespace

TEST_CASE("an officer's cases are offered to those of the manager's team who hold the role") {
    Stage stage;
    const Allocation all = offered(stage, "SPO1", {"ro", "RO1"});
    CHECK(references(all) == Names{stage.of("plain").reference, stage.of("survivor").reference,
                                   stage.of("perpetrator").reference});
    CHECK(people(all) == Names{"RO1", "RO2"});
    CHECK(offered(stage, "RO9", {"ro", "RO1"}).cases.empty());
    CHECK(offered(stage, "HPDU", {"ro", "RO2"}).cases.empty());  // the limited one
}

TEST_CASE("points and cases of each officer are those of the workload report") {
    Stage stage;
    const Viewer manager{"SPO1", "os:test", "", {}};
    const Report told = report(stage.engine(), manager, "workload", {}).value();
    const ReportTable& table = *told.find_table("people");
    std::size_t compared = 0;
    for (const AllocationOfficer& each : offered(stage, "SPO1", {"ro", ""}).officers)
        for (const auto& row : table.rows)
            if (row[0] == each.person) {
                CHECK(row[3] == std::to_string(each.cases));
                CHECK(row[4] == std::to_string(each.points));
                CHECK(row[5] == std::to_string(each.available));
                ++compared;
            }
    CHECK(compared == 2);
}

TEST_CASE("a role by which no cases are counted is refused") {
    Stage stage;
    const auto refused = allocation(stage.engine(), {"SPO1", "os:test", "", {}}, {"vlo", ""});
    REQUIRE(!refused.ok());
    CHECK(refused.error().kind == ErrorKind::invalid);
    ConsoleDoor door(stage.engine());
    CHECK(door.get("SPO1", "/workload/allocate?role=vlo").status == 400);
}

TEST_CASE("only whoever manages others is led from the workload to allocating cases") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    CHECK_THAT(door.get("SPO1", "/workload").body, Contains("/workload/allocate"));
    CHECK_THAT(door.get("RO1", "/workload").body, !Contains("/workload/allocate"));
    ConsoleDoor readers(stage.engine(), "reader");
    CHECK_THAT(readers.get("SPO1", "/workload").body, !Contains("/workload/allocate"));
    CHECK(readers.get("SPO1", "/workload/allocate").status == 403);
}

TEST_CASE("whoever hands over cases says which, to whom and why, and each answer is shown") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const std::string path = "/workload/allocate";
    const auto nothing = door.post("SPO1", path, "role=ro&person=RO1");
    CHECK(nothing.status == 400);
    for (const char* words :
         {"Select at least one case", "Select who takes the cases", "Enter why"})
        CHECK_THAT(nothing.body, Contains(words));
    const std::string reference = stage.of("plain").reference;
    const std::string form = "role=ro&person=RO1&to=RO2&reason=on+leave&case=" + reference + "+1";
    const auto check = door.post("SPO1", path, form);
    CHECK(check.status == 200);
    CHECK_THAT(check.body, Contains("Hand over 1 case"));
    CHECK_THAT(check.body, Contains("Officer Beech (RO2)"));
    CHECK(stage.engine().find_case(reference).value().row.officer == "RO1");
    // These workflows know no allocation: that is said beside the case.
    const auto done = door.post("SPO1", path, form + "&confirmed=yes");
    CHECK(done.status == 200);
    CHECK_THAT(done.body, Contains("Not done"));
    CHECK_THAT(done.body, Contains("0 of 1 case went to Officer Beech (RO2)."));
    CHECK_THAT(done.body, Contains("No case was handed over"));
}

TEST_CASE("a confirmed hand over is held against those who can take the cases now") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const std::string form =
        "role=ro&person=RO1&reason=on+leave&confirmed=yes&case=" + stage.of("plain").reference +
        "+1&to=";
    // Nobody of that id, another role, another team, and whoever has them already.
    for (const char* taker : {"GHOST", "POM1", "RO9", "RO1"}) {
        INFO(taker);
        const auto refused = door.post("SPO1", "/workload/allocate", form + taker);
        CHECK(refused.status == 400);
        CHECK_THAT(refused.body, Contains(std::string(taker) + " cannot take them"));
    }
}

TEST_CASE("room counts all that somebody has, also cases that the manager may not see") {
    Stage stage;
    // The head of the provision unit may not see the limited case, which RO2 has.
    const Allocation all = offered(stage, "HPDU", {"ro", "RO1"});
    const auto beech = std::find_if(all.officers.begin(), all.officers.end(),
                                    [](const auto& each) { return each.person == "RO2"; });
    REQUIRE(beech != all.officers.end());
    CHECK(beech->cases == 1);
}

TEST_CASE("nobody of another team is offered for having one case that the manager sees") {
    Stage stage;
    Command command = stage.play().command("");
    command.what = OpenCase{{"C0003CC", "X000033"},
                            {{"prison", Value(std::string("ZZA"))},
                             {"ro_team", Value(std::string("N03A"))},
                             {"release", Value(std::string("2026-10-01"))}},
                            {{"ro", "RO9"}, {"pom", "POM1"}}};
    REQUIRE(stage.play().submit(std::move(command)).ok());
    const Allocation all = offered(stage, "SPO1", {"ro", ""});
    CHECK(people(all) == Names{"RO1", "RO2"});
    CHECK(holder(all, "RO9") == "Officer Maple, 1");
}

TEST_CASE("cases of somebody who left, or who lost the role, can still be handed over") {
    Stage stage;
    std::string staff = stage_directory();
    const auto at = staff.find("RO1,");
    staff.erase(at, staff.find('\n', at) - at + 1);
    ImportOptions all_of_it;
    all_of_it.replace = true;
    REQUIRE(stage.engine()
                .import_directory(staff, "directory.csv", {"", "os:test", ""}, all_of_it)
                .ok());
    const Allocation all = offered(stage, "SPO1", {"ro", "RO1"});
    CHECK(holder(all, "RO1") == "not in the directory, without the role, 3");
    CHECK(all.cases.size() == 3);
    ConsoleDoor door(stage.engine());
    CHECK_THAT(door.get("SPO1", "/workload/allocate").body,
               Contains("RO1, not in the directory: 3 cases"));
}

TEST_CASE("without a role, the first is shown that has cases which nobody holds") {
    Stage stage;
    CHECK(offered(stage, "SPO1", {}).role == "ro");  // nothing is unallocated
    Command open = stage.play().command("");
    open.what = OpenCase{{"A0003AC", "X000003"},
                         {{"release", Value(std::string("2026-10-01"))},
                          {"prison", Value(std::string("ZZA"))},
                          {"ro_team", Value(std::string("N03A"))}},
                         {{"ro", "RO1"}}};
    REQUIRE(stage.play().submit(std::move(open)).ok());
    const Allocation all = offered(stage, "SPO1", {});
    CHECK(all.role == "pom");
    CHECK(all.cases.size() == 1);
    CHECK(offered(stage, "SPO1", {"", "RO1"}).role == "ro");
}

TEST_CASE("where nobody in the manager's teams holds the role, the page says so and asks nothing") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const std::string page = door.get("SPO1", "/workload/allocate?role=pom&person=POM1").body;
    CHECK_THAT(page, Contains("Nobody else in your teams holds this role"));
    CHECK_THAT(page, !Contains("Continue"));
    CHECK_THAT(door.get("SPO1", "/workload/allocate?role=ro&person=RO1").body,
               Contains("Continue") && !Contains("in your teams holds this role"));
}

}  // namespace throughgate::testing
