// SPDX-License-Identifier: MIT
// Goal: dates that move are recorded at once and told once, net, after the settle delay; what
// cannot wait is told at once; nothing is told twice and nobody gets a flood. Method: one case with
// several dates counted back from the release; the release moves, goes, comes back and is squeezed;
// every due row is offered at its own time.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::As;
using test::at;
using test::Desk;

namespace {

const std::string states = R"(strands:
  place:
    start: planning
    states:
      planning: {title: Planning, stage: needed, owner: ro, do: Plan., opens: [H03],
          due: 28 days before release, events: {over: finished, note: {to: stay}}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
  papers:
    start: papers_open
    states:
      papers_open: {title: Papers, owner: pom, do: Find papers.,
          due: 10 working days before release, events: {papers.found: papers_done}}
      papers_done: {title: Papers found, final: true, outcome: found}
handoffs:
  H03:
    title: Handover
    from: pom
    to: ro
    acknowledge:
      due: 56 days before release
      ladder:
          plan:    {at: 28 days before due, tell: from, class: info, message: told}
          due:     {at: due, tell: to, class: action, message: told}
          late:    {at: 2 days after due, tell: to, class: action, message: told}
          manager: {at: 4 days after due, tell: manager of to, class: action, message: told}
messages:
  told: {subject: "{{case.reference}}", body: "{{handoff.title}} {{handoff.due}} {{link}}"}
  dates_moved: {subject: "{{case.reference}}", body: "{{changes.why}} {{changes.list}} {{link}}"}
  dates_moved_together: {subject: "{{case.reference}}", body: "{{changes.why}} {{link}}"}
)";

Desk opened(const std::string& release = "2026-09-01", const std::string& more = {}) {
    Desk desk = Desk::with(more + states);
    desk.open({{"release", release}}, {{"ro", "aspen"}, {"pom", "birch"}});
    desk.notices.clear();
    return desk;
}

Change move(Desk& desk, const std::string& release, const std::string& event = "note") {
    return desk.send(event, {{"release", release}});
}

/// Notices about moved dates so far: "role (class): text".
std::vector<std::string> told(const Desk& desk) {
    std::vector<std::string> all;
    for (const Notice& notice : desk.notices)
        if (notice.rung.text() == "dates_moved")
            all.push_back(std::string(notice.recipient.role.text()) + " (" +
                          std::string(name_of(notice.notice_class)) + "): " + notice.changes);
    return all;
}

std::size_t rungs(const Desk& desk) {
    std::size_t count = 0;
    for (const Notice& notice : desk.notices) count += notice.rung.text() != "dates_moved" ? 1 : 0;
    return count;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A moved release is recorded at once with what became of each date") {
    Desk desk = opened();
    move(desk, "2026-10-06");
    CHECK(desk.log_of("dates.changed") == Lines{"dates.changed release 0 3 0 0 0"});
    CHECK(told(desk).empty());
    CHECK(desk.timer("settle", TimerKind::settle)->due == desk.now + std::chrono::minutes(60));
}

TEST_CASE("After the settle delay each person is told once, of everything that moved") {
    Desk desk = opened();
    move(desk, "2026-10-06");
    desk.run_until(desk.now + std::chrono::minutes(60));
    CHECK(told(desk) ==
          Lines{"ro (info): release is now Tue 6 Oct 2026\n"
                "- Handover: due by Tue 11 Aug 2026 09:00 (before: Tue 7 Jul 2026 09:00)\n"
                "- Planning: due by Tue 8 Sep 2026 09:00 (before: Tue 4 Aug 2026 09:00)",
                "pom (info): release is now Tue 6 Oct 2026\n"
                "- Handover: due by Tue 11 Aug 2026 09:00 (before: Tue 7 Jul 2026 09:00)\n"
                "- Papers: due by Tue 22 Sep 2026 09:00 (before: Mon 17 Aug 2026 09:00)"});
    CHECK(desk.the_case.moves.empty());
    CHECK(desk.timer("settle", TimerKind::settle) == nullptr);
}

TEST_CASE("A date moved three times in an hour is told once, with its last value") {
    Desk desk = opened();
    for (const char* release : {"2026-10-06", "2026-09-15", "2026-09-08"}) {
        move(desk, release);
        desk.run_until(desk.now + std::chrono::minutes(15));
    }
    desk.run_until(desk.now + std::chrono::hours(3));
    REQUIRE(told(desk).size() == 2);
    CHECK(told(desk)[0].find("Tue 8 Sep 2026\n") != std::string::npos);
    CHECK(told(desk)[0].find("before: Tue 4 Aug 2026") != std::string::npos);
}

TEST_CASE("Moved and back within the delay is told to nobody") {
    Desk desk = opened();
    move(desk, "2026-10-06");
    desk.run_until(desk.now + std::chrono::minutes(30));
    move(desk, "2026-09-01");
    CHECK(desk.the_case.moves.empty());
    CHECK(desk.timer("settle", TimerKind::settle) == nullptr);
    desk.run_until(desk.now + std::chrono::hours(3));
    CHECK(told(desk).empty());
    CHECK(desk.log_of("dates.changed").size() == 2);
}

TEST_CASE("A date told and then moved back is told again") {
    Desk desk = opened();
    move(desk, "2026-10-06");
    desk.run_until(desk.now + std::chrono::hours(2));
    move(desk, "2026-09-01");
    desk.run_until(desk.now + std::chrono::hours(2));
    CHECK(told(desk).size() == 4);
}

TEST_CASE("A removed release leaves its dates visible without a date, and says so") {
    Desk desk = opened();
    move(desk, "unknown");
    CHECK(desk.log_of("dates.changed") == Lines{"dates.changed release 0 0 0 3 0"});
    CHECK(desk.timer("place.planning", TimerKind::deadline)->target == std::nullopt);
    const auto items = journey::work_items(desk.world(), desk.the_case);
    std::size_t waiting = 0;
    for (const auto& item : items)
        waiting += item.why.find("No date yet") != std::string::npos &&
                           item.why.find("waits for release") != std::string::npos
                       ? 1
                       : 0;
    CHECK(waiting == 3);
    desk.run_until(desk.now + std::chrono::hours(2));
    REQUIRE(told(desk).size() == 2);
    CHECK(told(desk)[0].find("release is not known any more\n- Planning: no date for now "
                             "(it was Tue 4 Aug 2026 09:00)") != std::string::npos);

    move(desk, "2026-09-01");
    CHECK(desk.log_of("dates.changed").back() == "dates.changed release 0 0 3 0 0");
    desk.run_until(desk.now + std::chrono::hours(2));
    CHECK(told(desk)[2].find("(it had no date before)") != std::string::npos);
}

TEST_CASE("Moving back restores the rungs that had not fired and none that had") {
    Desk desk = opened();
    desk.run_until("2026-06-10T09:00:00Z");
    REQUIRE(rungs(desk) == 1);  // "plan" of the handover
    const auto before = *desk.timer("H03", TimerKind::acknowledge);
    move(desk, "2026-12-01");
    move(desk, "2026-09-01");
    const Timer& after = *desk.timer("H03", TimerKind::acknowledge);
    CHECK(after.target == before.target);
    CHECK(after.due == before.due);
    CHECK(after.rung == before.rung);
    CHECK(after.fired == before.fired);
    CHECK(after.deadline_version == before.deadline_version);
    desk.run_until("2026-07-07T12:00:00Z");
    CHECK(rungs(desk) == 2);  // "due", and "plan" not again
}

TEST_CASE("S3: a later release plans the handover anew; an earlier one tells once, not a ladder") {
    Desk desk = opened();
    desk.run_until("2026-06-10T09:00:00Z");
    REQUIRE(rungs(desk) == 1);
    move(desk, "2026-10-31");
    CHECK(desk.timer("H03", TimerKind::acknowledge)->deadline_version == 2);
    desk.run_until("2026-08-09T09:00:00Z");
    CHECK(rungs(desk) == 2);  // "plan" once more, for the new date
    CHECK(told(desk).size() == 2);
    desk.notices.clear();

    move(desk, "2026-09-25");  // the handover was due on 31 July
    CHECK(desk.log_of("dates.changed").back() == "dates.changed release 0 3 0 0 1");
    desk.run_until(desk.now + std::chrono::hours(4));
    std::map<std::string, int> of_handover;
    for (const Notice& notice : desk.notices)
        if (notice.handoff.number == 1) ++of_handover[std::string(to_words(notice.recipient))];
    for (const auto& [who, count] : of_handover) CHECK(count == 1);
    CHECK(of_handover.size() == 1);
    REQUIRE(told(desk).size() == 2);  // the manager had the rung, both sides hear of the move
    for (const std::string& text : told(desk)) CHECK(text.find("Handover") != std::string::npos);
}

TEST_CASE("A rung that speaks of the new date to both sides makes its telling needless") {
    std::string text = states;
    text.replace(text.find("tell: from, class: info"), 23, "tell: [from, to], class: info");
    Desk desk = Desk::with(text);
    desk.open({{"release", "2026-09-01"}}, {{"ro", "aspen"}, {"pom", "birch"}});
    move(desk, "2026-04-28");  // the handover's reminder is past, its due date tomorrow
    desk.run_until(desk.now + std::chrono::hours(2));
    REQUIRE(told(desk).size() == 2);
    for (const std::string& each : told(desk)) CHECK(each.find("Handover") == std::string::npos);
}

TEST_CASE("A rung that tells one side of the new date leaves the other to be told of the move") {
    Desk desk = opened();
    move(desk, "2026-04-28");
    desk.run_until(desk.now + std::chrono::hours(2));
    REQUIRE_FALSE(told(desk).empty());
    CHECK(told(desk)[0].starts_with("ro "));
    CHECK(told(desk)[0].find("Handover") != std::string::npos);
}

TEST_CASE("With a squeeze what is suddenly past is due soon instead, in one ranked notice") {
    Desk desk = opened("2026-09-01", "squeeze: 4 hours after now\n");
    const Change change = move(desk, "2026-03-10");
    const Instant soon = desk.now + std::chrono::hours(4);
    CHECK(desk.timer("place.planning", TimerKind::deadline)->target == soon);
    CHECK(desk.timer("papers.papers_open", TimerKind::deadline)->target == soon);
    CHECK(desk.timer("H03", TimerKind::acknowledge)->target == soon);
    CHECK(desk.timer("H03", TimerKind::acknowledge)->due == soon);
    REQUIRE(change.notices.size() == 2);
    CHECK(change.notices[0].changes.find("- Handover: due by Mon 2 Mar 2026 13:00") !=
          std::string::npos);
    desk.run_until(desk.now + std::chrono::hours(3));
    CHECK(rungs(desk) == 0);  // no alarm for what would have been before
    CHECK(journey::explain_timer(desk.world(), desk.the_case,
                                 *desk.timer("place.planning", TimerKind::deadline)) ==
          "Due Mon 2 Mar 2026 13:00: what was suddenly past is due then instead; the rule alone "
          "gives Tue 10 Feb 2026 09:00: 28 days before release on Tue 10 Mar 2026");
    move(desk, "2026-09-01");
    CHECK(desk.timer("place.planning", TimerKind::deadline)->target == at("2026-08-04T08:00:00Z"));
}

TEST_CASE("A recomputation moves nothing when nothing differs, and says what it looked at") {
    Desk desk = opened();
    const Case before = desk.the_case;
    Event event;
    event.what = Recompute{"calendar england-and-wales is now 2026-09", "recompute-1"};
    const Change change = desk.decide(event);
    CHECK(test::logs(change, "recomputed"));
    CHECK_FALSE(test::logs(change, "dates.changed"));
    CHECK(desk.the_case.timers == before.timers);
    CHECK(desk.the_case.version == before.version);
}

TEST_CASE("A new bank holiday moves what counts working days, told once a person for all cases") {
    Desk desk = opened();
    const rules::Calendar& old = desk.loaded.set.calendars.at("england-and-wales");
    std::vector<rules::Holiday> holidays = old.holidays();
    holidays.push_back({Date{std::chrono::year(2026) / 8 / 20}, "Day of mourning"});
    desk.loaded.set.calendars.insert_or_assign(
        "england-and-wales",
        rules::Calendar("england-and-wales", "2026-09", {6, 7}, holidays, {}, old.known_until()));
    Event event;
    event.what = Recompute{"calendar england-and-wales is now 2026-09", "recompute-1"};
    desk.decide(event);
    CHECK(desk.log_of("dates.changed") ==
          Lines{"dates.changed calendar england-and-wales is now 2026-09 2 1 0 0 0"});
    CHECK(desk.timer("papers.papers_open", TimerKind::deadline)->target ==
          at("2026-08-14T08:00:00Z"));
    desk.run_until(desk.now + std::chrono::hours(2));
    REQUIRE(desk.notices.size() == 1);
    CHECK(desk.notices[0].message.text() == "dates_moved_together");
    CHECK(desk.notices[0].together.text() == "recompute-1");
    CHECK(told(desk) == Lines{"pom (info): calendar england-and-wales is now 2026-09"});
}

namespace {

Event recomputed(const std::string& run) {
    Event event;
    event.what = Recompute{"calendar england-and-wales is now " + run, run};
    return event;
}

/// The calendar as before with 20 August 2026 a holiday.
void mourn(Desk& desk) {
    const rules::Calendar& old = desk.loaded.set.calendars.at("england-and-wales");
    std::vector<rules::Holiday> holidays = old.holidays();
    holidays.push_back({Date{std::chrono::year(2026) / 8 / 20}, "Day of mourning"});
    desk.loaded.set.calendars.insert_or_assign(
        "england-and-wales",
        rules::Calendar("england-and-wales", "2026-09", {6, 7}, holidays, {}, old.known_until()));
}

}  // namespace

TEST_CASE("A move that waits to be told of one case stays news of that case in a run") {
    Desk desk = opened();
    move(desk, "2026-09-02");
    mourn(desk);
    desk.decide(recomputed("2026-09"));
    desk.run_until(desk.now + std::chrono::hours(2));
    REQUIRE(desk.notices.size() == 2);
    for (const Notice& notice : desk.notices) {
        CHECK(notice.together.empty());
        CHECK(notice.changes.find("- Handover: due by") != std::string::npos);
    }
}

TEST_CASE("A critical date that a run moves is told at once and of its own case") {
    std::string text = states;
    text.replace(text.find("due: 10 working days before release,"), 36,
                 "due: 10 working days before release, ladder: {due: {at: due, tell: owner, "
                 "class: critical, message: told}},");
    Desk desk = Desk::with(text);
    desk.open({{"release", "2026-09-01"}}, {{"ro", "aspen"}, {"pom", "birch"}});
    mourn(desk);
    const Change change = desk.decide(recomputed("2026-09"));
    REQUIRE(change.notices.size() == 1);
    CHECK(change.notices[0].together.empty());
    CHECK(change.notices[0].message.text() == "dates_moved");
    CHECK(change.notices[0].changes.find("- Papers: due by") != std::string::npos);
}

TEST_CASE("What one case tells of many is wanted even when that case has closed") {
    Desk desk = opened();
    mourn(desk);
    desk.decide(recomputed("2026-09"));
    desk.run_until(desk.now + std::chrono::hours(2));
    REQUIRE(desk.notices.size() == 1);
    Case closed = desk.the_case;
    closed.state = lifecycle::CaseState::closed;
    CHECK(journey::unwanted_because(desk.world(), closed, desk.notices[0]).empty());
    Notice alone = desk.notices[0];
    alone.together = Symbol();
    CHECK(journey::unwanted_because(desk.world(), closed, alone) == "the case is closed");
}

TEST_CASE("One cause of many commands has one name, whatever its sentence says") {
    for (const std::string hour : {"09:00", "11:00"}) {
        Desk desk = opened();
        Event event;
        event.actor.person = "aspen";
        event.grants = {Symbol::of("ro")};
        event.what = Named{
            Symbol::of("note"), {{Symbol::of("release"), Value(std::string("2026-10-06"))}}, {}};
        event.together = "The records changed, imported at " + hour;
        event.together_key = "import-1";
        desk.decide(event);
        REQUIRE_FALSE(desk.the_case.moves.empty());
        CHECK(desk.the_case.moves.front().together.text() == "import-1");
        CHECK(desk.the_case.moves.front().cause.text() == event.together);
    }
}

TEST_CASE("The steps of a quiet pathway are not named") {
    Desk desk = opened("2026-09-01", "quiet: true\n");
    move(desk, "2026-10-06");
    desk.run_until(desk.now + std::chrono::hours(2));
    for (const std::string& text : told(desk)) {
        CHECK(text.find("Planning") == std::string::npos);
        CHECK(text.find("A date in the record: due by") != std::string::npos);
    }
}

TEST_CASE("Dates past the last known holiday say so, others do not") {
    Desk desk = opened();
    const auto why = [&desk](const std::string& name) {
        return journey::explain_timer(desk.world(), desk.the_case,
                                      *desk.timer(name, TimerKind::deadline));
    };
    CHECK(why("papers.papers_open").find("Holidays are known") == std::string::npos);
    move(desk, "2036-09-01");
    CHECK(why("papers.papers_open").find("Holidays are known until") != std::string::npos);
    CHECK(why("place.planning").find("Holidays are known until") == std::string::npos);
}
