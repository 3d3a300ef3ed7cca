// SPDX-License-Identifier: MIT
// What the engine says of a draft, as pages: for browsers without scripts, and to print.
#include <algorithm>
#include <map>
#include <sstream>

#include "host/console/editor.hpp"
#include "host/console/editor_mapping.hpp"
#include "host/console/operating.hpp"
#include "host/console/plan_words.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t rows_shown = 1000;

SummaryRow count(const char* key, std::uint64_t value) {
    return {key, {.text = std::to_string(value)}};
}

std::string place_of(const Place& place) {
    return place.file + (place.line == 0 ? "" : ":" + std::to_string(place.line));
}

std::string address_of(const Look& look, const Place& place) {
    return address_of_editor(look.owner, place.file) + "&line=" + std::to_string(place.line);
}

std::string address_of_mapping(const Look& look, const MappingAsked& asked) {
    return "/definitions/edit/map?draft=" + encoded(look.owner) + "&file=" + encoded(look.path) +
           "&pathway=" + encoded(asked.pathway) + "&was=" + encoded(asked.was);
}

Operating report_page(const Look& look, std::string title, std::string lead) {
    Operating page{.title = std::move(title), .lead = std::move(lead)};
    page.back = {"Back to the text", address_of_editor(look.owner, look.path)};
    return page;
}

Table diagnostics_table(const Look& look, const std::vector<Diagnostic>& all) {
    Table table{.caption = "Problems"};
    table.columns = {{"Where"}, {"What"}, {"What to do"}, {"Kind"}, {"Rule"}};
    table.empty = "No problem was found.";
    for (const Diagnostic& each : all) {
        Cell kind;
        const bool error = each.severity == Severity::error;
        kind.tag = Tag{error ? "Error" : "Warning", error ? "red" : "yellow"};
        table.rows.push_back({{.text = place_of(each.place), .href = address_of(look, each.place)},
                              {.text = each.message},
                              {.text = each.hint},
                              kind,
                              {.text = each.code, .href = "/definitions/edit/codes/" + each.code}});
        if (table.rows.size() == rows_shown) break;
    }
    return table;
}

/// How many of them each file has.
Table file_table(const Look& look, const std::vector<Diagnostic>& all) {
    std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
    for (const Diagnostic& each : all)
        ++(each.severity == Severity::error ? counts[each.place.file].first
                                            : counts[each.place.file].second);
    Table table{.caption = "Problems of each file"};
    table.columns = {{"File"}, {"Errors", true}, {"Warnings", true}};
    table.first_names = true;
    table.empty = "No file has problems.";
    for (const auto& [file, count] : counts)
        table.rows.push_back({{.text = file, .href = address_of_editor(look.owner, file)},
                              {.text = std::to_string(count.first)},
                              {.text = std::to_string(count.second)}});
    return table;
}

http::Response show_check(Editor& editor, const Visit& visit, const Look& look) {
    const Review found = review(editor, look);
    Operating page = report_page(look, "Check of the draft",
                                 "What is wrong in all files, as this draft has them.");
    page.figures = {count("Errors", found.report.errors), count("Warnings", found.report.warnings),
                    count("Warnings that files ignore", found.ignored.size()),
                    count("Pathways", found.report.pathways.size())};
    page.tables = {diagnostics_table(look, found.report.diagnostics)};
    if (!found.report.diagnostics.empty())
        page.tables.push_back(file_table(look, found.report.diagnostics));
    return show(visit, page);
}

Table results_table(const Look& look, const std::vector<WorkflowTestResult>& all) {
    Table table{.caption = "Tests, those that failed first"};
    table.columns = {{"Test"}, {"Ended"}, {"Where"}, {"What was otherwise"}};
    table.first_names = true;
    table.empty = "No test lies in this folder: a file that ends with .test.yaml holds some.";
    for (const bool passed : {false, true})
        for (const WorkflowTestResult& each : all) {
            if (each.passed != passed || table.rows.size() == rows_shown) continue;
            Cell ended;
            ended.tag = Tag{passed ? "Passed" : "Failed", passed ? "green" : "red"};
            table.rows.push_back(
                {{.text = each.name},
                 ended,
                 {.text = place_of(each.place), .href = address_of(look, each.place)},
                 {.text = each.failure}});
        }
    return table;
}

