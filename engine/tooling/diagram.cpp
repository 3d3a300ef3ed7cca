// SPDX-License-Identifier: MIT
#include "tooling/diagram.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace throughgate::tooling {
namespace {

using definition::Branch;
using definition::Definition;
using definition::Rule;

std::string text(Symbol symbol) { return std::string(symbol.text()); }

std::string event_of(const Definition& definition, const Rule& rule) {
    if (rule.trigger == Rule::Trigger::event) return text(rule.event);
    if (rule.trigger == Rule::Trigger::done) return "done";
    if (rule.trigger == Rule::Trigger::always) return "";
    const std::string name = text(definition.timers[rule.timer].name);
    return "timer " + name.substr(name.rfind('.') + 1);
}

std::string when_of(const Rule& rule, const Branch& branch) {
    if (branch.aside) return "else";
    if (branch.otherwise) return rule.branches.size() > 1 ? "otherwise" : "";
    return branch.when.empty() ? "" : branch.when.text();
}

std::string roles_of(const Rule& rule) {
    std::string roles;
    for (const Symbol role : rule.by) roles += (roles.empty() ? "" : ", ") + text(role);
    return roles;
}

Arrow arrow_of(const Definition& definition, const Rule& rule, std::size_t way) {
    const Branch& branch = rule.branches[way];
    Arrow arrow;
    arrow.from = rule.source;
    arrow.to = branch.targets;
    arrow.event = event_of(definition, rule);
    arrow.when = when_of(rule, branch);
    if (rule.trigger == Rule::Trigger::timer) arrow.at = definition.timers[rule.timer].at.text();
    for (const std::uint16_t handoff : branch.effects.opens)
        arrow.opens.push_back(text(definition.handoffs[handoff].id));
    const auto index = static_cast<std::int16_t>(way);
    if (index == rule.if_shut)
        arrow.when = "the gate is shut";
    else if (rule.gate != 0xffff)
        arrow.gate = text(definition.gates[rule.gate].id);
    if (index == rule.if_unknown && branch.aside) arrow.when = "not known";
    arrow.by = roles_of(rule);
    arrow.refuses = !branch.refuses.empty();
    return arrow;
}

/// Where a way was drawn; ways of the engine's own and of plain charts have no place.
const Place* place_of(const definition::Places* places, std::size_t rule, std::size_t way) {
    if (places == nullptr) return nullptr;
    const Place& place = places->ways[rule][way];
    return place.line == 0 ? nullptr : &place;
}

/// What is one arrow: where it was drawn, or, of the engine's own, what it does to its strand. Ways
/// of plain charts are all different.
using Identity = std::tuple<std::uint32_t, std::uint32_t, std::string, StateIndex>;
using Drawn = std::map<Identity, std::size_t>;

Identity identity_of(const Arrow& arrow, const Definition& definition, const Place* place,
                     const definition::Places* places, std::uint32_t unlike) {
    if (place != nullptr) return {place->line, place->column, "", no_state};
    if (places == nullptr || arrow.to.size() != 1) return {0, unlike, "", no_state};
    const StateIndex strand = definition.states[arrow.from].strand;
    return {0, 0, arrow.event + "/" + arrow.when + "/" + std::to_string(strand), arrow.to.front()};
}

/// Drawn once, on the state around those that share it.
void widen(Arrow& known, const Arrow& again, const Definition& definition, const Place* place) {
    known.from = place == nullptr ? definition.states[again.from].strand
                                  : definition.states[again.from].parent;
}

}  // namespace

Diagram diagram_of(const Definition& definition, const definition::Places* places) {
    Diagram diagram;
    diagram.definition = &definition;
    for (std::size_t i = 1; i < definition.states.size(); ++i)
        if (definition.states[i].kind != definition::State::Kind::history)
            diagram.states.push_back(static_cast<StateIndex>(i));
    Drawn drawn;
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < definition.rules.size(); ++i)
        for (std::size_t way = 0; way < definition.rules[i].branches.size(); ++way) {
            const Arrow arrow = arrow_of(definition, definition.rules[i], way);
            const auto [known, is_new] = drawn.emplace(
                identity_of(arrow, definition, place_of(places, i, way), places, ++count),
                diagram.arrows.size());
            if (is_new)
                diagram.arrows.push_back(arrow);
            else
                widen(diagram.arrows[known->second], arrow, definition, place_of(places, i, way));
        }
    return diagram;
}

}  // namespace throughgate::tooling
