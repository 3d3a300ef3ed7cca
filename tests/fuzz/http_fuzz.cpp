// SPDX-License-Identifier: MIT
// Goal: no request hangs or breaks the HTTP API before the engine is asked. Method: the input is a
// head as it comes from a socket and, behind its blank line, a body (whatever Content-Length says,
// so that each can change without the other). It is read by Beast with the server's limits, taken
// apart, routed by the real table and checked; what passes becomes a command. Every refusal must be
// JSON that can be read, and name a code that is declared. No handler runs: there is no engine.
// What stands behind "Bearer" is read as an access token, and the body as its claims.
// `./dev fuzz` runs it under libFuzzer; `./dev test` replays the corpus.
#include "fuzz/http_fuzz.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/json/parse.hpp>
#include <cstdlib>

#include "host/http/commands.hpp"
#include "host/http/oauth_keys.hpp"
#include "host/http/oauth_token.hpp"
#include "host/http/request_check.hpp"
#include "host/http/routes.hpp"
#include "host/http/trace.hpp"
#include "host/http/wire.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

/// Our own mistake: the fuzzer keeps the input.
void demand(bool holds) {
    if (!holds) std::abort();
}

/// What handlers are given and, never being called, do not use.
template <typename Nobody>
Nobody& nobody() {
    alignas(64) static std::byte nothing[1024]{};
    return *reinterpret_cast<Nobody*>(nothing);
}

Services& no_services() {
    static Services none{
        nobody<Engine>(),  EngineRuns::by_itself, "", nobody<Workers>(), nobody<Metrics>(),
        nobody<JsonLog>(), nobody<ChangeHub>(),   {}};
    return none;
}

const Router& router() {
    static const Router all([] {
        std::vector<Route> routes;
        for (const auto of : {case_routes,       command_routes,     bulk_routes,     work_routes,
                              sheet_routes,      report_routes,      access_routes,   link_routes,
                              going_live_routes, change_routes,      upstream_routes, notice_routes,
                              definition_routes, publication_routes, tool_routes,     trial_routes,
                              forecast_routes,   planning_routes,    care_routes,     system_routes,
                              demo_routes})
            for (Route& each : of(no_services())) routes.push_back(std::move(each));
        return routes;
    }());
    return all;
}

/// nullopt: no head of HTTP, answered by the connection itself.
std::optional<Request> read_head(std::string_view head) {
    Parser parser;
    parser.header_limit(limits::header_bytes);
    parser.body_limit(limits::body_bytes);
    boost::system::error_code problem;
    parser.put(boost::asio::buffer(head.data(), head.size()), problem);
    if (problem || !parser.is_header_done()) return std::nullopt;
    return to_request(parser, "192.0.2.1");
}

void check_refusal(const Problem& problem) {
    const Response response = to_response(problem);
    demand(response.status >= 400 && response.status < 600);
    json::error_code unreadable;
    const json::value body = json::parse(response.body, unreadable);
    demand(!unreadable && body.as_object().at("code").as_string() == problem.code);
    for (const auto& [name, value] : response.headers)
        demand(value.find_first_of("\r\n") == value.npos);
    demand(to_wire(response, {}).starts_with("HTTP/1.1 "));
}

void make_bulk(const Call& call) {
    for (const json::value& each : call.body.get_object().at("items").get_array()) {
        if (each.get_object().size() != 1) continue;
        const auto& [kind, item] = *each.get_object().begin();
        Command command = command_of(call, item.get_object());
        take_item(command, kind, item.get_object());
        demand(!command.key.empty());
    }
}

void make_command(const Route& route, const Call& call) {
    const auto body = [&call]() -> const json::object& { return call.body.get_object(); };
    if (route.wants_key) demand(!command_of(call).key.empty() || call.key.empty());
    if (route.operation == "openCase") open_case_of(body());
    if (route.operation == "placeCase") place_case_of(body());
    if (route.operation == "sendEvent") event_of(body(), call.in_path("case"));
    if (route.operation == "sendEventOfPerson") event_of(body(), "");
    if (route.operation == "moveHandoff")
        move_of(body(), call.in_path("case"), 1, call.in_path("action"));
    if (route.operation == "runBulk") make_bulk(call);
    if (route.tag == "Definitions" && route.body) definition_files_of(body());
}

bool is_printable(const std::string& text) {
    return std::none_of(text.begin(), text.end(),
                        [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

void check_target(const Target& target) {
    for (const std::string& segment : target.segments) demand(is_printable(segment));
    for (const auto& [name, value] : target.query)
        demand(is_printable(name) && is_printable(value));
}

const OAuthSettings& provider() {
    static const OAuthSettings settings = [] {
        OAuthSettings made;
        made.issuer = "i";
        made.audience = {"a"};
        made.roles = {{"r", "reader"}};
        return made;
    }();
    return settings;
}

/// Whose private half nobody has kept: whatever opens is forged.
const SigningKey& key() {
    static const auto keys =
        read_key_set(R"({"keys":[{"kty":"EC","crv":"P-256","kid":"k",)"
                     R"("x":"a5Nbt5JmNs4QqEkrM832bERV5zH3OW180rXJPL2Pkw0",)"
                     R"("y":"eh-zrhUyVX77n59YLmn3PZbl3KGj_9N7s9QeZfUmk3o"}]})");
    return *keys.value().begin()->second;
}

void use_token(const Request& request) {
    const std::string& field = request.headers.authorization;
    const std::string token = field.substr(std::min<std::size_t>(7, field.size()));
    const auto head = read_token_head(token, provider());
    if (head.ok()) {
        demand(head->algorithm != "none" && !head->key_id.empty());
        demand(!key().open(token, head->algorithm).ok());
    }
    bool expired = false;
    const auto admitted = read_claims(request.body, provider(), Instant{}, expired);
    if (!admitted.ok()) return demand(!admitted.error().message.empty());
    demand(!expired && admitted->until > Instant{} && is_printable(admitted->principal.id));
}

void use(Request request) {
    use_token(request);
    demand(to_traceparent(trace_of(request.headers.traceparent)).size() == 55);
    auto target = read_target(request.target);
    if (!target) return;
    check_target(*target);
    const Router::Found found = router().find(request.method, *target);
    if (found.route == nullptr) return;
    demand(found.allowed.empty() && found.path.size() == found.route->in_path.size());
    auto read = read_call(found, std::move(*target), request);
    if (const auto* problem = std::get_if<Problem>(&read)) return check_refusal(*problem);
    const Call& call = std::get<Call>(read);
    demand(call.limit() >= 1 && call.limit() <= limits::largest_page);
    make_command(*found.route, call);
}

}  // namespace

void fuzz(std::string_view text) {
    constexpr std::string_view blank = "\r\n\r\n";
    const std::size_t end = text.find(blank);
    auto request = read_head(text.substr(0, end == text.npos ? end : end + blank.size()));
    if (!request) return;
    request->body = text.substr(std::min(text.size(), end + blank.size()));
    use(std::move(*request));
}

}  // namespace throughgate::http

#ifdef TG_LIBFUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    throughgate::http::fuzz({reinterpret_cast<const char*>(data), size});
    return 0;
}
#endif
