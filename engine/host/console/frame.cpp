// SPDX-License-Identifier: MIT
#include "host/console/frame.hpp"

#include "host/console/assets.hpp"
#include "host/console/views.hpp"
#include "host/http/crypto.hpp"

namespace throughgate::console {
namespace {

/// "Alerts (2)": those that wait are counted.
std::string words_of(const NavigationItem& item, const Visit& visit) {
    const std::string words(item.text);
    const std::size_t waiting = item.alerts ? visit.alerts().waiting : 0;
    return waiting == 0 ? words : words + " (" + std::to_string(waiting) + ")";
}

Data items_of(const Visit& visit) {
    Data items = list();
    for (const NavigationItem& each : navigation()) {
        if (!http::may(visit.principal, each.scope)) continue;
        if (each.alerts && !visit.alerts().told) continue;
        Data item;
        item["text"] = text(words_of(each, visit));
        item["href"] = text(std::string(each.href));
        item["current"] = Data(each.section == visit.section);
        add(items, std::move(item));
    }
    return items;
}

Data navigation_of(const Visit& visit) {
    if (visit.user.empty()) return Data(false);
    Data data;
    data["items"] = items_of(visit);
    return data;
}

Data user_of(const Visit& visit) {
    if (visit.user.empty()) return Data(false);
    Data user;
    user["name"] = text(visit.user);
    user["person"] = text(visit.principal.person);
    user["csrf"] = text(visit.csrf);
    return user;
}

Data said_of(const Visit& visit) {
    if (visit.said.empty()) return Data(false);
    Data said;
    said["title"] = Data("Done");
    said["role"] = Data("alert");
    said["success"] = Data(true);
    said["text"] = text(visit.said);
    return said;
}

Data script() {
    if (!assets_are_built()) return Data(false);
    Data data;
    data["begin"] = markup({std::string(first_script())});
    data["src"] = Data(address_of_asset("console.js"));
    return data;
}

Data layout_of(const Visit& visit, const Frame& frame, Html content) {
    static const std::string style = address_of_asset("console.css");
    Data data;
    data["title"] = text(frame.title);
    data["style"] = text(style);
    data["script"] = script();
    data["navigation"] = navigation_of(visit);
    data["user"] = user_of(visit);
    data["said"] = said_of(visit);
    data["errors"] = error_summary(frame.faults);
    data["back"] = frame.back.href.empty() ? Data(false) : to_data(frame.back);
    data["wide"] = Data(frame.wide);
    data["content"] = markup(std::move(content));
    return data;
}

std::vector<Fault> faults_of(const http::Problem& problem) {
    std::vector<Fault> faults;
    for (const http::Fault& each : problem.faults)
        faults.push_back({each.where + ": " + each.message});
    return faults;
}

/// Titles of the API speak of tokens and requests; a person has neither.
std::string title_for_people(const http::Problem& problem) {
    switch (http::kind_of(problem.code).status) {
        case 403: return "You cannot see or do this";
        case 404: return "Page not found";
        case 409:
        case 412: return "This has changed since you looked";
        case 422: return "This cannot be done";
        case 429: return "Too many attempts";
        case 503: return "Try again shortly";
        default: break;
    }
    return http::kind_of(problem.code).status >= 500
               ? "Sorry, there is a problem"
               : "There is something wrong with what was sent";
}

std::string sentence(std::string words) {
    if (words.empty()) return words;
    if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    if (words.back() != '.' && words.back() != '?') words += '.';
    return words;
}

Data content_of(const http::Problem& problem, const std::vector<Link>& actions) {
    Data data;
    data["title"] = text(title_for_people(problem));
    data["text"] = text(sentence(problem.detail));
    data["faults"] = problem.faults.empty() ? Data(false) : error_summary(faults_of(problem));
    data["actions"] = list_of(actions);
    return data;
}

}  // namespace

http::Response show(const Visit& visit, const Frame& frame, std::string_view view,
                    const Data& content) {
    http::Response response;
    response.status = frame.status;
    response.type = "text/html; charset=utf-8";
    response.body = render("layout", layout_of(visit, frame, render(view, content))).text;
    return response;
}

http::Response go_to(const std::string& address) {
    http::Response response;
    response.status = 303;
    response.headers = {{"Location", address}};
    return response;
}

http::Response show_problem(const Visit& visit, const http::Problem& problem) {
    Frame frame;
    frame.title = title_for_people(problem);
    frame.status = http::kind_of(problem.code).status;
    std::vector<Link> actions;
    if (frame.status == 409 || frame.status == 412)
        actions.push_back({"Look at it as it is now", address_within(visit.form["back"], "/work")});
    if (!visit.user.empty()) actions.push_back({"Go to my work today", "/work"});
    http::Response response = show(visit, frame, "problem", content_of(problem, actions));
    response.problem = http::kind_of(problem.code).code;
    if (problem.retry_seconds != 0)
        response.headers.emplace_back("Retry-After", std::to_string(problem.retry_seconds));
    return response;
}

http::Response show_error(const Visit& visit, const Error& error) {
    return show_problem(visit, http::problem_of(error));
}

http::Response show_signed_out(const Visit& visit, const std::string& target) {
    Frame frame;
    frame.title = "You have been signed out";
    frame.status = 401;
    Data data;
    data["title"] = text(frame.title);
    data["text"] = text(
        "For safety you are signed out after 30 minutes without use. What you sent just now "
        "was not done: sign in, and you come back to where you can do it again.");
    data["faults"] = Data(false);
    data["actions"] = list_of(std::vector<Link>{
        {"Sign in", "/sign-in?next=" + encoded(address_within(target, "/work"))}});
    http::Response response = show(visit, frame, "problem", data);
    response.problem = "no-token";
    return response;
}

Data form_of(const Visit& visit, const std::string& back) {
    Data data;
    data["csrf"] = text(visit.csrf);
    data["key"] = text(http::base64url(http::random_bytes(12)));
    data["back"] = text(back);
    return data;
}

}  // namespace throughgate::console
