// SPDX-License-Identifier: MIT
// Signing in and out. What is wrong with a try is never said: not whether there is such a user.
#include "host/console/frame.hpp"
#include "host/console/limits.hpp"
#include "host/console/page.hpp"
#include "host/console/provider.hpp"
#include "host/console/throttle.hpp"
#include "host/console/users.hpp"
#include "host/http/crypto.hpp"

namespace throughgate::console {
namespace {

constexpr std::string_view out_here = "You are signed out.";
constexpr std::string_view out_everywhere =
    "You are signed out, here and at your identity provider.";

/// Why somebody who had a session is asked to sign in.
std::string ended_in_words() {
    using std::chrono::hours, std::chrono::minutes;
    return "You were signed out. That happens after " +
           std::to_string(std::chrono::duration_cast<minutes>(limits::idle).count()) +
           " minutes without use, after " +
           std::to_string(std::chrono::duration_cast<hours>(limits::lifetime).count()) +
           " hours, with a new password, and when Throughgate is started again. Sign in, and you "
           "come back to the page that you asked for.";
}

std::string told_on_the_form(const Visit& visit) {
    const std::string& why = visit.query["why"];
    if (why == "over") return ended_in_words();
    return why == "out" ? std::string(out_here) : "";
}

http::Response show_form(const Gate& gate, const Visit& visit, const std::string& next,
                         std::vector<Fault> faults, unsigned status = 200,
                         const std::string& told = "") {
    const std::string token = http::base64url(http::random_bytes(24));
    Data data;
    data["csrf"] = text(token);
    data["next"] = text(next);
    data["told"] = text(told);
    data["user"] = to_data(Input{.name = "user",
                                 .label = "User name",
                                 .value = visit.form["user"],
                                 .autocomplete = "username",
                                 .plain = true});
    data["password"] = to_data(Input{.name = "password",
                                     .label = "Password",
                                     .type = "password",
                                     .autocomplete = "current-password"});
    data["provider"] =
        gate.provider == nullptr ? Data(false) : Data("/sign-in/provider?next=" + encoded(next));
    const Frame frame{.title = "Sign in", .faults = std::move(faults), .status = status};
    Visit stranger = visit;
    stranger.user.clear();
    http::Response response = show(stranger, frame, "sign-in", data);
    response.headers.emplace_back("Set-Cookie", cookie_text(visit, form_cookie, token));
    return response;
}

http::Response look(const Gate& gate, const Visit& visit) {
    const std::string next = address_within(visit.query["next"], "/work");
    return visit.user.empty() ? show_form(gate, visit, next, {}, 200, told_on_the_form(visit))
                              : go_to(next);
}

Fault no_cookie(const Visit& visit) {
    const bool plain = !is_loopback(visit.host);
    return {plain ? "Your browser did not give back the cookie of this page. Throughgate must be "
                    "reached by an address that begins with https, with cookies allowed"
                  : "The page was open for too long, or cookies are not allowed. Try again"};
}

std::string minutes_in_words(std::chrono::seconds wait) {
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
    return minutes == 1 ? "a minute" : std::to_string(minutes) + " minutes";
}

std::vector<Fault> what_is_missing(const Visit& visit) {
    std::vector<Fault> faults;
    if (visit.form["user"].empty()) faults.push_back({"Enter your user name", "#user"});
    if (visit.form["password"].empty()) faults.push_back({"Enter your password", "#password"});
    return faults;
}

http::Response enter(Gate& gate, const Visit& visit, Session session, const std::string& next) {
    if (!visit.session.empty()) gate.sessions.end(visit.session);
    gate.log.say("info", "signed-in", {{"principal", session.principal.id}});
    const std::string id = gate.sessions.begin(std::move(session));
    http::Response response = go_to(next);
    response.headers.emplace_back("Set-Cookie", cookie_text(visit, session_cookie, id));
    response.headers.emplace_back("Set-Cookie", cookie_text(visit, form_cookie, ""));
    return response;
}

Session session_of(const UserRecord& user) {
    Session session;
    session.user = user.name;
    session.principal = principal_of(user);
    session.stamp = stamp_of(user);
    return session;
}

http::Response try_it(Gate& gate, Visit& visit) {
    const std::string next = address_within(visit.form["next"], "/work");
    if (visit.csrf.empty()) return show_form(gate, visit, next, {no_cookie(visit)}, 403);
    if (auto missing = what_is_missing(visit); !missing.empty())
        return show_form(gate, visit, next, std::move(missing), 400);
    const std::string name = user_name(visit.form["user"]).value_or("");
    const auto wait = gate.throttle.wait(name, visit.address);
    if (wait.count() > 0) {
        gate.log.say("warning", "sign-in-throttled", {{"peer", visit.address}});
        return show_form(gate, visit, next,
                         {{"Too many failed attempts: try again in " + minutes_in_words(wait)}},
                         429);
    }
    const std::string password = visit.form["password"].substr(0, limits::password_bytes + 1);
    const auto user = gate.users.enter(name, password);
    if (!user.ok()) return show_error(visit, user.error());
    if (*user) {
        gate.throttle.succeeded(name);
        return enter(gate, visit, session_of(**user), next);
    }
    gate.throttle.failed(name, visit.address);
    gate.log.say("warning", "sign-in-failed", {{"peer", visit.address}});
    return show_form(gate, visit, next, {{"The user name or the password is wrong", "#user"}}, 403);
}

http::Response begin_elsewhere(Gate& gate, const Visit& visit) {
    const auto begun = gate.provider->begin(address_within(visit.query["next"], "/work"));
    http::Response response = go_to(begun.address);
    response.headers.emplace_back("Set-Cookie", cookie_text(visit, form_cookie, begun.state));
    return response;
}

http::Response come_back(Gate& gate, const Visit& visit) {
    const auto entered = gate.provider->finish(visit.query, cookie_in(visit.cookie, form_cookie));
    if (!entered.ok()) {
        gate.log.say("warning", "sign-in-failed",
                     {{"peer", visit.address}, {"why", entered.error().message}});
        const unsigned status = entered.error().kind == ErrorKind::refused ? 403 : 503;
        return show_form(gate, visit, "/work", {{entered.error().message}}, status);
    }
    Session session;
    session.user = entered->principal.person;
    session.principal = entered->principal;
    session.of_provider = true;
    session.proof = entered->proof;
    return enter(gate, visit, std::move(session), entered->next);
}

/// A form may lead to no other site, so this page does: at once, and by its link.
http::Response show_leaving(const Visit& visit, const std::string& address) {
    Visit stranger = visit;
    stranger.user.clear();
    Data data;
    data["address"] = text(address);
    http::Response response =
        show(stranger, {.title = "You are signed out of Throughgate"}, "leaving", data);
    response.headers.emplace_back("Refresh", "0; url=" + address);
    return response;
}

http::Response leave(Gate& gate, Visit& visit) {
    const auto session = gate.sessions.find(visit.session, true);
    gate.sessions.end(visit.session);
    const bool elsewhere = gate.provider != nullptr && session && session->of_provider;
    const std::string address = elsewhere ? gate.provider->leave(session->proof) : "";
    http::Response response =
        address.empty() ? go_to("/sign-in?why=out") : show_leaving(visit, address);
    response.headers.emplace_back("Set-Cookie", cookie_text(visit, session_cookie, ""));
    return response;
}

}  // namespace

std::string cookie_text(const Visit& visit, const char* name, const std::string& value) {
    std::string cookie = std::string(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax";
    if (!is_loopback(visit.host)) cookie += "; Secure";
    if (value.empty()) cookie += "; Max-Age=0";
    return cookie;
}

static std::vector<Page> own_pages(Gate gate) {
    return {{.path = "/sign-in",
             .operation = "page.showSignIn",
             .signed_in = false,
             .answer = [gate](Visit& visit) { return look(gate, visit); }},
            {.method = "POST",
             .path = "/sign-in",
             .operation = "page.signIn",
             .signed_in = false,
             .answer = [gate](Visit& visit) mutable { return try_it(gate, visit); }},
            {.method = "POST",
             .path = "/sign-out",
             .operation = "page.signOut",
             .answer = [gate](Visit& visit) mutable { return leave(gate, visit); }}};
}

std::vector<Page> sign_in_pages(Gate gate) {
    std::vector<Page> pages = own_pages(gate);
    if (gate.provider == nullptr) return pages;
    pages.push_back(
        {.path = "/sign-in/provider",
         .operation = "page.beginElsewhere",
         .signed_in = false,
         .answer = [gate](Visit& visit) mutable { return begin_elsewhere(gate, visit); }});
    pages.push_back({.path = "/sign-in/return",
                     .operation = "page.comeBack",
                     .signed_in = false,
                     .answer = [gate](Visit& visit) mutable { return come_back(gate, visit); }});
    pages.push_back({.path = "/sign-in/out",
                     .operation = "page.showSignedOut",
                     .signed_in = false,
                     .answer = [gate](Visit& visit) {
                         return show_form(gate, visit, "/work", {}, 200,
                                          std::string(out_everywhere));
                     }});
    return pages;
}

}  // namespace throughgate::console
