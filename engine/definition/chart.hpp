// SPDX-License-Identifier: MIT
// Chart: the states of one pathway laid out flat in document order, with the states that the
// engine adds, and every rule with the states it leaves and enters. The checker walks it; the
// compiler copies it.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "definition/document.hpp"
#include "definition/faults.hpp"
#include "model/state_set.hpp"

namespace throughgate::definition {

struct ChartState {
    const StateText* text = nullptr;
    std::string id;        ///< "place.sourcing"
    std::string short_id;  ///< "sourcing"
    State::Kind kind = State::Kind::atomic;
    StateIndex parent = no_state;
    StateIndex last = no_state;
    StateIndex strand = no_state;
    StateIndex start = no_state;       ///< of a compound state or history
    std::vector<StateIndex> children;  ///< history states left out
};

struct ChartWay {
    std::vector<StateIndex> targets;
    StateIndex domain = no_state;
    StateSet exits;
    StateSet entries;
};

struct ChartRule {
    const RuleText* text = nullptr;
    StateIndex source = no_state;
    bool inherited = false;      ///< drawn on the strand, region or pathway
    std::vector<ChartWay> ways;  ///< parallel to the branches
};

class Chart {
public:
    std::vector<ChartState> states;
    std::vector<ChartRule> rules;
    std::deque<StateText> own_states;  ///< the root and what the engine adds
    std::deque<RuleText> own_rules;

    [[nodiscard]] bool inside(StateIndex state, StateIndex ancestor) const {
        return state >= ancestor && state <= states[ancestor].last;
    }
    [[nodiscard]] bool is_final(StateIndex state) const {
        return states[state].kind == State::Kind::final_state;
    }
    /// The state with that short or full id, seen from `strand` (0: from any); no_state: none.
    [[nodiscard]] StateIndex find(std::string_view id, StateIndex strand) const;
    [[nodiscard]] std::vector<std::string> names_in(StateIndex strand) const;
    /// What entering `state` by default adds below it.
    [[nodiscard]] StateSet initial_of(StateIndex state) const;
    [[nodiscard]] StateSet initial() const;
    /// Targets, their ancestors below `domain`, default children, all regions of parallels.
    [[nodiscard]] StateSet entries_for(const std::vector<StateIndex>& targets,
                                       StateIndex domain) const;
    /// Innermost state around `state` that holds all of `others` (no_state: none).
    [[nodiscard]] StateIndex around(StateIndex state, const std::vector<StateIndex>& others) const;

private:
    void complete(StateIndex state, StateSet& entries) const;
    void enter_region(StateIndex state, StateSet& entries) const;
};

/// Lays out the states; false, with a fault, when there are too many to go on.
bool lay_out_states(const PathwayText& pathway, Chart& chart, Faults& faults);
/// Adds the rules of every state, drawn, inherited and the engine's own.
void lay_out_rules(const PathwayText& pathway, Chart& chart, Faults& faults);

}  // namespace throughgate::definition
