// SPDX-License-Identifier: MIT
// Goal: tests pass where the workflow does what they say, fail in words an operator understands
// where it does not, and coverage counts what happened.
// Method: the small definitions; one test a claim, and the claim turned round.
#include "support/catch.hpp"
#include "unit/tooling/sample_tests.hpp"

namespace throughgate::testing {
namespace {

/// One test of these steps, on a case that opens on Monday 28 September 2026 at nine.
std::string with_steps(const std::string& steps, const std::string& open = "") {
    return "format: 1\ntest: t\ndefinitions: [spine, accommodation]\ndefaults:\n"
           "  starts: 2026-09-28 09:00\n"
           "  open: {facts: {release: 2027-03-01, supervised: true}}\n"
           "tests:\n  - name: t\n" +
           (open.empty() ? "" : "    open: " + open + "\n") + "    steps:\n" + steps;
}

/// The failure of the only test, or "".
std::string failure_of(const std::string& steps, const std::string& open = "") {
    const WorkflowTestReport report = run_sample(with_steps(steps, open));
    for (const Diagnostic& each : report.faults) FAIL_CHECK(format_diagnostic(each));
    REQUIRE(report.results.size() == 1);
    CHECK(report.results[0].passed == report.results[0].failure.empty());
    return report.results[0].failure;
}

bool passes(const std::string& steps, const std::string& open = "") {
    const std::string failure = failure_of(steps, open);
    UNSCOPED_INFO(failure);
    return failure.empty();
}

const std::string to_check =
    "      - {send: screen.done, by: ro, with: {address.kind: family}}\n"
    "      - {send: address.proposed, by: ro, with: {address.id: AD-1, address.kind: family}}\n";

TEST_CASE("the sample passes") {
    for (const WorkflowTestResult& result : run_sample(sample_tests()).results) {
        INFO(result.failure);
        CHECK(result.passed);
    }
}

TEST_CASE("what is expected wrongly fails, each kind of expectation for itself") {
    for (const char* wrong :
         {"states: [place.sourcing]", "not_states: [place.screen]",
          "only_states: {accommodation: [screen]}", "stages: {accommodation: arranged}",
          "stages: {accommodation: none}", "phase: gate", "handoffs: {H06: raised}",
          "handoffs: {H01: acknowledged}", "facts: {nation: wales}", "facts: {release: unknown}",
          "notices: [{to: ro}]", "only_notices: [{to: ro}]", "refused: gate", "waits_for: [nation]",
          "next: {owner: police}", "next: {at: 2026-10-02 09:00}", "log: [case.closed]",
          "incidents: [nobody]"}) {
        INFO(wrong);
        CHECK_FALSE(failure_of("      - {expect: {" + std::string(wrong) + "}}\n").empty());
    }
}

TEST_CASE("what is expected rightly passes") {
    for (const char* right :
         {"states: [place.screen, phase.in_custody]", "states: [accommodation.place.screen]",
          "not_states: [sourcing]", "stages: {accommodation: needed}", "phase: in_custody",
          "phase: custody", "handoffs: {H01: none}", "facts: {release: 2027-03-01}",
          "facts: {nation: unknown}", "no_notices: all", "only_notices: []",
          "log: [case.opened, state.entered]", "incidents: none"}) {
        INFO(right);
        CHECK(passes("      - {expect: {" + std::string(right) + "}}\n"));
    }
}

TEST_CASE("a pathway that has not started has no stage") {
    CHECK(passes("      - {expect: {stages: {accommodation: none}}}\n",
                 "{facts: {supervised: false}}"));
}

TEST_CASE("time runs by wall time, by spans and by rules over the facts of the case") {
    CHECK(
        passes("      - {at: 2026-10-01 12:00}\n"
               "      - {after: 3 days, expect: {next: {at: 2026-10-05 09:00}}}\n"
               "      - {until: 12 weeks before release, expect: {states: [pre_release]}}\n"));
    const std::string back =
        failure_of("      - {after: 2 days}\n      - {at: 2026-09-29 09:00}\n");
    CHECK(back.find("it stands at Wed 30 Sep 2026 09:00 already") != std::string::npos);
    const std::string unknown = failure_of("      - {until: 1 day after dtr.submitted_at}\n", "");
    CHECK_FALSE(unknown.empty());
}

TEST_CASE("what falls due on the way happens and is told, once, to whom it should") {
    CHECK(
        passes("      - {until: 12 weeks before release, expect: {handoffs: {H01: raised},"
               " notices: [{to: ro, message: handover, handoff: H01, count: 1}]}}\n"
               "      - {after: 1 hours, expect: {no_notices: [{message: handover}]}}\n"));
}

TEST_CASE("an engine that was stopped says afterwards what it owes, late") {
    CHECK(
        passes("      - {stopped_until: 2026-12-08 12:00, expect: {states: [pre_release],"
               " notices: [{message: handover, at: 2026-12-08 12:00}]}}\n"));
}

TEST_CASE("an outside body's answer is recorded by whoever raised the handoff") {
    CHECK(passes(to_check + "      - {acknowledge: H06, by: police, note: rang back,"
                            " expect: {handoffs: {H06.police: acknowledged, H06.csc: raised}}}\n"));
}

TEST_CASE("a refusal that was not expected fails, and so does one that did not come") {
    const std::string gate = failure_of(to_check + "      - {send: checks.passed, by: ro}\n");
    CHECK(gate.find("expected: it is not refused") != std::string::npos);
    CHECK(gate.find("address") != std::string::npos);
    const std::string none =
        failure_of("      - {send: elsewhere, by: pom, expect: {refused: gate}}\n");
    CHECK(none.find("it was applied") != std::string::npos);
}

TEST_CASE("roles without a person wait for one, and people can be other than the invented ones") {
    CHECK(
        passes("      - {expect: {states: [unallocated]}}\n"
               "      - {send: ro.allocated, by: spo, assign: {ro: kit}, expect: {states: "
               "[allocation.allocated]}}\n"
               "      - {send: screen.done, by: kit, with: {address.kind: family}, expect: "
               "{states: [sourcing]}}\n",
               "{unallocated: [ro], staff: {kit: {roles: [ro]}}}"));
}

TEST_CASE("only the tests that were asked for run, by a part of the name or by what they cover") {
    CHECK(run_sample(sample_tests(), "too early").results.size() == 1);
    CHECK(run_sample(sample_tests(), "S4").results.size() == 1);
    CHECK(run_sample(sample_tests(), "S5").results.empty());
}

TEST_CASE("a failure says where, what was expected, what is so, and the story") {
    const std::string failing =
        edited(sample_tests(), "H06.police: completed", "H06.police: declined");
    const WorkflowTestReport report = run_sample(failing);
    std::string text;
    for (const WorkflowTestResult& each : report.results)
        text += each.place.file + ":" + std::to_string(each.place.line) + ": " + each.name + ": " +
                (each.passed ? "passed" : "failed\n" + each.failure) + "\n";
    check_golden("tooling/test_failure.txt", text);
}

// --- coverage ------------------------------------------------------------------------------------

const PathwayCoverage& coverage_of(const WorkflowTestReport& report, const std::string& pathway) {
    for (const PathwayCoverage& each : report.coverage)
        if (each.pathway == pathway) return each;
    throw std::runtime_error("no coverage of " + pathway);
}

std::size_t times(const std::vector<CoveredThing>& things, std::string_view name) {
    for (const CoveredThing& each : things)
        if (each.name.starts_with(name)) return each.times;
    throw std::runtime_error("nothing is called " + std::string(name));
}

TEST_CASE("states and ways count when they were entered and taken, each where it was drawn") {
    const auto report = run_sample(with_steps(to_check));
    const PathwayCoverage& reached = coverage_of(report, "accommodation");
    CHECK(times(reached.states, "place.screen") == 1);
    CHECK(times(reached.states, "place.address_check") == 1);
    CHECK(times(reached.states, "place.no_address") == 0);
    CHECK(times(reached.transitions, "place.screen: screen.done -> place.sourcing") == 1);
    CHECK(times(reached.transitions, "place.screen: screen.done -> place.address_check") == 0);
    for (const CoveredThing& each : reached.states) {
        CHECK(each.place.file == "accommodation/pathway.yaml");
        CHECK(each.place.line > 0);
    }
}

TEST_CASE("a date counts when it fell due, or was known when what it was for happened") {
    const std::string kept = "      - {send: screen.done, by: ro, with: {address.kind: family}}\n";
    const std::string due = "      - {until: 6 working days after now}\n";
    const std::string neither = "      - {after: 1 hours}\n";
    const auto of = [](const std::string& steps) {
        const auto report = run_sample(with_steps(steps));
        return times(coverage_of(report, "accommodation").deadlines, "place.screen due");
    };
    CHECK(of(kept) == 1);
    CHECK(of(due) == 1);
    CHECK(of(neither) == 0);
}

TEST_CASE("a rung counts when it has fired") {
    const auto report = run_sample(with_steps("      - {until: 6 working days after now}\n"));
    const PathwayCoverage& reached = coverage_of(report, "accommodation");
    CHECK(covered_percent(reached.rungs) > 0);
    CHECK(covered_percent(reached.rungs) < 100);
    bool any = false;
    for (const CoveredThing& each : reached.rungs)
        any = any || (each.times > 0 && each.place.file == "common/ladders.yaml");
    CHECK(any);
}

TEST_CASE("nothing to reach is reached as a whole, and one of three is 33 percent") {
    CHECK(covered_percent({}) == 100);
    CHECK(covered_percent({{"a", {}, 1}, {"b", {}, 0}, {"c", {}, 0}}) == 33);
}

}  // namespace
}  // namespace throughgate::testing
