// SPDX-License-Identifier: MIT
// Goal: a live case goes over to another version where it stands: by id, without doing again what
// was done; what cannot go over is said and changes nothing; what went over can be taken back.
// Method: one case on a desk, two versions as text that differ in one thing each.
#include <set>

#include "migrate_desk.hpp"

using namespace throughgate;
using test::at;
using test::Bridge;

namespace {

std::string version(const std::string& states, const std::string& more = {}) {
    return "strands:\n  place:\n    start: planning\n    states:\n" + states +
           "      over: {title: Over, stage: closed, final: true, outcome: done}\n" + more;
}

const std::string planning =
    "      planning: {title: Planning, stage: needed, owner: ro, do: Plan.,\n"
    "          events: {search: sourcing, end: over}}\n";
const std::string sourcing =
    "      sourcing: {title: Sourcing, stage: arranging, owner: ro, do: Search.,\n"
    "          due: 10 working days after entry, events: {end: over}}\n";
const std::string hunting =
    "      hunting: {title: Hunting, stage: arranging, owner: ro, do: Hunt.,\n"
    "          due: 10 working days after entry, events: {end: over}}\n";

const std::string messages = R"(messages:
  told: {subject: "{{case.reference}}", body: "{{link}}"}
)";

std::string handoff(const std::string& id, const std::string& to, const std::string& due,
                    const std::string& rungs) {
    return "handoffs:\n  " + id + ":\n    title: Handover\n    from: pom\n    to: " + to +
           "\n    acknowledge:\n      due: " + due + "\n      ladder:\n" + rungs + messages;
}

const std::string rungs =
    "          due:  {at: due, tell: to, class: action, message: told}\n"
    "          late: {at: 2 days after due, tell: manager of to, class: "
    "action, message: told}\n";
const std::string opening =
    "      planning: {title: Planning, stage: needed, owner: ro, do: Plan., opens: [H05],\n"
    "          events: {search: sourcing, end: over}}\n";

Bridge opened(const std::string& before, const std::string& after) {
    Bridge bridge(before, after);
    bridge.desk.open({{"release", "2026-09-01"}}, {{"ro", "aspen"}, {"pom", "birch"}});
    return bridge;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    return text;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A version that differs elsewhere changes nothing where a case stands") {
    const std::string before = version(planning + sourcing);
    Bridge bridge = opened(before, before + "facts:\n  spare: {truth: true}\n");
    bridge.desk.send("search");
    const Case was = bridge.desk.the_case;
    bridge.bring_over();
    Case is = bridge.desk.the_case;
    CHECK(is.pathways[1].definition == bridge.to().behaviour);
    is.pathways[1].definition = was.pathways[1].definition;
    CHECK(test::bare(is) == test::bare(was));
    CHECK(is.timers == was.timers);
}

TEST_CASE("Going over to the version that the case has changes nothing at all") {
    Bridge bridge = opened(version(planning + sourcing), version(planning + sourcing));
    const Case was = bridge.desk.the_case;
    const journey::Migrated migrated = bridge.plan();
    CHECK(migrated.change.verdict == Verdict::unchanged);
    CHECK(migrated.change.after == was);
    CHECK(migrated.change.log.empty());
}

TEST_CASE("A state that is gone without a mapping refuses and names it") {
    const std::string after = version(replaced(planning, "sourcing", "hunting") + hunting);
    Bridge bridge = opened(version(planning + sourcing), after);
    bridge.desk.send("search");
    CHECK(bridge.faults() == Lines{"mapping_needed place.sourcing"});
    CHECK(bridge.plan().change.after == bridge.desk.the_case);
}

TEST_CASE("A case goes on in the state that its own became, since when it stood there") {
    const std::string after = version(replaced(planning, "sourcing", "hunting") + hunting,
                                      "migrate:\n  states: {place.sourcing: place.hunting}\n");
    Bridge bridge = opened(version(planning + sourcing), after);
    bridge.desk.send("search");
    const Timer was = *bridge.desk.timer("place.sourcing", TimerKind::deadline);
    bridge.desk.sleep_until("2026-03-05T09:00:00Z");
    bridge.bring_over();
    CHECK(bridge.desk.is_in("place.hunting"));
    const Timer is = *bridge.desk.timer("place.hunting", TimerKind::deadline);
    CHECK(is.target == was.target);
    CHECK(is.entry == was.entry);
    CHECK(bridge.desk.log_of("state.entered").back() ==
          "state.entered place.hunting accommodation");
}

