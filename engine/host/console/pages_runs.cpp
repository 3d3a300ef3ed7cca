// SPDX-License-Identifier: MIT
// One run over live cases: how far it is, which cases it left alone and why; taking it back, or
// going on with one that was killed half-way.
#include <algorithm>

#include "host/console/acting.hpp"
#include "host/console/frame.hpp"
#include "host/console/operating.hpp"
#include "host/console/plan_words.hpp"
#include "host/http/routes.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t runs_searched = 1000, cases_shown = 500;

struct Run {
    ChangeRunView view;
    bool taken_back = false;
};

Error no_run(const std::string& id) {
    return {ErrorKind::not_found, "there is no run '" + id + "' over live cases", id};
}

Result<Run> find(http::Services& services, const std::string& id) {
    const auto runs = change_runs(services.engine, runs_searched);
    if (!runs.ok()) return runs.error();
    const auto number = http::number_in<std::int64_t>(id);
    const auto found = std::find_if(runs->begin(), runs->end(),
                                    [&](const auto& each) { return each.id == number; });
    if (found == runs->end()) return no_run(id);
    const bool back = std::any_of(runs->begin(), runs->end(),
                                  [&](const auto& each) { return each.undoes == number; });
    return Run{*found, back};
}

Table left_table(const std::vector<CaseLeft>& cases, bool undoes) {
    Table table{.caption = undoes ? "What could not be taken back" : "Cases left alone"};
    table.columns = {{"Case"}, {"Why"}};
    table.first_names = true;
    table.empty = undoes ? "What could not be taken back: nothing." : "Cases left alone: none.";
    for (const CaseLeft& each : cases) {
        if (table.rows.size() == cases_shown) break;
        table.rows.push_back(
            {{.text = each.case_reference, .href = address_of_case(each.case_reference)},
             {.text = each.reason}});
    }
    return table;
}

std::vector<SummaryRow> figures_of(const Engine& engine, const ChangeRunView& run) {
    std::vector<SummaryRow> rows{
        {"Plan", {.text = short_of(run.plan), .href = address_of_plan(run.plan)}},
        {"Begun by", {.text = run.by, .hint = engine.in_words(run.started)}}};
    const auto add = [&](const char* key, std::string value) {
        if (!value.empty()) rows.push_back({key, {.text = std::move(value)}});
    };
    if (run.undoes != 0)
        rows.push_back(
            {"Takes back",
             {.text = "Run " + std::to_string(run.undoes), .href = address_of_run(run.undoes)}});
    add("Only of team", run.team);
    add("Cases looked at", std::to_string(run.done) + " of " + std::to_string(run.total));
    add("Changed", std::to_string(run.changed));
    add("Left alone", std::to_string(run.left));
    add("Ended", words_of_moment(engine, run.finished));
    add("Can be taken back until", words_of_moment(engine, run.undo_until));
    return rows;
}

void add_steps(const Engine& engine, const Run& run, Operating& page) {
    const ChangeRunView& view = run.view;
    const std::string here = address_of_run(view.id);
    if (!view.finished) {
        page.steps.push_back({here + "/continue", "Go on with it", here, std::nullopt, false});
        page.steps.push_back({here + "/end", "End it here: what is over stays over", here,
                              reason_area("reason_end", "Why is it ended half-way?"), true});
    }
    const bool open =
        view.undoes == 0 && !run.taken_back && view.undo_until && *view.undo_until > engine.now();
    if (open)
        page.steps.push_back({here + "/undo", "Take it back", here,
                              reason_area("reason_undo", "Why is it taken back?"), true});
}

std::string job_of(const ChangeRunView& run) { return "run " + std::to_string(run.id); }

