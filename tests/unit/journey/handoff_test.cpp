// SPDX-License-Identifier: MIT
// Goal: a handoff has two sides and is alive until a named person answers it or its scope ends.
// Method: handoffs of each kind and scope in one pathway; every refusal leaves the case as it was.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using lifecycle::HandoffState;
using test::As;
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
        opens: [HS]
        events:
          check: {asks: [place.id], to: stay, opens: [H06]}
          ask: {to: arranging, opens: [H10, HT]}
          again: {to: stay, opens: [H10]}
          withdrawn: {to: stay, ends: [H06]}
          checks.done: {to: stay, completes: [H06]}
          police.replied: {to: stay, completes: [H06.police]}
          offer.checked: {to: stay, completes: [H10]}
          retry: {to: stay, opens: [H10]}
      arranging: {title: Arranging, stage: arranging, owner: ro, do: Arrange.,
          events: {back: looking, declined.offer: {to: looking}, over: finished, retry: {to: stay,
          opens: [H10]}}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
  other:
    start: watch
    states:
      watch: {title: Watch, owner: ro, do: Watch., events: {watch.over: watched,
          watch.ask: {to: stay, opens: [HC, HW]}}}
      watched: {title: Watched, final: true, outcome: done}
handoffs:
  HS: {title: While looking, from: ro, to: pom, until: state,
      acknowledge: 2 working days after raised, message: told, ladder: {up: {at: due,
      tell: manager of to, class: action, message: told}}}
  HT: {title: While arranging, from: ro, to: pom, until: state,
      acknowledge: 2 working days after raised, ladder: {up: {at: due, tell: manager of to,
      class: action, message: told}}}
  H06:
    title: Checks
    from: ro
    to_each: [police, csc]
    about: place.id
    acknowledge: on reply
    complete: 10 working days after raised
    ladder: {up: {at: due, tell: manager of from, class: action, message: told}}
  H10:
    title: Offer check
    from: pom
    to: ro
    acknowledge: 1 working day after raised
    complete: 3 working days after raised
    ladder: {up: {at: due, tell: manager of to, class: action, message: told}}
    decline_to: declined.offer
  HC: {title: For the case, from: ro, to: pom, until: case,
      acknowledge: 2 working days after raised, ladder: {up: {at: due, tell: manager of to,
      class: action, message: told}}}
  HW: {title: For the strand, from: ro, to: pom, acknowledge: 2 working days after raised,
      ladder: {up: {at: due, tell: manager of to, class: action, message: told}}}
messages:
  told: {subject: "{{case.reference}}", body: "{{handoff.title}} {{link}}"}
  handoff_ended: {subject: "{{case.reference}}", body: "{{handoff.title}} {{link}}"}
  handoff_declined: {subject: "{{case.reference}}", body: "{{handoff.title}} {{link}}"}
  handoff_queried: {subject: "{{case.reference}}", body: "{{handoff.title}} {{link}}"}
  handoff_answered: {subject: "{{case.reference}}", body: "{{handoff.title}} {{link}}"}
)";

const As officer{"aspen", {"ro"}, "as agreed by telephone"};
const As manager_inside{"oak", {"pom"}, "not enough is known"};

Desk opened() {
    Desk desk = Desk::with(pathway);
    desk.open();
    return desk;
}

std::vector<std::uint32_t> live(const Desk& desk) {
    std::vector<std::uint32_t> ids;
    for (const Handoff& handoff : desk.the_case.handoffs)
        if (!lifecycle::is_end(handoff.state)) ids.push_back(handoff.id.number);
    return ids;
}

using Ids = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("Entering a state raises its handoff, dates it and tells the receiver") {
    Desk desk = opened();
    const Handoff& handoff = desk.handoff(1);
    CHECK(handoff.state == HandoffState::raised);
    CHECK(handoff.from_role.text() == "ro");
    CHECK(handoff.to_role.text() == "pom");
    CHECK(handoff.acknowledge_due == test::at("2026-03-04T09:00:00Z"));
    REQUIRE(desk.notices.size() == 1);
    CHECK(desk.notices.front().handoff.number == 1);
    CHECK(handoff.told == 1);
}