TEST_CASE("A running date is derived again, kept, restarted or dropped, as its version says") {
    const std::string later = replaced(sourcing, "10 working", "12 working");
    const auto due = [&](const std::string& migrate) {
        Bridge bridge = opened(version(planning + sourcing), version(planning + later, migrate));
        bridge.desk.send("search");
        bridge.desk.sleep_until("2026-03-05T09:00:00Z");
        bridge.bring_over();
        const Timer* timer = bridge.desk.timer("place.sourcing", TimerKind::deadline);
        return timer == nullptr ? std::string("none") : format_instant(*timer->target);
    };
    CHECK(due("") == "2026-03-18T09:00:00Z");
    CHECK(due("migrate:\n  deadlines: {place.sourcing: recompute}\n") == "2026-03-18T09:00:00Z");
    CHECK(due("migrate:\n  deadlines: {place.sourcing: keep}\n") == "2026-03-16T09:00:00Z");
    CHECK(due("migrate:\n  deadlines: {place.sourcing: restart}\n") == "2026-03-23T09:00:00Z");
    CHECK(due("migrate:\n  drop: {place.sourcing: nobody needs it}\n") == "none");
}

TEST_CASE("A date that is gone ends with its reason in the log") {
    const std::string undated = replaced(sourcing, "due: 10 working days after entry, ", "");
    Bridge bridge = opened(
        version(planning + sourcing),
        version(planning + undated, "migrate:\n  drop: {place.sourcing: done by phone now}\n"));
    bridge.desk.send("search");
    bridge.bring_over();
    CHECK(bridge.desk.log_of("deadline.dropped") ==
          Lines{"deadline.dropped place.sourcing done by phone now"});
}

TEST_CASE("A rung that has fired is not fired again, nor is a new one that lies before it") {
    const std::string before =
        version(opening + sourcing, handoff("H05", "ro", "28 days before release", rungs));
    const std::string after = version(
        opening + sourcing,
        handoff("H05", "ro", "28 days before release",
                "          early: {at: 7 days before due, tell: to, class: info, message: told}\n" +
                    rungs +
                    "          last: {at: 4 days after due, tell: manager of to, class: critical, "
                    "message: told}\n"));
    Bridge bridge = opened(before, after);
    bridge.desk.run_until("2026-08-05T09:00:00Z");
    bridge.desk.notices.clear();
    bridge.bring_over();
    CHECK(bridge.desk.notices.empty());
    bridge.desk.run_until("2026-08-20T09:00:00Z");
    Lines fired;
    for (const Notice& notice : bridge.desk.notices) fired.emplace_back(notice.rung.text());
    CHECK(fired == Lines{"late", "last"});
}

TEST_CASE("A handoff that the workflow no longer has ends with a reason, and a new one is raised") {
    const std::string before =
        version(opening + sourcing, handoff("H05", "ro", "28 days before release", rungs));
    const std::string after = replaced(before, "  H05:\n", "  H07:\n");
    Bridge bridge = opened(before, replaced(after, "opens: [H05]", "opens: [H07]"));
    bridge.bring_over();
    CHECK(bridge.desk.handoff(1).state == lifecycle::HandoffState::ended);
    CHECK(bridge.desk.handoff(1).reason == "the workflow no longer asks for it");
    CHECK(bridge.desk.handoff(2).name.text() == "H07");
}

TEST_CASE("A handoff that was renamed goes on with its clocks and who has seen it") {
    const std::string before =
        version(opening + sourcing, handoff("H05", "ro", "28 days before release", rungs));
    std::string after = replaced(replaced(before, "  H05:\n", "  H07:\n"), "[H05]", "[H07]");
    Bridge bridge = opened(before, after + "migrate:\n  handoffs: {H05: H07}\n");
    const Timer was = *bridge.desk.timer("H05", TimerKind::acknowledge);
    bridge.bring_over();
    CHECK(bridge.desk.the_case.handoffs.size() == 1);
    CHECK(bridge.desk.handoff(1).name.text() == "H07");
    CHECK(bridge.desk.timer("H07", TimerKind::acknowledge)->due == was.due);
}

TEST_CASE("Whoever receives the work now is asked, and whoever had it is told that it ended") {
    const std::string before =
        version(opening + sourcing, handoff("H05", "ro", "28 days before release", rungs));
    Bridge bridge = opened(before, replaced(before, "to: ro\n", "to: omu_admin\n"));
    bridge.bring_over();
    CHECK(bridge.desk.handoff(1).reason == "the workflow now gives it to somebody else");
    CHECK(bridge.desk.handoff(2).to_role.text() == "omu_admin");
}

