// SPDX-License-Identifier: MIT
// Changing live cases: plan, approve, apply a plan, undo, and where plans are in their life.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <fstream>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/cli/workflows_folder.hpp"
#include "host/json/changes.hpp"
#include "host/json/views.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

std::string count_of(std::uint64_t number, const std::string& one, const std::string& many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

ChangeProgress progress_on(const Console& console, const std::string& verb) {
    return [&console, verb](std::uint64_t done, std::uint64_t total) {
        console.progress(verb + " " + std::to_string(done) + " of " + std::to_string(total) +
                         " cases" + (done >= total ? "\n" : ""));
    };
}

/// The operating-system user, and the member of staff that it is, if any: nobody acts for another.
Actor oneself(Engine& engine) {
    Actor actor;
    actor.asserted_by = principal();
    if (const auto staff = engine.staff_of_login(actor.asserted_by.substr(3)); staff.ok())
        actor.person = *staff;
    return actor;
}

Actor oneself_as(Engine& engine, const Arguments& a) {
    Actor actor = oneself(engine);
    if (!a.as.empty()) actor.person = a.as;
    return actor;
}

void print_lines(const ChangePlan& plan, const Console& console) {
    std::vector<std::vector<std::string>> rows;
    for (const PlanLine& each : plan.lines) {
        std::string first;
        for (const std::string& reference : each.first)
            first += (first.empty() ? "" : " ") + reference;
        if (each.cases > each.first.size()) first += " ...";
        rows.push_back({each.kind, each.pathway, std::to_string(each.cases), each.words, first});
    }
    if (!rows.empty()) console.table({"what", "pathway", "cases", "the first", "which"}, rows);
}

void print(const ChangePlan& plan, const Console& console) {
    if (console.json()) return console.value(to_json(plan));
    for (const std::string& each : plan.publishes) console.line("publishes " + each);
    for (const std::string& each : plan.tried) console.line(each);
    print_lines(plan, console);
    const bool nothing =
        plan.publishes.empty() && plan.changes + plan.blocked + plan.incidents == 0;
    if (nothing)
        return console.line("this plan changes nothing: all of it is published already, and " +
                            (plan.cases == 0
                                 ? "there is no live case"
                                 : "every live case goes on (" + std::to_string(plan.cases) + ")"));
    for (const PlanTeam& each : plan.teams)
        console.line("team " + (each.team.empty() ? std::string("(none)") : each.team) + ": " +
                     std::to_string(each.before) + " things to do become " +
                     std::to_string(each.after));
    console.line(count_of(plan.cases, "live case", "live cases") + ": " +
                 std::to_string(plan.changes) + " brought over, " + std::to_string(plan.blocked) +
                 " without a way, " + std::to_string(plan.incidents) + " held by an incident; " +
                 count_of(plan.notices_now, "notice", "notices") + " at once");
    console.line("to approve it: " + plan.approval);
}

/// What is kept may be approved, so the store is told whose it is: nobody becomes its author by
/// editing the file.
Status keep(const std::string& path, const ChangePlan& plan, Engine& engine) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << plan.text;
    file.flush();
    if (!file) return Error{ErrorKind::unavailable, "the plan cannot be written to " + path, path};
    const bool changes = plan.changes > 0 || !plan.publishes.empty();
    if (plan.blocked > 0 || !changes) return {};
    const auto submitted = submit_plan(engine, plan.text, oneself(engine));
    return submitted.ok() ? Status() : Status(submitted.error());
}

/// What is wrong with a plan is said with the name of its file.
Error about_file(Error error, const std::string& path) {
    if (error.subject == "plan") error.message = path + ": " + error.message;
    return error;
}

/// One that can be read as a plan; whether it may be applied is the engine's to say.
Result<std::string> read_plan_file(const std::string& path) {
    std::error_code none;
    if (!std::filesystem::exists(path, none))
        return Error{ErrorKind::invalid,
                     "cannot read " + path +
                         ": there is no such file; name a plan that `throughgate plan -o` kept",
                     path};
    auto text = read_file(path);
    if (!text.ok()) return text;
    const auto plan = read_plan(*text);
    return plan.ok() ? text : about_file(plan.error(), path);
}

/// `-o json` and `-o human` say how the plan is shown, any other name where it is kept.
bool is_file_name(const std::string& output) {
    return !output.empty() && output != "json" && output != "human";
}

