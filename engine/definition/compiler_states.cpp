// SPDX-License-Identifier: MIT
#include "definition/compiler.hpp"

namespace throughgate::definition {

namespace {

std::vector<Symbol> symbols_of(const std::vector<Word>& words) {
    std::vector<Symbol> symbols;
    for (const Word& word : words) symbols.push_back(Symbol::of(word.text));
    return symbols;
}

}  // namespace

void Compiler::add_states() {
    for (StateIndex i = 0; i < chart_.states.size(); ++i)
        definition_.states.push_back(state_from(i));
}

State Compiler::state_from(StateIndex index) const {
    const ChartState& from = chart_.states[index];
    const StateText& text = *from.text;
    State state;
    state.id = Symbol::of(from.id);
    state.short_id = Symbol::of(from.short_id);
    state.title = text.title;
    state.instruction = text.instruction;
    state.guidance = text.guidance;
    state.kind = from.kind;
    state.deep = text.history.deep;
    state.parent = from.parent;
    state.last = from.last;
    state.children = from.children;
    state.initial = chart_.initial_of(index);
    if (from.start != no_state) state.start = {from.start};
    state.strand = from.strand;
    if (from.strand == chart_.states[0].children.front()) {
        if (from.children.empty())  // the states inside speak for the ones around them
            state.stage = lifecycle::stage_named(named_stage(chart_, index).text);
        state.phase = Symbol::of(named_phase(chart_, index).text);
    }
    state.owner = Symbol::of(text.owner.text);
    state.with = symbols_of(text.with);
    state.label = Symbol::of(text.label.text);
    state.outcome = Symbol::of(text.outcome.text);
    state.outcome_is_fact = view_.find_fact(text.outcome.text) != nullptr;
    state.due = text.due.compiled;
    if (const auto ladder = checked_.ladders.due.find(&text); ladder != checked_.ladders.due.end())
        state.due_ladder = ladder->second;
    for (std::uint16_t i = 0; i < checked_.moving.exemptions.size(); ++i)
        for (const Word& word : text.exempt)
            if (checked_.moving.exemptions[i].id.text() == word.text) state.exempt.push_back(i);
    state.on_entry = effects_from(text.on_entry, index);
    state.on_exit = effects_from(text.on_exit, index);
    state.on_start = effects_from(text.on_start, index);
    state.join = text.join.join;
    state.required = text.required.given();
    state.skipped = text.role == StateText::Role::skipped;
    state.suspended = text.suspended;
    state.declined = text.declined;
    state.rests = text.rests.given();
    state.silent = text.silent.given();
    return state;
}

}  // namespace throughgate::definition