TEST_CASE("Several receivers get one handoff each, about one subject") {
    Desk desk = opened();
    desk.send("check", {{"place.id", "A1"}});
    CHECK(live(desk) == Ids{1, 2, 3});
    CHECK(desk.handoff(2).to_role.text() == "police");
    CHECK(desk.handoff(3).to_role.text() == "csc");
    CHECK(desk.handoff(3).subject == "A1");
}

TEST_CASE("A live handoff is not raised twice, another subject is") {
    Desk desk = opened();
    desk.send("check", {{"place.id", "A1"}});
    desk.send("check", {{"place.id", "A1"}});
    CHECK(live(desk) == Ids{1, 2, 3});
    desk.send("check", {{"place.id", "A2"}});
    CHECK(live(desk) == Ids{1, 2, 3, 4, 5});
}

TEST_CASE("Only a named person of the receiving role may act") {
    Desk desk = opened();
    CHECK(desk.act(1, HandoffAction::acknowledge, officer).verdict == Verdict::refused);
    CHECK(desk.act(1, HandoffAction::acknowledge, {"", {"pom"}}).verdict == Verdict::refused);
    CHECK(desk.act(9, HandoffAction::acknowledge, manager_inside).refusal->kind ==
          ErrorKind::not_found);
    CHECK(desk.act(1, HandoffAction::acknowledge, manager_inside).verdict == Verdict::applied);
    CHECK(desk.handoff(1).acknowledged_by == "oak");
    CHECK(desk.log_of("handoff.acknowledged").size() == 1);
}

TEST_CASE("What the law does not allow is refused with what is possible") {
    Desk desk = opened();
    const Change change = desk.act(1, HandoffAction::complete, manager_inside);
    REQUIRE(change.verdict == Verdict::refused);
    CHECK_THAT(change.refusal->message, Catch::Contains("acknowledge, accept, decline or query"));
    desk.act(1, HandoffAction::acknowledge, manager_inside);
    desk.act(1, HandoffAction::complete, manager_inside);
    const Change again = desk.act(1, HandoffAction::acknowledge, manager_inside);
    REQUIRE(again.verdict == Verdict::refused);
    CHECK_THAT(again.refusal->message, Catch::Contains("Nothing is left to do"));
}

TEST_CASE("A stale version of a handoff is a conflict") {
    Desk desk = opened();
    As old = manager_inside;
    old.version = desk.handoff(1).version;
    CHECK(desk.act(1, HandoffAction::query, old).verdict == Verdict::applied);
    const Change change = desk.act(1, HandoffAction::acknowledge, old);
    REQUIRE(change.verdict == Verdict::refused);
    CHECK(change.refusal->kind == ErrorKind::conflict);
}

TEST_CASE("A rung that fires is no change that a person could collide with") {
    Desk desk = opened();
    As held = manager_inside;
    held.version = desk.handoff(1).version;
    const std::uint64_t version = desk.the_case.version;
    desk.run_until("2026-03-04T10:00:00Z");
    CHECK(desk.handoff(1).escalated);
    CHECK(desk.the_case.version == version);
    CHECK(desk.act(1, HandoffAction::acknowledge, held).verdict == Verdict::applied);
}

TEST_CASE("An outside body's reply is recorded by the sender with its evidence") {
    Desk desk = opened();
    desk.send("check", {{"place.id", "A1"}});
    CHECK(desk.act(2, HandoffAction::complete, {"oak", {"police"}}, "mail").verdict ==
          Verdict::refused);
    CHECK(desk.act(2, HandoffAction::complete, officer).verdict == Verdict::refused);
    const Change change = desk.act(2, HandoffAction::complete, officer, "mail of 2 March");
    CHECK(change.verdict == Verdict::applied);
    CHECK(test::logs(change, "handoff.acknowledged"));
    CHECK(test::logs(change, "handoff.completed"));
    CHECK(desk.handoff(2).state == HandoffState::completed);
    CHECK(desk.handoff(2).acknowledged_by == "aspen");
    CHECK(desk.handoff(2).evidence == "mail of 2 March");
    CHECK(desk.timer("H06", TimerKind::complete)->handoff.number == 3);
}

