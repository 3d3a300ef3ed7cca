// SPDX-License-Identifier: MIT
#include "journey/texts.hpp"

namespace throughgate::journey::texts {
namespace {

std::string quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

std::string meant_text(std::string_view meant) {
    return meant.empty() ? std::string() : "; did you mean " + quoted(meant) + "?";
}

std::string handoff_name(const Handoff& handoff) {
    return "Handoff " + std::to_string(handoff.id.number) + " (" +
           std::string(handoff.name.text()) + ")";
}

}  // namespace

std::string list(const std::vector<std::string>& items, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += i + 1 == items.size() ? std::string(last) : ", ";
        text += items[i];
    }
    return text;
}

Error parked(const Case& the_case) {
    return {ErrorKind::refused,
            "Case " + the_case.reference +
                " is parked by an incident. Resolve the incident, then try again.",
            the_case.reference};
}

Error only_events(std::string_view chart) {
    return {ErrorKind::refused,
            "Chart " + std::string(chart) +
                " takes events only; it has no handoffs, gates or people. Send it an event.",
            std::string(chart)};
}

Error conflict(std::string_view thing, std::uint64_t expected, std::uint64_t is) {
    return {ErrorKind::conflict,
            std::string(thing) + " has changed since you read it: version " + std::to_string(is) +
                ", not " + std::to_string(expected) + ". Read it again, then decide again.",
            std::string(thing)};
}

Error not_taken_back(std::string_view why) {
    return {ErrorKind::refused, "The entry cannot be taken back: " + std::string(why) + ".",
            "entry"};
}

Error unknown_event(std::string_view event, std::string_view meant) {
    return {ErrorKind::invalid,
            "No pathway of this case knows the event " + quoted(event) +
                (meant.empty() ? std::string(". Use one of the events of its definitions.")
                               : meant_text(meant)),
            std::string(event)};
}

std::string unanswered() {
    return "nothing that the case is in now answers it; it is kept in the log";
}

Error faults(std::string_view event, const std::vector<std::string>& faults, bool only_roles) {
    return {only_roles ? ErrorKind::refused : ErrorKind::invalid,
            "Event " + quoted(event) + " was not recorded: " + list(faults, "; ") + ".",
            std::string(event)};
}

Error wrong_role(std::string_view event, const std::vector<std::string>& roles) {
    return {ErrorKind::refused,
            "Event " + quoted(event) + " may be sent by " + list(roles, " or ") +
                " only. Ask one of them.",
            std::string(event)};
}

Error named_person(std::string_view event) {
    return {ErrorKind::refused,
            "Event " + quoted(event) + " must be confirmed by a named person. Say who acts.",
            std::string(event)};
}

Error refused_by_rule(std::string_view event, std::string_view because) {
    return {ErrorKind::refused, "Event " + quoted(event) + " is refused: " + std::string(because),
            std::string(event)};
}

std::string unknown_fact(std::string_view fact, std::string_view meant) {
    return "there is no fact " + quoted(fact) + meant_text(meant);
}
std::string missing_fact(std::string_view fact) { return quoted(fact) + " is missing"; }
std::string wrong_type(std::string_view fact, std::string_view wanted) {
    return quoted(fact) + " must be " + std::string(wanted);
}
std::string wrong_choice(std::string_view fact, const std::vector<std::string>& choices) {
    return quoted(fact) + " must be one of " + list(choices, " or ");
}
std::string too_long(std::string_view fact, std::size_t bytes) {
    return quoted(fact) + " is longer than " + std::to_string(bytes) + " bytes";
}
std::string key_unknown(std::string_view fact, std::string_view key) {
    return quoted(fact) + " needs " + quoted(key) + " to be known first";
}
std::string not_by_you(std::string_view fact, const std::vector<std::string>& roles) {
    return quoted(fact) + " may be set by " + list(roles, " or ") + " only";
}
std::string only_by_rules(std::string_view fact) {
    return quoted(fact) + " is set by the workflow alone";
}
std::string unknown_role(std::string_view role, std::string_view meant) {
    return "there is no role " + quoted(role) + meant_text(meant);
}
std::string too_many_fields(std::size_t most) {
    return "it carries more than " + std::to_string(most) + " fields";
}

