// SPDX-License-Identifier: MIT
// Every sentence with which a case is not placed.
#include "journey/texts.hpp"

namespace throughgate::journey::texts::placing {
namespace {

std::string quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

std::string of(std::string_view pathway) { return std::string(pathway) + ": "; }

std::string meant_text(std::string_view meant) {
    return meant.empty() ? std::string() : "; did you mean " + quoted(meant) + "?";
}

}  // namespace

Error refused(const std::vector<std::string>& faults) {
    std::string text = "the case cannot be placed: ";
    for (std::size_t i = 0; i < faults.size(); ++i) text += (i == 0 ? "" : "; ") + faults[i];
    return {ErrorKind::refused, std::move(text), "place"};
}

std::string named_person() { return "it needs a named person who says that it is so (--as)"; }

std::string reason_wanted() { return "it needs a reason, such as the system it comes from"; }

std::string no_definitions() { return "no workflow is published; apply the workflows first"; }

std::string unknown_pathway(std::string_view pathway, std::string_view meant) {
    return "no pathway " + quoted(pathway) + " is published" + meant_text(meant);
}

std::string plain_chart(std::string_view pathway) {
    return of(pathway) + "a plain chart cannot be placed; leave it out, it begins where it begins";
}

std::string unknown_state(std::string_view pathway, std::string_view state,
                          std::string_view meant) {
    return of(pathway) + "no state " + quoted(state) +
           (meant.empty() ? " is drawn; use a full id such as strand.state" : meant_text(meant));
}

std::string listed_twice(std::string_view pathway, std::string_view state) {
    return of(pathway) + quoted(state) + " is listed twice; list it once";
}

std::string exclusive(std::string_view pathway, std::string_view one, std::string_view other) {
    return of(pathway) + "nobody stands in " + quoted(one) + " and " + quoted(other) +
           " at once; leave one of them out";
}

std::string not_innermost(std::string_view pathway, std::string_view state) {
    return of(pathway) + quoted(state) +
           " holds other states and has no start; list the one inside it";
}

std::string is_over(std::string_view state) {
    return "the release is over in " + quoted(state) + "; there is nothing left to place";
}

std::string ends_at_once() {
    return "the case would be closed at once; there is nothing left to place";
}

std::string future(std::string_view thing) {
    return std::string(thing) + ": the date lies in the future; say when it was";
}

std::string before_around(std::string_view pathway, std::string_view inner,
                          std::string_view outer) {
    return of(pathway) + quoted(inner) + " cannot have been entered before " + quoted(outer) +
           " around it";
}

std::string bad_stage(std::string_view pathway, std::string_view state, std::string_view stage,
                      const std::vector<std::string>& possible) {
    return of(pathway) + quoted(state) + " cannot be in the stage " + quoted(stage) +
           "; possible: " + list(possible, " or ");
}

std::string stage_wanted(std::string_view pathway, std::string_view state,
                         const std::vector<std::string>& possible) {
    return of(pathway) + quoted(state) +
           " keeps the stage that it came with; say which one as 'stage': " +
           list(possible, " or ");
}

std::string left_before(std::string_view pathway, std::string_view state, std::string_view timer,
                        std::string_view day, std::string_view to) {
    return of(pathway) + quoted(state) + " is left by " + quoted(timer) + " on " +
           std::string(day) + ", which has passed; the case stands in " + quoted(to) +
           " or further on";
}

std::string not_running(std::string_view pathway, std::string_view thing) {
    return of(pathway) + std::string(thing) +
           " belongs to a pathway in which no state is listed; list where it stands";
}

std::string unknown_handoff(std::string_view pathway, std::string_view name,
                            std::string_view meant) {
    return of(pathway) + "no handoff " + quoted(name) + " is drawn" + meant_text(meant);
}

std::string bad_receiver(std::string_view pathway, std::string_view name, std::string_view to,
                         const std::vector<std::string>& possible) {
    const std::string what =
        to.empty() ? "goes to several; say to whom" : "does not go to " + quoted(to);
    return of(pathway) + "handoff " + std::string(name) + " " + what +
           "; possible: " + list(possible, " or ");
}

std::string not_opened(std::string_view pathway, std::string_view name,
                       const std::vector<std::string>& states) {
    return of(pathway) + "handoff " + std::string(name) + " cannot be open in " +
           list(states, " and ") + "; leave it out, or list the state that it belongs to";
}

std::string acknowledged_half(std::string_view name) {
    return "handoff " + std::string(name) + ": say both who acknowledged it and when, or neither";
}

std::string seen_before_raised(std::string_view name) {
    return "handoff " + std::string(name) + " cannot be acknowledged before it was raised";
}

std::string evidence_wanted(std::string_view name) {
    return "handoff " + std::string(name) +
           " goes to an outside body; give the evidence of its answer";
}

std::string unknown_gate(std::string_view pathway, std::string_view gate, std::string_view meant) {
    return of(pathway) + "no gate " + quoted(gate) + " is drawn" + meant_text(meant);
}

std::string gate_wants(std::string_view gate, std::string_view what) {
    return "gate " + quoted(gate) + " is open only with this: " + std::string(what);
}

std::string placed(std::size_t passed_over) {
    if (passed_over == 0) return "Placed.";
    return "Placed; " + std::to_string(passed_over) +
           (passed_over == 1 ? " reminder or date that has passed is told to nobody."
                             : " reminders and dates that have passed are told to nobody.");
}

std::string led_on(const std::vector<std::string>& states) {
    return "What is known leads on from " + list(states, " and ") + ".";
}

}  // namespace throughgate::journey::texts::placing
