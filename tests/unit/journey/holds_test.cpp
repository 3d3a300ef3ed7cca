// SPDX-License-Identifier: MIT
// Goal: an exemption stops a clock for a reason and a time, never erases lateness, and is set
// on a running clock only; short sentences get dates that can be kept.
// Method: scenario S5 and acceptance tests 5 and 18 on a state with a due date.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::As;
using test::at;
using test::Desk;

namespace {

const std::string induction = R"(facts:
  exempt.until: {date: true}
exemptions:
  redeployment: {title: Staff were needed elsewhere, set_by: [ro], gives: 5 days after now,
      at_most: 14 days after now}
strands:
  place:
    start: plan
    states:
      plan:
        title: Plan
        stage: needed
        owner: ro
        do: Plan.
        due: 10 days after started
        exempt: [redeployment]
        ladder:
          due:  {at: due, tell: owner, class: action, message: told}
          late:
            {at: 3 days after due, tell: [owner, manager of owner], class: action, message: told}
        events: {over: finished, note: {to: stay}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
messages:
  told: {subject: "{{case.reference}}", body: "{{state.title}} {{state.due}} {{link}}"}
)";

As because(const std::string& reason) {
    As as;
    as.reason = reason;
    return as;
}

/// Day T is 2 March 2026; screening was done on T+4 at 09:00.
Desk screened() {
    Desk desk = Desk::with(induction);
    desk.open();
    CHECK(desk.timer("place.plan", TimerKind::deadline)->target == std::nullopt);
    desk.run_until("2026-03-06T09:00:00Z");
    desk.send("note", {{"started", "2026-03-06T09:00:00Z"}});
    CHECK(desk.timer("place.plan", TimerKind::deadline)->target == at("2026-03-16T09:00:00Z"));
    desk.notices.clear();
    return desk;
}

std::optional<Instant> due(const Desk& desk) {
    return desk.timer("place.plan", TimerKind::deadline)->target;
}

}  // namespace

TEST_CASE("S5: clearing an exemption gives days, and never an earlier date than before") {
    Desk desk = screened();
    desk.run_until("2026-03-12T09:00:00Z");
    desk.send("place.plan.exempt.redeployment", {}, because("three officers moved"));
    CHECK(desk.timer("place.plan", TimerKind::deadline)->due == std::nullopt);
    CHECK(journey::explain_timer(desk.world(), desk.the_case,
                                 *desk.timer("place.plan", TimerKind::deadline))
              .find("An exemption stops the clock since Thu 12 Mar 2026 09:00") !=
          std::string::npos);
    desk.run_until("2026-03-14T09:00:00Z");
    desk.send("place.plan.resume", {}, because("they are back"));
    CHECK(due(desk) == at("2026-03-19T09:00:00Z"));
    CHECK(desk.timer("place.plan", TimerKind::deadline)->due == at("2026-03-19T09:00:00Z"));
    CHECK(desk.notices.empty());
    CHECK(desk.timer("place.plan", TimerKind::resume) == nullptr);
}

TEST_CASE("An early clearing keeps the old date when that is later") {
    Desk desk = screened();
    desk.run_until("2026-03-07T09:00:00Z");
    desk.send("place.plan.exempt.redeployment", {}, because("moved"));
    desk.run_until("2026-03-08T09:00:00Z");
    desk.send("place.plan.resume", {}, because("back"));
    CHECK(due(desk) == at("2026-03-16T09:00:00Z"));
}

TEST_CASE("S5: what was overdue when it was exempt stays overdue") {
    Desk desk = screened();
    desk.run_until("2026-03-18T09:00:00Z");
    CHECK(desk.notices.size() == 1);
    desk.send("place.plan.exempt.redeployment", {}, because("moved"));
    CHECK(desk.log_of("exemption.set").back().find("true") != std::string::npos);
    desk.run_until("2026-03-28T09:00:00Z");
    CHECK(desk.notices.size() == 1);  // the clock stood still
    desk.send("place.plan.resume", {}, because("back"));
    CHECK(due(desk) == at("2026-03-16T09:00:00Z"));
    desk.run_until("2026-03-28T10:00:00Z");
    CHECK(desk.notices.size() == 3);  // the late rung, once to each
}

