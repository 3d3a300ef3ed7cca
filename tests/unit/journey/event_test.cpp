// SPDX-License-Identifier: MIT
// Goal: an event from outside is checked as a whole before anything is done, and every end of it is
// visible: applied, unchanged, stale or refused without a trace.
// Method: one small pathway; Desk compares the case before and after every refusal.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::As;
using test::at;
using test::Desk;

namespace {

const std::string pathway = R"(strands:
  place:
    start: looking
    states:
      looking:
        title: Looking
        stage: needed
        owner: ro
        do: Look.
        events:
          found: {asks: [kind, place.id], to: checking}
          by.spo: {by: [spo], to: stay, sets: {agreed: true}}
          dated: {to: stay}
          seen: {confirmed: true, to: stay, sets: {settled: true}}
      checking:
        title: Checking
        stage: arranging
        owner: ro
        do: Check.
        timers: {visited: {at: 1 day after visit, to: stay}}
        events: {dated: {to: stay}, checked: {asks: [check], to: looking_again}}
      looking_again: {title: Again, stage: needed, owner: ro, do: Look., events: {over: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
)";

Desk opened() {
    Desk desk = Desk::with(pathway);
    desk.open({{"release", "2026-06-01"}});
    return desk;
}

}  // namespace

TEST_CASE("Opening starts the pathways, sets the facts and logs both") {
    Desk desk = opened();
    CHECK(desk.log.front().kind == "case.opened");
    CHECK(desk.log.front().fields.front().second == "2026-06-01");
    CHECK(desk.the_case.pathways.size() == 2);
    CHECK(desk.the_case.pathways.front().name.text() == "spine");
    CHECK(desk.pathway().stage == lifecycle::Stage::needed);
    CHECK(desk.fact("release") == "2026-06-01");
    CHECK(desk.the_case.version == 1);
}

TEST_CASE("Opening with a value that does not fit is refused") {
    Desk desk = Desk::with(pathway);
    const Change change = desk.open({{"release", "soon"}});
    REQUIRE(change.refusal.has_value());
    CHECK(change.refusal->kind == ErrorKind::invalid);
    CHECK(change.refusal->message.find("soon") == std::string::npos);
    CHECK(desk.the_case.pathways.empty());
}

TEST_CASE("An event moves its state and its facts carry who, when and since when") {
    Desk desk = opened();
    As as;
    as.effective = at("2026-03-01T10:00:00Z");
    const Change change = desk.send("found", {{"kind", "own"}, {"place.id", "A1"}}, as);
    CHECK(change.verdict == Verdict::applied);
    CHECK(desk.is_in("place.checking"));
    CHECK(change.log.entries().front().kind == "event.applied");
    CHECK(change.log.entries().front().fields[0].second == "found");
    const Fact* fact = desk.the_case.find_fact(Symbol::of("kind"));
    REQUIRE(fact != nullptr);
    CHECK(fact->recorded_by == "aspen");
    CHECK(fact->effective == *as.effective);
    CHECK(fact->recorded == desk.now);
}

TEST_CASE("Every fault of an event is named in one refusal and no value is repeated") {
    Desk desk = opened();
    As as;
    as.roles = {"pom"};
    const Change change = desk.send(
        "found",
        {{"kind", "castle"}, {"count", "many"}, {"note", "01234567890"}, {"release", "2026-07-01"}},
        as);
    REQUIRE(change.refusal.has_value());
    const std::string& text = change.refusal->message;
    for (const char* part : {"'kind' must be one of own or cas", "'count' must be a whole number",
                             "'note' is longer than 10 bytes", "'place.id' is missing",
                             "'release' may be set by ro or omu_admin only"})
        CHECK_THAT(text, Catch::Contains(part));
    CHECK_THAT(text, !Catch::Contains("castle"));
    CHECK(desk.fact("release") == "2026-06-01");
}

TEST_CASE("A fact that others may set is refused as such") {
    Desk desk = opened();
    const Change change = desk.send("dated", {{"release", "2026-07-01"}}, {"oak", {"pom"}});
    REQUIRE(change.refusal.has_value());
    CHECK(change.refusal->kind == ErrorKind::refused);
}

TEST_CASE("A keyed fact belongs to the value that keys it") {
    Desk desk = opened();
    desk.send("found", {{"kind", "own"}, {"place.id", "A1"}});
    desk.send("checked", {{"check", "good"}});
    CHECK(desk.fact("check", "A1") == "good");
    CHECK(desk.fact("check") == "unknown");
}

TEST_CASE("A date that reads a keyed fact follows what keys it") {
    Desk desk = opened();
    desk.send("found", {{"kind", "own"}, {"place.id", "A1"}});
    desk.send("dated", {{"visit", "2026-03-20"}});
    const auto due = [&] { return desk.timer("place.checking.visited", TimerKind::move)->due; };
    CHECK(due() == at("2026-03-21T09:00:00Z"));
    desk.send("dated", {{"place.id", "A2"}});
    CHECK_FALSE(due().has_value());
    desk.send("dated", {{"place.id", "A1"}});
    CHECK(due() == at("2026-03-21T09:00:00Z"));
}

TEST_CASE("An event nobody ever heard of is refused with the nearest name") {
    Desk desk = opened();
    const Change change = desk.send("fuond", {});
    REQUIRE(change.verdict == Verdict::refused);
    CHECK_THAT(change.refusal->message, Catch::Contains("did you mean 'found'?"));
}

TEST_CASE("A known event that no state answers changes nothing but is in the log") {
    Desk desk = opened();
    const std::uint64_t version = desk.the_case.version;
    const Change change = desk.send("checked");
    CHECK(change.verdict == Verdict::unchanged);
    REQUIRE(change.log.size() == 1);
    CHECK(change.log.entries().front().kind == "event.unanswered");
    CHECK(change.note == "nothing that the case is in now answers it; it is kept in the log");
    CHECK(desk.the_case.version == version);
}

TEST_CASE("What an unanswered event tells is recorded all the same") {
    Desk desk = opened();
    const Change change = desk.send("over", {{"kind", "cas"}});
    CHECK(change.log.entries().front().kind == "event.unanswered");
    CHECK(change.note == "nothing that the case is in now answers it; it is kept in the log");
    CHECK(desk.fact("kind") == "cas");
}

TEST_CASE("Only the roles an event names may send it") {
    Desk desk = opened();
    const Change change = desk.send("by.spo");
    REQUIRE(change.verdict == Verdict::refused);
    CHECK_THAT(change.refusal->message, Catch::Contains("may be sent by spo only"));
    CHECK(desk.send("by.spo", {}, {"birch", {"spo"}}).verdict == Verdict::applied);
    CHECK(desk.fact("agreed") == "true");
}

TEST_CASE("An event that a person must confirm is refused from a system") {
    Desk desk = opened();
    CHECK(desk.send("seen", {}, test::nobody()).verdict == Verdict::refused);
    CHECK(desk.send("seen").verdict == Verdict::applied);
}

TEST_CASE("A version that has moved on is a conflict") {
    Desk desk = opened();
    As as;
    as.version = desk.the_case.version;
    CHECK(desk.send("found", {{"kind", "own"}, {"place.id", "A1"}}, as).verdict ==
          Verdict::applied);
    const Change change = desk.send("checked", {{"check", "bad"}}, as);
    REQUIRE(change.verdict == Verdict::refused);
    CHECK(change.refusal->kind == ErrorKind::conflict);
}

TEST_CASE("An older value does not replace a newer one") {
    Desk desk = opened();
    As newer;
    newer.effective = at("2026-03-02T08:00:00Z");
    desk.send("dated", {{"kind", "own"}}, newer);
    As older;
    older.effective = at("2026-03-01T08:00:00Z");
    const Change change = desk.send("found", {{"kind", "cas"}}, older);
    CHECK(change.verdict == Verdict::stale);
    CHECK(change.log.entries().front().kind == "event.stale");
    CHECK(desk.fact("kind") == "own");
    CHECK(desk.is_in("place.looking"));
}

TEST_CASE("The clock going back does not take case time back") {
    Desk desk = opened();
    const Instant before = desk.the_case.last_recorded;
    desk.now -= std::chrono::hours(5);
    desk.send("dated", {{"kind", "own"}});
    CHECK(desk.the_case.last_recorded == before);
    CHECK(desk.the_case.find_fact(Symbol::of("kind"))->recorded == before);
}

TEST_CASE("A parked case takes no command and no timer") {
    Desk desk = opened();
    desk.the_case.parked = true;
    CHECK(desk.send("over").verdict == Verdict::refused);
    desk.the_case.parked = false;
    CHECK(desk.send("over").verdict == Verdict::unchanged);
}

TEST_CASE("A role is given, taken over and taken away, each in the log") {
    Desk desk = opened();
    Event event;
    event.actor.person = "aspen";
    event.what = Named{Symbol::of("dated"), {}, {{"ro", "aspen"}, {"pom", "oak"}}};
    CHECK(desk.decide(event).verdict == Verdict::applied);
    event.what = Named{Symbol::of("dated"), {}, {{"ro", "birch"}, {"pom", ""}}};
    desk.decide(event);
    CHECK(desk.the_case.holder_of(Symbol::of("ro")) == "birch");
    CHECK(desk.the_case.holder_of(Symbol::of("pom")).empty());
    CHECK(desk.log_of("role.assigned").size() == 4);
    event.what = Named{Symbol::of("dated"), {}, {{"rro", "birch"}}};
    CHECK(desk.decide(event).verdict == Verdict::refused);
}

TEST_CASE("How a delivery ended is one log entry without anything else") {
    Desk desk = opened();
    Event event;
    event.what = DeliveryReport{{1, CaseId{1}, 12, 3},
                                {},
                                lifecycle::DeliveryState::dead_lettered,
                                "oak",
                                "550 no such box"};
    const std::uint64_t version = desk.the_case.version;
    const Change change = desk.decide(event);
    REQUIRE(change.log.size() == 1);
    CHECK(change.log.entries().front().kind == "notice.failed");
    CHECK(change.log.entries().front().fields ==
          std::vector<std::pair<std::string, std::string>>{
              {"effect", "12.3"}, {"recipient", "oak"}, {"state", "dead_lettered"}});
    CHECK(desk.the_case.version == version);
}

TEST_CASE("Deciding the same twice gives the same") {
    Desk desk = opened();
    Event event;
    event.actor.person = "aspen";
    event.grants = {Symbol::of("ro")};
    event.what = Named{Symbol::of("found"),
                       {{Symbol::of("kind"), Value(std::string("own"))},
                        {Symbol::of("place.id"), Value(std::string("A1"))}},
                       {}};
    const Change one = journey::decide(desk.world(), Case(desk.the_case), event);
    const Change two = journey::decide(desk.world(), Case(desk.the_case), event);
    CHECK(one.after == two.after);
    CHECK(one.log.entries() == two.log.entries());
    CHECK(one.arm == two.arm);
}

namespace {

const std::string refusing = R"(facts:
  standing: {choice: [open, closed], set_by: rules}
  age:      {number: true, per: place.id}
strands:
  place:
    start: looking
    states:
      looking:
        title: Looking
        stage: needed
        owner: ro
        do: Look.
        sets: {standing: open, age: 1}
        events:
          decided:
            asks: [kind]
            choose:
              - {when: kind is own, to: stay, sets: {agreed: true}}
              - {refuse: A place of the council has another form.}
            if_unknown: stay
          told: {to: stay}
          aged: {choose: [{when: age is 1, to: stay, sets: {settled: true}}, {otherwise: stay}]}
          over: finished
      finished: {title: Finished, stage: closed, final: true, outcome: done}
)";

}  // namespace