Error gate_shut(std::string_view event, std::string_view gate,
                const std::vector<std::string>& missing) {
    std::string text = "Event " + quoted(event) + " must wait: gate " + quoted(gate) + " is shut.";
    text += missing.empty() ? std::string(" It has not been cleared yet.")
                            : " Missing: " + list(missing) + ".";
    return {ErrorKind::refused, std::move(text), std::string(gate)};
}

Error gate_not_ready(std::string_view gate, const std::vector<std::string>& missing) {
    return {ErrorKind::refused,
            "Gate " + quoted(gate) + " stays shut. Missing: " + list(missing) + ".",
            std::string(gate)};
}

Error law(std::string_view pathway, std::string_view from_state, std::string_view from,
          std::string_view to_state, std::string_view to, const std::vector<std::string>& allowed) {
    return {ErrorKind::refused,
            "Pathway " + quoted(pathway) + " is in " + quoted(from_state) + " (" +
                std::string(from) + "); " + quoted(to_state) + " (" + std::string(to) +
                ") cannot follow. Allowed from here: " + list(allowed) + ".",
            std::string(to_state)};
}

Error confirmation(std::string_view pathway, std::string_view event) {
    return {ErrorKind::refused,
            "Pathway " + quoted(pathway) +
                " was left without an arrangement: only a named "
                "person's event can put it in place, not " +
                quoted(event) + ".",
            std::string(pathway)};
}

Error no_such_clock(std::string_view event, std::string_view state) {
    return {ErrorKind::refused,
            quoted(event) + " is not possible now: the case is not in " + quoted(state) +
                ", or that has no date.",
            std::string(event)};
}

Error exempt_already(std::string_view event, std::string_view exemption) {
    return {ErrorKind::refused,
            quoted(event) + " is not possible: the clock is stopped already, for " +
                quoted(exemption) + ". Clear that first; only one can stop it at a time.",
            std::string(event)};
}

Error not_exempt(std::string_view event) {
    return {ErrorKind::refused, quoted(event) + " is not possible: the clock is running.",
            std::string(event)};
}

Error exemption_needs_reason(std::string_view event) {
    return {
        ErrorKind::refused,
        quoted(event) + " needs a reason: say in a few words why the clock stops or runs again.",
        std::string(event)};
}

Error exemption_without_end(std::string_view event, const std::string& names) {
    return {ErrorKind::refused,
            quoted(event) + " is not possible yet: how long it may last waits for " + names +
                "; enter that first.",
            std::string(event)};
}

Error exemption_too_long(std::string_view event, std::string_view last) {
    return {ErrorKind::refused,
            quoted(event) + " must end after today and by " + std::string(last) +
                "; give an earlier 'exempt.until' or leave it out.",
            std::string(event)};
}

Error no_handoff(const Case& the_case, HandoffId handoff) {
    return {ErrorKind::not_found,
            "Case " + the_case.reference + " has no handoff " + std::to_string(handoff.number) +
                ". List its handoffs for the numbers.",
            the_case.reference};
}

Error handoff_law(const Handoff& handoff, std::string_view move,
                  const std::vector<std::string>& allowed) {
    std::string text = handoff_name(handoff) + " is " +
                       std::string(lifecycle::name_of(handoff.state)) + "; '" + std::string(move) +
                       "' is not possible.";
    text += allowed.empty() ? std::string(" Nothing is left to do with it.")
                            : " Possible: " + list(allowed, " or ") + ".";
    return {ErrorKind::refused, std::move(text), std::to_string(handoff.id.number)};
}

Error handoff_role(const Handoff& handoff, std::string_view role, bool outside) {
    std::string text =
        handoff_name(handoff) + " can be answered by the " + std::string(role) + " only";
    text += outside ? ", who records the outside body's reply." : ".";
    return {ErrorKind::refused, std::move(text), std::to_string(handoff.id.number)};
}

Error handoff_needs(const Handoff& handoff, std::string_view move, std::string_view what) {
    return {
        ErrorKind::refused,
        handoff_name(handoff) + ": '" + std::string(move) + "' needs " + std::string(what) + ".",
        std::to_string(handoff.id.number)};
}

}  // namespace throughgate::journey::texts
