// SPDX-License-Identifier: MIT
#include "host/json/trials.hpp"

#include <boost/json/array.hpp>

namespace throughgate {
namespace {

namespace json = boost::json;

json::array listed(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

json::object reach_of(const std::vector<CoveredThing>& things) {
    json::array missing;
    for (const CoveredThing& thing : things)
        if (thing.times == 0)
            missing.push_back(json::object{
                {"name", thing.name}, {"file", thing.place.file}, {"line", thing.place.line}});
    return {{"reached", things.size() - missing.size()},
            {"of", things.size()},
            {"percent", covered_percent(things)},
            {"missing", std::move(missing)}};
}

}  // namespace

json::object to_json(const WorkflowTestResult& result) {
    return {{"file", result.place.file},       {"line", result.place.line}, {"name", result.name},
            {"covers", listed(result.covers)}, {"passed", result.passed},   {"steps", result.steps},
            {"failure", result.failure}};
}

json::object to_json(const PathwayCoverage& pathway) {
    return {{"pathway", pathway.pathway},
            {"states", reach_of(pathway.states)},
            {"transitions", reach_of(pathway.transitions)},
            {"deadlines", reach_of(pathway.deadlines)},
            {"rungs", reach_of(pathway.rungs)}};
}

json::object to_json(const SimulationStep& step) {
    return {{"event", step.event.empty() ? json::value(nullptr) : json::value(step.event)},
            {"configuration", listed(step.configuration)},
            {"raised", listed(step.raised)},
            {"sent", listed(step.sent)},
            {"fired", listed(step.fired)},
            {"log", listed(step.log)}};
}

json::object to_json(const ScriptResult& result) {
    json::object object{{"result", result.passed ? "pass" : "fail"},
                        {"step", result.step},
                        {"expected", listed(result.expected)},
                        {"actual", listed(result.actual)}};
    if (!result.error.empty()) object["error"] = result.error;
    return object;
}

}  // namespace throughgate