TEST_CASE("A branch that refuses says its sentence and leaves nothing behind") {
    Desk desk = Desk::with(refusing);
    desk.open();
    const Change change = desk.send("decided", {{"kind", "cas"}});
    REQUIRE(change.verdict == Verdict::refused);
    CHECK(change.refusal->kind == ErrorKind::refused);
    CHECK(change.refusal->message ==
          "Event 'decided' is refused: A place of the council has another form.");
    CHECK(desk.fact("kind") == "unknown");
    CHECK(desk.send("decided", {{"kind", "own"}}).verdict == Verdict::applied);
    CHECK(desk.fact("agreed") == "true");
}

TEST_CASE("What only rules may set is taken from nobody, whatever role and event") {
    Desk desk = Desk::with(refusing);
    CHECK(desk.open({{"standing", "closed"}}).verdict == Verdict::refused);
    desk.open();
    CHECK(desk.fact("standing") == "open");
    const Change change = desk.send("told", {{"standing", "closed"}}, {"aspen", {"ro", "spo"}});
    REQUIRE(change.verdict == Verdict::refused);
    CHECK_THAT(change.refusal->message, Catch::Contains("'standing' is set by the workflow alone"));
    CHECK(desk.fact("standing") == "open");
}

TEST_CASE("What a rule sets before its key is known is what conditions then read") {
    Desk desk = Desk::with(refusing);
    desk.open();
    desk.send("aged");
    CHECK(desk.fact("settled") == "true");
    desk.send("aged", {{"settled", "false"}, {"place.id", "A1"}});
    CHECK(desk.fact("settled") == "false");  // of A1 nothing is known
}