TEST_CASE("A new date and a new timer begin where a case stands already") {
    const std::string undated = replaced(sourcing, "due: 10 working days after entry, ", "");
    const std::string timed = replaced(
        sourcing, "events: {end: over}",
        "events: {end: over}, timers: {too_long: {at: 20 working days after entry, to: over}}");
    Bridge bridge = opened(version(planning + undated), version(planning + timed));
    bridge.desk.send("search");
    bridge.desk.sleep_until("2026-03-05T09:00:00Z");
    bridge.bring_over();
    CHECK(bridge.desk.timer("place.sourcing", TimerKind::deadline)->target ==
          at("2026-03-16T09:00:00Z"));
    CHECK(bridge.desk.timer("place.sourcing.too_long", TimerKind::move) != nullptr);
}

TEST_CASE("A mapping that the law forbids, or into an end, is refused") {
    const std::string settled =
        "      settled: {title: Settled, stage: in_place, owner: ro, do: Keep., events: {end: "
        "over}}\n";
    const std::string waiting = replaced(planning, "search: sourcing", "arrive: arranged_now");
    const std::string arranged =
        "      arranged_now: {title: Arranged, stage: arranging, owner: ro, do: Go.,\n"
        "          events: {done: arranged_then}}\n"
        "      arranged_then: {title: Arranged, stage: arranged, owner: ro, do: Go.,\n"
        "          events: {arrive: settled}}\n";
    Bridge forbidden = opened(version(planning + sourcing),
                              version(waiting + arranged + settled,
                                      "migrate:\n  states: {place.sourcing: place.settled}\n"));
    forbidden.desk.send("search");
    CHECK(forbidden.faults() == Lines{"illegal accommodation"});
    Bridge ended = opened(version(planning + sourcing),
                          version(replaced(planning, "search: sourcing, ", ""),
                                  "migrate:\n  states: {place.sourcing: place.over}\n"));
    ended.desk.send("search");
    CHECK(ended.faults() == Lines{"illegal place.sourcing"});
}

TEST_CASE("Two strands that would stand in two states of one are refused") {
    const std::string side =
        "  papers:\n    start: asked\n    states:\n"
        "      asked: {title: Asked, owner: pom, do: Ask., rests: true, events: {got: had}}\n"
        "      had: {title: Had, final: true, outcome: had}\n";
    const std::string after = version(replaced(planning, "sourcing", "hunting") + hunting,
                                      "migrate:\n  states: {papers.asked: place.hunting}\n");
    Bridge bridge = opened(version(planning + sourcing, side), after);
    CHECK(bridge.faults() == Lines{"illegal 'place.planning' and 'place.hunting'"});
    const std::string ends =
        version(planning + sourcing, "migrate:\n  ends: {papers: nobody asks for papers now}\n");
    Bridge ending = opened(version(planning + sourcing, side), ends);
    ending.bring_over();
    CHECK_FALSE(ending.desk.is_in("papers.asked"));
}

TEST_CASE("A fact that no longer fits its declaration is in the way") {
    const std::string before = version(planning + sourcing) + "facts:\n  bed: {text: 20}\n";
    Bridge bridge = opened(before, version(planning + sourcing) + "facts:\n  bed: {truth: true}\n");
    bridge.desk.send("search");
    CHECK(bridge.faults().empty());
    Fact bed;
    bed.name = Symbol::of("bed");
    bed.value = Value(std::string("by the door"));
    bridge.desk.the_case.facts.put(std::move(bed));
    CHECK(bridge.faults() == Lines{"mapping_needed bed"});
}

TEST_CASE("A parked case waits for its incident") {
    Bridge bridge = opened(version(planning + sourcing),
                           version(planning + sourcing) + "facts:\n  spare: {truth: true}\n");
    bridge.desk.the_case.parked = true;
    CHECK(bridge.faults() == Lines{"incident TG-000001"});
}

TEST_CASE("Taken back, a case is what it was; what the change raised is withdrawn") {
    const std::string before =
        version(planning + sourcing, handoff("H05", "ro", "28 days before release", rungs));
    Bridge bridge = opened(version(planning + sourcing), before);
    const std::string opens = replaced(before, "do: Plan.,", "do: Plan., opens: [H05],");
    Bridge raising = opened(before, opens);
    const Case was = raising.desk.the_case;
    raising.bring_over();
    REQUIRE(raising.desk.the_case.handoffs.size() == 1);
    raising.take_back();
    Case is = raising.desk.the_case;
    CHECK(is.handoffs.front().reason == "the change that raised it was taken back");
    is.handoffs.clear();
    CHECK(test::bare(is) == test::bare(was));
    CHECK(is.last_handoff == 1);
}