TEST_CASE("Declining needs a reason, leaves it with the sender and keeps the clocks running") {
    Desk desk = opened();
    CHECK(desk.act(1, HandoffAction::decline, {"oak", {"pom"}}).verdict == Verdict::refused);
    const Change change = desk.act(1, HandoffAction::decline, manager_inside);
    CHECK(desk.handoff(1).state == HandoffState::declined);
    CHECK(desk.handoff(1).reason == "not enough is known");
    CHECK(test::recipients(change) == std::vector<std::string>{"ro"});
    CHECK(desk.timer("HS", TimerKind::acknowledge) != nullptr);
    const auto items = journey::work_items(desk.world(), desk.the_case);
    bool asked = false;
    for (const auto& item : items)
        asked = asked || (item.handoff.number == 1 && item.role.text() == "ro");
    CHECK(asked);
}

TEST_CASE("A question goes to the sender, and its answer back to who asked; the clocks go on") {
    Desk desk = opened();
    CHECK(desk.act(1, HandoffAction::answer, officer).verdict == Verdict::refused);
    const Change asked = desk.act(1, HandoffAction::query, manager_inside);
    CHECK(test::recipients(asked) == std::vector<std::string>{"ro"});
    CHECK(asked.notices.front().message.text() == "handoff_queried");
    CHECK(desk.timer("HS", TimerKind::acknowledge) != nullptr);
    CHECK(desk.act(1, HandoffAction::answer, manager_inside).verdict == Verdict::refused);
    CHECK(desk.act(1, HandoffAction::answer, {"aspen", {"ro"}}).verdict == Verdict::refused);
    const Change answered = desk.act(1, HandoffAction::answer, officer);
    CHECK(test::recipients(answered) == std::vector<std::string>{"pom"});
    CHECK(answered.notices.front().message.text() == "handoff_answered");
    CHECK(test::logs(answered, "handoff.answered"));
    CHECK(desk.handoff(1).state == HandoffState::raised);
    CHECK(desk.handoff(1).reason == "as agreed by telephone");
    CHECK(desk.timer("HS", TimerKind::acknowledge) != nullptr);
    CHECK(journey::unwanted_because(desk.world(), desk.the_case, asked.notices.front()) ==
          "the question is answered");
}

TEST_CASE("Whoever had acknowledged before asking still has it when the answer comes") {
    Desk desk = opened();
    desk.send("ask");
    const Ids open = live(desk);
    desk.act(open[0], HandoffAction::acknowledge, officer);
    desk.act(open[0], HandoffAction::query, officer);
    CHECK(desk.handoff(open[0]).state == HandoffState::queried);
    desk.act(open[0], HandoffAction::answer, manager_inside);
    CHECK(desk.handoff(open[0]).state == HandoffState::acknowledged);
    CHECK(desk.handoff(open[0]).acknowledged_by == "aspen");
    CHECK(desk.act(open[0], HandoffAction::complete, officer).verdict == Verdict::applied);
}

TEST_CASE("Declining may lead the pathway elsewhere, and raising it again re-routes it") {
    Desk desk = opened();
    desk.send("ask");
    const Ids open = live(desk);
    REQUIRE(open.size() == 2);
    CHECK(desk.handoff(open[0]).name.text() == "H10");
    desk.act(open[0], HandoffAction::decline, officer);
    CHECK(desk.is_in("place.looking"));
    CHECK(desk.handoff(open[0]).state == HandoffState::declined);
    desk.now += std::chrono::hours(24);
    desk.send("retry");
    CHECK(desk.handoff(open[0]).state == HandoffState::raised);
    CHECK(desk.handoff(open[0]).raised == desk.now);
    CHECK(desk.log_of("handoff.raised").size() == 5);
}

TEST_CASE("Accepting acknowledges and gives it an owner") {
    Desk desk = opened();
    desk.act(1, HandoffAction::accept, manager_inside);
    CHECK(desk.handoff(1).state == HandoffState::accepted);
    CHECK(desk.handoff(1).owner == "oak");
    CHECK(desk.handoff(1).acknowledged_by == "oak");
    CHECK(desk.timer("HS", TimerKind::acknowledge) == nullptr);
}

TEST_CASE("A handoff of a state ends with it; unheard, its receiver is told") {
    Desk desk = opened();
    const Change change = desk.send("ask");
    CHECK(desk.handoff(1).state == HandoffState::ended);
    CHECK(desk.handoff(1).reason == "the state was left");
    CHECK(test::recipients(change) == std::vector<std::string>{"pom"});
    CHECK(desk.timer("HS", TimerKind::acknowledge) == nullptr);
    desk.send("over");
    CHECK(desk.log_of("handoff.ended").size() == 3);
}

