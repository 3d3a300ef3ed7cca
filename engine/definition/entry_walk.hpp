// SPDX-License-Identifier: MIT
// EntryWalk: which states a set of targets enters: the targets, what they begin with, their
// ancestors and the regions beside them. Used once for every transition when compiling, and again
// when a step leads through a history.
#pragma once

#include "definition/definition.hpp"

namespace throughgate::definition {

/// `Remembered(StateIndex history)` gives a `const StateSet*`; nullptr or empty: nothing yet.
template <typename Remembered>
class EntryWalk {
public:
    EntryWalk(const Definition& definition, Remembered remembered)
        : definition_(definition), remembered_(remembered) {}

    void enter(StateIndex index) {
        const State& state = definition_.states[index];
        if (state.kind == State::Kind::history) return enter_history(index);
        entering_.states.add(index);
        if (state.kind == State::Kind::compound && !state.start.empty()) {
            entering_.by_default.add(index);
            for (const StateIndex start : state.start) enter(start);
            for (const StateIndex start : state.start) enter_around(start, index);
        }
        if (state.kind == State::Kind::parallel) enter_regions(state);
    }

    /// The ancestors of `index` below `domain`, and the regions beside them.
    void enter_around(StateIndex index, StateIndex domain) {
        for (StateIndex s = definition_.states[index].parent; s != no_state && s != domain;
             s = definition_.states[s].parent) {
            entering_.states.add(s);
            if (definition_.states[s].kind == State::Kind::parallel)
                enter_regions(definition_.states[s]);
        }
    }

    [[nodiscard]] const Entering& entering() const { return entering_; }

private:
    void enter_regions(const State& parallel) {
        for (const StateIndex child : parallel.children) {
            const State& region = definition_.states[child];
            if (!entering_.states.any_of(child, region.last)) enter(child);
        }
    }

    void enter_history(StateIndex index) {
        const State& history = definition_.states[index];
        entering_.remembers = true;
        if (const StateSet* kept = remembered_(index); kept != nullptr && !kept->empty()) {
            kept->each([&](StateIndex s) { enter(s); });
            kept->each([&](StateIndex s) { enter_around(s, history.parent); });
            return;
        }
        entering_.histories.add(index);
        for (const StateIndex start : history.start) enter(start);
        for (const StateIndex start : history.start) enter_around(start, history.parent);
    }

    const Definition& definition_;
    Remembered remembered_;
    Entering entering_;
};

/// What is entered when `targets` are reached from `domain`.
template <typename Remembered>
Entering entering_of(const Definition& definition, const std::vector<StateIndex>& targets,
                     StateIndex domain, Remembered remembered) {
    EntryWalk<Remembered> walk(definition, remembered);
    for (const StateIndex target : targets) walk.enter(target);
    for (const StateIndex target : targets) walk.enter_around(target, domain);
    return walk.entering();
}

/// The same for a branch, with the strands of a pathway that it leaves and that no target lies in.
template <typename Remembered>
Entering entering_through(const Definition& definition, const Branch& branch,
                          Remembered remembered) {
    EntryWalk<Remembered> walk(definition, remembered);
    for (const StateIndex target : branch.targets) walk.enter(target);
    for (const StateIndex target : branch.targets) walk.enter_around(target, branch.domain);
    if (branch.domain != 0) return walk.entering();
    for (const StateIndex strand : definition.states[0].children)
        if (branch.exits.has(strand) &&
            !walk.entering().states.any_of(strand, definition.states[strand].last))
            walk.enter(strand);
    return walk.entering();
}

/// Nothing is remembered yet.
inline const StateSet* nothing_remembered(StateIndex) { return nullptr; }

/// The innermost compound state around `source` that holds all of `targets` (the strand of a plain
/// chart counts as one; so does the root of a pathway). A history counts where it stands: what it
/// remembers is always entered from the state that it belongs to.
inline StateIndex domain_of(const Definition& definition, StateIndex source,
                            const std::vector<StateIndex>& targets) {
    for (StateIndex s = definition.states[source].parent; s != no_state;
         s = definition.states[s].parent) {
        const State& around = definition.states[s];
        if (around.kind != State::Kind::compound && s != 0) continue;
        bool holds = true;
        for (const StateIndex target : targets)
            holds = holds && target > s && target <= around.last;
        if (holds) return s;
    }
    return 0;
}

}  // namespace throughgate::definition
