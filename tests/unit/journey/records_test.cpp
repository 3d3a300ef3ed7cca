// SPDX-License-Identifier: MIT
// Goal: what another system must have is planned with the decision that it belongs to, once, in
// words of the definition; an effect has its own number whatever else the decision does.
// Method: states, events and a handoff that record, in one pathway.
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
        title: Looking
        stage: needed
        owner: ro
        do: Look.
        opens: [H1]
        events:
          found: {to: arranging, record: {in: ndelius, as: Something found}}
          asked:
            to: stay
            notify: {who: ro, class: info, message: told}
            record: [{in: [ndelius, oasys], as: Asked}, {in: oasys, as: Asked twice}]
          refused:
            choose: [{when: kind is cas, to: stay}, {otherwise: stay}]
            record: {in: ndelius, as: Refused}
      arranging:
        title: Arranging
        stage: arranging
        owner: ro
        do: Arrange.
        record: {in: ndelius, as: Arranging}
        on_exit: {record: {in: ndelius, as: No longer arranging}}
        events: {over: finished}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
handoffs:
  H1: {title: Offer check, from: ro, to: pom, record: ndelius, until: case,
      acknowledge: 2 working days after raised, complete: 5 working days after raised,
      ladder: {up: {at: due, tell: manager of to, class: action, message: told}}}
messages:
  told: {subject: "{{case.reference}}", body: "{{link}}"}
  handoff_ended: {subject: "{{case.reference}}", body: "{{link}}"}
  handoff_declined: {subject: "{{case.reference}}", body: "{{link}}"}
  handoff_queried: {subject: "{{case.reference}}", body: "{{link}}"}
  handoff_answered: {subject: "{{case.reference}}", body: "{{link}}"}
)";

Desk opened() {
    Desk desk = Desk::with(pathway);
    desk.open({{"kind", "own"}});
    return desk;
}

/// "0 ndelius place.looking: Asked", a line each.
std::string records(const Change& change) {
    std::string all;
    for (const UpstreamRecord& each : change.records)
        all += std::to_string(each.ordinal) + " " + std::string(each.upstream.text()) + " " +
               std::string(each.about.text()) + ": " + each.words + "\n";
    return all;
}

}  // namespace

TEST_CASE("A step records what it says, then what it leaves and enters says") {
    Desk desk = opened();
    CHECK(records(desk.send("found")) ==
          "0 ndelius place.looking: Something found\n"
          "1 ndelius place.arranging: Arranging\n");
    CHECK(records(desk.send("over")) == "0 ndelius place.arranging: No longer arranging\n");
}

TEST_CASE("Notices and records of one decision are counted as one") {
    Desk desk = opened();
    const Change change = desk.send("asked");
    CHECK(records(change) ==
          "1 ndelius place.looking: Asked\n"
          "2 oasys place.looking: Asked\n"
          "3 oasys place.looking: Asked twice\n");
    REQUIRE(change.notices.size() == 1);
    CHECK(change.notices[0].ordinal == 0);
}

TEST_CASE("A record beside choose belongs to every branch") {
    Desk desk = opened();
    CHECK(records(desk.send("refused")) == "0 ndelius place.looking: Refused\n");
}

TEST_CASE("A handoff is recorded when it is acknowledged and when it is done") {
    Desk desk = opened();
    const As receiver{"oak", {"pom"}};
    CHECK(records(desk.act(1, HandoffAction::acknowledge, receiver)) ==
          "0 ndelius H1: Offer check: acknowledged\n");
    CHECK(records(desk.act(1, HandoffAction::complete, receiver)) ==
          "0 ndelius H1: Offer check: done\n");
}

TEST_CASE("Who did it and when it was true go with the record, and the log has it") {
    Desk desk = opened();
    As officer;
    officer.effective = test::at("2026-03-01T10:00:00Z");
    const Change change = desk.send("found", {}, officer);
    REQUIRE(change.records.size() == 2);
    CHECK(change.records[0].by == "aspen");
    CHECK(change.records[0].effective == *officer.effective);
    CHECK(desk.log_of("record.planned").size() == 2);
}

TEST_CASE("A refused event records nothing") {
    Desk desk = opened();
    desk.send("found");
    desk.send("over");
    const Change change = desk.send("found");
    CHECK(change.records.empty());
}
