// SPDX-License-Identifier: MIT
#include <boost/json/array.hpp>

#include "host/http/reads.hpp"
#include "host/http/request_check.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

/// 304 when the caller has this version already.
Response tagged(const Call& call, std::uint64_t version, const json::value& value) {
    const std::string tag = tag_of_version(version);
    Response response;
    if (call.headers.if_none_match == tag)
        response.status = 304;
    else
        response = json_response(value);
    response.headers.emplace_back("ETag", tag);
    return response;
}

Response list_cases(Services& services, const Call& call) {
    CaseQuery query;
    query.prison = call.in_query("prison");
    query.team = call.in_query("team");
    query.officer = call.in_query("officer");
    query.state = call.in_query("state");
    query.parked_only = call.in_query("parked") == "true";
    query.after = call.in_query("after");
    query.limit = call.limit();  // one more would be one more in the log of reads
    const auto rows = reading(services.engine, call.principal).list_cases(query);
    if (!rows.ok()) return to_response(problem_of(rows.error()));
    const bool full = rows->size() == call.limit();
    return page_response(to_json_array(*rows), full ? rows->back().reference : "");
}

Response find_case(Services& services, const Call& call) {
    const json::object& body = call.body.get_object();
    json::array found;
    for (const char* name : {"noms", "crn"}) {
        const json::value* given = body.if_contains(name);
        if (given == nullptr || given->get_string().empty()) continue;
        const auto view = reading(services.engine, call.principal)
                              .find_case(std::string_view(given->get_string()));
        if (!view.ok() && view.error().kind != ErrorKind::not_found)
            return to_response(problem_of(view.error()));
        if (view.ok() && (found.empty() || found[0].at("case") != view->row.reference.c_str()))
            found.push_back(to_json(view->row));
    }
    return page_response(std::move(found), "");
}

Response show_case(Services& services, const Call& call) {
    auto view = reading(services.engine, call.principal).find_case(call.in_path("case"));
    if (!view.ok()) return to_response(problem_of(view.error()));
    return tagged(call, view->version, to_json(*view));
}

Response show_history(Services& services, const Call& call) {
    const std::string& reference = call.in_path("case");
    auto entries =
        reading(services.engine, call.principal)
            .history(reference, number_in<std::uint64_t>(call.in_query("after")), call.limit() + 1);
    if (!entries.ok()) return to_response(problem_of(entries.error()));
    const bool more = entries->size() > call.limit();
    if (more) entries->pop_back();
    json::array items;
    for (const HistoryEntry& entry : *entries) items.push_back(to_json(entry));
    return page_response(std::move(items),
                         more ? std::to_string(entries->back().sequence) : std::string());
}

Response list_handoffs(Services& services, const Call& call) {
    HandoffQuery query;
    query.case_reference = call.in_query("case");
    query.person = call.in_query("person");
    query.open_only = call.in_query("all") != "true";
    query.overdue_only = call.in_query("overdue") == "true";
    query.after = call.in_query("after");
    query.limit = call.limit() + 1;
    auto rows = reading(services.engine, call.principal).list_handoffs(query);
    if (!rows.ok()) return to_response(problem_of(rows.error()));
    const bool more = rows->size() > call.limit();
    if (more) rows->pop_back();
    std::string next;
    if (more) next = rows->back().case_reference + "/" + std::to_string(rows->back().number);
    return page_response(to_json_array(*rows), next);
}

Response show_handoff(Services& services, const Call& call) {
    const auto view = reading(services.engine, call.principal).find_case(call.in_path("case"));
    if (!view.ok()) return to_response(problem_of(view.error()));
    const std::uint64_t number = number_in<std::uint64_t>(call.in_path("handoff"));
    for (const HandoffView& handoff : view->handoffs)
        if (handoff.number == number) return tagged(call, handoff.version, to_json(handoff));
    return to_response({"not-found",
                        "case " + view->row.reference + " has no handoff " + std::to_string(number),
                        view->row.reference,
                        {},
                        0});
}

Query with(Services& services, Response (*query)(Services&, const Call&)) {
    return [&services, query](const Call& call) { return query(services, call); };
}

}  // namespace

std::vector<Route> case_routes(Services& services) {
    const auto filter = [](const char* name, ShapePointer shape, const char* about) {
        return Parameter{name, std::move(shape), about};
    };
    return {
        {.method = "GET",
         .path = "/api/v1/cases",
         .operation = "listCases",
         .tag = "Cases",
         .title = "Cases, in order of reference",
         .in_query = {filter("prison", some_text(100), "Prison id"),
                      filter("team", some_text(100), "Probation team"),
                      filter("officer", some_text(100), "Staff id of the responsible officer"),
                      filter("state", choice(shapes::case_states()), "Where the case stands"),
                      filter("parked", truth(), "true: only those that an incident holds"),
                      after_parameter(), limit_parameter()},
         .answer = shapes::page_of("CasePage", shapes::case_row()),
         .problems = {"not-found", "forbidden"},
         .query = with(services, list_cases)},
        {.method = "POST",
         .path = "/api/v1/cases/find",
         .operation = "findCase",
         .tag = "Cases",
         .title = "The latest case of a person",
         .about = "A POST, so that a person's numbers stand in no address and no log of one.",
         .body = shapes::person(),
         .answer = shapes::page_of("FoundCases", shapes::case_row()),
         .query = with(services, find_case)},
        {.method = "GET",
         .path = "/api/v1/cases/{case}",
         .operation = "showCase",
         .tag = "Cases",
         .title = "Everything about one case",
         .about = "Its ETag goes into If-Match of an event. What the caller's labels do not "
                  "open is left out.",
         .in_path = {case_parameter()},
         .answer = shapes::case_view(),
         .problems = {"not-found", "forbidden"},
         .query = with(services, show_case)},
        {.method = "GET",
         .path = "/api/v1/cases/{case}/history",
         .operation = "showHistory",
         .tag = "Cases",
         .title = "The log of one case",
         .in_path = {case_parameter()},
         .in_query = {filter("after", number(), "Sequence of the last entry that you have"),
                      limit_parameter()},
         .answer = shapes::page_of("HistoryPage", shapes::history_entry()),
         .problems = {"not-found", "forbidden"},
         .query = with(services, show_history)},
        {.method = "GET",
         .path = "/api/v1/handoffs",
         .operation = "listHandoffs",
         .tag = "Handoffs",
         .title = "Handoffs, by case and number",
         .in_query = {filter("case", some_text(100), "Only of this case"),
                      filter("person", some_text(100), "Only what waits for this member of staff"),
                      filter("overdue", truth(), "true: only overdue ones"),
                      filter("all", truth(), "true: ended ones too"), after_parameter(),
                      limit_parameter()},
         .answer = shapes::page_of("HandoffPage", shapes::handoff()),
         .problems = {"not-found", "forbidden"},
         .query = with(services, list_handoffs)},
        {.method = "GET",
         .path = "/api/v1/cases/{case}/handoffs/{handoff}",
         .operation = "showHandoff",
         .tag = "Handoffs",
         .title = "One handoff",
         .about = "Its ETag goes into If-Match of a move.",
         .in_path = {case_parameter(), handoff_parameter()},
         .answer = shapes::handoff(),
         .problems = {"not-found", "forbidden"},
         .query = with(services, show_handoff)},
    };
}

}  // namespace throughgate::http
