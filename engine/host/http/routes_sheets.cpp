// SPDX-License-Identifier: MIT
// What people print and carry, as JSON: facts with their sources, needs, the release sheet, lists
// of who goes out and who came in, the contact for the probation record.
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/sheets.hpp"

namespace throughgate::http {
namespace {

std::string language_in(const Call& call) { return call.in_query("language"); }

Response facts(Access reads, const Call& call) {
    return answer_of(reads.facts_of(call.in_path("case"), language_in(call)));
}

Response needs(Access reads, const Call& call) {
    return answer_of(reads.needs_of(call.in_path("case"), language_in(call)));
}

Response sheet(Access reads, const Call& call) {
    return answer_of(reads.release_sheet(call.in_path("case"), language_in(call)));
}

Response contact(Access reads, const Call& call) {
    return answer_of(
        reads.contact_text(call.in_path("case"), call.in_path("handoff"), language_in(call)));
}

template <typename Query>
Query page_of(const Call& call) {
    Query query;
    query.prison = call.in_query("prison");
    query.wing = call.in_query("wing");
    query.after = call.in_query("after");
    query.limit = call.limit();
    query.language = language_in(call);
    return query;
}

Response releases(Access reads, const Call& call) {
    auto query = page_of<ReleaseQuery>(call);
    query.from = parse_date(call.in_query("from"));
    query.until = parse_date(call.in_query("until"));
    return answer_of(reads.releases(query));
}

Response receptions(Access reads, const Call& call) {
    auto query = page_of<ReceptionQuery>(call);
    query.day = parse_date(call.in_query("day"));
    return answer_of(reads.receptions(query));
}

Parameter language_parameter() {
    return {"language", some_text(10), "Two letters of published labels; default English"};
}

Route sheet_route(Services& services, const char* path, const char* operation, const char* title,
                  Response (*answer)(Access, const Call&)) {
    Route route;
    route.method = "GET";
    route.path = path;
    route.operation = operation;
    route.tag = "Sheets";
    route.title = title;
    route.in_query = {language_parameter()};
    route.problems = {"not-found", "forbidden", "refused"};
    route.query = [&services, answer](const Call& call) {
        return answer(reading(services.engine, call.principal), call);
    };
    return route;
}

Route case_sheet(Services& services, const char* path, const char* operation, const char* title,
                 ShapePointer shape, Response (*answer)(Access, const Call&)) {
    Route route = sheet_route(services, path, operation, title, answer);
    route.in_path = {case_parameter()};
    route.answer = std::move(shape);
    return route;
}

Route list_sheet(Services& services, const char* path, const char* operation, const char* title,
                 ShapePointer shape, Response (*answer)(Access, const Call&)) {
    Route route = sheet_route(services, path, operation, title, answer);
    route.answer = std::move(shape);
    route.problems = {"not-found", "refused"};
    for (Parameter& each : std::vector<Parameter>{{"prison", some_text(100), "Only this prison"},
                                                  {"wing", some_text(100), "Only this wing"},
                                                  after_parameter(),
                                                  limit_parameter()})
        route.in_query.push_back(std::move(each));
    return route;
}

}  // namespace

std::vector<Route> sheet_routes(Services& services) {
    Route out = list_sheet(services, "/api/v1/releases", "listReleases",
                           "Who goes out, with what is not settled", shapes::releases(), releases);
    out.in_query.push_back({"from", date(), "First release day; default today"});
    out.in_query.push_back({"until", date(), "Last one; default the day after the first"});
    Route in = list_sheet(services, "/api/v1/receptions", "listReceptions", "Who came in",
                          shapes::receptions(), receptions);
    in.in_query.push_back({"day", date(), "Default yesterday"});
    Route copied =
        case_sheet(services, "/api/v1/cases/{case}/handoffs/{handoff}/contact", "showContact",
                   "Words to be copied into the probation record", shapes::contact(), contact);
    copied.in_path = {case_parameter(),
                      {"handoff", some_text(100), "Its number within the case, or its name"}};
    return {case_sheet(services, "/api/v1/cases/{case}/facts", "showFacts",
                       "What is known, who says so and how old it is", shapes::facts(), facts),
            case_sheet(services, "/api/v1/cases/{case}/needs", "showNeeds",
                       "Open needs, tasks and services that help", shapes::needs(), needs),
            case_sheet(services, "/api/v1/cases/{case}/sheet", "showSheet",
                       "The release sheet of one person", shapes::release_sheet(), sheet),
            std::move(copied),
            std::move(out),
            std::move(in)};
}

}  // namespace throughgate::http