TEST_CASE(
    "A stopped clock is not stopped again, and an exemption has its role, its reason and its end") {
    Desk desk = screened();
    const auto says = [&desk](const std::string& event, const As& as, test::Fields fields = {}) {
        const Change change = desk.send(event, fields, as);
        return change.refusal ? change.refusal->message : std::string("done");
    };
    CHECK(says("place.plan.resume", because("back")) ==
          "'place.plan.resume' is not possible: the clock is running.");
    CHECK(says("place.plan.exempt.redeployment", {}) ==
          "'place.plan.exempt.redeployment' needs a reason: say in a few words why the clock stops "
          "or "
          "runs again.");
    CHECK(says("place.plan.exempt.redeployment", {"birch", {"pom"}, "moved"}).find("ro") !=
          std::string::npos);
    CHECK(says("place.plan.exempt.redeployment", because("moved")) == "done");
    CHECK(says("place.plan.exempt.redeployment", because("again"))
              .find("only one can stop it at a time") != std::string::npos);
    desk.run_until("2026-03-20T09:00:00Z");  // its end: 14 days after it was set
    CHECK(desk.log_of("exemption.cleared").size() == 1);
    CHECK(due(desk) == at("2026-03-25T09:00:00Z"));
    CHECK(says("place.plan.exempt.redeployment", because("again")) == "done");  // it had ended
    desk.send("over");
    CHECK(says("place.plan.exempt.redeployment", because("moved")).find("the case is not in") !=
          std::string::npos);
    CHECK(desk.the_case.holds.empty());
}

TEST_CASE("An exemption may end on an earlier day, never after its longest") {
    Desk desk = screened();
    const Change refused = desk.send("place.plan.exempt.redeployment",
                                     {{"exempt.until", "2026-04-01"}}, because("moved"));
    REQUIRE(refused.refusal.has_value());
    CHECK(refused.refusal->message.find("must end after today and by Fri 20 Mar 2026") !=
          std::string::npos);
    desk.send("place.plan.exempt.redeployment", {{"exempt.until", "2026-03-09"}}, because("moved"));
    CHECK(desk.timer("place.plan", TimerKind::resume)->due == at("2026-03-09T09:00:00Z"));
    desk.run_until("2026-03-09T10:00:00Z");
    CHECK(due(desk) == at("2026-03-16T09:00:00Z"));
}

TEST_CASE("A later screening date moves an exempt deadline without starting its clock") {
    Desk desk = screened();
    desk.send("place.plan.exempt.redeployment", {}, because("moved"));
    desk.send("note", {{"started", "2026-03-06T10:00:00Z"}});
    CHECK(due(desk) == at("2026-03-16T10:00:00Z"));
    CHECK(desk.timer("place.plan", TimerKind::deadline)->due == std::nullopt);
}

namespace {

/// With words for moved dates, and `at_most` as given.
Desk told_of_moves(const std::string& at_most, const std::string& more = {}) {
    std::string text = more + induction;
    text.replace(text.find("14 days after now"), 17, at_most);
    text += R"(  dates_moved: {subject: "{{case.reference}}", body: "{{changes.list}} {{link}}"}
)";
    Desk desk = Desk::with(text);
    desk.open({}, {{"ro", "aspen"}});
    desk.run_until("2026-03-06T09:00:00Z");
    desk.send("note", {{"started", "2026-03-06T09:00:00Z"}});
    desk.run_until("2026-03-06T12:00:00Z");
    desk.notices.clear();
    return desk;
}

}  // namespace

TEST_CASE("A date that moves when its clock runs again is recorded and told like any other") {
    Desk desk = told_of_moves("14 days after now");
    desk.run_until("2026-03-12T09:00:00Z");
    desk.send("place.plan.exempt.redeployment", {}, because("moved"));
    desk.run_until("2026-03-14T09:00:00Z");
    desk.send("place.plan.resume", {}, because("back"));
    CHECK(desk.log_of("dates.changed").back() ==
          "dates.changed the clock runs again after an exemption 0 1 0 0 0");
    desk.run_until("2026-03-14T12:00:00Z");
    REQUIRE(desk.notices.size() == 1);
    CHECK(desk.notices[0].changes ==
          "the clock runs again after an exemption\n"
          "- Plan: due by Thu 19 Mar 2026 09:00 (before: Mon 16 Mar "
          "2026 09:00)");
}

