// SPDX-License-Identifier: MIT
// Workflows tried before they are published: their tests, and one case stepped through by a script.
#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/datum.hpp"
#include "host/json/trials.hpp"
#include "host/json/views.hpp"
#include "host/scratch_folder.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

constexpr std::size_t most_steps = 1000;
constexpr std::size_t longest_wait = std::size_t{366} * 24 * 3600 * 1000;  ///< milliseconds

Response report_of(const WorkflowTestReport& report) {
    const auto passed = std::count_if(report.results.begin(), report.results.end(),
                                      [](const WorkflowTestResult& each) { return each.passed; });
    return json_response(
        json::object{{"passed", passed},
                     {"failed", static_cast<std::int64_t>(report.results.size()) - passed},
                     {"tests", to_json_array(report.results)},
                     {"coverage", to_json_array(report.coverage)},
                     {"diagnostics", to_json_array(report.faults)}});
}

Response run_tests(Services&, const Call& call) {
    const json::object& body = call.body.get_object();
    const ScratchFolder scratch(parent_of_scratch_stores());
    if (scratch.path().empty())
        return to_response({"unavailable", "cannot make a temporary folder", "", {}, 5});
    const auto report =
        run_workflow_tests(definition_files_of(body), definition_files_of(body, "tests"),
                           {text_member(body, "only"), scratch.path()});
    return report.ok() ? report_of(*report) : to_response(problem_of(report.error()));
}

Response simulate(Services&, const Call& call) {
    const json::object& body = call.body.get_object();
    const auto datum = datum_from_json(json::serialize(body.at("script")), "script");
    if (!datum.ok()) return to_response(problem_of(datum.error()));
    const auto script = script_from(*datum);
    if (!script.ok()) return to_response(problem_of(script.error()));
    SimulationOptions options;
    options.start = parse_instant(text_member(body, "now")).value_or(options.start);
    const auto simulation = open_simulation(definition_files_of(body), options);
    if (!simulation.ok()) return to_response(problem_of(simulation.error()));
    json::array steps;
    const ScriptResult result = run_script(
        **simulation, *script, [&](const SimulationStep& step) { steps.push_back(to_json(step)); });
    json::object answer = to_json(result);
    answer["steps"] = std::move(steps);
    return json_response(answer);
}

ShapePointer tests_body() {
    const ShapePointer files = shapes::definition_files()->members[0].shape;
    return object("WorkflowTests", "A workflows folder and its tests",
                  {required("files", files, "Every .yaml of the folder but the tests"),
                   required("tests", files, "Its .test.yaml files"),
                   optional("only", text(200), "Only tests whose name or `covers` holds this")});
}

ShapePointer reach() {
    const ShapePointer missing =
        object("NotReached", "What no test reached",
               {required("name", text(), "Which"), required("file", text(), "Where"),
                required("line", number(), "From 1")});
    return object("Reach", "How much of one kind was reached",
                  {required("reached", number(), "Of them"), required("of", number(), "All"),
                   required("percent", number(), "Rounded down"),
                   required("missing", list_of(missing), "The others")});
}

ShapePointer tests_answer() {
    const ShapePointer result = object(
        "WorkflowTest", "How one test ended",
        {required("file", text(), "Where"), required("line", number(), "From 1"),
         required("name", text(), "As written"), required("covers", list_of(text()), "As written"),
         required("passed", truth(), "Every step was as expected"),
         required("steps", number(), "That were done"),
         required("failure", text(), "Of the first step that is otherwise; may be empty")});
    const ShapePointer coverage =
        object("Coverage", "What tests reached of one pathway",
               {required("pathway", text(), "Its id"), required("states", reach(), "Entered"),
                required("transitions", reach(), "Taken"), required("deadlines", reach(), "Dated"),
                required("rungs", reach(), "Of ladders, fired")});
    return object("WorkflowTestReport", "How the tests ended",
                  {required("passed", number(), "Tests"), required("failed", number(), "Tests"),
                   required("tests", list_of(result), "In the order of the files"),
                   required("coverage", list_of(coverage), "Of every pathway"),
                   required("diagnostics", list_of(shapes::check_report()->members[3].shape->of),
                            "Faults; with errors nothing was run")});
}

ShapePointer script_body() {
    const ShapePointer event =
        object("ScriptEvent", "An event",
               {required("name", some_text(200), "Its name"),
                optional("data", map_of(plain_value(), 200), "What it carries, by name")});
    const ShapePointer step = object(
        "ScriptStep", "One step; without an event only time goes by",
        {optional("after", number(0, longest_wait), "Milliseconds before it"),
         optional("event", event, "What happens then"),
         optional("nextConfiguration", list_of(text(200), 500), "What must be active afterwards")});
    const ShapePointer script =
        object("Script", "What happens to one case",
               {optional("initialConfiguration", list_of(text(200), 500), "Active at the start"),
                required("events", list_of(step, most_steps), "In order")});
    const ShapePointer files = shapes::definition_files()->members[0].shape;
    return object("SimulationRequest", "A chart or pathway, and what happens",
                  {required("files", files, "First the one to run, then what it uses"),
                   required("script", script, "Ends at the first step that is not as expected"),
                   optional("now", instant(), "When it begins")});
}

ShapePointer simulation_answer() {
    const ShapePointer step =
        object("SimulationStep", "What one step did",
               {required("event", or_null(text()), "Null: only time went by"),
                required("configuration", list_of(text()), "Innermost active states"),
                required("raised", list_of(text()), "Internal events"),
                required("sent", list_of(text()), "To others"),
                required("fired", list_of(text()), "Came due"),
                required("log", list_of(text()), "Of the definition, and faults")});
    return object("SimulationResult", "How the script ended",
                  {required("result", choice({"pass", "fail"}), "As expected throughout, or not"),
                   required("step", number(), "The last one that ran; 0: the start"),
                   required("expected", list_of(text()), "After it"),
                   required("actual", list_of(text()), "After it"),
                   optional("error", text(), "Why a step could not be done"),
                   required("steps", list_of(step), "All that ran")});
}

Route trial(Services& services, const char* path, const char* operation, const char* title,
            Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = "POST";
    route.path = path;
    route.operation = operation;
    route.tag = "Definitions";
    route.title = title;
    route.about = "Nothing is published and no live case is touched.";
    route.scope = Scope::operate;
    route.body_limit = limits::import_body_bytes;
    route.takes_long = true;
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

}  // namespace

std::vector<Route> trial_routes(Services& services) {
    Route tests = trial(services, "/api/v1/definitions/tests", "testDefinitions",
                        "Run the tests of workflow definitions", run_tests);
    tests.body = tests_body();
    tests.answer = tests_answer();
    Route script = trial(services, "/api/v1/definitions/simulation", "simulateDefinition",
                         "Step through a pathway or chart by a script", simulate);
    script.body = script_body();
    script.answer = simulation_answer();
    script.problems = {"refused"};
    return {std::move(tests), std::move(script)};
}

}  // namespace throughgate::http
