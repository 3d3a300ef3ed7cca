// SPDX-License-Identifier: MIT
#include "host/console/acting.hpp"

#include <charconv>

#include "host/http/commands.hpp"
#include "host/http/reads.hpp"

namespace throughgate::console {

std::optional<HandoffName> read_handoff(std::string_view text) {
    const std::size_t slash = text.rfind('/');
    if (slash == text.npos || slash == 0) return std::nullopt;
    HandoffName name{std::string(text.substr(0, slash)), 0};
    const char* const end = text.data() + text.size();
    const auto [read, error] = std::from_chars(text.data() + slash + 1, end, name.number);
    return error == std::errc() && read == end ? std::optional(std::move(name)) : std::nullopt;
}

std::string text_of(const HandoffName& handoff) {
    return handoff.reference + "/" + std::to_string(handoff.number);
}

std::vector<Offer> offers_in(std::string_view state) {
    using enum HandoffAction;
    if (state == "raised") return {{acknowledge}, {accept}, {query, true}, {decline, true}};
    if (state == "acknowledged") return {{complete}, {accept}, {query, true}, {decline, true}};
    if (state == "accepted") return {{complete}};
    if (state == "queried") return {{answer, true}};
    return {};
}

std::string_view words_of(HandoffAction action) {
    switch (action) {
        case HandoffAction::acknowledge: return "Acknowledge";
        case HandoffAction::accept: return "Accept";
        case HandoffAction::decline: return "Decline";
        case HandoffAction::query: return "Ask a question";
        case HandoffAction::complete: return "Complete";
        case HandoffAction::answer: return "Answer the question";
    }
    return "";
}

std::string_view done_words(HandoffAction action) {
    switch (action) {
        case HandoffAction::acknowledge: return "acknowledged";
        case HandoffAction::accept: return "accepted";
        case HandoffAction::decline: return "declined";
        case HandoffAction::query: return "asked about";
        case HandoffAction::complete: return "completed";
        case HandoffAction::answer: return "answered";
    }
    return "";
}

std::optional<HandoffAction> read_action(std::string_view name) { return http::action_of(name); }

Tag tag_of_state(const HandoffView& handoff) {
    if (handoff.overdue) return {"Overdue", "red"};
    if (handoff.escalated) return {"Escalated", "orange"};
    if (handoff.state == "completed") return {"Completed", "green"};
    if (handoff.state == "raised") return {"Not acknowledged", "yellow"};
    if (handoff.state == "declined" || handoff.state == "queried")
        return {handoff.state == "declined" ? "Declined" : "Question asked", "purple"};
    if (handoff.state == "ended") return {"Ended", "grey"};
    return {handoff.state == "accepted" ? "Accepted" : "Acknowledged", "blue"};
}

std::string address_of_case(std::string_view reference) { return "/cases/" + encoded(reference); }

std::string address_of(const HandoffName& handoff, HandoffAction action) {
    return address_of_case(handoff.reference) + "/handoffs/" + std::to_string(handoff.number) +
           "/" + std::string(name_of(action));
}

Result<Receipt> act_on(http::Services& services, const Visit& visit, const Act& act) {
    Command command;
    command.key = "console-" + act.key;
    command.reason = act.reason;
    command.expected_version = act.version;
    ActOnHandoff what;
    what.case_reference = act.handoff.reference;
    what.handoff = act.handoff.number;
    what.action = act.action;
    what.evidence = act.evidence;
    command.what = std::move(what);
    auto receipt = http::reading(services.engine, visit.principal).submit(std::move(command));
    services.metrics.command(receipt.ok() ? name_of(receipt->outcome)
                                          : name_of(receipt.error().kind));
    return receipt;
}

}  // namespace throughgate::console
