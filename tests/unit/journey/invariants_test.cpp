// SPDX-License-Identifier: MIT
// Goal: every promise about a live case is looked at: a planted fault makes its name appear.
// Method: a sound case is opened, one thing is broken by hand, and exactly that promise is
// reported.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::Desk;

namespace {

const std::string pathway = R"(strands:
  place:
    start: looking
    states:
      looking: {title: Looking, stage: needed, owner: ro, do: Look., due: 10 days after entry,
          ladder: none, opens: [H10], events: {over: finished},
          timers: {late: {at: 20 days after entry, to: stuck}}}
      stuck: {title: Stuck, stage: unarranged, owner: ro, do: Look., events: {over: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
handoffs:
  H10:
    title: Offer check
    from: pom
    to: ro
    acknowledge: 1 working day after raised
    complete: 5 working days after raised
    ladder: {up: {at: due, tell: [to, manager of to], class: action, message: told}}
messages:
  told: {subject: "{{case.reference}}", body: "{{handoff.title}} {{link}}"}
)";

Desk opened() {
    Desk desk = Desk::with(pathway);
    desk.open();
    return desk;
}

bool reports(const Desk& desk, const std::string& promise,
             const journey::Ownership& ownership = Desk::owned()) {
    for (const std::string& each :
         journey::broken_invariants(desk.world(), desk.the_case, ownership))
        if (each == promise) return true;
    return false;
}

Timer& timer_of(Desk& desk, TimerKind kind) {
    for (Timer& timer : desk.the_case.timers)
        if (timer.kind == kind) return timer;
    FAIL("no such timer");
    return desk.the_case.timers.front();
}

Pathway& place(Desk& desk) { return desk.the_case.pathways.back(); }

}  // namespace

TEST_CASE("A sound case breaks nothing") {
    Desk desk = opened();
    CHECK(journey::broken_invariants(desk.world(), desk.the_case, Desk::owned()).empty());
}

TEST_CASE("A live case without any armed row is found") {
    Desk desk = opened();
    for (Timer& timer : desk.the_case.timers) timer.due.reset();
    CHECK(reports(desk, "live case without next dated action"));
}

TEST_CASE("A state that nobody owns is found") {
    Desk desk = opened();
    auto changed =
        std::make_shared<definition::Definition>(*desk.loaded.set.find(place(desk).definition));
    for (auto& state : changed->states) state.owner = Symbol();
    desk.plant(changed);
    CHECK(reports(desk, "active state without owner"));
}

TEST_CASE("Work behind whose role stands nobody is found, unless it is somebody's work already") {
    Desk desk = opened();
    const std::string promise = "work without an owner that nobody was told of";
    const Symbol ro = Symbol::of("ro");
    journey::Ownership ownership{
        [&](Symbol role) { return role == ro ? journey::Behind::nobody : journey::Behind::person; },
        {}};
    CHECK(reports(desk, promise, ownership));
    ownership.escalated = {Symbol::of("pom")};
    CHECK(reports(desk, promise, ownership));
    ownership.escalated = {ro};
    CHECK_FALSE(reports(desk, promise, ownership));
}

TEST_CASE("A due row that lacks its timer, an armed timer that lacks its row: both are found") {
    const Desk desk = opened();
    std::vector<Change::DueRow> rows;
    for (const auto& [key, generation] : desk.due)
        rows.push_back({std::get<0>(key), TimerId{std::get<1>(key)}, generation});
    using Faults = std::vector<std::string>;
    CHECK(journey::broken_due_rows(desk.the_case, rows).empty());
    auto fewer = rows;
    fewer.pop_back();
    CHECK(journey::broken_due_rows(desk.the_case, fewer) ==
          Faults{"armed timer without its due row"});
    auto more = rows;
    more.push_back({rows.front().due, TimerId{99}, 1});
    CHECK(journey::broken_due_rows(desk.the_case, more) ==
          Faults{"due row without an armed timer"});
    auto older = rows;
    --older.front().generation;
    CHECK(journey::broken_due_rows(desk.the_case, older) ==
          Faults{"due row without an armed timer", "armed timer without its due row"});
    Case parked = desk.the_case;
    parked.parked = true;
    CHECK(journey::broken_due_rows(parked, {}).empty());
    CHECK_FALSE(journey::broken_due_rows(parked, rows).empty());
}

TEST_CASE("An open handoff whose clock is gone is found") {
    Desk desk = opened();
    std::erase_if(desk.the_case.timers,
                  [](const Timer& timer) { return timer.kind == TimerKind::acknowledge; });
    CHECK(reports(desk, "open handoff without a running clock or exhausted ladder"));
}

TEST_CASE("A timer of a state that is not active is found") {
    Desk desk = opened();
    timer_of(desk, TimerKind::move).entry = EntryId{999};
    CHECK(reports(desk, "timer of a state that is not active"));
}

TEST_CASE("A closed pathway that still has timers is found") {
    Desk desk = opened();
    place(desk).stage = lifecycle::Stage::closed;
    CHECK(reports(desk, "closed pathway with live timers"));
    CHECK(reports(desk, "open handoff of a closed pathway"));
}

TEST_CASE("A stage that its state does not show is found") {
    Desk desk = opened();
    place(desk).stage = lifecycle::Stage::arranged;
    CHECK(reports(desk, "stage does not fit the state"));
}

TEST_CASE("Two rows of one deadline are found") {
    Desk desk = opened();
    Timer twin = timer_of(desk, TimerKind::deadline);
    twin.id = TimerId{++desk.the_case.last_timer};
    desk.the_case.timers.push_back(twin);
    CHECK(reports(desk, "two live timers with one name and entry"));
}

TEST_CASE("A configuration that no chart allows is found") {
    Desk desk = opened();
    const auto* definition = desk.loaded.set.find(place(desk).definition);
    place(desk).configuration.add(*definition->find_state(Symbol::of("place.stuck")));
    CHECK(reports(desk, "configuration is not legal"));
    CHECK(reports(desk, "entries do not fit the configuration"));
}

TEST_CASE("An acknowledgement or completion without a person is found") {
    Desk desk = opened();
    desk.the_case.handoffs.front().state = lifecycle::HandoffState::acknowledged;
    CHECK(reports(desk, "handoff acknowledged without a named person"));
    desk.the_case.handoffs.front().state = lifecycle::HandoffState::completed;
    CHECK(reports(desk, "handoff completed without a named person"));
    CHECK(reports(desk, "clock of a handoff that has ended"));
}

TEST_CASE("A closed case with timers is found") {
    Desk desk = opened();
    desk.the_case.state = lifecycle::CaseState::closed;
    CHECK(reports(desk, "closed case with live timers"));
}

TEST_CASE("A gate cleared by nobody, or signed twice by one person, is found") {
    Desk desk = opened();
    GateClearance row;
    row.pathway = place(desk).name;
    row.cleared = true;
    desk.the_case.gates.push_back(row);
    CHECK(reports(desk, "gate cleared without a named person and a reason"));
    desk.the_case.gates.back().cleared_by = "aspen";
    desk.the_case.gates.back().countersigned_by = "aspen";
    CHECK(reports(desk, "gate countersigned by one person"));
}

TEST_CASE("A timer above the high-water mark is found") {
    Desk desk = opened();
    desk.the_case.last_timer = 0;
    CHECK(reports(desk, "timer above the high-water mark"));
}

TEST_CASE("A handoff that no definition declares and a pathway without definition are found") {
    Desk desk = opened();
    desk.the_case.handoffs.front().name = Symbol::of("H99");
    CHECK(reports(desk, "handoff without declaration"));
    place(desk).definition = Digest{};
    CHECK(reports(desk, "pathway without definition"));
    CHECK(reports(desk, "timer of no pathway"));
}
