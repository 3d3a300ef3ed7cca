// SPDX-License-Identifier: MIT
#include <boost/json/array.hpp>
#include <filesystem>

#include "host/http/commands.hpp"
#include "host/http/openapi.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response show_health(Services& services, const Call&) {
    const Health health = services.engine.health();
    return json_response(to_json(health), health.ok ? 200 : 503);
}

Response show_metrics(Services& services, const Call&) {
    const auto totals = services.engine.totals();
    if (!totals.ok()) return to_response(problem_of(totals.error()));
    std::error_code none;
    const auto wal = std::filesystem::file_size(services.store_path + "-wal", none);
    services.metrics.engine(*totals, services.engine.health(), none ? 0 : wal);
    const auto others = upstreams(services.engine);
    if (!others.ok()) return to_response(problem_of(others.error()));
    services.metrics.upstreams(*others, services.engine.now());
    Response response;
    response.type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = services.metrics.text();
    return response;
}

Response show_version(Services& services, const Call&) {
    return json_response(
        json::object{{"version", version()}, {"demo", services.runs == EngineRuns::when_asked}});
}

Response show_who(Services&, const Call& call) {
    const Principal& who = call.principal;
    return json_response(
        json::object{{"principal", who.id},
                     {"person", who.person},
                     {"roles", json::array(who.roles.begin(), who.roles.end())},
                     {"labels", json::array(who.labels.begin(), who.labels.end())}});
}

Response verify_audit(Services& services, const Call&) {
    const auto faults = services.engine.verify_audit();
    if (!faults.ok()) return to_response(problem_of(faults.error()));
    return json_response(json::object{{"verified", faults->empty()},
                                      {"faults", json::array(faults->begin(), faults->end())}});
}

Response find_broken(Services& services, const Call&) {
    const auto broken = services.engine.broken_invariants();
    if (!broken.ok()) return to_response(problem_of(broken.error()));
    return json_response(json::object{{"verified", broken->empty()},
                                      {"faults", json::array(broken->begin(), broken->end())}});
}

Response confirm_clock(Services& services, const Call& call) {
    const Actor actor{call.principal.person, call.principal.id, ""};
    const Status done = services.engine.confirm_clock(actor);
    return done.ok() ? no_content() : to_response(problem_of(done.error()));
}

Response release_outbox(Services& services, const Call& call) {
    const Actor actor{call.principal.person, call.principal.id, ""};
    const Status done = services.engine.release_outbox(actor);
    return done.ok() ? no_content() : to_response(problem_of(done.error()));
}

Response move_clock(Services& services, const Call& call) {
    const Instant wanted = *parse_instant(text_member(call.body.get_object(), "now"));
    if (wanted < services.engine.now())
        return to_response(invalid({{"/now", "lies behind the clock, which only runs forward"}}));
    const Status done = services.engine.run_until(wanted);
    if (!done.ok()) return to_response(problem_of(done.error()));
    return json_response(json::object{{"now", format_instant(services.engine.now())}});
}

Route system_route(Services& services, const char* method, const char* path, const char* operation,
                   const char* title, Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = method;
    route.path = path;
    route.operation = operation;
    route.tag = "System";
    route.title = title;
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

/// Answers nothing, only that it is done.
Route deed(Route route) {
    route.scope = Scope::operate;
    route.success = 204;
    route.answer_type = "";
    route.problems = {"refused"};
    return route;
}

ShapePointer clock_shape() {
    return object("Clock", "The engine's time", {required("now", instant(), "Its time")});
}

}  // namespace

std::vector<Route> system_routes(Services& services) {
    Route health = system_route(services, "GET", "/health", "showHealth",
                                "Is anything due and not fired?", show_health);
    health.about = "200, or 503 with the same body when somebody should look.";
    health.scope = Scope::open;
    health.answer = shapes::health();
    Route metrics = system_route(services, "GET", "/metrics", "showMetrics",
                                 "Figures for Prometheus", show_metrics);
    metrics.scope = Scope::open;
    metrics.answer_type = "text/plain";
    Route version = system_route(services, "GET", "/api/v1/version", "showVersion",
                                 "What runs here", show_version);
    version.scope = Scope::open;
    version.answer = shapes::version();
    Route who = system_route(services, "GET", "/api/v1/me", "showMe", "Who the token says you are",
                             show_who);
    who.answer = shapes::who();
    Route audit = system_route(services, "GET", "/api/v1/audit", "verifyAudit",
                               "Walk every chain of the log", verify_audit);
    audit.about = "Reads the whole log: minutes for a large store.";
    audit.scope = Scope::operate;
    audit.takes_long = true;
    audit.answer = shapes::audit();
    Route invariants = system_route(services, "GET", "/api/v1/invariants", "checkInvariants",
                                    "Look at every case for what must always hold", find_broken);
    invariants.about = "Reads every case: minutes for a large store.";
    invariants.scope = Scope::operate;
    invariants.takes_long = true;
    invariants.answer = shapes::audit();
    return {std::move(invariants),
            std::move(health),
            std::move(metrics),
            std::move(version),
            std::move(who),
            std::move(audit),
            deed(system_route(services, "POST", "/api/v1/clock/confirmation", "confirmClock",
                              "After a jump of over an hour: the time is right", confirm_clock)),
            deed(system_route(services, "POST", "/api/v1/outbox/release", "releaseOutbox",
                              "Send what a restored backup held", release_outbox))};
}

std::vector<Route> demo_routes(Services& services) {
    Route move =
        system_route(services, "PUT", "/api/v1/demo/clock", "moveClock",
                     "Move the demo's clock; everything due till then happens", move_clock);
    move.about = "Only of `serve --demo`.";
    move.scope = Scope::operate;
    move.takes_long = true;
    move.body = clock_shape();
    move.answer = clock_shape();
    return {std::move(move)};
}

Parameter case_parameter() { return {"case", some_text(100), "Reference: TG-000001"}; }
Parameter handoff_parameter() {
    return {"handoff", number(1, 4000000000), "Number of the handoff within the case"};
}
Parameter limit_parameter() {
    return {"limit", number(1, limits::largest_page), "Most items of a page; default 100"};
}
Parameter after_parameter() { return {"after", some_text(200), "`next` of the page before"}; }

Actor actor_of(const Call& call) { return {call.principal.person, call.principal.id, ""}; }

Response done_or_problem(const Status& status) {
    if (!status.ok()) return to_response(problem_of(status.error()));
    Response response;
    response.status = 204;
    return response;
}

Response page_response(json::array items, const std::string& next) {
    return json_response(
        json::object{{"items", std::move(items)},
                     {"next", next.empty() ? json::value(nullptr) : json::value(next)}});
}

std::vector<Route> all_routes(Services& services) {
    std::vector<Route> all;
    const auto add = [&all](std::vector<Route> more) {
        for (Route& each : more) all.push_back(std::move(each));
    };
    add(case_routes(services));
    add(command_routes(services));
    add(bulk_routes(services));
    add(work_routes(services));
    add(sheet_routes(services));
    add(report_routes(services));
    add(access_routes(services));
    add(going_live_routes(services));
    add(change_routes(services));
    add(upstream_routes(services));
    add(notice_routes(services));
    add(link_routes(services));
    add(definition_routes(services));
    add(publication_routes(services));
    add(tool_routes(services));
    add(trial_routes(services));
    add(forecast_routes(services));
    add(planning_routes(services));
    add(care_routes(services));
    add(system_routes(services));
    if (services.runs == EngineRuns::when_asked) add(demo_routes(services));
    add(openapi_routes(all));
    return all;
}

}  // namespace throughgate::http
