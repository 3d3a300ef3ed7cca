// SPDX-License-Identifier: MIT
// Acknowledging from outside: the page that a one-time link leads to, and replies by mail. Opening
// the page changes nothing, because programs that look at mail open links too.
#include "throughgate/links.hpp"

#include "host/http/crypto.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

constexpr std::string_view style =
    "body{font-family:Arial,sans-serif;font-size:19px;line-height:1.4;margin:0 auto;max-width:40em;"
    "padding:1em}"
    "button{background:#00703c;border:0;color:#fff;cursor:pointer;font:inherit;padding:.5em 1em}"
    "button:focus{outline:3px solid #fd0;outline-offset:0}";

/// Only this style, no script, nothing loaded, shown in no frame.
const std::string& policy() {
    static const std::string text = [] {
        std::string hash = base64url(sha256(style));
        for (char& c : hash) c = c == '-' ? '+' : c == '_' ? '/' : c;
        while (hash.size() % 4 != 0) hash += '=';
        return "default-src 'none'; style-src 'sha256-" + hash +
               "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    }();
    return text;
}

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            case '\'': safe += "&#39;"; break;
            default: safe += c;
        }
    }
    return safe;
}

Response page(unsigned status, const std::string& title, const std::string& content) {
    Response response;
    response.status = status;
    response.type = "text/html; charset=utf-8";
    response.body =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta name=\"robots\" content=\"noindex\"><title>" +
        escaped(title) + "</title><style>" + std::string(style) +
        "</style></head><body><main><h1>" + escaped(title) + "</h1>" + content +
        "</main></body></html>\n";
    response.headers = {{"Content-Security-Policy", policy()}, {"Referrer-Policy", "no-referrer"}};
    return response;
}

std::string paragraph(const std::string& text) { return "<p>" + escaped(text) + "</p>"; }

Response refusal(const Problem& problem) {
    const ProblemKind& kind = kind_of(problem.code);
    const bool ours = kind.status >= 500;
    const std::string what =
        ours ? "We cannot answer just now; nothing is wrong with your link. Try it again later."
        : problem.faults.empty() && kind.status != 400 && kind.status != 414
            ? problem.detail
            : "That is not a link of ours, or not the whole of one: open it from the notice.";
    Response response = page(kind.status, "Nothing was acknowledged", paragraph(what));
    response.problem = problem.code;
    return response;
}

Response refusal(const Error& error) { return refusal(problem_of(error)); }

std::string handoff_of(const LinkView& view) {
    return "handoff " + view.name + " of case " + view.case_reference;
}

Response show(Services& services, const Call& call) {
    const auto view = read_link(services.engine, call.in_path("token"));
    if (!view.ok()) return refusal(view.error());
    if (!view->open)
        return page(200, "Nothing to acknowledge",
                    paragraph("For " + handoff_of(*view) + ": " + view->because + "."));
    std::string content = paragraph("You are asked to acknowledge " + handoff_of(*view) +
                                    ", as the member of staff " + view->person + ".");
    if (view->due)
        content += paragraph("It is due by " + services.engine.in_words(*view->due) + ".");
    content += paragraph("Acknowledging says that you have it and will see to it. It is logged.");
    content += "<form method=\"post\"><button type=\"submit\">Acknowledge</button></form>";
    return page(200, "Acknowledge a handoff", content);
}

Response follow(Services& services, const Call& call) {
    const auto view = read_link(services.engine, call.in_path("token"));
    if (!view.ok()) return refusal(view.error());
    const auto receipt = follow_link(services.engine, call.in_path("token"));
    if (!receipt.ok()) return refusal(receipt.error());
    const bool again = receipt->outcome == Outcome::duplicate;
    return page(200, again ? "Acknowledged already" : "Acknowledged",
                paragraph(again ? "This link was used before; nothing changed."
                                : "Thank you. Reminders of " + handoff_of(*view) + " stop."));
}

Response take_reply(Services& services, const Call& call) {
    const auto& body = call.body.get_object();
    return answer_of(
        accept_reply(services.engine, body.at("token").get_string(), body.at("from").get_string()));
}

Route link_route(Services& services, const char* method, const char* operation, const char* title,
                 Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = method;
    route.path = "/a/{token}";
    route.operation = operation;
    route.tag = "Acknowledging from outside";
    route.title = title;
    route.about = "The token in the address is all that is needed; it is a page for people.";
    route.scope = Scope::open;
    route.in_path = {{"token", some_text(600), "As the notice has it"}};
    route.answer_type = "text/html";
    route.refusal = refusal;
    route.problems = {"not-found", "refused", "forbidden", "conflict"};
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

}  // namespace

std::vector<Route> link_routes(Services& services) {
    Route look = link_route(services, "GET", "showLink", "What a one-time link would do", show);
    Route press = link_route(services, "POST", "followLink", "Acknowledge, once", follow);
    Route reply = link_route(services, "POST", "takeReply",
                             "A reply by mail that quotes the token of its notice", take_reply);
    reply.path = "/api/v1/replies";
    reply.about =
        "For the program that reads the mailbox. The address must be the one that the "
        "staff directory has for the person to whom the notice went.";
    reply.scope = Scope::act;
    reply.in_path = {};
    reply.refusal = nullptr;
    reply.body = object("Reply", "A reply to a notice",
                        {required("token", some_text(600), "Quoted from the notice"),
                         required("from", some_text(320), "Address that the reply came from")});
    reply.answer_type = "application/json";
    reply.answer = shapes::receipt();
    reply.problems = {"not-found", "refused", "forbidden", "conflict"};
    return {std::move(look), std::move(press), std::move(reply)};
}

}  // namespace throughgate::http
