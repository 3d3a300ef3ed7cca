// SPDX-License-Identifier: MIT
#include "definition/scope.hpp"

#include "definition/checker_named.hpp"

namespace throughgate::definition {

namespace {

using What = rules::Declared::What;

rules::Declared strand_of(const Chart& chart, StateIndex strand) {
    rules::Declared declared{What::strand, ValueType::unknown, {}, {}};
    for (StateIndex s = strand; s <= chart.states[strand].last; ++s)
        if (s != strand && chart.states[s].kind != State::Kind::history)
            declared.choices.push_back(Symbol::of(chart.states[s].short_id));
    return declared;
}

}  // namespace

DefinitionScope::DefinitionScope(const View& view, const Chart* chart)
    : rule_files_(view.rule_files()) {
    for (const Parts* part : view.parts())
        for (const FactText& fact : part->facts)
            declared_.try_emplace(fact.name.text, rules::Declared{What::fact, fact.declaration.type,
                                                                  fact.declaration.choices,
                                                                  rules::Declared::Reading::plain});
    if (chart == nullptr) return;
    for (const GateText& gate : view.pathway().gates)
        declared_.try_emplace(gate.id.text,
                              rules::Declared{What::gate, ValueType::unknown, {}, {}});
    for (const StateIndex strand : chart->states[0].children)
        declared_.try_emplace(chart->states[strand].id, strand_of(*chart, strand));
}

DefinitionScope DefinitionScope::with(std::initializer_list<std::string_view> anchors) const {
    DefinitionScope scope = *this;
    for (const std::string_view anchor : anchors)
        scope.declared_.try_emplace(std::string(anchor),
                                    rules::Declared{What::anchor, ValueType::instant, {}, {}});
    return scope;
}

const rules::Declared* DefinitionScope::find(std::string_view name) const {
    const auto found = declared_.find(name);
    return found == declared_.end() ? nullptr : &found->second;
}

const rules::RuleSource* DefinitionScope::rule(std::string_view name,
                                               std::optional<Date> day) const {
    for (const RulesText* file : rule_files_)
        if (const rules::RuleSource* found = find_rule(*file, name, day)) return found;
    return nullptr;
}

std::vector<std::string> DefinitionScope::rule_names() const {
    std::vector<std::string> names;
    for (const RulesText* file : rule_files_)
        for (const rules::RuleSource& rule : file->rules) names.push_back(rule.name);
    return names;
}

std::vector<std::string> DefinitionScope::names() const {
    std::vector<std::string> names;
    for (const auto& [name, declared] : declared_) names.push_back(name);
    return names;
}

}  // namespace throughgate::definition
