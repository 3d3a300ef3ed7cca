// SPDX-License-Identifier: MIT
// Changing live cases: a plan of what new definitions would do, a second person's approval, its
// application, and taking it back.
#include <boost/json/array.hpp>

#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/changes.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

Actor planner_of(const Call& call) { return planner_of(call.principal); }

std::string reason_in(const Call& call) { return text_member(call.body.get_object(), "reason"); }

/// Puts the plan to a second person as well, so that it is known by its hash.
Response make_plan(Services& services, const Call& call) {
    const json::object& body = call.body.get_object();
    PlanOptions options;
    options.effective_from = parse_instant(text_member(body, "effective_from"));
    const auto plan =
        plan_change(services.engine, definition_files_of(body), planner_of(call), options);
    if (!plan.ok()) return to_response(problem_of(plan.error()));
    json::object answer = to_json(*plan);
    answer["diagnostics"] = to_json_array(plan->report.diagnostics);
    if (plan->report.errors > 0) return json_response(answer);
    const auto submitted = submit_plan(services.engine, plan->text, planner_of(call));
    if (!submitted.ok()) return to_response(problem_of(submitted.error()));
    return json_response(answer);
}

Response list_plans(Services& services, const Call& call) {
    const auto all = publications(services.engine, call.limit());
    if (!all.ok()) return to_response(problem_of(all.error()));
    json::array items;
    for (const PublicationView& each : *all) items.push_back(to_json(each));
    return page_response(std::move(items), "");
}

/// Does something with the text of the plan that the path names.
template <typename Do>
Response with_plan(Services& services, const Call& call, Do act) {
    const auto text = plan_text(services.engine, call.in_path("plan"));
    if (!text.ok()) return to_response(problem_of(text.error()));
    return answer_of(act(*text));
}

Response show_plan(Services& services, const Call& call) {
    return with_plan(services, call, [](const std::string& text) { return read_plan(text); });
}

Response approve(Services& services, const Call& call) {
    return with_plan(services, call, [&](const std::string& text) {
        return approve_plan(services.engine, text, planner_of(call), reason_in(call));
    });
}

Response apply(Services& services, const Call& call) {
    return with_plan(services, call, [&](const std::string& text) {
        return apply_plan(services.engine, text, planner_of(call));
    });
}

Response try_on_team(Services& services, const Call& call) {
    return with_plan(services, call, [&](const std::string& text) {
        ApplyOptions options;
        options.team = text_member(call.body.get_object(), "team");
        return apply_plan(services.engine, text, planner_of(call), options);
    });
}

/// What teams try is published for all others.
Response widen(Services& services, const Call& call) {
    return with_plan(services, call, [&](const std::string& text) {
        ApplyOptions options;
        options.everyone = true;
        return apply_plan(services.engine, text, planner_of(call), options);
    });
}

Response stop(Services& services, const Call& call) {
    const auto stopped =
        stop_trial(services.engine, call.in_path("plan"), planner_of(call), reason_in(call));
    if (!stopped.ok()) return to_response(problem_of(stopped.error()));
    json::array items;
    for (const ChangeRunView& each : *stopped) items.push_back(to_json(each));
    return page_response(std::move(items), "");
}

Response go_on(Services& services, const Call& call) {
    return answer_of(continue_run(services.engine, number_in<std::int64_t>(call.in_path("run")),
                                  planner_of(call)));
}

Response end(Services& services, const Call& call) {
    return answer_of(end_run(services.engine, number_in<std::int64_t>(call.in_path("run")),
                             planner_of(call), reason_in(call)));
}

Response withdraw(Services& services, const Call& call) {
    return answer_of(
        withdraw_plan(services.engine, call.in_path("plan"), planner_of(call), reason_in(call)));
}

Response list_runs(Services& services, const Call& call) {
    const auto all = change_runs(services.engine, call.limit());
    if (!all.ok()) return to_response(problem_of(all.error()));
    json::array items;
    for (const ChangeRunView& each : *all) items.push_back(to_json(each));
    return page_response(std::move(items), "");
}

Response list_left(Services& services, const Call& call) {
    const auto all = cases_left(services.engine, number_in<std::int64_t>(call.in_path("run")));
    if (!all.ok()) return to_response(problem_of(all.error()));
    json::array items;
    for (const CaseLeft& each : *all) items.push_back(to_json(each));
    return page_response(std::move(items), "");
}

Response undo(Services& services, const Call& call) {
    return answer_of(undo_change(services.engine, number_in<std::int64_t>(call.in_path("run")),
                                 planner_of(call), reason_in(call)));
}

// --- shapes --------------------------------------------------------------------------------------
ShapePointer publication_shape() {
    return object(
        "Publication", "Where a plan is in its life",
        {required("plan", text(), "Its hash"),
         required("state", text(),
                  "in_review, approved, tried, published, superseded or withdrawn"),
         required("author", text(), "Who made it"),
         required("approved_by", text(), "Somebody else; empty: nobody yet"),
         required("reason", text(), "Of whoever approved or withdrew it"),
         required("proposed", instant(), "When it was put forward"),
         required("approved", or_null(instant()), "When"),
         required("published", or_null(instant()), "When"),
         required("effective_from", or_null(instant()), "Applied then by itself, not before"),
         required("teams", list_of(text()), "That try it; empty: none does")});
}

