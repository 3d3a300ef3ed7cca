// SPDX-License-Identifier: MIT
#include "host/cli/forecast_command.hpp"

#include <algorithm>

#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/cli/workflows_folder.hpp"
#include "host/json/forecast.hpp"
#include "host/scratch_folder.hpp"
#include "throughgate/forecast.hpp"

namespace throughgate::cli {
namespace {

constexpr std::size_t most_rows = 20;  ///< of people and teams; JSON has all of them

/// "12", or "12 -> 15" where the change makes a difference.
std::string both(std::uint64_t before, std::uint64_t after) {
    if (before == after) return std::to_string(before);
    return std::to_string(before) + " -> " + std::to_string(after);
}

void print_plan(const ChangePlan& plan, const Console& console) {
    for (const std::string& each : plan.publishes) console.line("publishes " + each);
    for (const PlanLine& each : plan.lines)
        if (each.kind != "goes_on")
            console.line("  at once: " + each.words + " (" + each.pathway + ", " +
                         std::to_string(each.cases) + (each.cases == 1 ? " case)" : " cases)"));
}

void print_weeks(const Forecast& forecast, const Console& console) {
    std::vector<std::vector<std::string>> rows;
    for (const ForecastWeek& week : forecast.weeks) {
        const ForecastFigures& was = week.before;
        const ForecastFigures& is = week.after;
        rows.push_back({format_date(week.first), both(was.opened, is.opened), both(was.due, is.due),
                        both(was.overdue, is.overdue), both(was.escalated, is.escalated),
                        both(was.notices, is.notices), both(was.tasks, is.tasks)});
    }
    console.table({"week of", "opened", "due", "overdue", "escalated", "notices", "to do"}, rows);
}

void print_loads(const char* whose, const std::vector<ForecastLoad>& all, std::uint64_t many,
                 const Console& console) {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> head{whose};
    if (all.empty()) return;
    for (std::size_t week = 1; week <= all.front().before.size(); ++week)
        head.push_back(std::to_string(week));
    for (std::size_t i = 0; i < std::min(all.size(), most_rows); ++i) {
        std::vector<std::string> row{all[i].name.empty() ? "(nobody)" : all[i].name};
        for (std::size_t week = 0; week < all[i].before.size(); ++week) {
            const std::uint64_t after = all[i].after[week];
            row.push_back(both(all[i].before[week], after) + (many > 0 && after > many ? "!" : ""));
        }
        rows.push_back(std::move(row));
    }
    console.table(head, rows);
    if (all.size() > most_rows)
        console.line("... and " + std::to_string(all.size() - most_rows) + " more: -o json");
}

void print(const Forecast& forecast, const Console& console) {
    print_plan(forecast.plan, console);
    console.line("assumed: " + forecast.assumed + " (--assume " +
                 std::string(name_of(forecast.assume)) + ")");
    console.line("each week as things are -> with the change:");
    print_weeks(forecast, console);
    console.line("");
    console.line("things to do when each week ends; ! marks more than " +
                 std::to_string(forecast.many) + ":");
    print_loads("person", forecast.people, forecast.many, console);
    console.line("");
    print_loads("team", forecast.teams, 0, console);
    for (const std::string& each : forecast.not_done) console.line("not done: " + each);
    if (forecast.incidents_before + forecast.incidents_after > 0)
        console.line("open incidents at the end: " +
                     both(forecast.incidents_before, forecast.incidents_after));
}

/// Why no week was played.
int say_why_not(const ChangePlan& plan, const Console& console) {
    for (const Diagnostic& each : plan.report.diagnostics) console.say(format_diagnostic(each));
    if (plan.report.errors > 0) {
        console.say("nothing was played: mend the errors first");
        return exit_findings;
    }
    for (const PlanLine& each : plan.lines)
        if (each.kind == "mapping_needed" || each.kind == "illegal") console.say(each.words);
    console.say("nothing was played: " + std::to_string(plan.blocked) +
                " cases have no way to the new version; `throughgate plan` says which");
    return exit_refused;
}

/// The operating-system user and the member of staff that it is, if any.
Actor author_of(Engine& engine, const Arguments& a) {
    Actor actor{a.as, principal(), ""};
    if (const auto staff = engine.staff_of_login(actor.asserted_by.substr(3));
        a.as.empty() && staff.ok())
        actor.person = *staff;
    return actor;
}

ForecastProgress progress_on(const Console& console) {
    return [&console](std::string_view what, std::uint64_t done, std::uint64_t total) {
        console.progress(std::string(what) + ": " + std::to_string(done) + " of " +
                         std::to_string(total) + (done >= total ? "\n" : ""));
    };
}

}  // namespace

int forecast(const Arguments& a, const Console& console) {
    const auto files = read_workflows(a.definition);
    if (!files.ok()) return console.fail(files.error());
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    const ScratchFolder scratch;
    if (scratch.path().empty())
        return console.fail({ErrorKind::unavailable, "cannot make a temporary folder", "TMPDIR"});
    ForecastOptions options;
    options.weeks = a.forecast_weeks;
    options.assume = assumption_named(a.assume).value_or(Assumption::nobody_answers);
    options.folder = scratch.path();
    options.progress = progress_on(console);
    Engine& engine = (*session)->engine();
    const auto forecast = forecast_change(engine, *files, author_of(engine, a), options);
    if (!forecast.ok()) return console.fail(forecast.error());
    if (console.json()) console.value(to_json(*forecast));
    if (forecast->weeks.empty()) return say_why_not(forecast->plan, console);
    if (!console.json()) print(*forecast, console);
    return exit_clean;
}

}  // namespace throughgate::cli
