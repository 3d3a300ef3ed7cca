// SPDX-License-Identifier: MIT
// Goal: a ladder tells once per rung, occurrence and deadline version, whatever the date, the
// engine's outages and repeated due rows do.
// Method: acceptance scenarios S1 to S3 on a pathway with one handover; every due row is offered at
// its own time, or late after an outage.
#include "desk.hpp"
#include "journey/ladders.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::As;
using test::at;
using test::Desk;

namespace {

const std::string pathway = R"(strands:
  place:
    start: planning
    states:
      planning: {title: Planning, stage: needed, owner: pom, do: Plan., opens: [H03, H06],
          events: {over: finished, dated: {to: stay}}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
handoffs:
  H03:
    title: Handover
    from: pom
    to: ro
    acknowledge:
      due: handover
      ladder:
          plan:    {at: 56 days before due, tell: from, class: info, message: told}
          due:     {at: due, tell: [from, to], class: action, message: told}
          late:    {at: 7 days after due, again: 7 days after previous, at_most: 2,
                  tell: to, class: action, message: told}
          manager: {at: 14 days after due, tell: [manager of to, team box of to], class: action,
              message: told}
    complete: 20 days after acknowledged
    ladder:
        done: {at: due, tell: [from, to], class: action, message: told}
        head: {at: 400 days after due, tell: manager of to, class: action, message: told}
  H06:
    title: Check
    from: ro
    to: police
    acknowledge: on reply
    complete: 10 working days after raised
    ladder:
        chase:   {at: 3 working days after raised, again: every 2 working days, at_most: 2,
                  tell: from, class: action, message: told}
        overdue: {at: due, tell: [from, manager of from], class: action, message: told}
messages:
  told: {subject: "{{case.reference}}", body: "{{handoff.title}} {{handoff.due}} {{link}}"}
)";

// Handover on 11 May 2026: 70 days after the start.
Desk opened(const std::string& handover = "2026-05-11") {
    Desk desk = Desk::with(pathway);
    desk.open({{"handover", handover}});
    // The check is answered first, so that only the handover's ladder speaks.
    As ro;
    desk.act(2, HandoffAction::complete, ro, "telephone, PC on duty");
    desk.notices.clear();
    return desk;
}

std::vector<std::string> told(const std::vector<Change>& changes) {
    std::vector<std::string> all;
    for (const Change& change : changes)
        for (const Notice& notice : change.notices)
            all.push_back(std::string(notice.rung.text()) + " to " +
                          test::recipients(change)[notice.ordinal]);
    return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "S1: the planned rung, then both sides when it is due, then nothing once it is accepted") {
    Desk desk = opened();
    CHECK(told(desk.run_until("2026-03-15T23:00:00Z")) == Lines{});
    CHECK(told(desk.run_until("2026-03-16T23:00:00Z")) == Lines{"plan to pom"});
    CHECK(told(desk.run_until("2026-05-11T23:00:00Z")) == Lines{"due to pom", "due to ro"});
    desk.act(1, HandoffAction::accept);
    CHECK(desk.handoff(1).state == lifecycle::HandoffState::accepted);
    CHECK(desk.handoff(1).acknowledged_by == "aspen");
    CHECK(told(desk.run_until("2026-05-30T23:00:00Z")) == Lines{});
}

TEST_CASE("S1: the acknowledged handoff still has its second clock") {
    Desk desk = opened();
    CHECK(desk.timer("H03", TimerKind::complete)->due == std::nullopt);
    desk.run_until("2026-05-12T09:00:00Z");
    desk.act(1, HandoffAction::acknowledge);
    CHECK(desk.timer("H03", TimerKind::acknowledge) == nullptr);
    CHECK(desk.handoff(1).complete_due.has_value());
    CHECK(told(desk.run_until("2026-06-03T09:00:00Z")) == Lines{"done to pom", "done to ro"});
    desk.act(1, HandoffAction::complete);
    CHECK(desk.timer("H03", TimerKind::complete) == nullptr);
    CHECK(desk.handoff(1).completed_by == "aspen");
}

TEST_CASE("S2: after an outage every missed rung is told once, late and in order") {
    Desk desk = opened();
    desk.sleep_until("2026-03-19T08:00:00Z");
    CHECK(told(desk.run_until(desk.now)) == Lines{"plan to pom"});
    CHECK(told(desk.run_until(desk.now)) == Lines{});
    desk.run_until("2026-05-20T08:00:00Z");
    desk.sleep_until("2026-05-28T08:00:00Z");
    CHECK(told(desk.run_until(desk.now)) ==
          Lines{"late to ro", "manager to manager of ro", "manager to team box of ro"});
    CHECK(desk.handoff(1).escalated);
}

TEST_CASE("A rung repeats as often as it says and not once more") {
    Desk desk = opened();
    const auto all = told(desk.run_until("2027-05-01T09:00:00Z"));
    CHECK(std::count(all.begin(), all.end(), "late to ro") == 2);
    CHECK(std::count(all.begin(), all.end(), "manager to manager of ro") == 1);
    CHECK(desk.timer("H03", TimerKind::acknowledge)->due == std::nullopt);
}

TEST_CASE("A live handoff whose ladder is exhausted is reviewed every 28 days") {
    Desk desk = opened();
    desk.run_until("2026-06-01T09:00:00Z");
    const Timer* review = desk.timer("review", TimerKind::review);
    REQUIRE(review != nullptr);
    CHECK(*review->due <= desk.now + std::chrono::days(28));
    desk.run_until("2026-09-01T09:00:00Z");
    CHECK(desk.log_of("review.due").size() >= 3);
}

TEST_CASE("S3: a date that moves is told again under a new version, once it comes") {
    Desk desk = opened();
    desk.run_until("2026-03-16T23:00:00Z");
    const Change moved = desk.send("dated", {{"handover", "2026-07-10"}});
    CHECK(test::logs(moved, "deadline.moved"));
    CHECK(desk.timer("H03", TimerKind::acknowledge)->deadline_version == 2);
    CHECK(told(desk.run_until("2026-05-14T23:00:00Z")) == Lines{});
    CHECK(told(desk.run_until("2026-05-15T23:00:00Z")) == Lines{"plan to pom"});
    CHECK(desk.notices.back().deadline_version == 2);
}

TEST_CASE("S3: a date that moves into the past tells once and floods nobody") {
    Desk desk = opened();
    desk.run_until("2026-03-16T23:00:00Z");
    desk.send("dated", {{"handover", "2026-07-10"}});
    desk.run_until("2026-05-15T23:00:00Z");
    const Change back = desk.send("dated", {{"handover", "2026-05-10"}});
    CHECK(test::logs(back, "rung.skipped"));
    CHECK(told(desk.run_until(desk.now)) == Lines{"due to pom", "due to ro"});
    CHECK(told(desk.run_until("2026-05-17T23:00:00Z")) == Lines{"late to ro"});
}

TEST_CASE("A date that moves away and back tells nobody twice") {
    Desk desk = opened();
    desk.run_until("2026-05-11T23:00:00Z");
    desk.send("dated", {{"handover", "2026-07-10"}});
    CHECK(desk.timer("H03", TimerKind::acknowledge)->deadline_version == 2);
    desk.send("dated", {{"handover", "2026-05-11"}});
    CHECK(desk.timer("H03", TimerKind::acknowledge)->deadline_version == 1);
    CHECK(told(desk.run_until("2026-05-17T23:00:00Z")) == Lines{});
    CHECK(told(desk.run_until("2026-05-18T23:00:00Z")) == Lines{"late to ro"});
}

TEST_CASE("A date moved three times within the hour is told once") {
    Desk desk = opened();
    desk.run_until("2026-03-16T23:00:00Z");
    for (const char* date : {"2026-05-20", "2026-05-05", "2026-05-21"})
        desk.send("dated", {{"handover", date}});
    CHECK(told(desk.run_until("2026-03-25T23:00:00Z")) == Lines{});
    CHECK(told(desk.run_until("2026-03-26T23:00:00Z")) == Lines{"plan to pom"});
}

TEST_CASE("An unknown date leaves the clock visible, unanchored and silent") {
    Desk desk = opened();
    const Change change = desk.send("dated", {{"handover", "unknown"}});
    CHECK(test::logs(change, "deadline.unanchored"));
    const Timer* timer = desk.timer("H03", TimerKind::acknowledge);
    REQUIRE(timer != nullptr);
    CHECK_FALSE(timer->target.has_value());
    CHECK_FALSE(timer->due.has_value());
    CHECK_FALSE(desk.handoff(1).acknowledge_due.has_value());
    CHECK(told(desk.run_until("2026-06-30T23:00:00Z")) == Lines{});
    desk.send("dated", {{"handover", "2026-07-10"}});
    CHECK(told(desk.run_until("2026-07-10T23:00:00Z")) ==
          Lines{"plan to pom", "due to pom", "due to ro"});
}

TEST_CASE("A ladder of repeats goes on between other rungs in the order of their dates") {
    Desk desk = Desk::with(pathway);
    desk.open({});
    CHECK(told(desk.run_until("2026-03-31T23:00:00Z")) ==
          Lines{"chase to ro", "chase to ro", "overdue to ro", "overdue to manager of ro"});
    CHECK(desk.handoff(2).told == 4);
}

TEST_CASE("A recompute that finds the same dates leaves every row as it is") {
    Desk desk = opened();
    desk.run_until("2026-05-11T23:00:00Z");
    const Case before = desk.the_case;
    Event event;
    event.what = Recompute{"calendar 2027", {}};
    const Change change = desk.decide(event);
    CHECK(change.log[0].kind == "recomputed");
    CHECK(change.arm.empty());
    CHECK(change.disarm.empty());
    CHECK(desk.the_case.timers == before.timers);
}

TEST_CASE("Generations only rise") {
    Desk desk = opened();
    std::uint32_t last = 0;
    for (const char* date : {"2026-07-10", "2026-05-11", "2026-07-10", "2026-05-11"}) {
        desk.send("dated", {{"handover", date}});
        const std::uint32_t generation = desk.timer("H03", TimerKind::acknowledge)->generation;
        CHECK(generation > last);
        last = generation;
    }
}

TEST_CASE("Six bits a rung hold what has fired") {
    std::uint64_t fired = 0;
    for (std::uint16_t rung = 0; rung < 10; ++rung)
        fired = journey::with_fired(fired, rung, static_cast<std::uint16_t>(63 - rung));
    for (std::uint16_t rung = 0; rung < 10; ++rung)
        CHECK(journey::fired_of(fired, rung) == 63 - rung);
}

TEST_CASE("Of rungs already past only the latest is left when pruning") {
    const Instant now = at("2026-03-02T09:00:00Z");
    const auto slot = [&](int hours, std::uint16_t rung) {
        return journey::Slot{now + std::chrono::hours(hours), rung, 0};
    };
    const journey::Slots pending = {slot(-5, 0), slot(-2, 1), slot(-1, 2), slot(3, 3)};
    const auto pruned = journey::position_after(pending, now, journey::Prune::to_latest);
    CHECK(pruned.next == slot(-1, 2));
    CHECK(pruned.skipped.size() == 2);
    const auto kept = journey::position_after(pending, now, journey::Prune::none);
    CHECK(kept.next == slot(-5, 0));
    CHECK(kept.skipped.empty());
    const auto none = journey::position_after(pending, now, journey::Prune::all);
    CHECK(none.next == slot(3, 3));
    CHECK(none.skipped.size() == 3);
    CHECK_FALSE(journey::position_after({}, now, journey::Prune::to_latest).next.has_value());
}
