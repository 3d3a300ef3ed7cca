// SPDX-License-Identifier: MIT
#include "tooling/diagram_words.hpp"

namespace throughgate::tooling {

std::string text(Symbol symbol) { return std::string(symbol.text()); }

const State& state_of(const Diagram& diagram, StateIndex state) {
    return diagram.definition->states[state];
}

bool is_group(const State& state) { return !state.children.empty(); }

std::string replaced(std::string from, std::string_view what, std::string_view with) {
    for (std::size_t at = from.find(what); at != std::string::npos;
         at = from.find(what, at + with.size()))
        from.replace(at, what.size(), with);
    return from;
}

std::string label_of(const Arrow& arrow) {
    std::string label = arrow.event;
    if (!arrow.at.empty()) label += ": " + arrow.at;
    if (!arrow.when.empty()) label += (label.empty() ? "[" : " [") + arrow.when + "]";
    if (!arrow.gate.empty()) label += " gate " + arrow.gate;
    for (const std::string& handoff : arrow.opens) label += " opens " + handoff;
    return label;
}

std::string title_of(const State& state) {
    return state.title.empty() ? text(state.short_id) : state.title;
}

std::string receivers_of(const definition::HandoffDeclaration& handoff) {
    std::string all;
    for (const Symbol to : handoff.to) all += (all.empty() ? "" : ", ") + text(to);
    return all;
}

std::string handoff_in_words(const Diagram& diagram, std::uint16_t handoff) {
    const definition::HandoffDeclaration& declared = diagram.definition->handoffs[handoff];
    return text(declared.id) + " to " + receivers_of(declared);
}

std::string opened_in_words(const Diagram& diagram, const definition::Effects& effects) {
    std::string all;
    for (const std::uint16_t handoff : effects.opens)
        all += (all.empty() ? "" : ", ") + handoff_in_words(diagram, handoff);
    return all;
}

std::string in_words(const definition::Clock& clock) {
    if (clock.on_reply) return "on reply";
    return clock.due.empty() ? "" : clock.due.text();
}

std::size_t live_in(const Diagram& diagram, const State& state) {
    if (!diagram.live) return 0;
    const auto found = diagram.live->states.find(text(state.id));
    return found == diagram.live->states.end() ? 0 : found->second;
}

std::size_t live_of(const Diagram& diagram, const definition::HandoffDeclaration& handoff) {
    if (!diagram.live) return 0;
    const auto found = diagram.live->handoffs.find(text(handoff.id));
    return found == diagram.live->handoffs.end() ? 0 : found->second;
}

std::vector<std::string> live_elsewhere(const Diagram& diagram) {
    std::vector<std::string> lines;
    if (!diagram.live) return lines;
    const definition::Definition& drawn = *diagram.definition;
    for (const auto& [id, cases] : diagram.live->states) {
        const auto symbol = Symbol::find(id);
        if (cases > 0 && (!symbol || !drawn.find_state(*symbol)))
            lines.push_back(id + ": " + std::to_string(cases) +
                            (cases == 1 ? " case now" : " cases now"));
    }
    for (const auto& [id, open] : diagram.live->handoffs) {
        const auto symbol = Symbol::find(id);
        if (open > 0 && (!symbol || !drawn.find_handoff(*symbol)))
            lines.push_back(id + ": " + std::to_string(open) + " open now");
    }
    return lines;
}

}  // namespace throughgate::tooling
