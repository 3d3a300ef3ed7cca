// SPDX-License-Identifier: MIT
// Goal: a pathway that has ended starts anew when it is called, with the facts as they are, its
// gates shut and the version in force; what the old one did stays in the log.
// Method: a pathway with a gate and a case-long handoff beside a plain spine.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::As;
using test::Desk;

namespace {

const std::string pathway = R"(format: 1
pathway: accommodation
title: Accommodation
common: [facts, roles, messages]
calendar: england-and-wales
zone: Europe/London
starts: {when: supervised is true, again: {event: [back.inside], when: agreed is true}}
gates:
  checked: {title: Checked, cleared_by: ro, needs: [settled is true]}
strands:
  place:
    start: looking
    states:
      looking: {title: Looking, stage: needed, owner: ro, do: Look., opens: [HC],
          events: {found: {gate: checked, to: finished}, given.up: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
handoffs:
  HC: {title: For the case, from: ro, to: pom, until: case,
      acknowledge: 2 working days after raised, ladder: none_above}
ladders:
  none_above: {up: {at: due, tell: manager of to, class: action, message: due_soon}}
)";

const As officer{"aspen", {"ro"}, "seen and agreed"};

Desk ended(const std::string& text = pathway) {
    Desk desk({{"accommodation/pathway.yaml", text}});
    desk.open({{"supervised", "true"}, {"settled", "true"}});
    desk.send("checked.clear", {}, officer);
    desk.send("found", {}, officer);
    CHECK(desk.pathway().stage == lifecycle::Stage::closed);
    return desk;
}

}  // namespace

TEST_CASE("A pathway that has ended starts anew with its event, and keeps the facts") {
    Desk desk = ended();
    const std::uint64_t version = desk.pathway().version;
    const Change change = desk.send("back.inside", {{"agreed", "true"}});
    CHECK(test::logs(change, "pathway.started"));
    CHECK(desk.the_case.pathways.size() == 2);
    CHECK(desk.pathway().stage == lifecycle::Stage::needed);
    CHECK(desk.pathway().outcome.empty());
    CHECK(desk.is_in("place.looking"));
    CHECK(desk.fact("settled") == "true");
    CHECK(desk.pathway().version > version);
    CHECK(desk.log.front().kind == "case.opened");
    CHECK(desk.log_of("pathway.closed").size() == 1);
    CHECK(desk.log_of("pathway.started").size() == 3);
}

TEST_CASE("Its gates are shut again: what was looked at then was another time") {
    Desk desk = ended();
    desk.send("back.inside", {{"agreed", "true"}});
    CHECK(desk.send("found", {}, officer).verdict == Verdict::refused);
    desk.send("checked.clear", {}, officer);
    CHECK(desk.send("found", {}, officer).verdict == Verdict::applied);
    CHECK(desk.pathway().stage == lifecycle::Stage::closed);
}

TEST_CASE("Without its condition, or while that is unknown, nothing starts") {
    Desk desk = ended();
    desk.send("back.inside");
    CHECK(desk.pathway().stage == lifecycle::Stage::closed);
    desk.send("back.inside", {{"agreed", "false"}});
    CHECK(desk.pathway().stage == lifecycle::Stage::closed);
    desk.send("given.up", {{"agreed", "true"}});
    CHECK(desk.pathway().stage == lifecycle::Stage::closed);  // another event than the one named
}

TEST_CASE("The event that calls a pathway again does not disturb one that runs") {
    Desk desk({{"accommodation/pathway.yaml", pathway}});
    desk.open({{"supervised", "true"}, {"agreed", "true"}});
    desk.send("back.inside");
    CHECK(desk.log_of("pathway.started").size() == 2);
    CHECK(desk.is_in("place.looking"));
}

TEST_CASE("The new instance follows the version in force, and ends what has no place in it") {
    Desk desk = ended();
    const Digest before = desk.pathway().definition;
    REQUIRE(desk.handoff(1).state == lifecycle::HandoffState::raised);
    std::string newer = pathway;
    newer.replace(newer.find("opens: [HC]"), 11, "opens: [HN]");
    newer.replace(newer.find("  HC:"), 5, "  HN:");
    const Desk other({{"accommodation/pathway.yaml", newer}});
    for (const auto& [behaviour, definition] : other.loaded.set.versions)
        desk.loaded.set.versions.emplace(behaviour, definition);
    desk.loaded.set.current = other.loaded.set.current;
    desk.send("back.inside", {{"agreed", "true"}});
    CHECK(desk.pathway().definition != before);
    CHECK(desk.handoff(1).state == lifecycle::HandoffState::ended);
    CHECK(desk.handoff(1).reason == "the pathway began again");
    CHECK(desk.handoff(2).name.text() == "HN");
    CHECK(desk.act(1, HandoffAction::acknowledge, As{"oak", {"pom"}}).verdict == Verdict::refused);
}

TEST_CASE("Nothing starts anew once the spine has ended") {
    Desk desk = ended();
    desk.send("released");
    desk.send("spine.ended");
    desk.send("back.inside", {{"agreed", "true"}});
    CHECK(desk.pathway().stage == lifecycle::Stage::closed);
}
