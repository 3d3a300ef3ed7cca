// SPDX-License-Identifier: MIT
// Acting on one handoff on a page of its own: what it is, why or with which evidence.
#include "host/console/acting.hpp"
#include "host/console/page.hpp"
#include "host/console/role_names.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "throughgate/blank.hpp"

namespace throughgate::console {
namespace {

HandoffName handoff_in(const Visit& visit) {
    return {visit.path["case"], http::number_in<std::uint32_t>(visit.path["handoff"])};
}

Error no_such_handoff(const HandoffName& handoff) {
    return {ErrorKind::not_found, "there is no handoff " + text_of(handoff), text_of(handoff)};
}

Result<HandoffView> find(http::Services& services, const Visit& visit, const HandoffName& wanted) {
    HandoffQuery query;
    query.case_reference = wanted.reference;
    query.open_only = false;
    auto all = http::reading(services.engine, visit.principal).list_handoffs(query);
    if (!all.ok()) return all.error();
    for (HandoffView& each : *all)
        if (each.number == wanted.number) return std::move(each);
    return no_such_handoff(wanted);
}

std::vector<SummaryRow> summary_of(Engine& engine, const HandoffView& handoff) {
    const RoleNames roles(engine);
    std::vector<SummaryRow> rows{
        {"Case", {.text = handoff.case_reference, .href = address_of_case(handoff.case_reference)}},
        {"From and to", {.text = roles.of(handoff.from) + " to " + roles.of(handoff.to)}},
        {"Raised", {.text = engine.in_words(handoff.raised)}}};
    if (handoff.acknowledge_due)
        rows.push_back({"Acknowledge by", {.text = engine.in_words(*handoff.acknowledge_due)}});
    if (handoff.complete_due)
        rows.push_back({"Complete by", {.text = engine.in_words(*handoff.complete_due)}});
    SummaryRow state{"State", {.hint = handoff.reason}};
    state.value.tag = tag_of_state(handoff);
    rows.push_back(state);
    return rows;
}

bool wants_reason(HandoffAction action) {
    return action == HandoffAction::decline || action == HandoffAction::query ||
           action == HandoffAction::answer;
}

}  // namespace

http::Response ask_about(http::Services& services, const Visit& visit, const HandoffName& name,
                         HandoffAction action, const std::string& fault, unsigned status) {
    const auto handoff = find(services, visit, name);
    if (!handoff.ok()) return show_error(visit, handoff.error());
    const std::string words(words_of(action));
    Data data;
    data["form"] = form_of(visit, address_of_case(name.reference));
    data["version"] = text(std::to_string(handoff->version));
    data["action"] = text(address_of(name, action));
    data["title"] = text(words);
    data["handoff"] = text(handoff->name + " " + handoff->title);
    data["summary"] = summary_list(summary_of(services.engine, *handoff));
    const bool reason = wants_reason(action);
    const bool lacks_evidence = fault.find("evidence") != fault.npos;
    const bool lacks_reason = !lacks_evidence && !fault.empty() && reason;
    data["reason"] = to_data(TextArea{.name = "reason",
                                      .label = reason ? "Why?" : "Anything to add? (optional)",
                                      .value = visit.form["reason"],
                                      .hint = "It is kept in the record of the case",
                                      .error = lacks_reason ? fault : ""});
    data["evidence"] = to_data(
        TextArea{.name = "evidence",
                 .label = "How was the reply received? (when another organisation answered)",
                 .value = visit.form["evidence"],
                 .hint = "For example: letter of 3 March from the housing office, in the case file",
                 .error = lacks_evidence ? fault : ""});
    Frame frame{.title = words + ": " + handoff->title, .status = status};
    frame.back = {"Back to " + name.reference, address_of_case(name.reference)};
    if (!fault.empty())
        frame.faults = {{fault, lacks_evidence ? "#evidence" : lacks_reason ? "#reason" : ""}};
    return show(visit, frame, "handoff", data);
}

namespace {

http::Response ask(http::Services& services, const Visit& visit) {
    const HandoffName name = handoff_in(visit);
    const auto action = read_action(visit.path["action"]);
    return action ? ask_about(services, visit, name, *action)
                  : show_error(visit, no_such_handoff(name));
}

http::Response act(http::Services& services, Visit& visit) {
    const auto action = read_action(visit.path["action"]);
    const HandoffName name = handoff_in(visit);
    if (!action) return show_error(visit, no_such_handoff(name));
    if (wants_reason(*action) && is_blank(visit.form["reason"]))
        return ask_about(services, visit, name, *action, "Enter why", 400);
    Act wanted{name, *action, visit.form["key"], visit.form["reason"], visit.form["evidence"], {}};
    const auto version = http::number_in<std::uint64_t>(visit.form["version"]);
    if (version != 0) wanted.version = version;
    const auto receipt = act_on(services, visit, wanted);
    if (!receipt.ok() && receipt.error().kind == ErrorKind::refused)
        return ask_about(services, visit, name, *action, receipt.error().message, 422);
    if (!receipt.ok()) return show_error(visit, receipt.error());
    visit.say = "Handoff " + std::to_string(name.number) + " of " + name.reference + " is " +
                std::string(done_words(*action)) + ".";
    return go_to(address_within(visit.form["back"], "/work"));
}

}  // namespace

std::vector<Page> handoff_pages(http::Services& services) {
    const std::string path = "/cases/{case}/handoffs/{handoff}/{action}";
    return {{.path = path,
             .operation = "page.askAboutHandoff",
             .section = "cases",
             .scope = http::Scope::act,
             .answer = [&services](Visit& visit) { return ask(services, visit); }},
            {.method = "POST",
             .path = path,
             .operation = "page.actOnHandoff",
             .section = "cases",
             .scope = http::Scope::act,
             .answer = [&services](Visit& visit) { return act(services, visit); }}};
}

}  // namespace throughgate::console
