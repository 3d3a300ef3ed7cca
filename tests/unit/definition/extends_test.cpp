// SPDX-License-Identifier: MIT
// Goal: a file that extends another changes what it names and leaves the rest, every fault points
// at the file in which it was written, and a stored publication gives the same definition again.
// Method: the small definitions under `base/` in part, and a site's file that extends them.
#include "definition/extends.hpp"
#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

constexpr const char* base = "accommodation/pathway.yaml";
constexpr const char* site = "site/accommodation.yaml";
constexpr const char* head =
    "format: 1\npathway: accommodation\nextends: accommodation/pathway.yaml\n";

std::vector<SourceFile> with(const std::string& body, const std::string& first = head) {
    auto files = testing::small_files();
    files.push_back({site, first + body});
    return files;
}

const Definition& accommodation(const Loaded& loaded) {
    INFO(testing::text_of(loaded));
    REQUIRE(loaded.clean());
    for (const auto& each : loaded.set.current)
        if (each->pathway.text() == "accommodation") return *each;
    FAIL("no accommodation");
    return *loaded.set.current.front();
}

TEST_CASE("one deadline is changed and everything else is the base's") {
    const Loaded loaded =
        load(with("strands: {place: {states: {sourcing: {due: 20 days before release}}}}\n"));
    const Definition& changed = accommodation(loaded);
    const Loaded plain = load(testing::small_files());
    const Definition& before = accommodation(plain);
    CHECK(changed.states[testing::state(changed, "place.sourcing")].due.text() ==
          "20 days before release");
    CHECK(changed.states.size() == before.states.size());
    CHECK(changed.behaviour != before.behaviour);
    CHECK(changed.states[testing::state(changed, "place.screen")].due.text() ==
          before.states[testing::state(before, "place.screen")].due.text());
}

TEST_CASE("a file that changes nothing gives the definition of its base, byte for byte") {
    const Loaded loaded = load(with("")), plain = load(testing::small_files());
    CHECK(accommodation(loaded).behaviour == accommodation(plain).behaviour);
    CHECK(accommodation(loaded).text == accommodation(plain).text);
}

TEST_CASE("a reminder is added to a ladder, and one is taken away") {
    const Loaded loaded = load(
        with("removes: [handoffs/H06/ladder/chase]\n"
             "handoffs:\n  H06:\n    ladder:\n"
             "      early: {at: 1 working day after raised, tell: ro, message: check_chase}\n"));
    const Definition& changed = accommodation(loaded);
    std::vector<std::string> rungs;
    for (const Rung& rung : changed.handoffs.front().complete.ladder)
        rungs.emplace_back(rung.id.text());
    CHECK(rungs == std::vector<std::string>{"early", "overdue", "manager", "last"});
}

TEST_CASE("the short way of writing is no hindrance") {
    const Loaded loaded = load(
        with("strands: {place: {states: {sourcing: {events: {detained: {by: [ro]}}}}}}\n"
             "handoffs: {H06: {complete: {ladder: council}}}\n"
             "ladders: {council: {last: {at: due, tell: manager of ro, message: check_chase}}}\n"
             "removes: [handoffs/H06/ladder]\n"));
    const Definition& changed = accommodation(loaded);
    const Branch& branch = testing::branch(changed, "place.sourcing", "detained");
    REQUIRE(branch.targets.size() == 1);
    CHECK(changed.states[branch.targets.front()].id.text() == "place.on_hold");
    CHECK(changed.handoffs.front().complete.due.text().find("10 working days after raised") !=
          std::string::npos);
    CHECK(changed.handoffs.front().complete.ladder.size() == 1);
}

TEST_CASE("a new state with its way in is laid over the strand") {
    const Loaded loaded = load(with(
        "strands:\n  place:\n    states:\n"
        "      hostel: {title: Hostel, stage: arranging, owner: ro, do: Ask., due: 2 days after "
        "entry, events: {address.proposed: sourcing}}\n"
        "      sourcing: {events: {hostel.offered: hostel}}\n"));
    CHECK(accommodation(loaded).find_state(*Symbol::find("place.hostel")).has_value());
}

TEST_CASE("faults point at the file in which they were written") {
    const Loaded loaded =
        load(with("strands: {place: {states: {sourcing: {owner: nobody_here}}}}\n"));
    REQUIRE(loaded.diagnostics.size() == 1);
    CHECK(loaded.diagnostics.front().code == "TG0204");
    CHECK(loaded.diagnostics.front().place.file == site);
    CHECK(loaded.diagnostics.front().place.line == 4);
    const Loaded unknown = load(with("handoffs: {H06: {ladders: council}}\n"));
    CHECK(testing::has(testing::codes_of(unknown), "TG0110"));
    CHECK(unknown.diagnostics.front().place.file == site);
}

