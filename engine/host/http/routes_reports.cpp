// SPDX-License-Identifier: MIT
// Reports: the figures of managers and inspectors, as JSON or as the CSV of one table.
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/reports.hpp"
#include "throughgate/reports.hpp"

namespace throughgate::http {
namespace {

ReportQuery query_in(const Call& call) {
    ReportQuery query;
    query.prison = call.in_query("prison");
    query.team = call.in_query("team");
    query.person = call.in_query("person");
    query.sort = call.in_query("sort");
    query.overdue_only = call.in_query("overdue") == "true";
    query.from = parse_date(call.in_query("from"));
    query.until = parse_date(call.in_query("until"));
    query.known_on = parse_date(call.in_query("known_on"));
    if (const auto& seed = call.in_query("seed"); !seed.empty())
        query.seed = number_in<std::uint64_t>(seed);
    if (const auto& sample = call.in_query("sample"); !sample.empty())
        query.sample = number_in<std::size_t>(sample);
    if (const auto& limit = call.in_query("limit"); !limit.empty())
        query.limit = number_in<std::size_t>(limit);
    return query;
}

Parameter overdue_parameter() { return {"overdue", truth(), "Only overdue ones"}; }
Parameter person_parameter() {
    return {"person", some_text(100), "Only cases that this member of staff holds"};
}
Parameter sort_parameter() { return {"sort", some_text(100), "Column to sort by"}; }

Route report_route(Services& services, const std::string& kind, const char* operation,
                   const char* title, std::vector<Parameter> more) {
    Route route;
    route.method = "GET";
    route.path = "/api/v1/reports/" + kind;
    route.operation = operation;
    route.tag = "Reports";
    route.title = title;
    route.in_query = {{"prison", some_text(100), "Only this prison"},
                      {"team", some_text(100), "Only this team"},
                      {"limit", number(1, 10000), "Rows of each table; default 500"}};
    for (Parameter& each : more) route.in_query.push_back(std::move(each));
    route.answer = shapes::report();
    route.problems = {"refused"};
    route.query = [&services, kind](const Call& call) {
        const Access reads = reading(services.engine, call.principal);
        return answer_of(report(services.engine, reads.viewer(), kind, query_in(call)));
    };
    return route;
}

}  // namespace

std::vector<Route> report_routes(Services& services) {
    const Parameter from{"from", date(), "First day; default today"};
    const Parameter until{"until", date(), "Last day; default four weeks in all"};
    std::vector<Route> routes;
    routes.push_back(report_route(services, "caseload", "reportCaseload",
                                  "How many cases each person has",
                                  {person_parameter(), sort_parameter()}));
    routes.push_back(report_route(services, "workload", "reportWorkload",
                                  "Points, cases that nobody has, releases a day",
                                  {person_parameter(), sort_parameter(), from, until}));
    routes.push_back(report_route(services, "handoffs", "reportHandoffs",
                                  "Open handoffs across prison and community",
                                  {person_parameter(), sort_parameter(), overdue_parameter()}));
    routes.push_back(report_route(services, "unreachable", "reportUnreachable",
                                  "What could not be told, and who cannot be told", {}));
    routes.push_back(report_route(services, "states", "reportStates",
                                  "Live cases in each state, and versions that they follow", {}));
    routes.push_back(
        report_route(services, "inspection", "reportInspection", "Evidence for Through the Gate",
                     {person_parameter(),
                      {"from", date(), "First day of release; default four weeks in all"},
                      {"until", date(), "Last day of release; default today"},
                      {"known_on", date(), "As was known at the end of this day"},
                      {"seed", number(), "The same seed draws the same sample; default 1"},
                      {"sample", number(0, 10000), "Cases to lay out; default 20"}}));
    routes.push_back(report_route(services, "releases", "reportReleases",
                                  "Releases ahead, and what is not arranged",
                                  {person_parameter(), from, until}));
    return routes;
}

}  // namespace throughgate::http
