// SPDX-License-Identifier: MIT
#include <boost/json/array.hpp>
#include <charconv>

#include "host/http/commands.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

template <typename Row>
Response answer_list(const Result<std::vector<Row>>& rows) {
    if (!rows.ok()) return to_response(problem_of(rows.error()));
    return page_response(to_json_array(*rows), "");
}

/// Made at once, and given when the log of reads has its line: no worker waits for the disk.
void give_worklist(Services& services, const Call& call, const Respond& respond) {
    auto made = std::make_shared<Response>();
    WorkQuery whole;
    whole.person = call.in_path("person");
    whole.rows_of_page = 0;
    reading(services.engine, call.principal)
        .work(
            whole,
            [&](const WorkPage& page) { *made = page_response(to_json_array(page.rows), ""); },
            [made, respond](const Status& logged) {
                respond(logged.ok() ? std::move(*made) : to_response(problem_of(logged.error())));
            });
}

void show_worklist(Services& services, const std::shared_ptr<const Call>& call,
                   const Respond& respond) {
    const bool posted = services.workers.post([&services, call, respond] {
        try {
            give_worklist(services, *call, respond);
        } catch (const std::exception& mistake) {
            services.log.say("error", "our-mistake",
                             {{"what", mistake.what()}, {"trace", call->trace}});
            respond(to_response(
                {"our-mistake", "its trace leads to what happened, in the log", "", {}, 0}));
        }
    });
    if (!posted) respond(to_response({"busy", "too much waits already; try again", "", {}, 1}));
}

Response resolve(Services& services, const Call& call) {
    const std::string& text = call.in_path("incident");
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    const Status done = services.engine.resolve_incident(
        number, command_of(call).actor, text_member(call.body.get_object(), "reason"));
    if (!done.ok()) return to_response(problem_of(done.error()));
    Response response;
    response.status = 204;
    return response;
}

}  // namespace

std::vector<Route> work_routes(Services& services) {
    Engine& engine = services.engine;
    return {
        {.method = "GET",
         .path = "/api/v1/worklists/{person}",
         .operation = "showWorklist",
         .tag = "Work",
         .title = "What a member of staff should do today, highest risk first",
         .in_path = {{"person", some_text(100), "Staff id"}},
         .answer = shapes::page_of("Worklist", shapes::work_item()),
         .problems = {"not-found", "forbidden"},
         .handler = [&services](
                        const std::shared_ptr<const Call>& call,
                        const Respond& respond) { show_worklist(services, call, respond); }},
        {.method = "GET",
         .path = "/api/v1/incidents",
         .operation = "listIncidents",
         .tag = "Work",
         .title = "What stands still until somebody looks",
         .answer = shapes::page_of("IncidentPage", shapes::incident()),
         .query =
             [&engine](const Call& call) {
                 return answer_list(reading(engine, call.principal).incidents());
             }},
        {.method = "POST",
         .path = "/api/v1/incidents/{incident}/resolution",
         .operation = "resolveIncident",
         .tag = "Work",
         .title = "End an incident; a parked case moves again",
         .about = "Ending it a second time is answered with `not-found`, so it needs no key.",
         .scope = Scope::operate,
         .in_path = {{"incident", number(1), "Its number"}},
         .body = shapes::because(),
         .success = 204,
         .answer_type = "",
         .problems = {"not-found", "refused"},
         .query = [&services](const Call& call) { return resolve(services, call); }},
        {.method = "GET",
         .path = "/api/v1/recomputes",
         .operation = "listRecomputes",
         .tag = "Work",
         .title = "Runs that derived the dates of all cases again, newest first",
         .scope = Scope::operate,
         .in_query = {limit_parameter()},
         .answer = shapes::page_of("RecomputePage", shapes::recompute()),
         .query =
             [&engine](const Call& call) { return answer_list(engine.recomputes(call.limit())); }},
        {.method = "GET",
         .path = "/api/v1/totals",
         .operation = "showTotals",
         .tag = "Work",
         .title = "Counters since the store was made",
         .scope = Scope::operate,
         .answer = shapes::totals(),
         .query = [&engine](const Call&) { return answer_of(engine.totals()); }},
    };
}

}  // namespace throughgate::http
