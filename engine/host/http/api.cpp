// SPDX-License-Identifier: MIT
#include "host/http/api.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>

#include "host/http/assertion.hpp"
#include "host/http/request_check.hpp"
#include "host/http/trace.hpp"

namespace throughgate::http {
namespace {

using std::chrono::steady_clock;

constexpr std::array<std::string_view, 9> methods{"GET",     "HEAD",  "POST",    "PUT",  "DELETE",
                                                  "OPTIONS", "PATCH", "CONNECT", "TRACE"};

Problem unreadable_target() {
    return {"bad-request",
            "the address cannot be read: send a path with its special characters percent-encoded",
            "",
            {},
            0};
}

/// Of an address that cannot be read as a whole: enough to know whether people or programs wait
/// for the answer.
Target readable_start(std::string_view target) {
    const std::size_t end = std::min(target.find_first_of("%?"), limits::target_bytes);
    return read_target(target.substr(0, end)).value_or(Target{});
}

/// A slow answer that went out already must not be given twice.
Respond once(Respond respond) {
    auto given = std::make_shared<std::atomic<bool>>(false);
    return [given, respond = std::move(respond)](Response response) {
        if (!given->exchange(true)) respond(std::move(response));
    };
}

}  // namespace

struct Api::Exchange {
    Request request;
    Respond respond;
    Target target;
    Router::Found found;
    Trace trace;
    RequestRecord record;
    steady_clock::time_point began;
};

Api::Api(std::vector<Route> routes, Authenticator& authenticator, Workers& workers,
         Metrics& metrics, JsonLog& log)
    : router_(std::move(routes)),
      authenticator_(authenticator),
      workers_(workers),
      metrics_(metrics),
      log_(log) {}

Allowance Api::allowance(std::string_view method, std::string_view target) {
    const auto read = read_target(target);
    const Route* route = read ? router_.find(method, *read).route : nullptr;
    if (route == nullptr) return {limits::body_bytes, limits::handling};
    return {route->body_limit, route->takes_long ? limits::long_handling : limits::handling};
}

bool Api::knows(const Target& target) const {
    const auto found = router_.find("GET", target);
    return found.route != nullptr || !found.allowed.empty();
}

std::optional<Problem> Api::screen(Exchange& exchange) {
    const Request& request = exchange.request;
    if (!request.repeated_field.empty())
        return Problem{"bad-request",
                       "the header field " + request.repeated_field + " stands twice",
                       "",
                       {},
                       0};
    if (std::find(methods.begin(), methods.end(), request.method) == methods.end())
        return Problem{"unknown-method", "this method is unknown; see /openapi.json", "", {}, 0};
    if (request.target.size() > limits::target_bytes) {
        exchange.found = router_.find(request.method, readable_start(request.target));
        return Problem{"target-too-long",
                       "at most " + std::to_string(limits::target_bytes) + " bytes",
                       "",
                       {},
                       0};
    }
    auto target = read_target(request.target);
    if (!target) {
        exchange.found = router_.find(request.method, readable_start(request.target));
        return unreadable_target();
    }
    exchange.target = std::move(*target);
    exchange.found = router_.find(request.method, exchange.target);
    if (exchange.found.route != nullptr) return std::nullopt;
    if (exchange.found.allowed.empty())
        return Problem{"unknown-route", "there is no such address; see /openapi.json", "", {}, 0};
    return Problem{"wrong-method", "use " + exchange.found.allowed, "", {}, 0};
}

void Api::handle(Request request, Respond respond) {
    auto exchange = std::make_shared<Exchange>();
    exchange->began = steady_clock::now();
    exchange->trace = trace_of(request.headers.traceparent);
    exchange->request = std::move(request);
    exchange->respond = once(std::move(respond));
    exchange->record.method = exchange->request.method;
    exchange->record.peer = exchange->request.peer;
    exchange->record.trace = exchange->trace.id;
    guarded(exchange, [&] { begin(exchange); });
}

void Api::guarded(const ExchangePointer& exchange, const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& mistake) {
        log_.say("error", "our-mistake", {{"what", mistake.what()}, {"trace", exchange->trace.id}});
        refuse(exchange,
               {"our-mistake", "its trace leads to what happened, in the log", "", {}, 0});
    }
}

void Api::begin(const ExchangePointer& exchange) {
    if (const auto problem = screen(*exchange)) return refuse(exchange, *problem);
    exchange->record.operation = exchange->found.route->operation;
    if (exchange->found.route->scope == Scope::open) return check_and_run(exchange, {});
    authenticator_.authenticate(
        exchange->request.headers, [this, exchange](std::variant<Principal, Problem> who) {
            guarded(exchange, [&] {
                if (const auto* problem = std::get_if<Problem>(&who))
                    return refuse(exchange, *problem);
                who =
                    with_assertion(std::move(std::get<Principal>(who)), exchange->request.headers);
                if (const auto* problem = std::get_if<Problem>(&who))
                    return refuse(exchange, *problem);
                check_and_run(exchange, std::move(std::get<Principal>(who)));
            });
        });
}

void Api::check_and_run(const ExchangePointer& exchange, Principal principal) {
    const Route& route = *exchange->found.route;
    exchange->record.principal = principal.id;
    if (route.scope != Scope::open && !may(principal, route.scope))
        return refuse(exchange, {"not-allowed",
                                 "it needs the scope '" + std::string(name_of(route.scope)) +
                                     "'; ask for a token of another role",
                                 "",
                                 {},
                                 0});
    auto read = read_call(exchange->found, std::move(exchange->target), exchange->request);
    if (const auto* problem = std::get_if<Problem>(&read)) return refuse(exchange, *problem);
    auto call = std::make_shared<Call>(std::move(std::get<Call>(read)));
    call->principal = std::move(principal);
    call->trace = exchange->trace.id;
    run(exchange, std::move(call));
}

void Api::run(const ExchangePointer& exchange, std::shared_ptr<const Call> call) {
    const Route& route = *exchange->found.route;
    if (route.handler)
        return route.handler(std::move(call), [this, exchange](Response response) {
            finish(exchange, std::move(response));
        });
    const bool posted = workers_.post([this, exchange, call, &route] {
        guarded(exchange, [&] { finish(exchange, route.query(*call)); });
    });
    if (!posted) refuse(exchange, {"busy", "too much waits already; try again", "", {}, 1});
}

void Api::refuse(const ExchangePointer& exchange, const Problem& problem) {
    const Route* route = exchange->found.route;
    const bool is_page = route != nullptr && route->refusal != nullptr;
    Response response = is_page ? route->refusal(problem) : to_response(problem);
    if (!exchange->found.allowed.empty())
        response.headers.emplace_back("Allow", exchange->found.allowed);
    finish(exchange, std::move(response));
}

void Api::finish(const ExchangePointer& exchange, Response response) {
    RequestRecord& record = exchange->record;
    record.status = response.status;
    record.problem = response.problem;
    record.bytes = response.body.size();
    const std::chrono::duration<double, std::milli> took = steady_clock::now() - exchange->began;
    record.milliseconds = took.count();
    response.headers.emplace_back("traceparent", to_traceparent(exchange->trace));
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    metrics_.request(record);
    log_.request(record);
    exchange->respond(std::move(response));
}

Response Api::broken(unsigned status, std::string_view code, const std::string& peer) {
    RequestRecord record;
    record.status = status;
    record.problem = code;
    record.peer = peer;
    metrics_.request(record);
    log_.request(record);
    return to_response({code, std::string(kind_of(code).title), "", {}, status == 503 ? 1u : 0u});
}

}  // namespace throughgate::http