std::string not_looked_at(const ChangeRunView& run) {
    return "it ended half-way: " + count_of(run.total - run.done, "case was", "cases were") +
           " not looked at, and stay as they are";
}

bool ended_half_way(const ChangeRunView& run) {
    return run.undoes == 0 && run.finished && run.done < run.total;
}

void print(const ChangeRunView& run, const Console& console, const Engine& engine) {
    if (console.json()) return console.value(to_json(run));
    console.line("run " + std::to_string(run.id) + (run.team.empty() ? "" : " of " + run.team) +
                 ": " + count_of(run.changed, "case", "cases") +
                 (run.undoes == 0 ? " brought over, " : " brought back, ") +
                 std::to_string(run.left) + " left as they are");
    if (ended_half_way(run)) console.line("  " + not_looked_at(run));
    if (!run.team.empty() && run.undoes == 0)
        console.line("  `throughgate stop " + run.plan.substr(0, 12) +
                     "` ends it; `throughgate apply PLAN --everyone` publishes it for all");
    else if (run.undo_until)
        console.line("  `throughgate undo " + std::to_string(run.id) + "` takes it back until " +
                     engine.in_words(*run.undo_until));
    if (run.left > 0)
        console.line("  `throughgate change left " + std::to_string(run.id) +
                     "` says which and why, `throughgate change continue " +
                     std::to_string(run.id) + "` tries them again");
}

int print(const PublicationView& publication, const Console& console) {
    if (console.json())
        console.value(to_json(publication));
    else
        console.line(publication.plan.substr(0, 12) + " is " + publication.state +
                     (publication.state == "in_review" && !publication.approved_by.empty()
                          ? " and waits for another person"
                          : ""));
    return exit_clean;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& each : words) text += (text.empty() ? "" : ", ") + each;
    return text;
}

int list_publications(Engine& engine, const Console& console) {
    const auto all = publications(engine);
    if (!all.ok()) return console.fail(all.error());
    if (console.json()) {
        json::array rows;
        for (const PublicationView& each : *all) rows.push_back(to_json(each));
        return console.value(rows), exit_clean;
    }
    std::vector<std::vector<std::string>> rows;
    for (const PublicationView& each : *all)
        rows.push_back({each.plan.substr(0, 12), each.state, joined(each.teams), each.author,
                        each.approved_by, console.when(each.published),
                        console.when(each.effective_from), each.reason});
    console.table(
        {"plan", "state", "tried by", "author", "approved by", "published", "from", "why"}, rows);
    return exit_clean;
}

int list_runs(Engine& engine, const Console& console) {
    const auto all = change_runs(engine);
    if (!all.ok()) return console.fail(all.error());
    if (console.json()) {
        json::array rows;
        for (const ChangeRunView& each : *all) rows.push_back(to_json(each));
        return console.value(rows), exit_clean;
    }
    std::vector<std::vector<std::string>> rows;
    for (const ChangeRunView& each : *all)
        rows.push_back({std::to_string(each.id), each.plan.substr(0, 12), each.team,
                        each.undoes == 0 ? "" : std::to_string(each.undoes),
                        std::to_string(each.done), std::to_string(each.changed),
                        std::to_string(each.left), console.when(each.finished), each.by});
    console.table({"run", "plan", "team", "undoes", "looked at", "changed", "left", "ended", "by"},
                  rows);
    return exit_clean;
}

/// What the list of cases does not show: that there are none, and those that were never reached.
void say_beside_left(Engine& engine, std::int64_t id, bool none, const Console& console) {
    const auto runs = change_runs(engine, 1000);
    if (!runs.ok()) return;
    for (const ChangeRunView& run : *runs) {
        if (run.id != id) continue;
        if (none) console.line("run " + std::to_string(id) + " left no case that it looked at");
        if (ended_half_way(run)) console.line(not_looked_at(run));
    }
}

int list_left(Engine& engine, std::int64_t run, const Console& console) {
    const auto left = cases_left(engine, run);
    if (!left.ok()) return console.fail(left.error());
    json::array all;
    std::vector<std::vector<std::string>> rows;
    for (const CaseLeft& each : *left) {
        all.push_back(to_json(each));
        rows.push_back({each.case_reference, each.reason});
    }
    if (console.json()) return console.value(all), exit_clean;
    if (!rows.empty()) console.table({"case", "why"}, rows);
    say_beside_left(engine, run, rows.empty(), console);
    return exit_clean;
}

