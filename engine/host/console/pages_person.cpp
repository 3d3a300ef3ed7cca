// SPDX-License-Identifier: MIT
// Person: everything about one case that somebody may see, on one page with its parts as tabs; the
// release sheet as it is printed; opening a case that is closed to whoever asks.
#include <algorithm>

#include "host/console/acting.hpp"
#include "host/console/assets.hpp"
#include "host/console/page.hpp"
#include "host/console/person.hpp"
#include "host/http/reads.hpp"
#include "throughgate/blank.hpp"
#include "throughgate/sheet_pages.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t shown_first = 15;  ///< of the timeline
constexpr std::size_t longest_history = 1000;

/// Where somebody may go who really must see it.
http::Response show_closed(const Visit& visit, const std::string& reference) {
    Data data;
    data["title"] = Data("You cannot see this case");
    data["text"] =
        text("It is not one of yours, or access to it is limited. That you asked is logged.");
    data["faults"] = Data(false);
    data["actions"] = list_of(std::vector<Link>{
        {"I must see it now, and can say why", address_of_case(reference) + "/open"},
        {"Go to my work today", "/work"}});
    http::Response response =
        show(visit, {.title = "You cannot see this case", .status = 403}, "problem", data);
    response.problem = "forbidden";
    return response;
}

http::Response refuse(const Visit& visit, const Error& error, const std::string& reference) {
    return error.kind == ErrorKind::forbidden ? show_closed(visit, reference)
                                              : show_error(visit, error);
}

Result<PersonParts> parts_of(http::Services& services, Access& reads, const std::string& reference,
                             bool whole) {
    PersonParts parts;
    auto seen = reads.find_case(reference);
    if (!seen.ok()) return seen.error();
    parts.view = std::move(*seen);
    auto facts = reads.facts_of(reference);
    if (!facts.ok()) return facts.error();
    parts.facts = std::move(*facts);
    auto needs = reads.needs_of(reference);
    if (!needs.ok()) return needs.error();
    parts.needs = std::move(*needs);
    auto maps = pathway_maps(services.engine, reads.viewer(), reference);
    if (!maps.ok()) return maps.error();
    parts.maps = std::move(*maps);
    auto history = reads.history(reference, 0, longest_history);
    if (!history.ok()) return history.error();
    parts.history = std::move(*history);
    std::reverse(parts.history.begin(), parts.history.end());
    parts.more_history = !whole && parts.history.size() > shown_first;
    if (parts.more_history) parts.history.resize(shown_first);
    return parts;
}

http::Response show_person(http::Services& services, const Visit& visit) {
    const std::string& reference = visit.path["case"];
    Access reads = http::reading(services.engine, visit.principal);
    const auto parts = parts_of(services, reads, reference, visit.query["history"] == "all");
    if (!parts.ok()) return refuse(visit, parts.error(), reference);
    const bool may_act = http::may(visit.principal, http::Scope::act);
    return show(visit, {.title = parts->view.row.reference, .wide = true}, "person",
                person_data(services.engine, *parts, RoleNames(services.engine), may_act));
}

http::Response show_sheet(http::Services& services, const Visit& visit) {
    const std::string& reference = visit.path["case"];
    const auto sheet = http::reading(services.engine, visit.principal).release_sheet(reference);
    if (!sheet.ok()) return refuse(visit, sheet.error(), reference);
    http::Response response;
    response.type = "text/html; charset=utf-8";
    response.body = html_page(*sheet);
    const std::string_view page = response.body;
    const std::size_t begin = page.find("<style>") + 7;
    const std::string_view style = page.substr(begin, page.find("</style>") - begin);
    response.headers = {{"Content-Security-Policy", content_policy_of_style(style)}};
    return response;
}

http::Response ask_to_open(const Visit& visit, const std::string& fault = "") {
    const std::string& reference = visit.path["case"];
    Data data;
    data["form"] = form_of(visit, address_of_case(reference));
    data["reference"] = text(reference);
    data["action"] = text(address_of_case(reference) + "/open");
    data["reason"] =
        to_data(TextArea{.name = "reason",
                         .label = "Why must you see this case?",
                         .value = visit.form["reason"],
                         .hint = "The manager of whoever owns the case reads this today",
                         .error = fault});
    Frame frame{.title = "Open a case that is closed to you"};
    frame.back = {"Back", "/work"};
    if (!fault.empty()) {
        frame.faults = {{fault, "#reason"}};
        frame.status = 400;
    }
    return show(visit, frame, "open-case", data);
}

http::Response open_case(http::Services& services, Visit& visit) {
    const std::string& reference = visit.path["case"];
    if (is_blank(visit.form["reason"]))
        return ask_to_open(visit, "Enter why you must see this case");
    const auto opened = http::reading(services.engine, visit.principal)
                            .break_glass(reference, visit.form["reason"]);
    if (!opened.ok() && opened.error().kind == ErrorKind::refused)
        return ask_to_open(visit, opened.error().message);
    if (!opened.ok()) return show_error(visit, opened.error());
    visit.say = "The case is open to you until " + services.engine.in_words(opened->until) +
                ". Your reason was recorded, and the manager was told.";
    return go_to(address_of_case(reference));
}

}  // namespace

std::vector<Page> person_pages(http::Services& services) {
    return {
        // As notices have it.
        {.path = "/case/{case}",
         .operation = "page.followCase",
         .answer = [](Visit& visit) { return go_to(address_of_case(visit.path["case"])); }},
        {.path = "/case/{case}/handoff/{handoff}",
         .operation = "page.followHandoff",
         .answer =
             [](Visit& visit) { return go_to(address_of_case(visit.path["case"]) + "#handoffs"); }},
        {.path = "/cases/{case}",
         .operation = "page.showPerson",
         .section = "cases",
         .answer = [&services](Visit& visit) { return show_person(services, visit); }},
        {.path = "/cases/{case}/release-sheet",
         .operation = "page.showReleaseSheet",
         .section = "cases",
         .answer = [&services](Visit& visit) { return show_sheet(services, visit); }},
        {.path = "/cases/{case}/open",
         .operation = "page.askToOpenCase",
         .section = "cases",
         .answer = [](Visit& visit) { return ask_to_open(visit); }},
        {.method = "POST",
         .path = "/cases/{case}/open",
         .operation = "page.openCase",
         .section = "cases",
         .answer = [&services](Visit& visit) { return open_case(services, visit); }},
    };
}

}  // namespace throughgate::console
