// SPDX-License-Identifier: MIT
// Goal: the spine starts pathways by condition, pathways talk by case events only, the case keeps a
// next dated action while it lives and stops everything when it ends.
// Method: a spine and two pathways as text; the law's moves are read from the log.
#include "base/assert.hpp"
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::Desk;

namespace {

const char* const spine = R"(format: 1
pathway: spine
title: Release
common: [facts, roles, messages]
calendar: england-and-wales
zone: Europe/London
strands:
  phase:
    start: in_custody
    states:
      in_custody:
        title: In custody
        phase: custody
        owner: pom
        do: Wait.
        timers: {gate_near: {at: 5 working days before release, to: at_gate}}
      at_gate: {title: Gate, phase: gate, owner: pom, do: Prepare.,
          events: {stood.down: in_custody}}
      out: {title: Out, phase: released, owner: ro, do: Meet., events: {settled.in: community,
          taken.back: inside}}
      community: {title: Community, phase: community, owner: ro, do: Review.,
          events: {spine.ended: over}}
      inside: {title: Back, phase: away, owner: pom, do: Review., events: {back: in_custody}}
      over: {title: Over, phase: closed, final: true, outcome: done}
    events:
      released: {to: out, tells: [person.out]}
      died: {to: over, notify: {who: ro, class: critical, message: died}, tells: [case.over]}
messages:
  review: {subject: "{{case.reference}}", body: "{{link}}"}
  died: {subject: "{{case.reference}}", body: "{{link}}"}
)";

const char* const accommodation = R"(format: 1
pathway: accommodation
title: Accommodation
common: [facts, roles, messages]
calendar: england-and-wales
zone: Europe/London
starts: {when: supervised is true}
strands:
  place:
    start: looking
    states:
      looking: {title: Looking, stage: needed, owner: ro, do: Look., due: 14 days before release,
          events: {started: arranging, person.out: homeless}}
      arranging: {title: Arranging, stage: arranging, owner: ro, do: D,
          events: {agreed.now: agreed, person.out: homeless}}
      agreed: {title: Agreed, stage: arranged, owner: ro, do: D, events: {person.out: housed,
          pause: held}}
      held: {title: Held, stage: same, suspended: true, owner: ro, do: Wait.,
          events: {resume.agreed: agreed, resume.looking: looking}}
      homeless: {title: Homeless, stage: unarranged, owner: ro, do: D,
          events: {found.place: {to: housed, confirmed: true}}}
      housed: {title: Housed, stage: in_place, owner: ro, do: D, events: {lost.place: homeless}}
      finished: {title: Finished, stage: closed, final: true, outcome: kind}
    events:
      case.over: finished
      acc.over: finished
)";

Desk opened(const test::Fields& fields = {{"supervised", "true"}, {"release", "2026-06-01"}}) {
    std::vector<definition::SourceFile> files = {{"spine/pathway.yaml", spine},
                                                 {"accommodation/pathway.yaml", accommodation}};
    Desk desk(std::move(files));
    desk.open(fields);
    return desk;
}

}  // namespace

TEST_CASE("A pathway starts once its condition holds, not while it is unknown") {
    Desk desk = opened({{"release", "2026-06-01"}});
    CHECK(desk.the_case.pathways.size() == 1);
    desk.send("released", {{"supervised", "false"}});
    CHECK(desk.the_case.pathways.size() == 1);
    const Change change = desk.send("settled.in", {{"supervised", "true"}});
    CHECK(test::logs(change, "pathway.started"));
    CHECK(desk.pathway().stage == lifecycle::Stage::needed);
    CHECK(desk.is_in("place.looking"));
}

TEST_CASE("Pathways hear each other's case events within one decision") {
    Desk desk = opened();
    desk.send("started");
    desk.send("agreed.now");
    const Change change = desk.send("released");
    CHECK(desk.is_in("phase.out"));
    CHECK(desk.is_in("place.housed"));
    CHECK(desk.the_case.state == lifecycle::CaseState::released);
    CHECK(desk.pathway().stage == lifecycle::Stage::in_place);
    CHECK(test::logs(change, "case.moved"));
    CHECK(test::logs(change, "stage.moved"));
}

TEST_CASE("The phase moves the case through its own law") {
    Desk desk = opened();
    desk.run_until("2026-05-22T23:00:00Z");
    CHECK(desk.the_case.state == lifecycle::CaseState::gate);
    desk.send("stood.down");
    CHECK(desk.the_case.state == lifecycle::CaseState::custody);
    desk.send("released");
    desk.send("taken.back");
    CHECK(desk.the_case.state == lifecycle::CaseState::away);
    desk.send("back");
    CHECK(desk.the_case.state == lifecycle::CaseState::custody);
}

