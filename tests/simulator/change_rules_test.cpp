// SPDX-License-Identifier: MIT
// Goal: who may plan, approve and apply follows one rule for each class of change; what `migrate:`
// says must have been there; a calendar that changes is part of the plan and of its undoing.
// Method: the real engine and store on a virtual clock; each refusal is compared with `diff`.
#include "simulator/change_play.hpp"
#include "throughgate/comparison.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;

/// What `diff` says of the same edit.
ApprovalNeeded said_by_diff(const std::vector<DefinitionFile>& files) {
    return approval_for(must(compare_definitions(small(), files)));
}

std::vector<DefinitionFile> with_holiday() {
    auto files = small();
    for (DefinitionFile& file : files)
        if (file.path.ends_with("england-and-wales.yaml"))
            file.bytes += "  - {date: 2026-09-30, title: A day of mourning}\n";
    return files;
}

std::vector<DefinitionFile> mapping(const std::string& migrate) {
    auto files = renamed();
    for (DefinitionFile& file : files)
        if (file.path == accommodation) {
            file.bytes.resize(file.bytes.find("migrate:"));
            file.bytes += migrate;
        }
    return files;
}

std::vector<std::string> errors_of(const ChangePlan& plan) {
    std::vector<std::string> errors;
    for (const Diagnostic& each : plan.report.diagnostics)
        if (each.severity == Severity::error) errors.push_back(format_diagnostic(each));
    return errors;
}

}  // namespace

TEST_CASE("a plan needs the approval that diff says its class of change needs") {
    struct Row {
        std::vector<DefinitionFile> files;
        unsigned approvals;
        bool reason;
    };
    for (const Row& row : {Row{edited("title: Accommodation", "title: A home"), 1, false},
                           Row{later(), 1, true}, Row{renamed(), 2, true}}) {
        Play play;
        open_cases(play, 1);
        const ApprovalNeeded needed = said_by_diff(row.files);
        CHECK(needed.approvals == row.approvals);
        CHECK(needed.reason == row.reason);
        const ChangePlan plan = put_forward(play, row.files);
        CHECK(plan.approval == needed.words);
        const auto silent = approve_plan(play.engine(), plan.text, approver, "");
        CHECK(silent.ok() != row.reason);
        if (row.reason) {
            CHECK_THAT(message(silent), Contains(needed.words));
            must(approve_plan(play.engine(), plan.text, approver, "looked at"));
        }
        const std::string state = must(publications(play.engine())).front().state;
        CHECK(state == (row.approvals == 1 ? "approved" : "in_review"));
        CHECK(apply_plan(play.engine(), plan.text, author).ok() == (row.approvals == 1));
    }
}

TEST_CASE("the second approval is another person's") {
    Play play;
    open_cases(play, 1);
    const ChangePlan plan = put_forward(play, renamed());
    must(approve_plan(play.engine(), plan.text, approver, "looked at"));
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, approver, "and again")),
               Contains("waits for another person"));
    CHECK_THAT(message(apply_plan(play.engine(), plan.text, author)),
               Contains("needs one more person"));
    const PublicationView both =
        must(approve_plan(play.engine(), plan.text, second_approver, "looked too"));
    CHECK(both.state == "approved");
    CHECK(both.approved_by == "S09 (os:iris); S03 (os:cedar)");
    CHECK(both.reason == "looked at; looked too");
    CHECK_THAT(message(apply_plan(play.engine(), plan.text, second_approver)),
               Contains("somebody else applies it"));
    CHECK(must(apply_plan(play.engine(), plan.text, author)).changed == 1);
}

