// SPDX-License-Identifier: MIT
#include "host/http/openapi.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "host/http/assertion.hpp"
#include "host/http/shapes.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

struct Tag {
    const char* name;
    const char* about;
};
constexpr Tag tags[] = {
    {"Cases", "One case a person and release: its pathways, facts, dates, handoffs and log."},
    {"Handoffs", "Two-sided: raised, acknowledged by a named person, accepted, completed."},
    {"Work", "What waits for people, and what stands still."},
    {"Changes", "What was committed, in order, so that a host can mirror cases."},
    {"Bulk", "Many commands in one request."},
    {"Definitions", "Workflow definitions as text."},
    {"Imports", "Records, staff and events of other systems."},
    {"Sheets",
     "What people print and carry: facts, needs, the release sheet, who goes out and in."},
    {"Reports", "Figures over many cases: caseload, workload, handoffs, inspection."},
    {"Access", "Who may see what, who has looked at what, breaking the glass."},
    {"Changing live cases", "Plans, their approval, runs over live cases and undoing them."},
    {"Going live", "Shadow mode, and teams that are live."},
    {"Notices", "What people were sent, and what is to become of what they could not be."},
    {"Acknowledging from outside", "One-time links, and replies by mail."},
    {"Upstreams", "Other systems: what they must have too, what came from them."},
    {"System", "The server itself."},
};

constexpr const char* about_all =
    "Through-the-gate resettlement workflows. A command on a case needs an Idempotency-Key and is "
    "answered after it is on disk; sent again with the same key it is applied once. Errors are "
    "application/problem+json: branch on `code`. Unknown query parameters and members are refused.";

json::object json_content(json::value schema, const std::string& type = "application/json") {
    return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::object schema_or_reference(const Shape& shape, OpenApiVersion version) {
    if (shape.name.empty()) return schema_of(shape, version);
    return {{"$ref", "#/components/schemas/" + shape.name}};
}

json::object parameter_of(const Parameter& parameter, const char* place, OpenApiVersion version) {
    return {{"name", parameter.name},
            {"in", place},
            {"required", std::string_view(place) == "path"},
            {"description", parameter.about},
            {"schema", schema_of(*parameter.shape, version)}};
}

json::array parameters_of(const Route& route, OpenApiVersion version) {
    json::array all;
    for (const Parameter& each : route.in_path) all.push_back(parameter_of(each, "path", version));
    for (const Parameter& each : route.in_query)
        all.push_back(parameter_of(each, "query", version));
    if (route.wants_key)
        all.push_back(json::object{{"$ref", "#/components/parameters/IdempotencyKey"}});
    if (route.takes_version)
        all.push_back(json::object{{"$ref", "#/components/parameters/IfMatch"}});
    if (route.scope != Scope::open)
        for (const char* each : {"Person", "Purpose", "Rights"})
            all.push_back(json::object{{"$ref", std::string("#/components/parameters/") + each}});
    return all;
}

json::object success_of(const Route& route, OpenApiVersion version) {
    json::object response{{"description", route.title}};
    const bool of_json = route.answer_type == "application/json";
    if (route.answer)
        response["content"] = json_content(schema_or_reference(*route.answer, version));
    else if (!route.answer_type.empty())
        response["content"] =
            json_content(json::object{{"type", of_json ? "object" : "string"}}, route.answer_type);
    return response;
}

/// Codes that a route may answer with, by their statuses.
std::map<unsigned, std::vector<std::string_view>> problems_of(const Route& route) {
    std::vector<std::string_view> codes = route.problems;
    for (const char* code : {"bad-request", "too-slow", "our-mistake", "busy", "unavailable"})
        codes.emplace_back(code);
    const bool checked = !route.in_path.empty() || !route.in_query.empty() || route.body;
    if (checked || route.scope != Scope::open) codes.emplace_back("invalid");
    if (route.wants_key) codes.emplace_back("key-missing");
    if (route.body || !route.raw_type.empty())
        for (const char* code : {"too-large", "wrong-type", "time-out"}) codes.emplace_back(code);
    if (route.scope != Scope::open)
        for (const char* code :
             {"no-token", "bad-token", "expired-token", "not-allowed", "too-many-requests"})
            codes.emplace_back(code);
    std::map<unsigned, std::vector<std::string_view>> by_status;
    for (const std::string_view code : codes) by_status[kind_of(code).status].push_back(code);
    return by_status;
}

json::object problem_response(const std::vector<std::string_view>& codes) {
    std::string text;
    for (const std::string_view code : codes)
        text += (text.empty() ? "`" : ", `") + std::string(code) +
                "`: " + std::string(kind_of(code).title);
    return {{"description", text},
            {"content", json_content(json::object{{"$ref", "#/components/schemas/Problem"}},
                                     "application/problem+json")}};
}

json::object responses_of(const Route& route, OpenApiVersion version) {
    json::object responses{{std::to_string(route.success), success_of(route, version)}};
    for (const auto& [status, codes] : problems_of(route)) {
        json::object refused = problem_response(codes);
        if (route.answer_type == "text/html")  // a page for people tells on a page what is wrong
            refused["content"].as_object()["text/html"] =
                json::object{{"schema", json::object{{"type", "string"}}}};
        responses[std::to_string(status)] = std::move(refused);
    }
    if (route.operation == "showHealth") {
        json::object failing = success_of(route, version);
        failing["description"] = "Somebody should look";
        responses["503"] = std::move(failing);
    }
    return responses;
}

std::string scope_text(const Route& route) {
    if (route.scope == Scope::open) return "Needs no token.";
    return "Needs the scope `" + std::string(name_of(route.scope)) + "`.";
}

json::object operation_of(const Route& route, OpenApiVersion version) {
    json::object operation{{"operationId", route.operation},
                           {"tags", json::array{json::string(route.tag)}},
                           {"summary", route.title},
                           {"responses", responses_of(route, version)}};
    operation["description"] = route.about + (route.about.empty() ? "" : " ") + scope_text(route);
    if (auto parameters = parameters_of(route, version); !parameters.empty())
        operation["parameters"] = std::move(parameters);
    if (route.body)
        operation["requestBody"] =
            json::object{{"required", true},
                         {"content", json_content(schema_or_reference(*route.body, version))}};
    if (!route.raw_type.empty())
        operation["requestBody"] = json::object{
            {"required", true},
            {"content", json_content(json::object{{"type", "string"}}, route.raw_type)}};
    if (route.scope == Scope::open)
        operation["security"] = json::array{};
    else
        operation["x-scope"] = name_of(route.scope);
    return operation;
}

json::object schemas_of(const std::vector<Route>& routes, OpenApiVersion version) {
    std::vector<ShapePointer> named;
    collect_named(shapes::problem(), named);
    collect_named(rights_shape(), named);
    for (const Route& route : routes) {
        collect_named(route.body, named);
        collect_named(route.answer, named);
    }
    std::sort(named.begin(), named.end(),
              [](const ShapePointer& a, const ShapePointer& b) { return a->name < b->name; });
    json::object schemas;
    for (const ShapePointer& each : named) schemas[each->name] = schema_of(*each, version);
    return schemas;
}

json::object header_parameter(const char* name, const char* about, bool needed, std::size_t most) {
    return {{"name", name},
            {"in", "header"},
            {"required", needed},
            {"description", about},
            {"schema", json::object{{"type", "string"}, {"maxLength", most}}}};
}

/// JSON of its own, so that its schema can be said.
json::object rights_parameter() {
    return {{"name", rights_header},
            {"in", "header"},
            {"required", false},
            {"description", "What you vouch for instead of the staff directory"},
            {"content",
             json_content(json::object{{"$ref", "#/components/schemas/" + rights_shape()->name}})}};
}

json::object components_of(const std::vector<Route>& routes, OpenApiVersion version) {
    return {{"schemas", schemas_of(routes, version)},
            {"parameters",
             json::object{
                 {"IdempotencyKey",
                  header_parameter("Idempotency-Key",
                                   "Derived from what happened, never from the attempt: the same "
                                   "key with the same body is applied once",
                                   true, limits::key_bytes)},
                 {"IfMatch", header_parameter("If-Match", "ETag of what you read", false, 40)},
                 {"Person", header_parameter(person_header.data(),
                                             "Staff id of your own user in whose name you ask; "
                                             "only with a token of nobody in particular",
                                             false, limits::person_bytes)},
                 {"Purpose", header_parameter(purpose_header.data(),
                                              "What the person looks for, for the log of reads",
                                              false, limits::purpose_bytes)},
                 {"Rights", rights_parameter()}}},
            {"securitySchemes",
             json::object{{"token", json::object{{"type", "http"},
                                                 {"scheme", "bearer"},
                                                 {"description",
                                                  "Of `throughgate token create`, or an access "
                                                  "token of the identity provider"}}}}}};
}

json::array tags_of() {
    json::array all;
    for (const Tag& tag : tags)
        all.push_back(json::object{{"name", tag.name}, {"description", tag.about}});
    return all;
}

Route document_route(const char* path, const char* operation, const char* title) {
    Route route;
    route.method = "GET";
    route.path = path;
    route.operation = operation;
    route.tag = "System";
    route.title = title;
    route.scope = Scope::open;
    return route;
}

}  // namespace

