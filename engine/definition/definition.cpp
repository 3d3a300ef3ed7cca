// SPDX-License-Identifier: MIT
#include "definition/definition.hpp"

#include <algorithm>

namespace throughgate::definition {

namespace {

template <typename List, typename Name>
std::optional<std::uint16_t> index_of(const List& list, Symbol wanted, Name name) {
    for (std::size_t i = 0; i < list.size(); ++i)
        if (name(list[i]) == wanted) return static_cast<std::uint16_t>(i);
    return std::nullopt;
}

using Named = std::vector<std::pair<Symbol, std::uint16_t>>;

std::optional<std::uint16_t> look_up(const Named& sorted, Symbol wanted) {
    const auto found =
        std::lower_bound(sorted.begin(), sorted.end(), std::pair(wanted, std::uint16_t{0}));
    if (found == sorted.end() || found->first != wanted) return std::nullopt;
    return found->second;
}

void add(std::vector<Symbol>& names, const rules::Deadline& deadline) {
    if (deadline.empty()) return;
    names.insert(names.end(), deadline.names().begin(), deadline.names().end());
}

void add(std::vector<Symbol>& names, const std::vector<Rung>& ladder) {
    for (const Rung& rung : ladder) {
        add(names, rung.at);
        add(names, rung.again);
    }
}

void add(std::vector<Symbol>& names, const Clock& clock) {
    add(names, clock.due);
    add(names, clock.ladder);
}

void sort_once(std::vector<Symbol>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

std::vector<Symbol> dating_names(const Definition& definition) {
    std::vector<Symbol> names;
    for (const State& state : definition.states) {
        add(names, state.due);
        add(names, state.due_ladder);
    }
    for (const TimerDeclaration& timer : definition.timers) add(names, timer.at);
    for (const HandoffDeclaration& handoff : definition.handoffs) {
        add(names, handoff.acknowledge);
        add(names, handoff.complete);
    }
    sort_once(names);
    return names;
}

std::vector<Symbol> eventless_names(const Definition& definition) {
    std::vector<Symbol> names;
    for (const Rule& rule : definition.rules) {
        if (rule.trigger != Rule::Trigger::always) continue;
        for (const Branch& branch : rule.branches)
            for (const Symbol name : branch.when.names()) names.push_back(name);
    }
    sort_once(names);
    return names;
}

std::vector<Symbol> keying_names(const Definition& definition) {
    std::vector<Symbol> names;
    for (const FactDeclaration& fact : definition.facts)
        if (!fact.per.empty()) names.push_back(fact.per);
    for (const Gate& gate : definition.gates)
        if (!gate.per.empty()) names.push_back(gate.per);
    sort_once(names);
    return names;
}

}  // namespace

void Definition::index() {
    dated_by = dating_names(*this);
    eventless_by = eventless_names(*this);
    keyed_by = keying_names(*this);
    for (std::uint16_t i = 0; i < timers.size(); ++i)
        timers_by_name.emplace_back(timers[i].name, i);
    for (StateIndex i = 0; i < states.size(); ++i) states_by_name.emplace_back(states[i].id, i);
    std::sort(timers_by_name.begin(), timers_by_name.end());
    std::sort(states_by_name.begin(), states_by_name.end());
}

const FactDeclaration* Definition::find_fact(Symbol name) const {
    const auto found = std::lower_bound(
        facts.begin(), facts.end(), name,
        [](const FactDeclaration& fact, Symbol wanted) { return fact.name < wanted; });
    return found != facts.end() && found->name == name ? &*found : nullptr;
}

const Message* Definition::find_message(Symbol id) const {
    const auto index = index_of(messages, id, [](const Message& each) { return each.id; });
    return index.has_value() ? &messages[*index] : nullptr;
}

std::optional<std::uint16_t> Definition::find_handoff(Symbol id) const {
    return index_of(handoffs, id, [](const HandoffDeclaration& each) { return each.id; });
}

std::optional<std::uint16_t> Definition::find_gate(Symbol id) const {
    return index_of(gates, id, [](const Gate& each) { return each.id; });
}

std::optional<StateIndex> Definition::find_state(Symbol id) const {
    return look_up(states_by_name, id);
}

std::optional<std::uint16_t> Definition::find_timer(Symbol name) const {
    return look_up(timers_by_name, name);
}

bool Definition::answers(Symbol event) const {
    return std::binary_search(events.begin(), events.end(), event);
}

const Role* DefinitionSet::find_role(Symbol id) const {
    const auto index = index_of(roles, id, [](const Role& each) { return each.id; });
    return index.has_value() ? &roles[*index] : nullptr;
}

const Definition* DefinitionSet::find(const Digest& behaviour) const {
    const auto found = versions.find(behaviour);
    return found == versions.end() ? nullptr : found->second.get();
}

const Definition* DefinitionSet::current_of(Symbol pathway) const {
    for (const DefinitionPointer& each : current)
        if (each->pathway == pathway) return each.get();
    return nullptr;
}

}  // namespace throughgate::definition