TEST_CASE("one person with two identities does not plan, approve and apply alone") {
    Play play;
    open_cases(play, 1);
    const ChangePlan plan = planned(play, later());  // by a login that the directory does not have
    const Actor token{"S09", "token:iris", ""};
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, token, "looked at")),
               Contains("whether os:elder is another person cannot be told"));
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, {"", "os:iris", ""}, "looked at")),
               Contains("os:iris is nobody in the staff directory"));
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, {"S99", "os:iris", ""}, "looked")),
               Contains("S99 (os:iris) is nobody in the staff directory"));
    const ChangePlan claimed = must(plan_change(play.engine(), later(), {"S05", "os:elder", ""}));
    CHECK_THAT(message(approve_plan(play.engine(), claimed.text, token, "looked at")),
               Contains("cannot be told"));
    const ChangePlan own = must(plan_change(play.engine(), later(), {"S05", "os:aspen", ""}));
    CHECK_THAT(message(approve_plan(play.engine(), own.text, {"S01", "token:aspen", ""}, "looked")),
               Contains("a second person approves it"));  // whose login it is counts
    const Actor officer{"S01", "os:aspen", ""};
    const ChangePlan named = must(plan_change(play.engine(), later(), officer));
    must(submit_plan(play.engine(), named.text, officer));
    must(approve_plan(play.engine(), named.text, token, "looked at"));
    CHECK_THAT(message(apply_plan(play.engine(), named.text, author)),
               Contains("whether os:elder is another person cannot be told"));
    CHECK_THAT(message(apply_plan(play.engine(), named.text, {"S99", "os:aspen", ""})),
               Contains("no member of staff 'S99'"));
    CHECK(must(apply_plan(play.engine(), named.text, officer)).changed == 1);
}

TEST_CASE("nobody plans as somebody who is not in the directory") {
    Play play;
    CHECK_THAT(message(plan_change(play.engine(), later(), {"S0", "os:elder", ""})),
               Contains("no member of staff 'S0' is in the directory; did you mean 'S0"));
}

TEST_CASE("a name that no version ever had is an error of the plan") {
    Play play;
    open_cases(play, 1);
    const auto faults = errors_of(must(plan_change(
        play.engine(),
        mapping("migrate:\n  states: {place.scren: place.asking}\n  handoffs: {H66: H06}\n"
                "  drop: {place.screning: done by phone}\n"),
        author)));
    REQUIRE(faults.size() == 3);
    CHECK_THAT(faults[0], Contains("accommodation/pathway.yaml") && Contains("TG1406") &&
                              Contains("did you mean 'place.screen'?"));
    CHECK_THAT(faults[1], Contains("has a handoff 'H66'") && Contains("did you mean 'H06'?"));
    CHECK_THAT(faults[2], Contains("did you mean 'place.screen'?"));
    CHECK(must(publications(play.engine())).empty());
}

TEST_CASE("a mapping to where no case can stand blocks the plan") {
    Play play;
    open_cases(play, 1);
    const ChangePlan plan =
        planned(play, mapping("migrate:\n  states: {place.screen: place.finished}\n"));
    CHECK(plan.blocked == 1);
    REQUIRE(plan.lines.size() == 1);
    CHECK(plan.lines.front().kind == "illegal");
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, approver, "looked at")),
               Contains("no way to the new version"));
}

TEST_CASE("a calendar that changes stands in the plan with the dates that it moves") {
    Play play;
    const std::string reference = open_cases(play, 2).front();
    const auto due = screen_due(play, reference);
    const ChangePlan plan = planned(play, with_holiday());
    CHECK(plan.lines.front().kind == "calendar_changes");
    CHECK(cases_of(plan, "date_moves") > 0);
    const std::string text = approved(play, with_holiday());
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    play.run_until("+1 days");
    CHECK(*screen_due(play, reference) == *due + std::chrono::days(1));
    must(undo_change(play.engine(), run.id, author, "no such day"));
    play.run_until("+1 days");
    CHECK(screen_due(play, reference) == due);
    CHECK(must(play.engine().broken_invariants()).empty());
}

TEST_CASE("dates that a calendar moved since are no reason to leave a case") {
    Play play;
    const std::string reference = open_cases(play, 2).front();
    const auto due = screen_due(play, reference);
    auto files = with_holiday();
    for (DefinitionFile& file : files)
        replace_all(file.bytes, "due: 5 working days after entry",
                    "due: 6 working days after entry");
    const ChangeRunView run = must(apply_plan(play.engine(), approved(play, files), author));
    CHECK(run.changed == 2);
    play.run_until("+1 days");
    CHECK(*screen_due(play, reference) == *due + std::chrono::days(2));
    const ChangeRunView back = must(undo_change(play.engine(), run.id, author, "a mistake"));
    CHECK(back.changed == 2);
    for (const CaseLeft& each : must(cases_left(play.engine(), back.id)))
        FAIL_CHECK(each.case_reference + ": " + each.reason);
    play.run_until("+1 days");
    CHECK(screen_due(play, reference) == due);
    CHECK(must(play.engine().broken_invariants()).empty());
}