TEST_CASE("an extension may be extended, as a region's by a team's") {
    auto files = with("title: Region\nstrands: {place: {title: Of the region}}\n");
    files.push_back({"team/accommodation.yaml", "format: 1\npathway: accommodation\nextends: " +
                                                    std::string(site) + "\ntitle: Team\n"});
    const Loaded loaded = load(files);
    const Definition& changed = accommodation(loaded);
    CHECK(changed.title == "Team");
    CHECK(changed.states[changed.main_strand].title == "Of the region");
}

TEST_CASE("common files are extended as well") {
    auto files = testing::small_files();
    files.push_back({"site/roles.yaml",
                     "format: 1\ncommon: roles\nextends: common/roles.yaml\n"
                     "roles: {ro: {label: Officer of the site}}\n"});
    const Loaded loaded = load(files);
    INFO(testing::text_of(loaded));
    REQUIRE(loaded.clean());
    CHECK(loaded.set.find_role(*Symbol::find("ro"))->label == "Officer of the site");
}

TEST_CASE("a stored publication of an extended definition gives it again") {
    const Loaded loaded = load(with("title: Of the site\n"));
    const Definition& changed = accommodation(loaded);
    for (std::size_t i = 0; i < loaded.set.current.size(); ++i) {
        if (loaded.set.current[i]->pathway != changed.pathway) continue;
        const auto again = compile_resolved(loaded.resolved[i].second);
        REQUIRE(again.ok());
        CHECK((*again)->title == "Of the site");
        CHECK((*again)->behaviour == changed.behaviour);
    }
}

/// The first error in the base.
Diagnostic error_in_base(const Loaded& loaded) {
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.severity == Severity::error && each.place.file == base) return each;
    FAIL("no error in the base: " + testing::text_of(loaded));
    return {};
}

TEST_CASE("an error that a removal causes in the base names the removal") {
    const Diagnostic error =
        error_in_base(load(with("removes:\n  - strands/place/states/sourcing\n")));
    REQUIRE(error.related.size() >= 1);
    CHECK(error.related.back().place == Place{site, 5, 5});
    CHECK(error.related.back().message ==
          "removed here, by a file that extends this one: mend it here");
}

TEST_CASE("an error that a change causes in the base names the file of the change") {
    const Diagnostic error = error_in_base(
        load(with("facts:\n  booking.status: {choice: [confirmed], set_by: [acc_worker]}\n")));
    REQUIRE(error.related.size() >= 1);
    CHECK(error.related.back().place == Place{site, 5, 3});
}

TEST_CASE("an error of the base's own names no file that extends it") {
    const Loaded loaded = load(testing::edited(with("title: Of the site\n"), base,
                                               "otherwise: sourcing", "otherwise: sourcin"));
    for (const RelatedPlace& each : error_in_base(loaded).related) CHECK(each.place.file != site);
}

TEST_CASE("each fault of extending has its code") {
    const auto codes = [](const std::vector<SourceFile>& files) {
        return testing::codes_of(load(files));
    };
    const std::string id = "format: 1\npathway: accommodation\n";
    CHECK(testing::has(codes(with("", id + "extends: acommodation/pathway.yaml\n")), "TG1601"));
    CHECK(testing::has(codes(with("", id + "extends: " + site + "\n")), "TG1602"));
    CHECK(testing::has(
        codes(with("", "format: 1\npathway: home\nextends: " + std::string(base) + "\n")),
        "TG1603"));
    CHECK(testing::has(codes(with("removes: [handoffs/H06/ladder/chas]\n")), "TG1604"));
    CHECK(
        testing::has(codes(with("handoffs: {H60: {complete: 9 days after raised}}\n")), "TG1607"));
    auto twice = with("");
    twice.push_back({"site/other.yaml", head});
    CHECK(testing::has(codes(twice), "TG1605"));
    CHECK(testing::has(codes(testing::edited(testing::small_files(), base, "title: Accommodation",
                                             "title: Accommodation\nremoves: [handoffs/H06]")),
                       "TG1606"));
    CHECK(testing::has(codes(with("", id + "extends: [a, b]\n")), "TG0112"));
    CHECK(testing::has(codes(with("removes: {handoffs: H06}\n")), "TG0112"));
}

}  // namespace
}  // namespace throughgate::definition