http::Response show_run(http::Services& services, ChangeJobs& jobs, const Visit& visit,
                        std::string fault = "") {
    const auto run = find(services, visit.path["run"]);
    if (!run.ok()) return show_error(visit, run.error());
    const ChangeRunView& view = run->view;
    const auto left = cases_left(services.engine, view.id);
    if (!left.ok()) return show_error(visit, left.error());
    const bool goes_on = jobs.goes_on(job_of(view)) || jobs.goes_on(view.plan);
    if (const auto end = jobs.end_of(job_of(view)); fault.empty() && end && !end->ok())
        fault = end->error().message;
    Operating page{.title = "Run " + std::to_string(view.id),
                   .lead = view.undoes == 0 ? "Live cases, brought over to what a plan publishes."
                                            : "Live cases, brought back to what they were."};
    page.back = {"Back to definitions", "/definitions"};
    if (!fault.empty()) page.faults = {{fault, ""}};
    page.figures = figures_of(services.engine, view);
    page.tables = {left_table(*left, view.undoes != 0)};
    if (goes_on) {
        page.problems.emplace_back("It is under way; this page loads itself again until it ends.");
        page.again_after = seconds_between_looks;
    } else {
        if (!view.finished)
            page.problems.emplace_back("It has not come to its end; some cases are over.");
        add_steps(services.engine, *run, page);
    }
    return show(visit, page);
}

using Work = Result<ChangeRunView> (*)(Engine&, std::int64_t, const Actor&, std::string_view);

/// Leads to the run that it made, where what was left alone is listed.
http::Response carry(http::Services& services, const JobsPointer& jobs, Visit& visit,
                     const char* said, const std::string& reason, Work work) {
    const auto run = find(services, visit.path["run"]);
    if (!run.ok()) return show_error(visit, run.error());
    const auto made = std::make_shared<std::int64_t>(run->view.id);
    ChangeWork begun;
    begun.job = job_of(run->view);
    begun.address = address_of_run(run->view.id);
    begun.said = said;
    begun.run = [&engine = services.engine, id = run->view.id, actor = actor_of(visit), reason,
                 work, made]() -> Status {
        const auto done = work(engine, id, actor, reason);
        if (!done.ok()) return done.error();
        *made = done->id;
        return {};
    };
    begun.failed = [&](const std::string& fault) {
        return show_run(services, *jobs, visit, fault);
    };
    http::Response response = begin_work(*jobs, visit, begun);
    if (response.status == 303 && !jobs->goes_on(begun.job)) return go_to(address_of_run(*made));
    return response;
}

http::Response undo(http::Services& services, const JobsPointer& jobs, Visit& visit) {
    return carry(services, jobs, visit, "It is taken back; what could not be is listed here.",
                 visit.form["reason_undo"],
                 [](Engine& engine, std::int64_t run, const Actor& actor, std::string_view why) {
                     return undo_change(engine, run, actor, why);
                 });
}

http::Response go_on(http::Services& services, const JobsPointer& jobs, Visit& visit) {
    return carry(services, jobs, visit, "It has come to its end.", "",
                 [](Engine& engine, std::int64_t run, const Actor& actor, std::string_view) {
                     return continue_run(engine, run, actor);
                 });
}

http::Response end(http::Services& services, const JobsPointer& jobs, Visit& visit) {
    return carry(services, jobs, visit, "It is ended where it stood.", visit.form["reason_end"],
                 [](Engine& engine, std::int64_t run, const Actor& actor, std::string_view why) {
                     return end_run(engine, run, actor, why);
                 });
}

}  // namespace

std::vector<Page> run_pages(http::Services& services, const JobsPointer& jobs) {
    const std::string run = "/definitions/runs/{run}";
    return {
        definition_page(
            "GET", run, "page.showRun",
            [&services, jobs](Visit& visit) { return show_run(services, *jobs, visit); }),
        definition_page("POST", run + "/undo", "page.undoRun",
                        [&services, jobs](Visit& visit) { return undo(services, jobs, visit); }),
        definition_page("POST", run + "/continue", "page.continueRun",
                        [&services, jobs](Visit& visit) { return go_on(services, jobs, visit); }),
        definition_page("POST", run + "/end", "page.endRun",
                        [&services, jobs](Visit& visit) { return end(services, jobs, visit); })};
}

}  // namespace throughgate::console
