// SPDX-License-Identifier: MIT
// Microstep: the bare step of a statechart (SCXML, appendix D): which transitions an event enables,
// which of them survive, what is left and entered. Pure functions over a Definition and a
// configuration; nothing is allocated once a Scratch has been used.
// `Semantics` is always AsSpecified here; tests give wrong ones to show that they are found out.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/few.hpp"
#include "definition/entry_walk.hpp"
#include "model/case.hpp"

namespace throughgate::journey {

struct AsSpecified {
    static constexpr bool outer_first = false;      ///< ancestors are asked before the innermost
    static constexpr bool keeps_conflicts = false;  ///< transitions that exclude each other
    static constexpr bool remembers_late = false;   ///< history is recorded while exiting
    static constexpr bool sends_inside = false;     ///< undelayed sends go to the inner queue
    static constexpr bool done_stays = false;       ///< done of a region is not told outwards
};

struct Choice {
    const definition::Rule* rule = nullptr;
    const definition::Branch* branch = nullptr;
};
using Choices = Few<Choice, 4>;

/// An event's name with all its prefixes that some definition knows: `a.b`, `a`.
class EventKey {
public:
    static EventKey of(std::string_view name);
    [[nodiscard]] bool has(Symbol descriptor) const {
        for (std::size_t i = 0; i < size_; ++i)
            if (prefixes_[i] == descriptor) return true;
        return false;
    }
    /// The states with a transition for it.
    [[nodiscard]] StateSet sources(const definition::ChartProgram& program) const;

private:
    std::array<Symbol, 16> prefixes_;
    std::size_t size_ = 0;
};

/// What one microstep does, in the order in which it is done.
struct StepEffect {
    enum class Kind : std::uint8_t { leave, content, enter };
    Kind kind = Kind::leave;
    StateIndex state = no_state;  ///< left or entered
    std::uint16_t taken = 0;      ///< place in `Scratch::taken` of what has this content
};

/// Filled by `select` and `plan`; keep one and use it again.
struct Scratch {
    Choices taken;
    std::vector<std::pair<Choice, Choice>> dropped;  ///< loser, winner
    std::vector<StepEffect> effects;
    StateSet exits;
    StateSet entries;
    StateSet by_default;  ///< entered states whose own start is followed
    StateSet histories;   ///< those whose default is followed
};

inline bool is_descendant(const definition::Definition& definition, StateIndex inner,
                          StateIndex outer) {
    return inner > outer && inner <= definition.states[outer].last;
}

inline const StateSet* remembered_in(const std::vector<StoredHistory>& history, StateIndex wanted) {
    for (const StoredHistory& each : history)
        if (each.state == wanted) return &each.remembered;
    return nullptr;
}

/// A final state is; a compound one whose child is; a parallel one that its join lets be.
bool is_done(const definition::Definition& definition, const StateSet& configuration,
             StateIndex state);
/// Enough of what stands side by side in a parallel state has ended.
bool is_joined(const definition::Definition& definition, const StateSet& configuration,
               StateIndex parallel);
/// The same, and before `entered` was, not enough: its done event is told once.
bool is_newly_joined(const definition::Definition& definition, const StateSet& configuration,
                     StateIndex parallel, StateIndex entered);

/// Writes down what the histories below the left states have seen; before the first exit.
void record_histories(const definition::Definition& definition, const StateSet& configuration,
                      const StateSet& exits, std::vector<StoredHistory>& history);

/// What the choices enter together; `several` is filled unless one alone says it.
const definition::Entering& entering_of(const definition::Definition& definition,
                                        const std::vector<StoredHistory>& history,
                                        const Choices& choices,
                                        std::optional<definition::Entering>& several);

// The two halves of `plan`, which follows.
void plan_exits(const StateSet& configuration, Scratch& scratch);
void plan_entries(const definition::Definition& definition,
                  const std::vector<StoredHistory>& history, Scratch& scratch);

/// Fills exits, entries and effects of `scratch` for its `taken`, and writes down what histories
/// see of the states that are left: a way back into one of them leads where it stood just now.
template <typename Semantics>
void plan(const definition::Definition& definition, const StateSet& configuration,
          std::vector<StoredHistory>& history, Scratch& scratch) {
    plan_exits(configuration, scratch);
    if (!Semantics::remembers_late && !definition.histories.empty())
        record_histories(definition, configuration, scratch.exits, history);
    plan_entries(definition, history, scratch);
}

/// Fills `taken` with what the active states answer, in document order. `key` nullptr: eventless.
/// `holds(rule number)` says whether its guard lets it through.
template <typename Semantics, typename Holds>
void select(const definition::Definition& definition, const StateSet& configuration,
            const EventKey* key, Holds holds, Scratch& scratch) {
    scratch.taken.clear();
    const definition::ChartProgram& program = *definition.chart;
    StateSet sources = key == nullptr ? definition.eventless : key->sources(program);
    sources &= configuration;
    const auto answers = [&](StateIndex source) {
        const definition::State& state = definition.states[source];
        for (const std::uint16_t index : key == nullptr ? state.always : state.rules) {
            const definition::ChartTransitionProgram& each = program.transitions[index];
            bool wanted = key == nullptr || each.every;
            for (std::size_t i = 0; !wanted && i < each.events.size(); ++i)
                wanted = key->has(each.events[i]);
            if (!wanted || (!each.when.empty() && !holds(index))) continue;
            const definition::Rule& rule = definition.rules[index];
            for (const Choice& taken : scratch.taken)
                if (taken.rule == &rule) return true;
            scratch.taken.push_back({&rule, &rule.branches.front()});
            return true;
        }
        return false;
    };
    // The usual case: nobody below or above it can answer instead.
    StateIndex only = no_state;
    std::size_t count = 0;
    sources.each([&](StateIndex source) {
        only = source;
        ++count;
    });
    if (count == 0) return;
    if (count == 1) return void(answers(only));
    const auto ask_inside_out = [&](StateIndex leaf) {
        for (StateIndex s = leaf; s != no_state; s = definition.states[s].parent)
            if (sources.has(s) && answers(s)) return;
    };
    const auto ask_outside_in = [&](StateIndex leaf) {
        StateIndex answered = no_state;
        for (StateIndex s = 0; s <= leaf && answered == no_state; ++s)
            if (sources.has(s) && leaf <= definition.states[s].last && answers(s)) answered = s;
    };
    (configuration & definition.leaves).each([&](StateIndex leaf) {
        if constexpr (Semantics::outer_first)
            ask_outside_in(leaf);
        else
            ask_inside_out(leaf);
    });
}

/// Takes out of `taken` what another one pre-empts: the earlier wins, unless the later one's source
/// lies inside that of the earlier.
template <typename Semantics>
void drop_preempted(const definition::Definition& definition, const StateSet& configuration,
                    Scratch& scratch) {
    scratch.dropped.clear();
    auto& taken = scratch.taken;
    if (Semantics::keeps_conflicts || taken.size() < 2) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < taken.size(); ++i) {
        const Choice late = taken[i];
        const StateSet exits = late.branch->exits & configuration;
        const auto excludes = [&](const Choice& early) { return exits.meets(early.branch->exits); };
        const auto inside = [&](const Choice& early) {
            return is_descendant(definition, late.rule->source, early.rule->source);
        };
        std::size_t winner = kept;
        for (std::size_t j = 0; j < kept && winner == kept; ++j)
            if (excludes(taken[j]) && !inside(taken[j])) winner = j;
        if (winner != kept) {
            scratch.dropped.emplace_back(late, taken[winner]);
            continue;
        }
        std::size_t still = 0;
        for (std::size_t j = 0; j < kept; ++j) {
            if (excludes(taken[j]))
                scratch.dropped.emplace_back(taken[j], late);
            else
                taken[still++] = taken[j];
        }
        taken[still] = late;
        kept = still + 1;
    }
    taken.resize(kept);
}

}  // namespace throughgate::journey
