// SPDX-License-Identifier: MIT
#include "tooling/test_names.hpp"

#include <algorithm>

#include "definition/checker_shape.hpp"
#include "definition/value_text.hpp"

namespace throughgate::tooling {

using definition::Definition;
using definition::DefinitionSet;

bool is_drawn(const definition::State& state) {
    return state.parent != no_state && state.parent != 0 &&
           state.kind != definition::State::Kind::history;
}

std::vector<FoundState> states_of(const Definition& definition, std::string_view name) {
    const std::string prefix = std::string(definition.pathway.text()) + ".";
    const std::string_view inside =
        name.starts_with(prefix) ? name.substr(prefix.size()) : std::string_view();
    std::vector<FoundState> found;
    for (std::size_t i = 0; i < definition.states.size(); ++i) {
        const auto& state = definition.states[i];
        if (!is_drawn(state)) continue;
        const auto fits = [&](std::string_view wanted) {
            return state.id.text() == wanted || state.short_id.text() == wanted;
        };
        if (fits(name) || (!inside.empty() && fits(inside)))
            found.push_back({&definition, static_cast<StateIndex>(i)});
    }
    return found;
}

std::vector<FoundState> states_named(const DefinitionSet& set, std::string_view name) {
    std::vector<FoundState> all;
    for (const auto& definition : set.current) {
        const auto found = states_of(*definition, name);
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

const definition::FactDeclaration* fact_named(const DefinitionSet& set, std::string_view name) {
    const auto symbol = Symbol::find(name);
    if (!symbol) return nullptr;
    for (const auto& definition : set.current)
        if (const auto* fact = definition->find_fact(*symbol)) return fact;
    return nullptr;
}

const Definition* pathway_named(const DefinitionSet& set, std::string_view name) {
    const auto symbol = Symbol::find(name);
    return symbol ? set.current_of(*symbol) : nullptr;
}

const definition::HandoffDeclaration* handoff_named(const DefinitionSet& set,
                                                    std::string_view name) {
    const auto symbol = Symbol::find(split_handoff(name).first);
    if (!symbol) return nullptr;
    for (const auto& definition : set.current)
        if (const auto index = definition->find_handoff(*symbol))
            return &definition->handoffs[*index];
    return nullptr;
}

std::pair<std::string, std::string> split_handoff(std::string_view text) {
    const std::size_t dot = text.find_first_of(".:");
    if (dot == std::string_view::npos) return {std::string(text), ""};
    return {std::string(text.substr(0, dot)), std::string(text.substr(dot + 1))};
}

std::optional<Instant> wall_time(std::string_view text, const rules::Zone& zone) {
    if (const auto instant = parse_instant(text)) return instant;
    const auto day = parse_date(text.substr(0, std::min<std::size_t>(10, text.size())));
    if (!day) return std::nullopt;
    if (text.size() == 10) return zone.at(*day, std::chrono::hours(9));
    if (text.size() != 16 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
    const int minutes = definition::minutes_of(text.substr(11));
    if (minutes < 0) return std::nullopt;
    return zone.at(*day, std::chrono::minutes(minutes));
}

std::optional<Value> value_in(const definition::FactDeclaration& fact, std::string_view text,
                              const rules::Zone& zone) {
    if (fact.type == ValueType::instant)
        if (const auto instant = wall_time(text, zone)) return Value(*instant);
    return definition::value_of(fact, text);
}

TestScope::TestScope(const DefinitionSet& set) {
    for (const auto& definition : set.current)
        for (const auto& fact : definition->facts)
            declared_.emplace(fact.name.text(),
                              rules::Declared{rules::Declared::What::fact, fact.type, fact.choices,
                                              rules::Declared::Reading::plain});
}

const rules::Declared* TestScope::find(std::string_view name) const {
    const auto found = declared_.find(name);
    return found == declared_.end() ? nullptr : &found->second;
}

std::vector<std::string> TestScope::names() const {
    std::vector<std::string> all;
    for (const auto& [name, declared] : declared_) all.push_back(name);
    return all;
}

}  // namespace throughgate::tooling