ShapePointer run_shape() {
    return object(
        "ChangeRun", "A run over live cases",
        {required("run", number(), "Its number"), required("plan", text(), "Its hash"),
         required("undoes", or_null(number()), "The run that it takes back"),
         required("by", text(), "Who"), required("total", number(), "Cases then"),
         required("done", number(), "Looked at"),
         required("changed", number(), "Brought over, or back"),
         required("left", number(), "Left as they are"), required("started", instant(), "When"),
         required("finished", or_null(instant()), "When; null: it goes on"),
         required("undo_until", or_null(instant()), "Then it can no longer be undone"),
         required("team", text(), "Only its cases; empty: all")});
}

ShapePointer left_shape() {
    return object("CaseLeft", "A case that a run left alone",
                  {required("case", text(), "Its reference"), required("reason", text(), "Why")});
}

ShapePointer plan_body() {
    const ShapePointer files = shapes::definition_files()->members[0].shape;
    return object("PlanDefinitions", "A workflows folder",
                  {required("files", files, "Every .yaml of the folder but the tests"),
                   optional("effective_from", instant(), "Applied then by itself, not before")});
}

ShapePointer trial_body() {
    return object("Trial", "Whose cases come first",
                  {required("team", some_text(100), "As the directory names it")});
}

// --- routes --------------------------------------------------------------------------------------
Route plan_route(Services& services, const char* method, const std::string& path,
                 const char* operation, const char* title,
                 Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = method;
    route.path = "/api/v1/" + path;
    route.operation = operation;
    route.tag = "Changing live cases";
    route.title = title;
    route.scope = Scope::operate;
    if (path.find("{plan}") != path.npos)
        route.in_path = {{"plan", some_text(64), "Its hash, or the first letters of it"}};
    if (path.find("{run}") != path.npos) route.in_path = {{"run", number(1), "Its number"}};
    route.problems = {"refused", "not-found", "conflict"};
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

}  // namespace

std::vector<Route> publication_routes(Services& services) {
    Route made = plan_route(services, "POST", "plans", "makePlan",
                            "What definitions would do to every live case", make_plan);
    made.about = "No case changes. The plan is put to a second person and known by its hash.";
    made.body = plan_body();
    made.body_limit = limits::import_body_bytes;
    made.takes_long = true;
    made.answer = shapes::plan();
    Route plans =
        plan_route(services, "GET", "plans", "listPlans", "Plans, newest first", list_plans);
    plans.in_query = {limit_parameter()};
    plans.answer = shapes::page_of("PublicationPage", publication_shape());
    Route shown = plan_route(services, "GET", "plans/{plan}", "showPlan", "One plan", show_plan);
    shown.answer = shapes::plan();
    const auto deciding = [&](const char* what, const char* operation, const char* title,
                              Response (*query)(Services&, const Call&)) {
        Route route = plan_route(services, "POST", std::string("plans/{plan}/") + what, operation,
                                 title, query);
        route.answer = publication_shape();
        route.body = shapes::because();
        return route;
    };
    Route approval = deciding("approval", "approvePlan", "Approve somebody else's plan", approve);
    Route withdrawal = deciding("withdrawal", "withdrawPlan", "Take a plan back", withdraw);
    Route application = plan_route(services, "POST", "plans/{plan}/application", "applyPlan",
                                   "Publish it and bring live cases over", apply);
    application.about = "Somebody else than who approved it. Sent again after a break, it goes on.";
    application.takes_long = true;
    application.answer = run_shape();
    Route trial = plan_route(services, "POST", "plans/{plan}/trial", "tryPlan",
                             "Let one team try it: its cases, and those it opens", try_on_team);
    trial.body = trial_body();
    trial.takes_long = true;
    trial.answer = run_shape();
    Route widening = plan_route(services, "POST", "plans/{plan}/widening", "widenPlan",
                                "Publish for everybody what teams try", widen);
    widening.takes_long = true;
    widening.answer = run_shape();
    Route stopping = plan_route(services, "POST", "plans/{plan}/stopping", "stopTrial",
                                "End what teams try; their cases are taken back", stop);
    stopping.body = shapes::because();
    stopping.takes_long = true;
    stopping.answer = shapes::page_of("ChangeRunPage", run_shape());
    Route runs = plan_route(services, "GET", "change-runs", "listChangeRuns",
                            "Changes that were carried out or taken back", list_runs);
    runs.in_query = {limit_parameter()};
    runs.answer = shapes::page_of("ChangeRunPage", run_shape());
    Route left = plan_route(services, "GET", "change-runs/{run}/left", "listCasesLeft",
                            "Cases that a run left alone, and why", list_left);
    left.answer = shapes::page_of("CaseLeftPage", left_shape());
    Route further = plan_route(services, "POST", "change-runs/{run}/continuation", "continueRun",
                               "Go on with a run that was killed", go_on);
    further.takes_long = true;
    further.answer = run_shape();
    Route ended = plan_route(services, "POST", "change-runs/{run}/ending", "endRun",
                             "End a run that was killed where it stands", end);
    ended.body = shapes::because();
    ended.answer = run_shape();
    Route undone = plan_route(services, "POST", "change-runs/{run}/undoing", "undoChange",
                              "Take a change back where nobody has touched it since", undo);
    undone.body = shapes::because();
    undone.takes_long = true;
    undone.answer = run_shape();
    return {std::move(made),       std::move(plans),       std::move(shown), std::move(approval),
            std::move(withdrawal), std::move(application), std::move(trial), std::move(widening),
            std::move(stopping),   std::move(runs),        std::move(left),  std::move(further),
            std::move(ended),      std::move(undone)};
}

}  // namespace throughgate::http