TEST_CASE("A handoff opened on the way lives as long as the state it leads to") {
    Desk desk = opened();
    desk.send("ask");
    CHECK(desk.handoff(3).name.text() == "HT");
    CHECK(desk.handoff(3).state == HandoffState::raised);
    desk.send("back");
    CHECK(desk.handoff(3).state == HandoffState::ended);
    CHECK(desk.handoff(2).state == HandoffState::raised);
}

TEST_CASE("An effect withdraws a handoff with the event as its reason") {
    Desk desk = opened();
    desk.send("check", {{"place.id", "A1"}});
    desk.act(2, HandoffAction::complete, officer, "mail");
    As told = officer;
    told.reason = "the place is gone";
    desk.send("withdrawn", {}, told);
    CHECK(desk.handoff(2).state == HandoffState::completed);
    CHECK(desk.handoff(3).state == HandoffState::ended);
    CHECK(desk.handoff(3).reason == "'withdrawn' was recorded: the place is gone");
}

TEST_CASE("An event that is the work of a handoff completes it, acknowledged by who sent it") {
    Desk desk = opened();
    desk.send("again");
    const Change change = desk.send("offer.checked", {}, officer);
    const Handoff& offer = desk.handoff(2);
    CHECK(offer.state == HandoffState::completed);
    CHECK(offer.acknowledged_by == "aspen");
    CHECK(offer.completed_by == "aspen");
    CHECK(offer.evidence == "'offer.checked' was recorded: as agreed by telephone");
    CHECK(change.notices.empty());
    CHECK(desk.timer("H10", TimerKind::acknowledge) == nullptr);
    CHECK(desk.timer("H10", TimerKind::complete) == nullptr);
}

TEST_CASE("What somebody else's event settles is withdrawn, and its receiver is told") {
    Desk desk = opened();
    desk.send("again");
    const Change change = desk.send("offer.checked", {}, manager_inside);
    const Handoff& offer = desk.handoff(2);
    CHECK(offer.state == HandoffState::ended);
    CHECK(offer.acknowledged_by.empty());
    CHECK(offer.reason == "'offer.checked' was recorded: not enough is known");
    REQUIRE(change.notices.size() == 1);
    CHECK(change.notices.front().message == Symbol::of("handoff_ended"));
}

TEST_CASE("An event may be the work of one of several receivers, about the present subject") {
    Desk desk = opened();
    desk.send("check", {{"place.id", "first"}});
    desk.send("police.replied", {}, officer);
    CHECK(live(desk) == Ids{1, 3});
    CHECK(desk.handoff(2).state == HandoffState::completed);
    desk.send("check", {{"place.id", "second"}});
    desk.send("checks.done", {}, officer);
    CHECK(live(desk) == Ids{1, 3});
}

TEST_CASE("Scopes end in their order: strand, pathway, case") {
    Desk desk = opened();
    desk.send("watch.ask");
    REQUIRE(live(desk) == Ids{1, 2, 3});
    desk.send("watch.over");
    CHECK(live(desk) == Ids{1, 2});
    desk.send("ask");
    desk.send("over");
    CHECK(live(desk) == Ids{2});
    CHECK(desk.handoff(2).name.text() == "HC");
    CHECK(desk.timer("HC", TimerKind::acknowledge) != nullptr);
    desk.send("released");
    desk.send("spine.ended");
    CHECK(live(desk).empty());
    CHECK(desk.handoff(2).reason == "the case closed");
}

namespace {

/// With another pathway's handoff alive beside it.
Desk ending(const std::string& final_state) {
    std::string text = pathway;
    const std::string last = "finished: {title: Finished, stage: closed, final: true,";
    text.replace(text.find(last), last.size(), last + final_state);
    Desk desk = Desk::with(text);
    desk.open();
    desk.send("ask");
    desk.send("watch.ask");
    desk.notices.clear();
    desk.send("over");
    return desk;
}

}  // namespace

TEST_CASE("What ends with a pathway is told to whoever had not heard, unless it ends silently") {
    const Desk told = ending("");
    CHECK_FALSE(told.notices.empty());
    const Desk silent = ending(" silent: true,");
    CHECK(silent.notices.empty());
    CHECK(silent.log_of("handoff.ended").size() == told.log_of("handoff.ended").size());
}
