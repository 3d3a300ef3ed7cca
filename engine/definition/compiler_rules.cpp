// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "definition/compiler.hpp"
#include "definition/entry_walk.hpp"

namespace throughgate::definition {

namespace {

std::vector<Symbol> symbols_of(const std::vector<Word>& words) {
    std::vector<Symbol> symbols;
    for (const Word& word : words) symbols.push_back(Symbol::of(word.text));
    return symbols;
}

}  // namespace

void Compiler::add_rules() {
    for (const ChartRule& from : chart_.rules) {
        const RuleText& text = *from.text;
        Rule rule;
        rule.trigger = text.trigger;
        rule.source = from.source;
        rule.asks = symbols_of(text.asks);
        rule.gate = definition_.find_gate(Symbol::of(text.gate.text)).value_or(0xffff);
        rule.if_shut = static_cast<std::int16_t>(text.if_shut);
        rule.if_unknown = static_cast<std::int16_t>(text.if_unknown);
        rule.by = symbols_of(text.by);
        rule.confirmed_by_person = text.confirmed;
        for (std::size_t way = 0; way < from.ways.size(); ++way)
            rule.branches.push_back(branch_from(from, way));
        State& state = definition_.states[from.source];
        const auto index = static_cast<std::uint16_t>(definition_.rules.size());
        if (rule.trigger == Rule::Trigger::event) {
            rule.event = Symbol::of(text.name.text);
            state.rules.push_back(index);
        } else if (rule.trigger == Rule::Trigger::done) {
            rule.event = Symbol::of("done.state." + std::string(state.id.text()));
            state.rules.push_back(index);
        } else if (rule.trigger == Rule::Trigger::always) {
            state.always.push_back(index);
        } else {
            add_timer(rule, from);
        }
        definition_.rules.push_back(std::move(rule));
    }
}

void Compiler::add_timer(Rule& rule, const ChartRule& from) {
    State& state = definition_.states[from.source];
    TimerDeclaration timer;
    timer.name = Symbol::of(std::string(state.id.text()) + "." + from.text->name.text);
    timer.state = from.source;
    timer.at = from.text->at.compiled;
    timer.rule = static_cast<std::uint16_t>(definition_.rules.size());
    rule.timer = static_cast<std::uint16_t>(definition_.timers.size());
    state.timers.push_back(rule.timer);
    definition_.timers.push_back(std::move(timer));
}

Branch Compiler::branch_from(const ChartRule& rule, std::size_t way) const {
    const BranchText& text = rule.text->branches[way];
    const ChartWay& from = rule.ways[way];
    Branch branch;
    branch.when = text.when.compiled;
    branch.otherwise = text.otherwise;
    branch.targets = from.targets;
    branch.aside = text.aside;
    branch.if_unknown_here = text.if_unknown_here;
    branch.effects = effects_from(text.effects, rule.source);
    branch.because = text.because;
    branch.refuses = text.refuses.text;
    branch.domain = from.domain;
    branch.exits = from.exits;
    branch.entering = entering_through(definition_, branch, nothing_remembered);
    branch.entering.states = from.entries;
    branch.stage_move = move_of(rule, branch);
    return branch;
}

/// Known beforehand only where the source names its stage and one stage is entered.
std::optional<lifecycle::StageMove> Compiler::move_of(const ChartRule& rule,
                                                      const Branch& branch) const {
    const auto from = definition_.states[rule.source].stage;
    if (!from.has_value() || branch.targets.empty()) return std::nullopt;
    const auto to = definition_.states[branch.targets.front()].stage;
    if (!to.has_value() || to == from) return std::nullopt;
    return lifecycle::move_between(*from, *to);
}

void Compiler::index_events() {
    std::set<Symbol> events(definition_.start.again_on.begin(), definition_.start.again_on.end());
    for (const Rule& rule : definition_.rules)
        if (!rule.event.empty()) events.insert(rule.event);
    for (const Gate& gate : definition_.gates) {
        events.insert(gate.shut_by.begin(), gate.shut_by.end());
        events.insert(Symbol::of(std::string(gate.id.text()) + ".clear"));
        events.insert(Symbol::of(std::string(gate.id.text()) + ".countersign"));
    }
    for (const State& state : definition_.states) {
        for (const std::uint16_t each : state.exempt)
            events.insert(exempt_event(state.id, definition_.exemptions[each].id));
        if (!state.exempt.empty()) events.insert(resume_event(state.id));
    }
    definition_.events.assign(events.begin(), events.end());
}

}  // namespace throughgate::definition
