// SPDX-License-Identifier: MIT
// Changing live cases: plan, approve, apply a plan, undo, and where plans are in their life.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fstream>

#include "host/cli/change_parts.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/cli/workflows_folder.hpp"
#include "host/json/changes.hpp"
#include "host/json/views.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

ChangeProgress progress_on(const Console& console, const std::string& verb) {
    return [&console, verb](std::uint64_t done, std::uint64_t total) {
        console.progress(verb + " " + std::to_string(done) + " of " + std::to_string(total) +
                         " cases" + (done >= total ? "\n" : ""));
    };
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
        rows.push_back({each.plan.substr(0, 12), each.state, comma_separated(each.teams),
                        each.author, each.approved_by, console.when(each.published),
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
    print_plan(*plan, engine, console);
    if (plan->blocked > 0) return exit_refused;
    const bool changes = plan->changes > 0 || !plan->publishes.empty();
    return a.detailed_exit && changes ? exit_findings : exit_clean;
}

int run_approve(const Arguments& a, const Console& console) {
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    Engine& engine = (*session)->engine();
    const auto text = plan_given(engine, a.files.front());
    if (!text.ok()) return console.fail(text.error());
    const auto approved = approve_plan(engine, *text, oneself(engine), a.reason);
    if (!approved.ok()) return console.fail(about_file(approved.error(), a.files.front()));
    print_publication(*approved, console);
    if (!console.json()) print_plan_shortly(*text, engine, console);
    return exit_clean;
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
    if (verb == "show") return show_plan(engine, a.files.front(), console);
    if (verb == "runs") return list_runs(engine, console);
    if (verb == "left") return list_left(engine, a.change_run, console);
    if (verb == "continue" || verb == "end") return resume_or_end(engine, a, console);
    if (verb == "withdraw") {
        const auto withdrawn = withdraw_plan(engine, a.files.front(), oneself(engine), a.reason);
        if (!withdrawn.ok()) return console.fail(withdrawn.error());
        return print_publication(*withdrawn, console), exit_clean;
    }
    const auto text = read_plan_file(a.files.front());
    if (!text.ok()) return console.fail(text.error());
    const auto submitted = submit_plan(engine, *text, oneself(engine));
    if (!submitted.ok()) return console.fail(about_file(submitted.error(), a.files.front()));
    return print_publication(*submitted, console), exit_clean;
}

}  // namespace throughgate::cli