json::object openapi_of(const std::vector<Route>& routes, OpenApiVersion version) {
    json::object paths;
    for (const Route& route : routes) {
        std::string method = route.method;
        std::transform(method.begin(), method.end(), method.begin(),
                       [](char c) { return static_cast<char>(c - 'A' + 'a'); });
        json::value& path = paths[route.path];
        if (!path.is_object()) path = json::object{};
        path.get_object()[method] = operation_of(route, version);
    }
    return {{"openapi", version == OpenApiVersion::v3_1 ? "3.1.0" : "3.0.3"},
            {"info", json::object{{"title", "Throughgate"},
                                  {"version", ::throughgate::version()},
                                  {"description", about_all},
                                  {"license",
                                   json::object{{"name", "MIT"},
                                                {"url", "https://opensource.org/license/mit"}}}}},
            {"servers", json::array{json::object{{"url", "/"}, {"description", "This server"}}}},
            {"security", json::array{json::object{{"token", json::array{}}}}},
            {"tags", tags_of()},
            {"paths", std::move(paths)},
            {"components", components_of(routes, version)}};
}

std::vector<Route> openapi_routes(const std::vector<Route>& routes) {
    std::vector<Route> documents{
        document_route("/openapi.json", "showOpenApi", "This document, OpenAPI 3.1"),
        document_route("/openapi-3.0.json", "showOpenApi30", "This document, OpenAPI 3.0.3")};
    std::vector<Route> all = routes;
    all.insert(all.end(), documents.begin(), documents.end());
    for (Route& each : documents) {
        const auto version =
            each.path == "/openapi.json" ? OpenApiVersion::v3_1 : OpenApiVersion::v3_0;
        each.handler = [text = json::serialize(openapi_of(all, version))](
                           const std::shared_ptr<const Call>&, const Respond& respond) {
            Response response;
            response.body = text;
            respond(std::move(response));
        };
    }
    return documents;
}

}  // namespace throughgate::http
