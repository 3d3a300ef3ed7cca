// SPDX-License-Identifier: MIT
// Goal: each fault of a file of tests is given its code and place, and nothing runs then.
// Method: one edit of a sound file for each code; the words of all of them are a golden file.
#include <set>

#include "definition/codes.hpp"
#include "support/catch.hpp"
#include "unit/tooling/sample_tests.hpp"

namespace throughgate::testing {
namespace {

struct Provoked {
    std::string code, from, to;
};

const std::vector<Provoked>& provoked() {
    static const std::vector<Provoked> all{
        {"TG0110", "send: screen.done", "sned: screen.done"},
        {"TG0111", "test: a sample\n", ""},
        {"TG0112", "no_notices: all", "no_notices: some"},
        {"TG1001", "[spine, accommodation]", "[spine, acommodation]"},
        {"TG1001", "stages: {accommodation: needed}", "stages: {accomodation: needed}"},
        {"TG1002", "send: address.proposed", "send: adress.proposed"},
        {"TG1003", "facts: {address.id: AD-1}", "facts: {adress.id: AD-1}"},
        {"TG1004", "send: checks.passed, by: ro", "send: checks.passed, by: rho"},
        {"TG1005", "states: [address_check]", "states: [adress_check]"},
        {"TG1005", "states: [in_custody, place.screen]", "states: [in_custody, ended]"},
        {"TG1006", "complete: H06", "complete: H60"},
        {"TG1007", "{no_notices: all}", "{notices: [{message: chek_overdue}]}"},
        {"TG1008", "until: 2026-09-29 09:00", "until: 2026-09-31 09:00"},
        {"TG1008", "starts: 2026-09-28 09:00", "starts: soon"},
        {"TG0313", "after: 2 hours", "after: 2 horus"},
        {"TG1009", "after: 2 hours", "after: 2 hours, until: 2026-10-01 09:00"},
        {"TG1009", "send: checks.passed", "acknowledge: H06, send: checks.passed"},
        {"TG1010", "address.kind: family}, expect: {only", "address.kind: famly}, expect: {only"},
        {"TG1010", "H06.police: raised", "H06.police: rased"},
        {"TG1011", "Nobody hears of an address too early",
         "An address that was proposed is checked"},
        {"TG1012", "  starts: 2026-09-28 09:00\n", ""},
        {"TG1013", "until: 2026-09-29 09:00", "until: 2026-09-29 09:00, by: ro"},
        {"TG1014", "until: 2026-09-29 09:00, expect: {no_notices: all}", ""},
        {"TG1014", "send: checks.passed, by: ro", "correct: checks.passed, by: ro, because: wrong"},
        {"TG1005", "phase: custody", "phase: custdy"},
        {"TG1015", "tests:\n", "tests: []\nspare:\n"},
    };
    return all;
}

TEST_CASE("a sound file of tests has no faults") {
    const WorkflowTestReport report = run_sample(sample_tests());
    for (const Diagnostic& each : report.faults) FAIL_CHECK(format_diagnostic(each));
    CHECK(report.results.size() == 2);
}

TEST_CASE("each fault of a file of tests is given its code, and nothing runs") {
    std::string page;
    for (const Provoked& each : provoked()) {
        const WorkflowTestReport report = run_sample(edited(sample_tests(), each.from, each.to));
        INFO(each.code << ": " << each.to);
        CHECK(report.results.empty());
        bool given = false;
        for (const Diagnostic& fault : report.faults) {
            given = given || fault.code == each.code;
            CHECK(fault.place.line > 0);
            page += format_diagnostic(fault) + "\n";
        }
        CHECK(given);
    }
    check_golden("tooling/test_faults.txt", page);
}

TEST_CASE("each code of a file of tests has a fault that shows it") {
    std::set<std::string> shown;
    for (const Provoked& each : provoked()) shown.insert(each.code);
    for (const definition::CodeRow& row : definition::codes())
        if (row.code.starts_with("TG10")) {
            INFO(row.code);
            CHECK(shown.contains(std::string(row.code)));
        }
}

TEST_CASE("all faults of a file are told at once") {
    const std::string twice =
        edited(edited(sample_tests(), "send: address.proposed", "send: adress.proposed"),
               "complete: H06", "complete: H60");
    CHECK(run_sample(twice).faults.size() == 2);
}

}  // namespace
}  // namespace throughgate::testing