int resume_or_end(Engine& engine, const Arguments& a, const Console& console) {
    const Actor actor = oneself(engine);
    const auto run = a.command.back() == "end"
                         ? end_run(engine, a.change_run, actor, a.reason)
                         : continue_run(engine, a.change_run, actor, progress_on(console, "did"));
    if (!run.ok()) return console.fail(run.error());
    print(*run, console, engine);
    return exit_clean;
}

}  // namespace

int run_plan(const Arguments& a, const Console& given) {
    const Console console(given.json() || a.plan_file == "json");
    const auto from = day_of(a.effective_from, "--effective-from");
    if (!from.ok()) return console.fail(from.error());
    const auto files = read_workflows(a.files.front());
    if (!files.ok()) return console.fail(files.error());
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    PlanOptions options;
    options.effective_day = *from;
    options.progress = progress_on(console, "looked at");
    Engine& engine = (*session)->engine();
    const auto plan = plan_change(engine, *files, oneself_as(engine, a), options);
    if (!plan.ok()) return console.fail(plan.error());
    if (plan->report.errors > 0) {
        for (const Diagnostic& each : plan->report.diagnostics)
            console.say(format_diagnostic(each));
        console.say("there is no plan: mend the errors first");
        return exit_findings;
    }
    if (is_file_name(a.plan_file))
        if (auto kept = keep(a.plan_file, *plan, engine); !kept.ok())
            return console.fail(kept.error());
    print(*plan, console);
    if (plan->blocked > 0) return exit_refused;
    const bool changes = plan->changes > 0 || !plan->publishes.empty();
    return a.detailed_exit && changes ? exit_findings : exit_clean;
}

int run_approve(const Arguments& a, const Console& console) {
    const auto text = read_plan_file(a.files.front());
    if (!text.ok()) return console.fail(text.error());
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    Engine& engine = (*session)->engine();
    const auto approved = approve_plan(engine, *text, oneself(engine), a.reason);
    if (!approved.ok()) return console.fail(about_file(approved.error(), a.files.front()));
    return print(*approved, console);
}

int apply_kept_plan(const Arguments& a, const Console& console) {
    const auto text = read_plan_file(a.files.front());
    if (!text.ok()) return console.fail(text.error());
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    Engine& engine = (*session)->engine();
    const ApplyOptions options{a.team, a.everyone, progress_on(console, "applied")};
    const auto run = apply_plan(engine, *text, oneself_as(engine, a), options);
    if (!run.ok()) return console.fail(about_file(run.error(), a.files.front()));
    print(*run, console, engine);
    return exit_clean;
}

int run_undo(const Arguments& a, const Console& console) {
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    Engine& engine = (*session)->engine();
    const auto run = undo_change(engine, a.change_run, oneself_as(engine, a), a.reason,
                                 progress_on(console, "took back"));
    if (!run.ok()) return console.fail(run.error());
    print(*run, console, engine);
    return run->left > 0 ? exit_findings : exit_clean;
}

int run_stop(const Arguments& a, const Console& console) {
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    Engine& engine = (*session)->engine();
    const auto stopped = stop_trial(engine, a.files.front(), oneself_as(engine, a), a.reason,
                                    progress_on(console, "took back"));
    if (!stopped.ok()) return console.fail(stopped.error());
    bool left = false;
    json::array all;
    for (const ChangeRunView& run : *stopped) {
        left = left || run.left > 0;
        all.push_back(to_json(run));
        if (!console.json()) print(run, console, engine);
    }
    if (console.json()) console.value(all);
    return left ? exit_findings : exit_clean;
}

int run_change(const Arguments& a, const Console& console) {
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    Engine& engine = (*session)->engine();
    const std::string& verb = a.command.back();
    if (verb == "list") return list_publications(engine, console);
    if (verb == "runs") return list_runs(engine, console);
    if (verb == "left") return list_left(engine, a.change_run, console);
    if (verb == "continue" || verb == "end") return resume_or_end(engine, a, console);
    if (verb == "withdraw") {
        const auto withdrawn = withdraw_plan(engine, a.files.front(), oneself(engine), a.reason);
        if (!withdrawn.ok()) return console.fail(withdrawn.error());
        return print(*withdrawn, console);
    }
    const auto text = read_plan_file(a.files.front());
    if (!text.ok()) return console.fail(text.error());
    const auto submitted = submit_plan(engine, *text, oneself(engine));
    if (!submitted.ok()) return console.fail(about_file(submitted.error(), a.files.front()));
    return print(*submitted, console);
}

}  // namespace throughgate::cli
