// SPDX-License-Identifier: MIT
// Definitions without the words of what a viewer's labels do not open, in no language. Ids stay:
// they are how cases are read; views blank those.
#include <algorithm>

#include "core/sight.hpp"
#include "definition/for_readers.hpp"

namespace throughgate::core {
namespace {

using definition::Definition;
using definition::DefinitionPointer;
using definition::ForReaders;

bool is_closed(const Definition& definition, StateIndex index, const Labels& labels) {
    for (; index != no_state; index = definition.states[index].parent)
        if (!is_open(definition.states[index].label, labels)) return true;
    return false;
}

std::vector<StateIndex> closed_states(const Definition& definition, const Labels& labels) {
    std::vector<StateIndex> closed;
    for (StateIndex i = 0; i < definition.states.size(); ++i)
        if (is_closed(definition, i, labels)) closed.push_back(i);
    return closed;
}

bool has_closed_fact(const Definition& definition, const Labels& labels) {
    return std::any_of(definition.facts.begin(), definition.facts.end(),
                       [&](const auto& fact) { return !is_open(fact.label, labels); });
}

void erase_words(ForReaders& readers, std::string_view section, std::string_view id) {
    const std::string key = std::string(section) + "/" + std::string(id);
    for (auto& [language, words] : readers.languages) words.erase(key);
}

void blank_handoff(Definition& definition, std::uint16_t index, ForReaders* readers) {
    auto& handoff = definition.handoffs[index];
    handoff.title = withheld;
    if (readers != nullptr) erase_words(*readers, "handoffs", handoff.id.text());
}

void blank_handoffs(Definition& definition, const definition::Effects& effects,
                    ForReaders* readers) {
    for (const std::uint16_t index : effects.opens) blank_handoff(definition, index, readers);
}

void blank_state(Definition& definition, StateIndex index, ForReaders* readers) {
    auto& state = definition.states[index];
    state.title = withheld;
    state.instruction.clear();
    state.guidance.clear();
    for (const auto* effects : {&state.on_entry, &state.on_exit, &state.on_start})
        blank_handoffs(definition, *effects, readers);
    for (const definition::Rule& rule : definition.rules)
        if (rule.source == index)
            for (const definition::Branch& branch : rule.branches)
                blank_handoffs(definition, branch.effects, readers);
    if (readers == nullptr) return;
    erase_words(*readers, "states", state.id.text());
    erase_words(*readers, "instructions", state.id.text());
    readers->services_of.erase(state.id);
}

void blank_facts(Definition& definition, const Labels& labels, ForReaders* readers) {
    for (definition::FactDeclaration& fact : definition.facts) {
        if (is_open(fact.label, labels)) continue;
        fact.title = withheld;
        if (readers != nullptr) erase_words(*readers, "facts", fact.name.text());
    }
    for (definition::Gate& gate : definition.gates) {
        const auto* per = gate.per.empty() ? nullptr : definition.find_fact(gate.per);
        if (per == nullptr || is_open(per->label, labels)) continue;
        gate.title = withheld;
        if (readers != nullptr) erase_words(*readers, "gates", gate.id.text());
    }
}

DefinitionPointer masked(const DefinitionPointer& definition, const Labels& labels) {
    const auto closed = closed_states(*definition, labels);
    if (closed.empty() && !has_closed_fact(*definition, labels)) return definition;
    auto copy = std::make_shared<Definition>(*definition);
    std::shared_ptr<ForReaders> readers;
    if (definition->readers != nullptr)
        readers = std::make_shared<ForReaders>(*definition->readers);
    for (const StateIndex index : closed) blank_state(*copy, index, readers.get());
    blank_facts(*copy, labels, readers.get());
    copy->readers = readers;
    return copy;
}

}  // namespace

Labels labels_through_glass(const Surroundings& around) {
    Labels labels;
    for (const auto& [hash, definition] : around.definitions.versions) {
        for (const auto& fact : definition->facts) labels.insert(fact.label);
        for (const auto& state : definition->states) labels.insert(state.label);
    }
    labels.erase(Symbol::of("victim"));
    return labels;
}

SurroundingsPointer without_words(const SurroundingsPointer& around, const Labels& labels) {
    auto copy = std::make_shared<Surroundings>(*around);
    for (auto& [hash, definition] : copy->definitions.versions)
        definition = masked(definition, labels);
    for (DefinitionPointer& current : copy->definitions.current)
        current = copy->definitions.versions.at(current->behaviour);
    return copy;
}

}  // namespace throughgate::core
