// SPDX-License-Identifier: MIT
// What the editor's script asks while somebody writes, answered as JSON. The same functions answer
// the command line and the HTTP API.
#include <boost/json/array.hpp>
#include <map>

#include "host/console/editor.hpp"
#include "host/console/editor_mapping.hpp"
#include "host/console/editor_texts.hpp"
#include "host/http/problem.hpp"
#include "host/http/route.hpp"
#include "host/http/routes.hpp"
#include "host/json/changes.hpp"
#include "host/json/datum.hpp"
#include "host/json/trials.hpp"
#include "host/json/views.hpp"
#include "throughgate/hints.hpp"
#include "throughgate/simulation.hpp"

namespace throughgate::console {
namespace {

namespace json = boost::json;

constexpr std::size_t findings_told = 500, script_bytes = 64 * 1024, steps_told = 500;

http::Response refusal(const Error& error) { return http::to_response(http::problem_of(error)); }

json::array listed(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

json::array to_json(const std::vector<TextEdit>& edits) {
    json::array all;
    for (const TextEdit& each : edits)
        all.push_back(json::object{{"file", each.file},
                                   {"offset", each.offset},
                                   {"length", each.length},
                                   {"text", each.text}});
    return all;
}

json::object to_json(const Fix& fix) {
    return {{"title", fix.title}, {"edits", to_json(fix.edits)}};
}

json::object to_json(const CheckFinding& finding) {
    json::object object = throughgate::to_json(finding.diagnostic);
    if (finding.fix) object["fix"] = to_json(*finding.fix);
    return object;
}

/// By file, of all findings.
json::object counted(const std::vector<CheckFinding>& findings) {
    std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
    for (const CheckFinding& each : findings) {
        auto& [errors, warnings] = counts[each.diagnostic.place.file];
        ++(each.diagnostic.severity == Severity::error ? errors : warnings);
    }
    json::object files;
    for (const auto& [file, count] : counts)
        files[file] = json::object{{"errors", count.first}, {"warnings", count.second}};
    return files;
}

http::Response check(Editor& editor, const Look& look) {
    const Review found = review(editor, look);
    json::array findings;
    for (const CheckFinding& each : found.findings) {
        if (findings.size() == findings_told) break;
        findings.push_back(to_json(each));
    }
    return http::json_response(json::object{{"errors", found.report.errors},
                                            {"warnings", found.report.warnings},
                                            {"ignored", found.ignored.size()},
                                            {"files", counted(found.findings)},
                                            {"findings", std::move(findings)}});
}

json::object to_json(const DrawnState& state) {
    return {{"id", state.id},       {"title", state.title},    {"parent", state.parent},
            {"kind", state.kind},   {"owner", state.owner},    {"due", state.due},
            {"first", state.first}, {"outcome", state.outcome}};
}

json::object to_json(const DrawnWay& way) {
    return {{"from", way.from}, {"to", listed(way.to)},       {"event", way.event},
            {"when", way.when}, {"gate", way.gate},           {"by", way.by},
            {"at", way.at},     {"opens", listed(way.opens)}, {"refuses", way.refuses}};
}

http::Response draw(const Look& look) {
    const auto drawn = diagram_of(look);
    if (!drawn.ok()) return refusal(drawn.error());
    json::array states, ways;
    for (const DrawnState& each : drawn->states) states.push_back(to_json(each));
    for (const DrawnWay& each : drawn->ways) ways.push_back(to_json(each));
    return http::json_response(json::object{{"id", drawn->id},
                                            {"title", drawn->title},
                                            {"states", std::move(states)},
                                            {"ways", std::move(ways)}});
}

Result<Script> script_sent(const Visit& visit) {
    const std::string& sent = visit.form["script"];
    if (sent.size() > script_bytes)
        return Error{ErrorKind::invalid, "the script is too long; begin again", "script"};
    const auto datum = datum_from_json(sent, "script");
    if (!datum.ok()) return datum.error();
    return script_from(*datum);
}

/// The whole script from its start: nothing is kept between two questions.
http::Response simulate(const Visit& visit, const Look& look) {
    if (const Status can = holds_a_definition(look); !can.ok()) return refusal(can.error());
    const auto script = script_sent(visit);
    if (!script.ok()) return refusal(script.error());
    const auto simulation = open_simulation(look.workspace.alone(look.path), {});
    if (!simulation.ok()) return refusal(simulation.error());
    json::array steps;
    json::object answer =
        throughgate::to_json(run_script(**simulation, *script, [&](const SimulationStep& step) {
            if (steps.size() == steps_told) return;
            json::object told = throughgate::to_json(step);
            told["at"] = format_instant((*simulation)->now());
            told["ended"] = step.ended;
            steps.push_back(std::move(told));
        }));
    answer["steps"] = std::move(steps);
    return http::json_response(answer);
}

Result<std::string> path_beside(const Look& look, const std::string& name) {
    const std::size_t slash = look.path.rfind('/');
    if (slash == std::string::npos)
        return Error{ErrorKind::invalid,
                     look.path +
                         " lies in no folder, and tests lie in the folder of what they test; "
                         "rename it to accommodation/" +
                         look.path + " or the like first",
                     look.path};
    return look.path.substr(0, slash + 1) + file_name_of(name) + ".test.yaml";
}

/// The simulation as a file of tests, beside the definition.
http::Response record(Editor& editor, const Visit& visit, const Look& look) {
    const auto script = script_sent(visit);
    if (!script.ok()) return refusal(script.error());
    const auto path = path_beside(look, visit.form["name"]);
    if (!path.ok()) return refusal(path.error());
    const auto test = record_run(editor, look, *script, visit.form["name"]);
    if (!test.ok()) return refusal(test.error());
    Look made = look;
    made.path = *path;
    if (look.workspace.find(made.path) != nullptr || look.workspace.folder.contains(made.path))
        return refusal({ErrorKind::invalid,
                        "there is a file " + made.path + " already; give the test another name",
                        "name"});
    const Status kept = keep_text(editor, visit, made, test->bytes, mark_of(""));
    if (!kept.ok()) return refusal(kept.error());
    return http::json_response(json::object{{"file", made.path}, {"active", listed(test->active)}});
}

// --- help while somebody writes ------------------------------------------------------------------

std::size_t offset_in(const Visit& visit) {
    return http::number_in<std::size_t>(visit.form["offset"]);
}

json::object to_json(const Place& place) {
    return {{"file", place.file}, {"line", place.line}, {"column", place.column}};
}

std::vector<DefinitionFile> all_files(const Look& look) {
    std::vector<DefinitionFile> files = look.workspace.definitions(look.path);
    if (is_test_file(look.path)) files.push_back({look.path, look.text()});
    return files;
}

http::Response describe(const Visit& visit, const Look& look) {
    json::array hints;
    for (const Hint& each : hints_at(all_files(look), look.path, offset_in(visit))) {
        json::array declared;
        for (const Place& place : each.declared) declared.push_back(to_json(place));
        hints.push_back(json::object{{"offset", each.offset},
                                     {"length", each.length},
                                     {"name", each.name},
                                     {"kind", each.kind},
                                     {"words", each.words},
                                     {"declared", std::move(declared)}});
    }
    return http::json_response(json::object{{"hints", std::move(hints)}});
}

http::Response complete(const Visit& visit, const Look& look) {
    const Suggestions found = suggestions_at(all_files(look), look.path, offset_in(visit));
    json::array all;
    for (const Suggestion& each : found.all)
        all.push_back(
            json::object{{"text", each.text}, {"kind", each.kind}, {"words", each.words}});
    return http::json_response(json::object{{"offset", found.offset}, {"all", std::move(all)}});
}

http::Response lay_out(const Look& look) {
    const Formatted formatted = format_definition({look.path, look.text()});
    return http::json_response(json::object{{"edits", to_json(formatted.edits)},
                                            {"faults", to_json_array(formatted.faults)}});
}

http::Response map_state(const Visit& visit, const Look& look) {
    const auto fix = fix_of_missing_mapping(look.workspace.definitions(), visit.form["pathway"],
                                            visit.form["was"], visit.form["now"]);
    return fix.ok() ? http::json_response(to_json(*fix)) : refusal(fix.error());
}

http::Response tests(Editor& editor, const Visit& visit, const Look& look) {
    const auto report = run_tests(editor, look, visit.form["all"] != "yes");
    if (!report.ok()) return refusal(report.error());
    return http::json_response(json::object{{"tests", to_json_array(report->results)},
                                            {"coverage", to_json_array(report->coverage)},
                                            {"diagnostics", to_json_array(report->faults)}});
}

http::Response changes(Editor& editor, const Visit& visit, const Look& look) {
    const auto made = plan(editor, visit, look);
    if (!made.ok()) return refusal(made.error());
    json::object answer = throughgate::to_json(*made);
    answer["approval"] = made->approval;
    answer["diagnostics"] = to_json_array(made->report.diagnostics);
    json::array differ;
    if (const auto found = differences(look); found.ok())
        for (const DefinitionChange& each : *found)
            differ.push_back(json::object{{"words", each.words},
                                          {"document", each.document},
                                          {"kind", name_of(each.kind)},
                                          {"because", each.because}});
    answer["differences"] = std::move(differ);
    answer["deleted"] = listed(look.workspace.deleted());
    json::array mappings;
    for (const MappingAsked& each : mappings_asked(look, *made))
        mappings.push_back(json::object{{"pathway", each.pathway},
                                        {"was", each.was},
                                        {"file", each.file},
                                        {"states", listed(each.states)},
                                        {"nearest", each.nearest}});
    answer["mappings"] = std::move(mappings);
    return http::json_response(answer);
}

/// The other text comes along, so that nothing is lost.
http::Response conflict(const Error& error, const Look& look) {
    json::object answer = http::to_json(http::problem_of(error));
    answer["text"] = look.text();
    answer["seen"] = mark_of(look.text());
    return http::json_response(answer, 409);
}

http::Response keep(Editor& editor, const Visit& visit) {
    const auto look = look_at_draft(editor, visit);
    if (!look.ok()) return refusal(look.error());
    const Status kept = keep_text(editor, visit, *look, visit.form["text"], visit.form["seen"]);
    if (!kept.ok())
        return kept.error().kind == ErrorKind::conflict ? conflict(kept.error(), *look)
                                                        : refusal(kept.error());
    return http::json_response(json::object{{"seen", mark_of(visit.form["text"])}});
}

}  // namespace

http::Response answer_script(Editor& editor, Visit& visit) {
    const std::string& what = visit.path["what"];
    if (what == "keep") return keep(editor, visit);
    const auto look = look_with_text(editor, visit);
    if (!look.ok()) return refusal(look.error());
    if (what == "check") return check(editor, *look);
    if (what == "diagram") return draw(*look);
    if (what == "simulate") return simulate(visit, *look);
    if (what == "describe") return describe(visit, *look);
    if (what == "complete") return complete(visit, *look);
    if (what == "format") return lay_out(*look);
    if (what == "map") return map_state(visit, *look);
    if (what == "record") return record(editor, visit, *look);
    if (what == "tests") return tests(editor, visit, *look);
    if (what == "changes") return changes(editor, visit, *look);
    return refusal({ErrorKind::not_found, "the editor answers no such question", what});
}

}  // namespace throughgate::console
