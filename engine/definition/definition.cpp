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

}  // namespace

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
    return index_of(states, id, [](const State& each) { return each.id; });
}

std::optional<std::uint16_t> Definition::find_timer(Symbol name) const {
    return index_of(timers, name, [](const TimerDeclaration& each) { return each.name; });
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
