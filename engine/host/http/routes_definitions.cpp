// SPDX-License-Identifier: MIT
// Definitions and imports: what an operator brings in.
#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/views.hpp"
#include "throughgate/migration.hpp"
#include "throughgate/notices.hpp"

namespace throughgate::http {
namespace {

Response check_files(Services& services, const Call& call) {
    const Date today = std::chrono::floor<std::chrono::days>(services.engine.now());
    return json_response(
        to_json(check_definitions(definition_files_of(call.body.get_object()), today)));
}

Response apply(Services& services, const Call& call) {
    const boost::json::object& body = call.body.get_object();
    const auto files = definition_files_of(body);
    const std::string reason = text_member(body, "without_plan");
    return answer_of(reason.empty()
                         ? services.engine.apply(files, actor_of(call))
                         : publish_without_plan(services.engine, files, actor_of(call), reason));
}

ShapePointer published_body() {
    return object(
        "PublishedDefinitions", "A workflows folder, to be published",
        {shapes::definition_files()->members[0],
         optional("without_plan", some_text(), "Why live cases may change without a plan; kept")});
}

Response import_duty(Services& services, const Call& call) {
    return answer_of(import_rota(services.engine, call.raw, "body", actor_of(call)));
}

ImportOptions options_of(const Call& call) {
    return {.partial = call.in_query("partial") == "true",
            .replace = call.in_query("replace") == "true"};
}

Response import_prisoners(Services& services, const Call& call) {
    return answer_of(
        services.engine.import_prisoners(call.raw, "body", actor_of(call), options_of(call)));
}

Response import_staff(Services& services, const Call& call) {
    return answer_of(
        services.engine.import_directory(call.raw, "body", actor_of(call), options_of(call)));
}

Response import_events(Services& services, const Call& call) {
    return answer_of(services.engine.import_events(call.raw, "body", actor_of(call)));
}

Route operator_route(Services& services, Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = "POST";
    route.scope = Scope::operate;
    route.body_limit = limits::import_body_bytes;
    route.takes_long = true;
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

Route definition_route(Services& services, const char* path, const char* operation,
                       const char* title, Response (*query)(Services&, const Call&)) {
    Route route = operator_route(services, query);
    route.path = path;
    route.operation = operation;
    route.tag = "Definitions";
    route.title = title;
    route.body = shapes::definition_files();
    return route;
}

Route import_route(Services& services, const char* what, const char* operation, const char* type,
                   const char* title, Response (*query)(Services&, const Call&)) {
    Route route = operator_route(services, query);
    route.path = std::string("/api/v1/imports/") + what;
    route.operation = operation;
    route.tag = "Imports";
    route.title = title;
    route.about = "Sent again, it is a difference: nothing is applied twice.";
    route.raw_type = type;
    route.answer = shapes::import_report();
    route.problems = {"refused"};
    return route;
}

}  // namespace

std::vector<Route> definition_routes(Services& services) {
    Route check = definition_route(services, "/api/v1/definitions/check", "checkDefinitions",
                                   "Check workflow definitions; every fault", check_files);
    check.answer = shapes::check_report();
    Route publish = definition_route(services, "/api/v1/definitions", "applyDefinitions",
                                     "Publish workflow definitions", apply);
    publish.about =
        "New versions for cases opened from now on; live cases stay pinned. With "
        "errors in the report nothing was published. The same files again change "
        "nothing. Where live cases run a pathway that would change, a plan is wanted, or the "
        "reason to do without.";
    publish.body = published_body();
    publish.problems = {"refused", "conflict"};
    publish.answer = shapes::applied_definitions();
    Route prisoners = import_route(services, "prisoners", "importPrisoners", "application/json",
                                   "Prisoner records; opens cases", import_prisoners);
    const Parameter partial{"partial", truth(), "true: the file holds some of the rows only"};
    prisoners.in_query = {partial};
    Route staff = import_route(services, "staff", "importStaff", "text/csv",
                               "Staff directory; replaces the one before", import_staff);
    staff.in_query = {
        partial, {"replace", truth(), "true: even when more than half of the people would go"}};
    Route events = import_route(services, "events", "importEvents", "application/x-ndjson",
                                "Domain events, one JSON object a line", import_events);
    Route rota = import_route(services, "rota", "importRota", "text/csv",
                              "Who is on duty, by team and day", import_duty);
    rota.about = "Days that the file names are replaced, others stay.";
    return {std::move(check), std::move(publish), std::move(prisoners),
            std::move(staff), std::move(events),  std::move(rota)};
}

}  // namespace throughgate::http
