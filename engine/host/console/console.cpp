// SPDX-License-Identifier: MIT
#include "host/console/console.hpp"

#include <algorithm>

#include "host/console/assets.hpp"
#include "host/console/frame.hpp"
#include "host/console/limits.hpp"
#include "host/http/crypto.hpp"
#include "host/http/reads.hpp"
#include "host/http/trace.hpp"

namespace throughgate::console {
namespace {

using http::Problem;
using std::chrono::steady_clock;

std::vector<Page> pages_of(http::Services& services, Gate gate, const EditorSettings& editor,
                           SavedViews& views) {
    std::vector<Page> pages = sign_in_pages(gate);
    for (Page& page : editor_pages(services, editor)) pages.push_back(std::move(page));
    for (Page& page : all_pages(services, views)) pages.push_back(std::move(page));
    return pages;
}

std::vector<http::Route> routes_of(const std::vector<Page>& pages) {
    std::vector<http::Route> routes;
    for (const Page& page : pages) {
        http::Route route;
        route.method = page.method;
        route.path = page.path;
        route.operation = page.operation;
        route.scope = page.scope;
        routes.push_back(std::move(route));
    }
    return routes;
}

Problem not_from_our_pages() {
    return {"forbidden",
            "this form did not come from a page of Throughgate that is open here; go back, load "
            "the page again and send it from there",
            "",
            {},
            0};
}

Problem no_such_page() {
    return {"unknown-route",
            "if you typed the address, look whether it is right; if somebody gave you a link, "
            "the case may have another reference now",
            "",
            {},
            0};
}

bool is_of_people(const http::Headers& headers) {
    return headers.accept.find("text/html") != headers.accept.npos;
}

}  // namespace

struct Console::Exchange {
    http::Request request;
    http::Respond respond;
    http::Target target;
    const Page* page = nullptr;
    Visit visit;
    http::Trace trace;
    http::RequestRecord record;
    steady_clock::time_point began;
};

Console::Console(http::Services& services, http::Api& api, const std::string& user_path, Now now,
                 std::unique_ptr<Provider> provider, const EditorSettings& editor)
    : services_(services),
      api_(api),
      users_(user_path, now),
      sessions_(now),
      throttle_(now),
      provider_(std::move(provider)),
      saved_views_(user_path + ".views"),
      pages_(pages_of(services, {users_, sessions_, throttle_, services.log, provider_.get()},
                      editor, saved_views_)),
      router_(routes_of(pages_)) {}

http::Allowance Console::allowance(std::string_view method, std::string_view target) {
    const auto read = http::read_target(target);
    const http::Route* route = read ? router_.find(method, *read).route : nullptr;
    if (route == nullptr) return api_.allowance(method, target);
    const Page& page = pages_[static_cast<std::size_t>(route - router_.routes().data())];
    return {method == "POST" ? page.form_bytes : http::limits::body_bytes,
            page.takes_long ? http::limits::long_handling : http::limits::handling};
}

/// A page, an asset, or an address that is nobody's and that a person asks for.
bool Console::is_ours(Exchange& exchange) const {
    auto target = http::read_target(exchange.request.target);
    if (!target) return false;
    if (target->segments.empty()) target->segments.emplace_back();
    exchange.target = std::move(*target);
    const std::string& first = exchange.target.segments.front();
    if (first == "assets") return true;
    auto found = router_.find(exchange.request.method, exchange.target);
    for (auto& [name, value] : found.path) exchange.visit.path.add(name, value);
    if (found.route != nullptr)
        exchange.page = &pages_[static_cast<std::size_t>(found.route - router_.routes().data())];
    if (found.route != nullptr || !found.allowed.empty()) return true;
    return first != "api" && is_of_people(exchange.request.headers) && !api_.knows(exchange.target);
}

void Console::handle(http::Request request, http::Respond respond) {
    auto exchange = std::make_shared<Exchange>();
    exchange->request = std::move(request);
    if (!exchange->request.repeated_field.empty() || !is_ours(*exchange))
        return api_.handle(std::move(exchange->request), std::move(respond));
    exchange->began = steady_clock::now();
    exchange->respond = std::move(respond);
    exchange->trace = http::trace_of(exchange->request.headers.traceparent);
    exchange->record.method = exchange->request.method;
    exchange->record.peer = exchange->request.peer;
    exchange->record.trace = exchange->trace.id;
    begin(exchange);
}

void Console::begin(const ExchangePointer& exchange) {
    if (exchange->target.segments.front() == "assets") return give_asset(exchange);
    Visit& visit = exchange->visit;
    const http::Headers& headers = exchange->request.headers;
    visit.target = exchange->request.target;
    visit.address = exchange->request.peer;
    visit.host = headers.host;
    visit.cookie = headers.cookie;
    for (auto& [name, value] : exchange->target.query)
        visit.query.add(std::move(name), std::move(value));
    visit.session = cookie_in(headers.cookie, session_cookie);
    const bool aside = exchange->page != nullptr && exchange->page->aside;
    if (auto session = session_of(visit.session, aside)) {
        visit.principal = std::move(session->principal);
        visit.user = std::move(session->user);
        visit.csrf = std::move(session->csrf);
        if (!aside) visit.said = std::move(session->said);
    }
    exchange->record.principal = visit.principal.id;
    admit(exchange);
}

std::optional<Session> Console::session_of(const std::string& id, bool aside) {
    auto session = sessions_.find(id, aside);
    if (!session || session->of_provider) return session;
    const auto user = users_.find(session->user);
    if (!user.ok() || !*user || stamp_of(**user) != session->stamp) {
        sessions_.end(id);
        return std::nullopt;
    }
    session->principal = principal_of(**user);
    return session;
}

/// A page is shown without them rather than not at all.
GlassStanding Console::alerts_of(const http::Principal& principal) const {
    const auto standing = http::reading(services_.engine, principal).glass_standing();
    if (standing.ok()) return *standing;
    services_.log.say("error", "alerts-not-read", {{"what", standing.error().message}});
    return {};
}

/// Most requests show no menu: forms that lead on, files, what a script asks.
std::function<GlassStanding()> Console::asked_once(const Visit& visit) const {
    auto known = std::make_shared<std::optional<GlassStanding>>();
    return [this, known, principal = visit.principal] {
        if (!known->has_value()) *known = alerts_of(principal);
        return **known;
    };
}

void Console::give_asset(const ExchangePointer& exchange) {
    const auto& segments = exchange->target.segments;
    exchange->record.operation = "page.asset";
    finish(exchange, console::give_asset(segments.size() == 3 ? segments[1] : "", segments.back(),
                                         exchange->request.headers));
}

void Console::admit(const ExchangePointer& exchange) {
    if (exchange->page == nullptr) return refuse(exchange, no_such_page());
    const Page& page = *exchange->page;
    Visit& visit = exchange->visit;
    exchange->record.operation = page.operation;
    visit.section = page.section;
    if (page.signed_in && visit.user.empty()) {
        const std::string why = visit.session.empty() ? "" : "&why=over";
        if (page.method == "GET")
            return finish(exchange, go_to("/sign-in?next=" + encoded(visit.target) + why));
        const bool can_be_shown = router_.find("GET", exchange->target).route != nullptr;
        return finish(exchange, show_signed_out(visit, can_be_shown ? visit.target : ""));
    }
    if (page.signed_in && !http::may(visit.principal, page.scope))
        return refuse(exchange, {"not-allowed",
                                 "your user has no right to this; whoever runs Throughgate at "
                                 "your place of work can give it",
                                 "",
                                 {},
                                 0});
    if (const auto problem = check_form(exchange)) return refuse(exchange, *problem);
    run(exchange);
}

std::optional<Problem> Console::check_form(const ExchangePointer& exchange) {
    if (exchange->request.method != "POST") return std::nullopt;
    Visit& visit = exchange->visit;
    const http::Headers& headers = exchange->request.headers;
    if (!headers.content_type.starts_with("application/x-www-form-urlencoded"))
        return Problem{"wrong-type", "this page takes what its own form sends", "", {}, 0};
    if (!read_form(exchange->request.body, visit.form))
        return Problem{"bad-request", "the form cannot be read", "", {}, 0};
    const std::string& site = headers.fetch_site;
    if (!site.empty() && site != "same-origin" && site != "none") return not_from_our_pages();
    const std::string wanted =
        exchange->page->signed_in ? visit.csrf : cookie_in(visit.cookie, form_cookie);
    const bool right = !wanted.empty() && http::same_bytes(wanted, visit.form["csrf"]);
    // Signing in tells on its own page what to do about it.
    if (!right && exchange->page->signed_in) return not_from_our_pages();
    visit.csrf = right ? wanted : "";
    return std::nullopt;
}

void Console::run(const ExchangePointer& exchange) {
    const bool posted = services_.workers.post([this, exchange] {
        Visit& visit = exchange->visit;
        if (!visit.said.empty()) sessions_.say(visit.session, "");
        try {
            if (!visit.user.empty()) visit.alerts = asked_once(visit);
            if (exchange->page->late_answer) return answer_late(exchange);
            http::Response response = exchange->page->answer(visit);
            if (!visit.say.empty()) sessions_.say(visit.session, visit.say);
            finish(exchange, std::move(response));
        } catch (const std::exception& mistake) {
            services_.log.say("error", "our-mistake",
                              {{"what", mistake.what()}, {"trace", exchange->trace.id}});
            refuse(exchange, {"our-mistake",
                              "it is our own mistake; tell whoever runs Throughgate at your place "
                              "of work this number: " +
                                  exchange->trace.id,
                              "",
                              {},
                              0});
        }
    });
    if (!posted) refuse(exchange, {"busy", "too much waits already; try again", "", {}, 1});
}

void Console::answer_late(const ExchangePointer& exchange) {
    exchange->page->late_answer(exchange->visit, [this, exchange](http::Response response) {
        auto given = std::make_shared<http::Response>(std::move(response));
        services_.post([this, exchange, given] { finish(exchange, std::move(*given)); });
    });
}

void Console::refuse(const ExchangePointer& exchange, const Problem& problem) {
    finish(exchange, show_problem(exchange->visit, problem));
}

void Console::finish(const ExchangePointer& exchange, http::Response response) {
    http::RequestRecord& record = exchange->record;
    record.status = response.status;
    record.problem = response.problem;
    record.bytes = response.body.size();
    const std::chrono::duration<double, std::milli> took = steady_clock::now() - exchange->began;
    record.milliseconds = took.count();
    auto& headers = response.headers;
    const auto unless_given = [&](const char* name, const std::string& value) {
        const bool given = std::any_of(headers.begin(), headers.end(),
                                       [&](const auto& each) { return each.first == name; });
        if (!given) headers.emplace_back(name, value);
    };
    unless_given("Cache-Control", "no-store");
    unless_given("Content-Security-Policy", content_policy());
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    headers.emplace_back("X-Frame-Options", "DENY");
    headers.emplace_back("Referrer-Policy", "same-origin");
    headers.emplace_back("traceparent", http::to_traceparent(exchange->trace));
    services_.metrics.request(record);
    services_.log.request(record);
    exchange->respond(std::move(response));
}

std::vector<Page> all_pages(http::Services& services, SavedViews& views) {
    std::vector<Page> all;
    for (auto pages :
         {work_pages(services), person_pages(services), handoff_pages(services),
          alert_pages(services), allocation_pages(services), case_pages(services, views),
          view_pages(views), report_pages(services, views), operating_pages(services),
          definition_pages(services)})
        for (Page& page : pages) all.push_back(std::move(page));
    return all;
}

}  // namespace throughgate::console