TEST_CASE("An exemption whose longest end has no date yet is refused, with what it waits for") {
    Desk desk = told_of_moves("14 days before release");
    const Change refused = desk.send("place.plan.exempt.redeployment", {}, because("moved"));
    REQUIRE(refused.refusal.has_value());
    CHECK(refused.refusal->message ==
          "'place.plan.exempt.redeployment' is not possible yet: how long it may last waits for "
          "release; enter that first.");
    CHECK(desk.the_case.holds.empty());
}

TEST_CASE("A date whose clock is stopped is never squeezed") {
    Desk desk = told_of_moves("14 days after now", "squeeze: 4 hours after now\n");
    desk.run_until("2026-03-12T09:00:00Z");
    desk.send("place.plan.exempt.redeployment", {}, because("moved"));
    desk.send("note", {{"started", "2026-03-01T09:00:00Z"}});
    CHECK(due(desk) == at("2026-03-11T09:00:00Z"));
    CHECK_FALSE(desk.the_case.holds.front().not_before.has_value());
}

namespace {

const std::string short_route = R"(compression:
  not_before: 1 working day after entry
  not_after: 1 working day before release
  late: 4 hours after entry
strands:
  place:
    start: seek
    states:
      seek: {title: Seek, stage: needed, owner: ro, do: Seek., due: 56 days before release,
          events: {over: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
)";

std::optional<Instant> seek_by(const std::string& release) {
    Desk desk = Desk::with(short_route);
    desk.open({{"release", release}});
    return desk.timer("place.seek", TimerKind::deadline)->target;
}

}  // namespace

TEST_CASE("Compression: no date before the next working day, none after the last before release") {
    CHECK(seek_by("2026-09-01") == at("2026-07-07T08:00:00Z"));  // as the rule says
    CHECK(seek_by("2026-03-22") == at("2026-03-03T09:00:00Z"));  // 56 days before would be past
    CHECK(seek_by("2026-03-04") == at("2026-03-03T09:00:00Z"));
}

TEST_CASE("Compression: entered after the last working day it is due in hours, and critical") {
    Desk desk = Desk::with(short_route, "2026-03-03T10:00:00Z");
    desk.open({{"release", "2026-03-04"}});
    CHECK(desk.timer("place.seek", TimerKind::deadline)->target == at("2026-03-03T14:00:00Z"));
    desk.run_until("2026-03-03T14:00:00Z");
    REQUIRE(desk.notices.size() == 2);
    CHECK(desk.notices[0].notice_class == NoticeClass::critical);
    CHECK(journey::explain_timer(desk.world(), desk.the_case,
                                 *desk.timer("place.seek", TimerKind::deadline))
              .starts_with("Due Tue 3 Mar 2026 14:00: little time before the release, not before 1 "
                           "working day after entry"));
}

TEST_CASE("Compression leaves dates alone that do not count back from the release") {
    std::string text = short_route;
    text.replace(text.find("56 days before release"), 22, "1 day after release  ");
    Desk desk = Desk::with(text);
    desk.open({{"release", "2026-03-04"}});
    CHECK(desk.timer("place.seek", TimerKind::deadline)->target == at("2026-03-05T09:00:00Z"));
}

TEST_CASE("Put off once, then overdue and exempt again: whoever is above is told when it ends") {
    Desk desk = screened();
    desk.run_until("2026-03-12T09:00:00Z");
    desk.send("place.plan.exempt.redeployment", {}, because("moved"));
    desk.run_until("2026-03-14T09:00:00Z");
    desk.send("place.plan.resume", {}, because("back"));
    CHECK(due(desk) == at("2026-03-19T09:00:00Z"));
    desk.run_until("2026-03-20T09:00:00Z");
    CHECK(desk.notices.size() == 1);  // due; the manager's rung is two days off
    desk.send("place.plan.exempt.redeployment", {}, because("moved again"));
    desk.run_until("2026-03-30T09:00:00Z");
    desk.send("place.plan.resume", {}, because("back again"));
    CHECK(due(desk) == at("2026-03-19T09:00:00Z"));
    desk.run_until("2026-03-30T10:00:00Z");
    REQUIRE(desk.notices.size() == 3);
    CHECK(to_words(desk.notices.back().recipient) == "manager of ro");
}