TEST_CASE("In place without an arrangement takes a named person's word") {
    Desk desk = opened();
    desk.send("released");
    CHECK(desk.pathway().stage == lifecycle::Stage::unarranged);
    CHECK(desk.send("found.place", {}, test::nobody()).verdict == Verdict::refused);
    CHECK(desk.send("found.place").verdict == Verdict::applied);
    CHECK(desk.pathway().stage == lifecycle::Stage::in_place);
}

TEST_CASE("A held pathway keeps its stage and says that it is held") {
    Desk desk = opened();
    desk.send("started");
    desk.send("agreed.now");
    desk.send("pause");
    CHECK(desk.pathway().suspended);
    CHECK(desk.pathway().stage == lifecycle::Stage::arranged);
    CHECK(desk.send("resume.looking").verdict == Verdict::applied);
    CHECK_FALSE(desk.pathway().suspended);
    CHECK(desk.pathway().stage == lifecycle::Stage::needed);
}

TEST_CASE("What only the law at run time can see is refused with the allowed moves") {
    Desk desk = opened();
    desk.send("started");
    desk.send("agreed.now");
    desk.send("pause");
    // As after an import: the state keeps any stage, and this one has no way to an arrangement.
    desk.the_case.pathways.back().stage = lifecycle::Stage::unarranged;
    const Change change = desk.send("resume.agreed");
    REQUIRE(change.verdict == Verdict::refused);
    CHECK_THAT(change.refusal->message, Catch::Contains("place.agreed"));
    CHECK_THAT(change.refusal->message, Catch::Contains("reopened to needed"));
}

TEST_CASE("What the checker should have caught is our own mistake") {
    Desk desk = opened();
    auto changed =
        std::make_shared<definition::Definition>(*desk.loaded.set.find(desk.pathway().definition));
    const auto arranging = changed->find_state(Symbol::of("place.arranging"));
    changed->states[*arranging].stage = lifecycle::Stage::in_place;
    desk.plant(changed);
    CHECK_THROWS_WITH(desk.send("started"), Catch::Contains("place.arranging"));
}

TEST_CASE("The case closes with its last pathway and stops every timer") {
    Desk desk = opened();
    desk.send("released");
    desk.send("settled.in");
    desk.send("spine.ended");
    CHECK(desk.the_case.state == lifecycle::CaseState::community);
    CHECK_FALSE(desk.the_case.timers.empty());
    const Change change = desk.send("acc.over", {{"kind", "cas"}});
    CHECK(test::logs(change, "case.closed"));
    CHECK(desk.the_case.state == lifecycle::CaseState::closed);
    CHECK(desk.pathway().outcome.text() == "cas");
    CHECK(desk.the_case.timers.empty());
    CHECK(desk.due.empty());
    CHECK(desk.send("released").verdict == Verdict::unchanged);
}

TEST_CASE("A death stops everything at once; only what it says itself is still sent") {
    Desk desk = opened();
    desk.send("started");
    Notice before;
    before.pathway = Symbol::of("accommodation");
    before.state = Symbol::of("place.arranging");
    CHECK(journey::unwanted_because(desk.world(), desk.the_case, before).empty());
    const Change change = desk.send("died");
    CHECK(desk.the_case.state == lifecycle::CaseState::closed);
    CHECK(desk.the_case.timers.empty());
    REQUIRE(change.notices.size() == 1);
    CHECK(journey::unwanted_because(desk.world(), desk.the_case, change.notices[0]).empty());
    CHECK(journey::unwanted_because(desk.world(), desk.the_case, before) == "the case is closed");
}

TEST_CASE("A closed spine starts no pathway any more") {
    Desk desk = opened({{"supervised", "true"}});
    desk.send("released");
    desk.send("settled.in");
    desk.send("spine.ended");
    CHECK(desk.the_case.pathways.size() == 2);
    CHECK_FALSE(lifecycle::is_end(desk.the_case.state));
}

TEST_CASE("A case without a dated action is reviewed within 28 days at nine") {
    Desk desk = opened({});
    const Timer* review = desk.timer("review", TimerKind::review);
    REQUIRE(review != nullptr);
    CHECK(review->due == test::at("2026-03-30T08:00:00Z"));
    CHECK(*review->due <= desk.now + std::chrono::days(28));
    const auto changes = desk.run_until("2026-03-30T08:00:00Z");
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].log[0].kind == "review.due");
    CHECK(test::recipients(changes[0]) == std::vector<std::string>{"pom"});
    CHECK(desk.timer("review", TimerKind::review) != nullptr);
}

