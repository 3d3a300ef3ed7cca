// SPDX-License-Identifier: MIT
#include "journey/select.hpp"

#include <algorithm>

#include "journey/gates.hpp"
#include "journey/inputs.hpp"

namespace throughgate::journey {
namespace {

using rules::Truth;
using Trigger = Rule::Trigger;

enum class Answer { no, yes, waits, shut };

struct Looked {
    Answer answer = Answer::no;
    const Branch* branch = nullptr;
};

/// Reads `choose` from the top: the first guard that is yes; `otherwise` covers no, not unknown.
Looked choose(const Rule& rule, const CaseInputs& inputs) {
    bool unknown = false;
    const Branch* if_unknown = nullptr;
    for (const Branch& branch : rule.branches) {
        if (branch.aside) continue;
        if (branch.if_unknown_here && if_unknown == nullptr) if_unknown = &branch;
        const Truth truth =
            branch.otherwise ? (unknown ? Truth::no : Truth::yes) : branch.when.evaluate(inputs);
        if (truth == Truth::yes) return {Answer::yes, &branch};
        if (truth == Truth::unknown) unknown = true;
    }
    if (!unknown) return {};
    if (if_unknown == nullptr && rule.if_unknown >= 0)
        if_unknown = &rule.branches[static_cast<std::size_t>(rule.if_unknown)];
    if (if_unknown != nullptr) return {Answer::yes, if_unknown};
    return {Answer::waits, nullptr};
}

Looked look_at(const Draft& draft, std::size_t lane, const Rule& rule, const CaseInputs& inputs) {
    const Looked looked = choose(rule, inputs);
    if (looked.answer == Answer::no || rule.gate == 0xffff) return looked;
    const definition::Gate& gate = draft.definition(lane).gates[rule.gate];
    // No timer goes through a gate, cleared or not.
    if (draft.from_outside && !is_shut(draft, lane, gate)) return looked;
    if (rule.if_shut < 0) return {Answer::shut, nullptr};
    return {Answer::yes, &rule.branches[static_cast<std::size_t>(rule.if_shut)]};
}

template <typename Items>
void add_once(Items& items, const typename Items::value_type& item) {
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
}

/// True when `rule` answers, so that its ancestors are not asked.
bool ask(const Draft& draft, std::size_t lane, const Rule& rule, const CaseInputs& inputs,
         bool may_wait, Selection& selection) {
    for (const Choice& choice : selection.taken)
        if (choice.rule == &rule) return true;
    const Looked looked = look_at(draft, lane, rule, inputs);
    if (looked.answer == Answer::no) return false;
    if (looked.answer == Answer::yes) {
        selection.taken.push_back({&rule, looked.branch});
        return true;
    }
    if (!may_wait) return false;
    add_once(looked.answer == Answer::waits ? selection.waiting : selection.shut, &rule);
    return true;
}

bool is_leaf(const State& state) {
    return state.kind == State::Kind::atomic || state.kind == State::Kind::final_state;
}

bool answers_event(const Rule& rule, Symbol event) {
    return rule.event == event && (rule.trigger == Trigger::event || rule.trigger == Trigger::done);
}

/// Asks one state and then its ancestors until one of them answers.
void ask_upwards(const Draft& draft, std::size_t lane, StateIndex leaf, const StateSet& sources,
                 Symbol event, Selection& selection) {
    const Definition& definition = draft.definition(lane);
    const Pathway& pathway = draft.pathway(lane);
    for (StateIndex s = leaf; s != no_state; s = definition.states[s].parent) {
        if (!sources.has(s)) continue;
        const Entry* entry = entry_of(pathway, s);
        Anchors anchors;
        if (entry != nullptr) anchors.entry = entry->at;
        const CaseInputs inputs = inputs_of(draft, lane, anchors);
        for (const std::uint16_t index : definition.states[s].rules) {
            const Rule& rule = definition.rules[index];
            if (!answers_event(rule, event)) continue;
            if (ask(draft, lane, rule, inputs, true, selection)) return;
        }
    }
}

/// Asks the eventless rules of one state; true when one answers.
bool ask_always(const Draft& draft, std::size_t lane, StateIndex state, Selection& selection) {
    const Definition& definition = draft.definition(lane);
    Anchors anchors;
    if (const Entry* entry = entry_of(draft.pathway(lane), state)) anchors.entry = entry->at;
    const CaseInputs inputs = inputs_of(draft, lane, anchors);
    for (const std::uint16_t index : definition.states[state].always)
        if (ask(draft, lane, definition.rules[index], inputs, false, selection)) return true;
    return false;
}

void ask_always_upwards(const Draft& draft, std::size_t lane, StateIndex leaf,
                        const StateSet& sources, Selection& selection) {
    const auto& states = draft.definition(lane).states;
    for (StateIndex s = leaf; s != no_state; s = states[s].parent)
        if (sources.has(s) && ask_always(draft, lane, s, selection)) return;
}

/// Does one of these states lie within another?
bool are_nested(const Definition& definition, const StateSet& states) {
    bool nested = false;
    StateIndex last = 0;  // the end of the subtree of the state before: document order
    states.each([&](StateIndex state) {
        nested = nested || state <= last;
        last = definition.states[state].last;
    });
    return nested;
}

void log_preempted(Draft& draft, std::size_t lane, const Rule& loser, const Rule& winner) {
    const Definition& definition = draft.definition(lane);
    draft.log("transition.preempted", {{"event", loser.event},
                                       {"state", definition.states[loser.source].id},
                                       {"by", definition.states[winner.source].id}});
}

}  // namespace

void select_event(const Draft& draft, std::size_t lane, Symbol event, Selection& selection) {
    const Definition& definition = draft.definition(lane);
    const Pathway& pathway = draft.pathway(lane);
    const StateSet* const answering = definition.answering_states(event);
    if (answering == nullptr || !answering->meets(pathway.configuration)) return;
    const StateSet sources = *answering & pathway.configuration;
    // The usual case: nobody below or above it can answer instead.
    if (const StateIndex only = sources.only(); only != no_state)
        return ask_upwards(draft, lane, only, sources, event, selection);
    for (const Entry& entry : pathway.entries)
        if (is_leaf(definition.states[entry.state]))
            ask_upwards(draft, lane, entry.state, sources, event, selection);
}

void select_always(const Draft& draft, std::size_t lane, const StateSet& to_ask,
                   Selection& selection) {
    const Definition& definition = draft.definition(lane);
    const StateSet& active = draft.pathway(lane).configuration;
    const StateSet sources = to_ask & active;
    // The usual case: none of them can answer before another.
    if (!are_nested(definition, sources))
        return sources.each([&](StateIndex state) { ask_always(draft, lane, state, selection); });
    (definition.eventless_leaves & active).each([&](StateIndex leaf) {
        ask_always_upwards(draft, lane, leaf, sources, selection);
    });
}

Selection select_timer(const Draft& draft, std::size_t lane, const Rule& rule, const Entry& entry) {
    Selection selection;
    Anchors anchors;
    anchors.entry = entry.at;
    ask(draft, lane, rule, inputs_of(draft, lane, anchors), true, selection);
    return selection;
}

void resolve_conflicts(Draft& draft, std::size_t lane, Selection& selection) {
    if (selection.taken.size() < 2) return;
    Scratch scratch;
    scratch.taken = std::move(selection.taken);
    drop_preempted<AsSpecified>(draft.definition(lane), draft.pathway(lane).configuration, scratch);
    for (const auto& [loser, winner] : scratch.dropped)
        log_preempted(draft, lane, *loser.rule, *winner.rule);
    selection.taken = std::move(scratch.taken);
}

void note_waiting(Draft& draft, std::size_t lane, const Selection& selection) {
    const Definition& definition = draft.definition(lane);
    for (const Rule* rule : selection.waiting) {
        ChangeLog& log = draft.log(
            "guard.waits", {{"state", definition.states[rule->source].id}, {"event", rule->event}});
        for (const Branch& branch : rule->branches)
            for (const Symbol fact : branch.when.waits_for(inputs_of(draft, lane))) {
                add_once(draft.change.waits_for, std::string(fact.text()));
                log.with("waits_for", fact);
            }
    }
    for (const Rule* rule : selection.shut)
        draft.log("guard.waits", {{"state", definition.states[rule->source].id},
                                  {"gate", definition.gates[rule->gate].id}});
}

}  // namespace throughgate::journey