TEST_CASE("A rung that fired after the change does not fire again when that is taken back") {
    const std::string before =
        version(opening + sourcing, handoff("H05", "ro", "28 days before release", rungs));
    Bridge bridge = opened(before, before + "facts:\n  spare: {truth: true}\n");
    bridge.bring_over();
    bridge.desk.run_until("2026-08-05T09:00:00Z");
    bridge.take_back();
    bridge.desk.run_until("2026-08-20T09:00:00Z");
    Lines fired;
    for (const Notice& notice : bridge.desk.notices) fired.emplace_back(notice.rung.text());
    CHECK(fired == Lines{"due", "late"});
}

TEST_CASE("Only what the engine did by itself may lie between a change and its undoing") {
    StoredLogEntry rung, person;
    rung.kind = "rung.fired";
    person.kind = "event.applied";
    person.sequence = 7;
    CHECK(journey::touched_since({rung, rung}).empty());
    CHECK(journey::touched_since({rung, person}) ==
          "entry 7 (event.applied) was recorded after it");
}

TEST_CASE("Undone, whoever was told that a handoff ended is told once that it is back") {
    const std::string words =
        "  dates_moved: {subject: \"{{case.reference}}\", body: \"{{changes.list}} {{link}}\"}\n";
    const std::string before =
        version(opening + sourcing, handoff("H05", "ro", "28 days before release", rungs) + words);
    Bridge bridge = opened(before, version(planning + sourcing));
    const Case was = bridge.desk.the_case;
    REQUIRE(was.handoffs.size() == 1);
    bridge.bring_over();
    bridge.desk.run_until("2026-03-02T11:00:00Z");
    CHECK(lifecycle::is_end(bridge.desk.the_case.handoffs.front().state));
    const std::size_t told = bridge.desk.notices.size();
    bridge.take_back();
    CHECK(bridge.desk.the_case.handoffs.front().state == was.handoffs.front().state);
    CHECK(bridge.desk.notices.size() == told);  // not before the dates have settled
    CHECK(bridge.desk.the_case.moves.size() == 1);
    bridge.desk.run_until("2026-03-02T13:00:00Z");
    CHECK(bridge.desk.notices.size() > told);
    CHECK(bridge.desk.the_case.moves.empty());
    for (std::size_t i = told; i < bridge.desk.notices.size(); ++i)
        CHECK(bridge.desk.notices[i].message == Symbol::of("dates_moved"));
}

TEST_CASE("Taken back, a date that was told is not told again, though another one was meanwhile") {
    const std::string before =
        version(opening + sourcing, handoff("H05", "ro", "28 days before release", rungs));
    const std::string after =
        version(opening + sourcing, handoff("H05", "ro", "27 days before release", rungs));
    Bridge bridge = opened(before, after);
    bridge.desk.run_until("2026-08-04T09:00:00Z");
    bridge.bring_over();
    bridge.desk.run_until("2026-08-05T09:00:00Z");
    bridge.take_back();
    bridge.desk.run_until("2026-08-20T09:00:00Z");
    Lines fired;
    std::set<std::uint32_t> versions;
    for (const Notice& notice : bridge.desk.notices) {
        if (notice.rung.text() == "dates_moved") continue;
        fired.push_back(std::string(notice.rung.text()) + " " + format_instant(*notice.due));
        versions.insert(notice.deadline_version);
    }
    CHECK(fired == Lines{"due 2026-08-04T08:00:00Z", "due 2026-08-05T08:00:00Z",
                         "late 2026-08-04T08:00:00Z"});
    CHECK(versions.size() == 3);  // so that none is taken for another
}

TEST_CASE("A rung that was told is told once, though its date goes away and comes back") {
    const std::string before =
        version(opening + sourcing, handoff("H05", "ro", "28 days before release", rungs));
    const std::string after =
        version(opening + sourcing, handoff("H05", "ro", "14 days before release", rungs));
    Bridge bridge = opened(before, after);
    bridge.desk.run_until("2026-08-05T09:00:00Z");
    const auto version_of = [&] {
        return bridge.desk.timer("H05", TimerKind::acknowledge)->deadline_version;
    };
    const std::uint32_t told_version = version_of();
    bridge.bring_over();
    CHECK(version_of() != told_version);  // another date: its rungs are told anew, on their day
    bridge.take_back();
    CHECK(version_of() == told_version);
    bridge.desk.run_until("2026-08-20T09:00:00Z");
    Lines fired;
    for (const Notice& notice : bridge.desk.notices) fired.emplace_back(notice.rung.text());
    CHECK(fired == Lines{"due", "late"});
}