TEST_CASE("A known date takes the place of the review") {
    Desk desk = opened({});
    desk.send("released", {{"release", "2026-06-01"}});
    desk.send("taken.back");
    desk.send("back");
    CHECK(desk.timer("review", TimerKind::review) == nullptr);
    CHECK(desk.timer("phase.in_custody.gate_near", TimerKind::move)->due.has_value());
}

TEST_CASE("A drawn timer follows its date and does not fire twice for one date") {
    Desk desk = opened();
    const Timer before = *desk.timer("phase.in_custody.gate_near", TimerKind::move);
    desk.send("started", {{"release", "2026-07-01"}});
    const Timer after = *desk.timer("phase.in_custody.gate_near", TimerKind::move);
    CHECK(after.due == test::at("2026-06-24T08:00:00Z"));
    CHECK(after.generation == before.generation + 1);
    CHECK(after.id == before.id);
    desk.run_until("2026-06-23T23:00:00Z");
    CHECK(desk.is_in("phase.in_custody"));
    desk.run_until("2026-06-24T08:00:00Z");
    CHECK(desk.is_in("phase.at_gate"));
}

TEST_CASE("Whoever is named at the opening was allocated; a role that nobody holds was not") {
    const std::string rest = R"(strands:
  place:
    start: looking
    states:
      looking: {title: Looking, stage: needed, owner: ro, do: Look., events: {over: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
  officer:
    start: wanted
    states:
      wanted: {title: Wanted, owner: pom, do: Name one., events: {ro.allocated: named}}
      named: {title: Named, final: true, outcome: done}
)";
    Desk named = Desk::with(rest);
    named.open({}, {{"ro", "aspen"}});
    CHECK(named.is_in("officer.named"));
    Desk vacant = Desk::with(rest);
    vacant.open({}, {{"pom", "oak"}, {"ro", ""}});
    CHECK(vacant.is_in("officer.wanted"));
}

TEST_CASE("Opening a case twice is our own mistake") {
    Desk desk = opened();
    CHECK_THROWS_AS(desk.open(), AssertionFailed);
}

namespace {

/// Another publication: the spine answers one event more, and accommodation waits for `agreed`.
std::vector<definition::SourceFile> published_later() {
    std::string later_spine = spine;
    later_spine.replace(later_spine.find("{stood.down: in_custody}"), 24,
                        "{stood.down: in_custody, gate.opened: out}");
    std::string later = accommodation;
    later.replace(later.find("supervised is true"), 18, "agreed is true");
    later.replace(later.find("started: arranging"), 18, "begun: arranging");
    return {{"spine/pathway.yaml", later_spine}, {"accommodation/pathway.yaml", later}};
}

/// The same case once that was published: every version is known, the later one is the current.
Desk after_publishing(const Desk& before) {
    Desk after(published_later());
    for (const auto& [hash, version] : before.loaded.set.versions)
        after.loaded.set.versions.emplace(hash, version);
    after.the_case = before.the_case;
    after.due = before.due;
    after.now = before.now;
    return after;
}

}  // namespace

TEST_CASE("A pathway keeps the version it began with when another one is published") {
    const Desk before = opened();
    Desk after = after_publishing(before);
    for (const char* name : {"spine", "accommodation"})
        CHECK(after.pathway(name).definition == before.pathway(name).definition);
    CHECK(after.send("begun").verdict == Verdict::unchanged);
    CHECK(after.send("started").verdict == Verdict::applied);
    CHECK(after.is_in("place.arranging"));
}

TEST_CASE("A pathway that the spine starts later begins with the version of that day") {
    const Desk before = opened({{"release", "2026-06-01"}});
    Desk after = after_publishing(before);
    after.send("released", {{"supervised", "true"}});
    CHECK(after.the_case.pathways.size() == 1);
    after.send("settled.in", {{"agreed", "true"}});
    REQUIRE(after.the_case.pathways.size() == 2);
    CHECK(after.pathway("spine").definition == before.pathway("spine").definition);
    CHECK(after.pathway().definition ==
          after.loaded.set.current_of(Symbol::of("accommodation"))->behaviour);
    CHECK(after.send("started").verdict == Verdict::refused);
    CHECK(after.send("begun").verdict == Verdict::applied);
    CHECK(after.is_in("place.arranging"));
}
