// SPDX-License-Identifier: MIT
// History: what a region remembers when it is left, and what it goes back to.
#include "journey/step.hpp"

namespace throughgate::journey {
namespace {

StateSet remembered_by(const Definition& definition, const StateSet& configuration,
                       StateIndex index) {
    const State& history = definition.states[index];
    const State& parent = definition.states[history.parent];
    StateSet kept;
    configuration.each([&](StateIndex s) {
        if (s <= history.parent || s > parent.last) return;
        const State::Kind kind = definition.states[s].kind;
        const bool leaf = kind == State::Kind::atomic || kind == State::Kind::final_state;
        if (history.deep ? leaf : definition.states[s].parent == history.parent) kept.add(s);
    });
    return kept;
}

void store(Pathway& pathway, StateIndex history, const StateSet& remembered) {
    for (StoredHistory& stored : pathway.history)
        if (stored.state == history) {
            stored.remembered = remembered;
            return;
        }
    pathway.history.push_back({history, remembered});
}

const StateSet* stored(const Pathway& pathway, StateIndex history) {
    for (const StoredHistory& each : pathway.history)
        if (each.state == history && !each.remembered.empty()) return &each.remembered;
    return nullptr;
}

/// Adds ancestors up to (not including) `domain`, or up to the root's children.
void add_with_ancestors(const Definition& definition, StateIndex state, StateIndex domain,
                        StateSet& entries) {
    for (StateIndex s = state; s != no_state && s != domain && s != 0;
         s = definition.states[s].parent)
        entries.add(s);
}

bool has_inside(const Definition& definition, const StateSet& set, StateIndex state) {
    for (const StateIndex child : definition.states[state].children)
        if (set.has(child)) return true;
    return false;
}

/// Default children of everything in `entries` that still has none.
void complete(const Definition& definition, StateSet& entries) {
    for (std::size_t i = 0; i < definition.states.size(); ++i) {
        const StateIndex index = static_cast<StateIndex>(i);
        if (!entries.has(index)) continue;
        const State& state = definition.states[index];
        if (state.kind == State::Kind::parallel) {
            for (const StateIndex child : state.children)
                if (definition.states[child].kind != State::Kind::history) entries.add(child);
        } else if (!state.children.empty() && !has_inside(definition, entries, index)) {
            entries |= state.initial;
        }
    }
}

bool is_history(const Definition& definition, StateIndex state) {
    return definition.states[state].kind == State::Kind::history;
}

}  // namespace

StateSet entries_of(const Definition& definition, const Pathway& pathway, const Branch& branch) {
    bool any = false;
    for (const StateIndex target : branch.targets) any = any || is_history(definition, target);
    if (!any) return branch.entries;
    StateSet entries;
    for (const StateIndex target : branch.targets) {
        if (!is_history(definition, target)) {
            add_with_ancestors(definition, target, branch.domain, entries);
            continue;
        }
        const StateSet* kept = stored(pathway, target);
        const StateSet goal = kept == nullptr ? definition.states[target].initial : *kept;
        add_with_ancestors(definition, definition.states[target].parent, branch.domain, entries);
        goal.each([&](StateIndex s) { add_with_ancestors(definition, s, branch.domain, entries); });
    }
    complete(definition, entries);
    return entries;
}

void remember_histories(const Definition& definition, Pathway& pathway, const StateSet& exits) {
    exits.each([&](StateIndex index) {
        // Histories are laid out below the state they remember, but are no children of it.
        for (StateIndex s = static_cast<StateIndex>(index + 1); s <= definition.states[index].last;
             ++s)
            if (is_history(definition, s) && definition.states[s].parent == index)
                store(pathway, s, remembered_by(definition, pathway.configuration, s));
    });
}

}  // namespace throughgate::journey