std::string reached(const std::vector<CoveredThing>& things) {
    return things.empty() ? "none" : std::to_string(covered_percent(things)) + " %";
}

Table coverage_table(const std::vector<PathwayCoverage>& all) {
    Table table{.caption = "What the tests reached"};
    table.columns = {{"Pathway"}, {"States"}, {"Ways"}, {"Deadlines"}, {"Rungs of ladders"}};
    table.first_names = true;
    for (const PathwayCoverage& each : all)
        table.rows.push_back({{.text = each.pathway},
                              {.text = reached(each.states)},
                              {.text = reached(each.transitions)},
                              {.text = reached(each.deadlines)},
                              {.text = reached(each.rungs)}});
    return table;
}

http::Response show_tests(Editor& editor, const Visit& visit, const Look& look) {
    const auto report = run_tests(editor, look, visit.query["all"] != "yes");
    if (!report.ok()) return show_error(visit, report.error());
    Operating page = report_page(look, "Tests of the draft",
                                 "Each test is one case on an engine of its own; nothing that is "
                                 "live is touched.");
    const auto passed = static_cast<std::uint64_t>(
        std::count_if(report->results.begin(), report->results.end(),
                      [](const WorkflowTestResult& each) { return each.passed; }));
    page.figures = {count("Passed", passed), count("Failed", report->results.size() - passed)};
    page.links = {{"Run the tests of all folders", address_of_report(look, "tests") + "&all=yes"}};
    if (!report->faults.empty()) page.tables.push_back(diagnostics_table(look, report->faults));
    page.tables.push_back(results_table(look, report->results));
    page.tables.push_back(coverage_table(report->coverage));
    return show(visit, page);
}

Table difference_table(const std::vector<DefinitionChange>& all) {
    Table table{.caption = "What differs from the workflows folder"};
    table.columns = {{"What"}, {"Where"}, {"Kind"}};
    table.empty = "The draft says the same as the workflows folder.";
    for (const DefinitionChange& each : all)
        table.rows.push_back({{.text = each.words, .hint = each.because},
                              {.text = each.document},
                              {.text = std::string(name_of(each.kind))}});
    return table;
}

/// A form for each state whose cases have nowhere to stand.
void add_mappings(const Look& look, const ChangePlan& made, Operating& page) {
    std::size_t number = 0;
    for (const MappingAsked& each : mappings_asked(look, made)) {
        const std::string field = "now-" + std::to_string(++number);
        OperatingStep step{.action = address_of_mapping(look, each) + "&field=" + field,
                           .text = "Add this line to " + each.file,
                           .back = address_of_report(look, "changes")};
        step.input = Input{.name = field,
                           .label = "Cases in " + each.was + " now stand in",
                           .value = each.nearest,
                           .hint = "The full id of a state. It is written below migrate: states:",
                           .plain = true};
        page.steps.push_back(std::move(step));
    }
}

void add_plan(const Look& look, const ChangePlan& made, Operating& page) {
    for (const std::string& each : made.publishes)
        page.figures.push_back({"Would publish", {.text = each}});
    page.figures.push_back(count("Live cases of its pathways", made.cases));
    page.figures.push_back(count("Brought over", made.changes));
    page.figures.push_back(count("Blocked", made.blocked));
    page.figures.push_back(count("Left alone, with an incident", made.incidents));
    page.figures.push_back(count("Notices at once", made.notices_now));
    page.figures.push_back({"To approve it", {.text = made.approval}});
    for (const std::string& each : made.tried)
        page.figures.push_back({"Tried already", {.text = each}});
    page.tables.push_back(line_table(made));
    page.tables.push_back(team_table(made));
    add_mappings(look, made, page);
    if (made.publishes.empty()) return;
    page.steps.push_back(
        {"/definitions/edit/plan?draft=" + encoded(look.owner) + "&file=" + encoded(look.path),
         "Make this plan and ask for approval", address_of_report(look, "changes"), std::nullopt,
         false});
}

