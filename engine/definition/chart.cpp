// SPDX-License-Identifier: MIT
#include "definition/chart.hpp"

#include <algorithm>

namespace throughgate::definition {

StateIndex Chart::find(std::string_view id, StateIndex strand) const {
    StateIndex found = no_state;
    for (StateIndex i = 1; i < states.size(); ++i) {
        const ChartState& state = states[i];
        if (state.id == id && state.parent != 0) return i;
        const bool here = strand == 0 || state.strand == strand;
        if (here && state.parent != 0 && state.short_id == id && found == no_state) found = i;
    }
    return found;
}

std::vector<std::string> Chart::names_in(StateIndex strand) const {
    std::vector<std::string> names;
    for (const ChartState& state : states)
        if (state.parent != no_state && state.parent != 0 &&
            (strand == 0 || state.strand == strand))
            names.push_back(state.short_id);
    return names;
}

void Chart::enter_region(StateIndex state, StateSet& entries) const {
    entries.add(state);
    complete(state, entries);
}

void Chart::complete(StateIndex state, StateSet& entries) const {
    const ChartState& entered = states[state];
    if (entered.kind == State::Kind::compound && entered.start != no_state)
        entries |= entries_for({entered.start}, state);
    if (entered.kind == State::Kind::parallel)
        for (const StateIndex child : entered.children) enter_region(child, entries);
}

StateSet Chart::entries_for(const std::vector<StateIndex>& targets, StateIndex domain) const {
    StateSet entries;
    for (const StateIndex target : targets) {
        entries.add(target);
        complete(target, entries);
        for (StateIndex s = states[target].parent; s != domain && s != no_state;
             s = states[s].parent)
            entries.add(s);
    }
    const StateSet path = entries;
    path.each([&](StateIndex state) {
        if (states[state].kind != State::Kind::parallel) return;
        const bool remembered = std::any_of(targets.begin(), targets.end(), [&](StateIndex t) {
            return states[t].kind == State::Kind::history && states[t].parent == state;
        });
        for (const StateIndex child : states[state].children)
            if (!entries.has(child) && !remembered) enter_region(child, entries);
    });
    return entries;
}

StateSet Chart::initial_of(StateIndex state) const {
    StateSet entries;
    if (states[state].kind == State::Kind::history) {
        if (states[state].start == no_state) return entries;
        const StateIndex parent = states[state].parent;
        entries = entries_for({states[state].start}, parent);
        if (states[parent].kind == State::Kind::parallel)
            for (const StateIndex child : states[parent].children)
                if (!entries.has(child)) enter_region(child, entries);
        return entries;
    }
    complete(state, entries);
    return entries;
}

StateSet Chart::initial() const {
    StateSet entries = initial_of(0);
    entries.add(0);
    return entries;
}

StateIndex Chart::around(StateIndex state, const std::vector<StateIndex>& others) const {
    for (StateIndex s = states[state].parent; s != no_state; s = states[s].parent) {
        const bool holds = std::all_of(others.begin(), others.end(), [&](StateIndex other) {
            return other != s && inside(other, s);
        });
        if (holds) return s;
    }
    return no_state;
}

}  // namespace throughgate::definition
