// SPDX-License-Identifier: MIT
// Goal: work has an owner when a named person stands behind its role, or a team box that a ladder
// still asks to name one; whoever lacks one is said so once, to team box and manager.
// Method: one strand that allocates with a ladder, one whose work waits; who stands behind a role
// is given by hand.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using journey::Behind;
using test::Desk;

namespace {

const std::string pathway = R"(strands:
  place:
    start: looking
    states:
      looking: {title: Looking, stage: needed, owner: ro, do: Look., events: {over: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
  officer:
    start: wanted
    states:
      wanted:
        title: Wanted
        owner: spo
        do: Name one.
        due: 3 days after named
        ladder:
          team:    {at: due, tell: [owner, team box of ro], class: action, message: due_soon}
          manager: {at: 2 days after due, tell: manager of ro, class: action, message: due_soon}
        events: {found: there}
      there: {title: There, final: true, outcome: done}
)";

Desk opened(const std::string& named = "2026-03-02") {
    Desk desk({{"accommodation/pathway.yaml",
                "format: 1\npathway: accommodation\ntitle: Accommodation\n"
                "common: [facts, roles, messages]\ncalendar: england-and-wales\n"
                "zone: Europe/London\nfacts: {named: {date: true}}\n" +
                    pathway}});
    desk.open(named.empty() ? test::Fields{} : test::Fields{{"named", named}});
    return desk;
}

std::string unowned(const Desk& desk, Behind behind_ro) {
    std::string text;
    for (const Symbol role : journey::unowned_roles(desk.world(), desk.the_case, [&](Symbol asked) {
             return asked == Symbol::of("ro") ? behind_ro : Behind::person;
         }))
        text += std::string(role.text()) + " ";
    return text;
}

}  // namespace

TEST_CASE("A named person owns, nobody does not") {
    const Desk desk = opened();
    CHECK(unowned(desk, Behind::person).empty());
    CHECK(unowned(desk, Behind::nobody) == "ro ");
}

TEST_CASE("A team box owns as long as the ladder that asks it to name somebody runs") {
    Desk desk = opened();
    CHECK(unowned(desk, Behind::box).empty());
    desk.run_until("2026-03-06T12:00:00Z");
    CHECK(unowned(desk, Behind::box).empty());
    desk.run_until("2026-03-09T12:00:00Z");  // the last rung has fired
    CHECK(unowned(desk, Behind::box) == "ro ");
}

TEST_CASE("A ladder that waits for its date still runs; one that was left asks nobody") {
    Desk desk = opened("");
    CHECK(unowned(desk, Behind::box).empty());
    desk.send("found");
    CHECK(unowned(desk, Behind::box) == "ro ");
}

TEST_CASE("Where a state rests there is nobody's work and no line of a worklist") {
    std::string resting = pathway;
    const std::string does = "owner: ro, do: Look.";
    resting.replace(resting.find(does), does.size(), "rests: true, owner: ro");
    const auto items_of = [](const std::string& text) {
        Desk desk = Desk::with("facts: {named: {date: true}}\n" + text);
        desk.open({{"named", "2026-03-02"}});
        CHECK(unowned(desk, Behind::nobody) == (text == pathway ? "ro " : ""));
        std::string items;
        for (const auto& item : journey::work_items(desk.world(), desk.the_case))
            if (item.pathway.text() == "accommodation") items += item.title + " ";
        return items;
    };
    CHECK(items_of(pathway) == "Looking Wanted ");
    CHECK(items_of(resting) == "Wanted ");
}

TEST_CASE("A closed case wants no owner") {
    Desk desk = opened();
    desk.the_case.state = lifecycle::CaseState::closed;
    CHECK(unowned(desk, Behind::nobody).empty());
}

TEST_CASE("What is noted stands in the log, and changes nothing else") {
    Desk desk = opened();
    const Change change =
        journey::note_owners(desk.world(), desk.the_case, {Symbol::of("ro")}, {Symbol::of("pom")},
                             [](Symbol) { return Behind::box; });
    CHECK(change.after == desk.the_case);
    CHECK(test::logs(change, "owner.missing"));
    CHECK(test::logs(change, "owner.found"));
    CHECK(change.notices.empty());  // these definitions have no words for it
}