std::string ways_to(const DrawnWay& way) {
    if (way.to.empty()) return way.refuses ? "refused" : "stays";
    std::string all;
    for (const std::string& each : way.to) all += (all.empty() ? "" : ", ") + each;
    return all;
}

Table ways_table(const DrawnPathway& drawn) {
    Table table{.caption = "Every way between the states of " + drawn.title};
    table.columns = {{"State"}, {"Event"}, {"Only when"}, {"Gate"}, {"By"}, {"Leads to"}};
    table.first_names = true;
    table.empty = "Nothing leads from one state to another.";
    for (const DrawnWay& each : drawn.ways) {
        std::string event = each.event.empty() ? "at once" : each.event;
        if (!each.at.empty()) event += ": " + each.at;
        table.rows.push_back({{.text = each.from.empty() ? "any" : each.from},
                              {.text = event},
                              {.text = each.when},
                              {.text = each.gate},
                              {.text = each.by},
                              {.text = ways_to(each)}});
    }
    return table;
}

Table states_table(const DrawnPathway& drawn) {
    Table table{.caption = "Its states"};
    table.columns = {{"State"}, {"Title"}, {"Whose"}, {"Due"}, {"Ends as"}};
    table.first_names = true;
    for (const DrawnState& each : drawn.states)
        table.rows.push_back({{.text = each.id},
                              {.text = each.title},
                              {.text = each.owner},
                              {.text = each.due},
                              {.text = each.outcome}});
    return table;
}

http::Response show_table(const Visit& visit, const Look& look) {
    const auto drawn = diagram_of(look);
    if (!drawn.ok()) return show_error(visit, drawn.error());
    Operating page = report_page(look, "Diagram of " + drawn->title + " as tables",
                                 "The same as the diagram, in words.");
    page.tables = {states_table(*drawn), ways_table(*drawn)};
    return show(visit, page);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

}  // namespace

http::Response explain(Editor&, Visit& visit) {
    const std::string& code = visit.path["code"];
    const std::vector<std::string> lines = lines_of(explain_code(code));
    if (lines.empty())
        return show_error(visit, {ErrorKind::not_found,
                                  "there is no rule " + code + "; they look like TG0107", code});
    Operating page{.title = lines.front(), .lead = ""};
    for (std::size_t i = 1; i < lines.size(); ++i) page.lead += lines[i] + " ";
    page.back = {"Back to definitions", "/definitions"};
    return show(visit, page);
}

http::Response show_changes(Editor& editor, const Visit& visit, const Look& look,
                            const std::string& fault) {
    const auto made = plan(editor, visit, look);
    Operating page = report_page(look, "What changes",
                                 "What would happen if this draft were published now. Nothing has "
                                 "been done.");
    if (!fault.empty()) page.faults = {{fault, ""}};
    const auto differ = differences(look);
    if (differ.ok()) page.tables.push_back(difference_table(*differ));
    for (const std::string& each : look.workspace.deleted())
        page.figures.push_back({"Deleted in the draft", {.text = each}});
    page.differences = file_differences(look.workspace.before(), look.workspace.definitions());
    if (!made.ok()) {
        page.problems.push_back(made.error().message);
    } else if (made->report.errors > 0) {
        page.problems.push_back("With errors in the draft there is no plan.");
        page.tables.push_back(diagnostics_table(look, made->report.diagnostics));
    } else {
        add_plan(look, *made, page);
    }
    return show(visit, page);
}

http::Response show_report(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    const std::string& what = visit.query["what"];
    if (what == "tests") return show_tests(editor, visit, *look);
    if (what == "changes") return show_changes(editor, visit, *look);
    if (what == "table") return show_table(visit, *look);
    return show_check(editor, visit, *look);
}

}  // namespace throughgate::console
