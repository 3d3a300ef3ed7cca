// SPDX-License-Identifier: MIT
// Goal: a case that is taken over stands where it really stands, nobody hears of what is past, and
// from then on it goes on like any other; what cannot be is refused with every fault at once.
// Method: two pathways as text, placed on Mon 2 Mar 2026; dates before and after it.
#include <algorithm>

#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using lifecycle::HandoffState;
using lifecycle::Stage;
using test::As;
using test::at;
using test::Desk;

namespace {

const std::string accommodation = R"(gates:
  address: {title: Address checked, cleared_by: ro, countersigned_by: {role: spo,
      when: risk.rosh is high}, needs: [agreed is true], shut_by: [risk.changed]}
strands:
  place:
    start: looking
    states:
      looking: {title: Looking, stage: needed, owner: ro, do: Look., due: 30 days before release,
          events: {found.one: arranging}}
      arranging:
        title: Arranging
        stage: arranging
        owner: ro
        do: Arrange.
        opens: [HT]
        sets: {count: 7}
        due: 14 days after entry
        ladder:
          soon:  {at: 3 days before due, tell: owner, class: info, message: told}
          due:   {at: due, tell: owner, class: action, message: told}
          late:  {at: 7 days after due, again: 7 days after previous, at_most: 5,
                  tell: manager of owner, class: action, message: told}
        timers:
          remind: {at: 5 days after entry, to: stay, notify: {who: ro, class: info, message: told}}
          giving_up: {at: 20 days before release, to: homeless}
        events: {agreed.now: {gate: address, to: agreed}, stopped: held}
      held: {title: Held, stage: same, suspended: true, owner: ro, do: Wait., events: {go: looking}}
      agreed: {title: Agreed, stage: arranged, owner: ro, do: Tell., events: {over: finished}}
      homeless: {title: Homeless, stage: unarranged, owner: ro, do: Try., events: {over: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
  checks:
    start: not_asked
    states:
      not_asked: {title: Not asked, owner: ro, do: Ask., timers: {gone: {at: 60 days before release,
          to: chased, opens: [HW], notify: {who: ro, class: action, message: told}}},
          events: {ro.allocated: named}}
      chased: {title: Chased, owner: ro, do: Chase., events: {ro.allocated: named}}
      named: {title: Named, owner: ro, do: Wait., events: {checks.over: checked}}
      checked: {title: Checked, final: true, outcome: done}
handoffs:
  HT: {title: While arranging, from: ro, to: pom, until: state, message: told,
      acknowledge: 2 working days after raised, complete: 10 working days after raised,
      ladder: {up: {at: due, tell: manager of to, class: action, message: told},
      more: {at: 5 days after due, again: 5 days after previous, at_most: 9, tell: manager of to,
      class: action, message: told}}}
  HE: {title: To each, from: ro, to_each: [police, csc], acknowledge: on reply,
      complete: 10 working days after raised,
      ladder: {up: {at: due, tell: manager of from, class: action, message: told}}}
  HW: {title: For the strand, from: ro, to: pom, message: told,
      acknowledge: 2 working days after raised,
      ladder: {up: {at: due, tell: manager of to, class: action, message: told}}}
messages:
  told: {subject: "{{case.reference}}", body: "{{link}}"}
)";

std::string text() {
    // Asked for in a state of the first strand, so that it may be open as long as that runs.
    std::string whole = accommodation;
    const std::string before = "events: {found.one: arranging}";
    whole.replace(whole.find(before), before.size(),
                  "events: {found.one: {to: arranging, opens: [HE]}}");
    return whole;
}

const As clerk{"elder", {"omu_admin"}, "taken over from the old system"};

Placed standing(const std::string& state, const std::string& since = "2026-02-01") {
    Placed placed;
    placed.fields = {{Symbol::of("release"), Value(std::string("2026-06-01"))}};
    placed.states = {{"accommodation", state, at(since), ""}};
    return placed;
}

Change place(Desk& desk, const Placed& placed, const As& as = clerk) {
    Event event;
    event.actor = {as.person, "test", ""};
    event.reason = as.reason;
    event.what = placed;
    return desk.decide(std::move(event));
}

Desk desk_of(const Placed& placed) {
    Desk desk = Desk::with(text());
    const Change change = place(desk, placed);
    INFO((change.refusal ? change.refusal->message : std::string()));
    REQUIRE(change.verdict == Verdict::applied);
    return desk;
}

std::string refusal_of(const Placed& placed, const As& as = clerk) {
    Desk desk = Desk::with(text());
    const Change change = place(desk, placed, as);
    REQUIRE(change.verdict == Verdict::refused);
    return change.refusal->message;
}

bool says(const std::string& message, const std::string& part) {
    INFO(message);
    return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A placed case stands where it was said, since then, and nobody is told") {
    Desk desk = Desk::with(text());
    const Change change = place(desk, standing("place.arranging"));
    REQUIRE(change.verdict == Verdict::applied);
    CHECK(change.notices.empty());
    CHECK(desk.is_in("place.arranging"));
    CHECK(desk.pathway().stage == Stage::arranging);
    CHECK(desk.pathway().entries[2].at == at("2026-02-01"));
    CHECK(desk.log.front().kind == "case.placed");
    CHECK(desk.log_of("state.placed") ==
          std::vector<std::string>{"state.placed accommodation place.arranging "
                                   "2026-02-01T00:00:00Z"});
    CHECK(desk.fact("count") == "7");
    CHECK(desk.the_case.handoffs.empty());
}

TEST_CASE("What was due before counts as told, and the next rung comes once") {
    Desk desk = desk_of(standing("place.arranging"));
    // Due on 15 Feb; late on 22 Feb and 1 Mar, then on 8 Mar.
    CHECK(desk.log_of("rung.skipped").size() == 4);
    CHECK(desk.log_of("timer.skipped").size() == 1);
    CHECK(desk.run_until("2026-03-07").empty());
    CHECK(desk.run_until("2026-03-09").size() == 1);
    REQUIRE(desk.notices.size() == 1);
    CHECK(desk.notices.front().rung.text() == "late");
    CHECK(desk.notices.front().occurrence == 2);
}

TEST_CASE("Dates derived again after the placing do not bring back what was passed over") {
    Desk desk = desk_of(standing("place.arranging"));
    Event again;
    again.what = Recompute{"calendar changed", ""};
    desk.decide(again);
    CHECK(desk.run_until("2026-03-07").empty());
    CHECK(desk.notices.empty());
}

TEST_CASE("Work that is overdue is in the worklist at once") {
    Desk desk = desk_of(standing("place.arranging"));
    const auto items = journey::work_items(desk.world(), desk.the_case);
    const auto found = std::find_if(items.begin(), items.end(), [](const journey::WorkItem& item) {
        return item.state.text() == "place.arranging";
    });
    REQUIRE(found != items.end());
    CHECK(found->overdue);
}

TEST_CASE("An acknowledged handoff goes on with its second clock") {
    Placed placed = standing("place.arranging", "2026-02-27");
    placed.handoffs = {{"accommodation", "HT", "", std::nullopt, "oak", at("2026-02-28"), ""}};
    Desk desk = desk_of(placed);
    const Handoff& handoff = desk.handoff(1);
    CHECK(handoff.state == HandoffState::acknowledged);
    CHECK(handoff.acknowledged_by == "oak");
    CHECK(handoff.raised == at("2026-02-27"));
    CHECK(desk.timer("HT", TimerKind::acknowledge) == nullptr);
    REQUIRE(desk.timer("HT", TimerKind::complete) != nullptr);
    CHECK(desk.act(1, HandoffAction::complete, {"oak", {"pom"}, ""}).verdict == Verdict::applied);
}

TEST_CASE("A handoff that nobody has acknowledged is chased from now on only") {
    Placed placed = standing("place.arranging", "2026-01-26");
    placed.handoffs = {{"accommodation", "HT", "", std::nullopt, "", std::nullopt, ""}};
    Desk desk = desk_of(placed);
    CHECK(desk.notices.empty());
    desk.run_until("2026-03-08");
    const auto chased = std::count_if(
        desk.notices.begin(), desk.notices.end(),
        [](const Notice& n) { return n.handoff.number == 1 && n.rung.text() == "more"; });
    CHECK(chased == 1);
    CHECK(desk.send("stopped").verdict == Verdict::applied);
    CHECK(desk.handoff(1).state == HandoffState::ended);
}

TEST_CASE("A strand that is not listed begins where it begins and catches up without a word") {
    Placed placed = standing("place.looking");
    placed.fields = {{Symbol::of("release"), Value(std::string("2026-04-20"))}};
    Desk desk = desk_of(placed);
    CHECK(desk.is_in("checks.chased"));
    CHECK(desk.notices.empty());
    CHECK(desk.handoff(1).name.text() == "HW");
    desk.run_until("2026-03-05");
    REQUIRE(desk.notices.size() == 1);  // its own acknowledgement, due after the placing
    CHECK(desk.notices.front().handoff.number == 1);
}

TEST_CASE("An allocation moves what begins, not what was placed") {
    Placed placed = standing("place.looking");
    placed.assignments = {{"ro", "aspen"}};
    Desk desk = desk_of(placed);
    CHECK(desk.is_in("checks.named"));
    placed.states.push_back({"accommodation", "checks.chased", at("2026-02-01"), ""});
    Desk other = desk_of(placed);
    CHECK(other.is_in("checks.chased"));
    CHECK(other.the_case.holder_of(Symbol::of("ro")) == "aspen");
}

TEST_CASE("A state that keeps its stage needs to be told which") {
    Placed placed = standing("place.held");
    CHECK(says(refusal_of(placed), "keeps the stage that it came with"));
    placed.states.front().stage = "arranging";
    Desk desk = desk_of(placed);
    CHECK(desk.pathway().stage == Stage::arranging);
    CHECK(desk.pathway().suspended);
    placed.states.front().stage = "over the moon";
    CHECK(says(refusal_of(placed), "possible: needed, arranging"));
}

TEST_CASE("A gate that a named person cleared is open") {
    Placed placed = standing("place.arranging", "2026-02-27");
    placed.gates = {{"accommodation", "address", "aspen", "", "checked", at("2026-02-28")}};
    placed.fields.push_back({Symbol::of("risk.rosh"), Value(std::string("low"))});
    Desk desk = desk_of(placed);
    CHECK(desk.send("agreed.now").verdict == Verdict::applied);
    CHECK(desk.is_in("place.agreed"));
    placed.gates.front().cleared_by.clear();
    placed.gates.front().reason.clear();
    placed.fields.push_back({Symbol::of("agreed"), Value(std::string("false"))});
    placed.fields[1].value = Value(std::string("high"));
    const std::string message = refusal_of(placed);
    CHECK(says(message, "a named person who cleared it"));
    CHECK(says(message, "a reason"));
    CHECK(says(message, "agreed is true"));
    CHECK(says(message, "a second person, the spo"));
}

TEST_CASE("A state that a date has left behind is refused with the state that comes after it") {
    Placed placed = standing("place.arranging");
    placed.fields = {{Symbol::of("release"), Value(std::string("2026-03-10"))}};
    CHECK(says(refusal_of(placed), "the case stands in 'place.homeless' or further on"));
}

TEST_CASE("Every fault of the reading is told at once") {
    Placed placed = standing("place.arrangin");
    placed.faults = {"role ro: no member of staff 'nobody' is in the directory"};
    placed.fields.push_back({Symbol::of("kind"), Value(std::string("tent"))});
    placed.states.push_back({"accomodation", "place.looking", std::nullopt, ""});
    placed.states.push_back({"accommodation", "place.looking", at("2027-01-01"), ""});
    placed.states.push_back({"accommodation", "checks.chased", std::nullopt, ""});
    placed.states.push_back({"accommodation", "checks.named", std::nullopt, ""});
    const std::string message = refusal_of(placed, {"", {}, ""});
    CHECK(says(message, "a named person"));
    CHECK(says(message, "it needs a reason"));
    CHECK(says(message, "no member of staff 'nobody'"));
    CHECK(says(message, "kind"));
    CHECK(says(message, "did you mean 'accommodation'?"));
    CHECK(says(message, "did you mean 'place.arranging'?"));
    CHECK(says(message, "lies in the future"));
    CHECK(says(message, "nobody stands in 'checks.chased' and 'checks.named' at once"));
}

TEST_CASE("Every fault of the handoffs is told at once") {
    Placed placed = standing("place.looking");
    placed.states.push_back({"accommodation", "checks.checked", at("2026-02-01"), ""});
    const auto add = [&](const char* name, const char* to, std::optional<Instant> raised,
                         const char* by, std::optional<Instant> when) {
        placed.handoffs.push_back({"accommodation", name, to, raised, by, when, ""});
    };
    add("HT", "", std::nullopt, "", std::nullopt);
    add("HW", "", std::nullopt, "", std::nullopt);
    add("HX", "", std::nullopt, "", std::nullopt);
    add("HE", "", std::nullopt, "", std::nullopt);
    add("HE", "csc", at("2027-01-01"), "", std::nullopt);
    add("HE", "police", at("2026-02-10"), "oak", std::nullopt);
    add("HE", "police", at("2026-02-10"), "oak", at("2026-02-09"));
    placed.handoffs.push_back({"ete", "HT", "", std::nullopt, "", std::nullopt, ""});
    const std::string message = refusal_of(placed);
    CHECK(says(message, "handoff HT cannot be open in"));
    CHECK(says(message, "handoff HW cannot be open in"));
    CHECK(says(message, "no handoff 'HX' is drawn"));
    CHECK(says(message, "goes to several; say to whom; possible: police or csc"));
    CHECK(says(message, "handoff HE: the date lies in the future"));
    CHECK(says(message, "both who acknowledged it and when"));
    CHECK(says(message, "before it was raised"));
    CHECK(says(message, "give the evidence"));
    CHECK(says(message, "belongs to a pathway in which no state is listed"));
}

TEST_CASE("Faults of states, handoffs, gates and facts are told together") {
    Placed placed = standing("place.arrangin");
    placed.fields.push_back({Symbol::of("kind"), Value(std::string("tent"))});
    const auto add = [&](const char* name, const char* by) {
        placed.handoffs.push_back({"accommodation", name, "", std::nullopt, by, std::nullopt, ""});
    };
    add("HX", "");
    add("HE", "");
    add("HT", "oak");
    placed.handoffs.push_back({"ete", "HT", "", std::nullopt, "", std::nullopt, ""});
    placed.gates.push_back({"accommodation", "adress", "elder", "", "seen", std::nullopt});
    const std::string message = refusal_of(placed, {"elder", {"omu_admin"}, ""});
    CHECK(says(message, "it needs a reason"));
    CHECK(says(message, "kind"));
    CHECK(says(message, "did you mean 'place.arranging'?"));
    CHECK(says(message, "no handoff 'HX' is drawn"));
    CHECK(says(message, "handoff HE goes to several"));
    CHECK(says(message, "handoff HT: say both who acknowledged it and when"));
    CHECK(says(message, "handoff HT belongs to a pathway in which no state is listed"));
    CHECK(says(message, "did you mean 'address'?"));
    // Where it stands is not known, so nothing is said about what depends on that.
    CHECK_FALSE(says(message, "cannot be open in"));
}

TEST_CASE("What a gate wants is told beside a handoff that cannot be") {
    Placed placed = standing("place.looking");
    placed.gates.push_back({"accommodation", "address", "elder", "", "seen", std::nullopt});
    placed.handoffs.push_back({"accommodation", "HT", "", std::nullopt, "", std::nullopt, ""});
    const std::string message = refusal_of(placed, {"elder", {"omu_admin"}, ""});
    CHECK(says(message, "gate 'address' is open only with this"));
    CHECK(says(message, "handoff HT cannot be open in"));
    CHECK(says(message, "it needs a reason"));
}

TEST_CASE("A handoff opened in a state that was left is open as long as its strand") {
    Placed placed = standing("place.arranging");
    placed.handoffs = {{"accommodation", "HE", "police", at("2026-02-20"), "", std::nullopt, ""}};
    Desk desk = desk_of(placed);
    CHECK(desk.handoff(1).state == HandoffState::raised);
    REQUIRE(desk.timer("HE", TimerKind::complete) != nullptr);
    CHECK(desk.timer("HE", TimerKind::complete)->target == at("2026-03-06"));
}

TEST_CASE("A case of which nothing is left is not placed") {
    Placed placed = standing("place.looking");
    placed.states.push_back({"spine", "phase.over", at("2026-02-01"), ""});
    CHECK(says(refusal_of(placed), "the release is over"));
}

TEST_CASE("The spine is placed in its phase") {
    Placed placed = standing("place.agreed");
    placed.states.push_back({"spine", "phase.out", at("2026-02-20"), ""});
    Desk desk = desk_of(placed);
    CHECK(desk.the_case.state == lifecycle::CaseState::released);
    CHECK(desk.pathway("spine").entries.back().at == at("2026-02-20"));
}
