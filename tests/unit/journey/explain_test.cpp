// SPDX-License-Identifier: MIT
// Goal: dates explain themselves, notices know when they are no longer wanted, messages carry only
// unlabelled words, and the worklist says who does what by when.
// Method: one pathway with a deadline, a ladder and a handoff.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::As;
using test::Desk;

namespace {

const std::string pathway = R"(strands:
  place:
    start: looking
    states:
      looking:
        title: Finding a place
        stage: needed
        owner: ro
        do: Ask everybody.
        opens: [H10]
        due: 10 working days before release
        ladder:
          soon:    {at: 2 working days before due, tell: owner, class: info, message: due_soon}
          overdue: {at: due, tell: [owner, manager of owner], class: action, message: due_soon}
        events: {moved: {to: stay}, next: other}
      other: {title: Other, stage: arranging, owner: pom, do: Wait., events: {over: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
handoffs:
  H10:
    title: Offer check
    from: pom
    to: ro
    acknowledge: 1 working day after raised
    complete: 5 working days before release
    ladder: {up: {at: due, tell: [to, manager of to], class: action, message: told}}
    message: told
messages:
  told: {subject: "{{case.reference}}", body: "{{handoff.title}} {{link}}"}
)";

Desk opened() {
    Desk desk = Desk::with(pathway);
    desk.open({{"release", "2026-06-01"}});
    return desk;
}

std::string value(const std::vector<journey::MessageValue>& values, const std::string& name) {
    for (const auto& each : values)
        if (each.name == name) return each.text;
    return "(none)";
}

Notice last_of(const std::vector<Change>& changes) {
    REQUIRE(!changes.empty());
    REQUIRE(!changes.back().notices.empty());
    return changes.back().notices.back();
}

std::string unwanted(const Desk& desk, const Notice& notice) {
    return journey::unwanted_because(desk.world(), desk.the_case, notice);
}

}  // namespace

TEST_CASE("A deadline explains where it comes from") {
    Desk desk = opened();
    const Timer* timer = desk.timer("place.looking", TimerKind::deadline);
    REQUIRE(timer != nullptr);
    const std::string text = journey::explain_timer(desk.world(), desk.the_case, *timer);
    CHECK_THAT(text, Catch::StartsWith("Due "));
    CHECK_THAT(text, Catch::Contains("10 working days before release"));
    desk.send("moved", {{"release", "unknown"}});
    timer = desk.timer("place.looking", TimerKind::deadline);
    const std::string none = journey::explain_timer(desk.world(), desk.the_case, *timer);
    CHECK_THAT(none, Catch::Contains("waits for release"));
}

TEST_CASE("A message gets the words of its handoff") {
    Desk desk = opened();
    REQUIRE(desk.notices.size() == 1);
    const auto values = journey::message_values(desk.world(), desk.the_case, desk.notices[0]);
    CHECK(value(values, "case.reference") == "TG-000001");
    CHECK(value(values, "handoff.title") == "Offer check");
    CHECK(value(values, "handoff.from") == "Prison offender manager");
    CHECK(value(values, "handoff.to") == "Responsible officer");
    CHECK(value(values, "handoff.due") == "Tue 3 Mar 2026 09:00");
    CHECK(value(values, "link") == "https://throughgate.invalid/case/TG-000001/handoff/1");
    CHECK(value(values, "release") == "Mon 1 Jun 2026");
}

TEST_CASE("A message about a state gets the words of the state") {
    Desk desk = opened();
    const Notice notice = last_of(desk.run_until("2026-05-18T12:00:00Z"));
    const auto values = journey::message_values(desk.world(), desk.the_case, notice);
    CHECK(value(values, "state.title") == "Finding a place");
    CHECK(value(values, "state.do") == "Ask everybody.");
    CHECK_THAT(value(values, "state.why"), Catch::Contains("before release"));
    CHECK(value(values, "link") == "https://throughgate.invalid/case/TG-000001");
}

TEST_CASE("A rung is unwanted once its handoff is acknowledged, completed or ended") {
    Desk desk = opened();
    const Notice rung = last_of(desk.run_until("2026-03-03T10:00:00Z"));
    CHECK(unwanted(desk, rung).empty());
    desk.act(1, HandoffAction::acknowledge);
    CHECK(unwanted(desk, rung) == "the handoff is acknowledged");
    desk.act(1, HandoffAction::complete);
    CHECK(unwanted(desk, rung) == "the handoff is completed");
    Desk other = opened();
    const Notice raised = other.notices[0];
    CHECK(unwanted(other, raised).empty());
    other.send("next");
    CHECK(unwanted(other, raised).empty());
    other.send("over");
    CHECK(unwanted(other, raised) == "the handoff has ended");
}

TEST_CASE("A rung is unwanted when its date moved or its state was left") {
    Desk desk = opened();
    const Notice soon = last_of(desk.run_until("2026-05-14T12:00:00Z"));
    CHECK(soon.rung.text() == "soon");
    CHECK(unwanted(desk, soon).empty());
    desk.send("moved", {{"release", "2026-07-01"}});
    CHECK(unwanted(desk, soon) == "the date has moved");
    desk.send("moved", {{"release", "2026-06-01"}});
    CHECK(unwanted(desk, soon).empty());
    desk.send("next");
    CHECK(unwanted(desk, soon) == "the state was left");
}

TEST_CASE("Nothing is sent about a parked case") {
    Desk desk = opened();
    const Notice notice = desk.notices[0];
    desk.the_case.parked = true;
    CHECK(unwanted(desk, notice) == "the case is parked");
}

TEST_CASE("The worklist names role, sentence, date and reason, and what is overdue") {
    Desk desk = opened();
    auto items = journey::work_items(desk.world(), desk.the_case);
    REQUIRE(items.size() == 3);
    CHECK(items[1].title == "Finding a place");
    CHECK(items[1].instruction == "Ask everybody.");
    CHECK(items[1].role.text() == "ro");
    CHECK_FALSE(items[1].overdue);
    CHECK(items[2].handoff.number == 1);
    CHECK_THAT(items[2].instruction, Catch::Contains("Acknowledge"));
    desk.run_until("2026-03-03T12:00:00Z");
    items = journey::work_items(desk.world(), desk.the_case);
    CHECK(items[2].overdue);
    desk.act(1, HandoffAction::acknowledge);
    items = journey::work_items(desk.world(), desk.the_case);
    CHECK_FALSE(items[2].overdue);
    CHECK_THAT(items[2].instruction, Catch::Contains("Finish"));
}
