// SPDX-License-Identifier: MIT
// What needs no case: a rule tried by hand, a diagram, the meaning of a diagnostic.
#include <boost/json/array.hpp>

#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/views.hpp"
#include "throughgate/diagrams.hpp"
#include "throughgate/evaluation.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

Datum datum_of(const json::value& value) {
    switch (value.kind()) {
        case json::kind::bool_: return Datum::of(value.get_bool());
        case json::kind::int64: return Datum::of(value.get_int64());
        case json::kind::string: return Datum::of(std::string(value.get_string()));
        default: break;
    }
    return {};
}

json::value plain_of(const Datum& datum) {
    switch (datum.kind) {
        case Datum::Kind::truth: return datum.truth;
        case Datum::Kind::number: return datum.number;
        case Datum::Kind::text: return json::value(datum.text);
        default: break;
    }
    return nullptr;
}

Response evaluate(Services& services, const Call& call) {
    const json::object& body = call.body.get_object();
    EvaluationSurroundings around;
    around.files = definition_files_of(body);
    around.calendar = text_member(body, "calendar");
    if (body.contains("zone")) around.zone = text_member(body, "zone");
    around.now = parse_instant(text_member(body, "now")).value_or(services.engine.now());
    Datum facts;
    facts.kind = Datum::Kind::fields;
    if (const json::value* given = body.if_contains("facts"))
        for (const auto& [name, value] : given->get_object())
            facts.fields.emplace_back(std::string(name), datum_of(value));
    const auto found = evaluate_expression(text_member(body, "expression"), facts, around);
    if (!found.ok()) return to_response(problem_of(found.error()));
    return json_response(
        json::object{{"value", plain_of(found->value)},
                     {"explanation", found->explanation},
                     {"waits_for", json::array(found->waits_for.begin(), found->waits_for.end())}});
}

Response draw(Services&, const Call& call) {
    const std::string& format = call.in_query("format");
    const auto drawn = draw_diagram(definition_files_of(call.body.get_object()),
                                    format == "dot"     ? DiagramFormat::dot
                                    : format == "table" ? DiagramFormat::table
                                                        : DiagramFormat::mermaid);
    if (!drawn.ok()) return to_response(problem_of(drawn.error()));
    Response response;
    response.type = "text/plain; charset=utf-8";
    response.body = *drawn;
    return response;
}

Response explain(Services&, const Call& call) {
    const std::string& code = call.in_path("code");
    const std::string text = explain_code(code);
    if (text.empty())
        return to_response({"not-found",
                            "there is no diagnostic of this code; they look like TG0107",
                            code,
                            {},
                            0});
    return json_response(json::object{{"code", code}, {"text", text}});
}

ShapePointer expression_shape() {
    const ShapePointer files = shapes::definition_files()->members[0].shape;
    return object("Expression", "A rule and what it reads",
                  {required("expression", some_text(), "\"10 working days before release\""),
                   optional("facts", map_of(plain_value(), 200), "By name; days as 2026-03-17"),
                   optional("calendar", text(100), "Of the files; default Monday to Friday"),
                   optional("zone", some_text(100), "Default Europe/London"),
                   optional("now", instant(), "Default the engine's time"),
                   optional("files", files, "Rules and calendars that it names")});
}

Route tool(Services& services, const char* method, const char* path, const char* operation,
           const char* title, Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = method;
    route.path = path;
    route.operation = operation;
    route.tag = "Definitions";
    route.title = title;
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

}  // namespace

std::vector<Route> tool_routes(Services& services) {
    Route rule = tool(services, "POST", "/api/v1/evaluations", "evaluateRule",
                      "Try a rule over some facts, with its explanation", evaluate);
    rule.body = expression_shape();
    rule.answer =
        object("Evaluation", "What the rule gives",
               {required("value", plain_value(), "Null: not known"),
                required("explanation", text(), "How it came about"),
                required("waits_for", list_of(text()), "Facts that would have to be known")});
    Route diagram = tool(services, "POST", "/api/v1/definitions/diagram", "drawDiagram",
                         "A diagram of one pathway or chart, as text", draw);
    diagram.about = "The first file is drawn; the others are what it uses.";
    diagram.in_query = {{"format", choice({"mermaid", "dot", "table"}), "Default mermaid"}};
    diagram.body = shapes::definition_files();
    diagram.body_limit = limits::import_body_bytes;
    diagram.answer_type = "text/plain";
    Route code = tool(services, "GET", "/api/v1/diagnostics/{code}", "explainDiagnostic",
                      "Cause and repair of a diagnostic code", explain);
    code.in_path = {{"code", some_text(20), "TG0107"}};
    code.answer = object("Explanation", "What a code means",
                         {required("code", text(), "As asked"),
                          required("text", text(), "Cause, example and repair")});
    code.problems = {"not-found"};
    return {std::move(rule), std::move(diagram), std::move(code)};
}

}  // namespace throughgate::http
