// SPDX-License-Identifier: MIT
// Draft: the working state of one decision: the case being changed, the Change being filled, and
// what is still to be looked at before the case is at rest. Lives for one call of `decide`.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "journey/decide.hpp"
#include "journey/names.hpp"

namespace throughgate::journey {

using definition::Branch;
using definition::Definition;
using definition::Effects;
using definition::HandoffDeclaration;
using definition::Rule;
using definition::Rung;
using definition::State;

/// Where a pathway is put when its case is placed: the states listed and those around them.
struct PlacedLane {
    struct Since {
        StateIndex state = no_state;
        Instant at{};
    };
    std::vector<StateIndex> targets;  ///< innermost, document order
    StateSet states;                  ///< what the case stands in by what was said
    std::vector<Since> since;         ///< one for each of `states`
    std::optional<lifecycle::Stage> stage;
    [[nodiscard]] bool has(StateIndex state) const { return states.has(state); }
    [[nodiscard]] Instant since_of(StateIndex state) const;
};

/// One pathway while it is being decided about; parallel to `Case::pathways`.
struct Lane {
    const Definition* definition = nullptr;
    mutable const rules::Calendar* calendar = nullptr;  ///< looked up when it is first wanted
    StateSet to_ask;        ///< states whose eventless rules may answer now, unlike before
    Few<Symbol, 4> raised;  ///< internal events, first in first out
    std::size_t next_raised = 0;
    bool seen = false;       ///< a person can see that it changed
    bool ended = false;      ///< its main line reached a final state in this decision
    bool silent = false;     ///< what ends with it now is told to nobody
    bool again = false;      ///< it has ended, and an event came with which it may start anew
    bool restarted = false;  ///< it started anew in this decision
    const PlacedLane* placed = nullptr;  ///< it is just being put where it stands

    [[nodiscard]] bool at_rest() const { return next_raised == raised.size() && to_ask.empty(); }
    /// All of its eventless rules are to be asked again.
    void stir() { to_ask = definition->eventless; }
};

/// What a fact was before this decision, so that a refusal leaves no trace.
struct FactBefore {
    Symbol name;
    std::string subject;
    std::optional<Fact> fact;  ///< nullopt: there was none
};

/// A fact that changed, and the last timer that was there: later ones were derived with it.
struct ChangedFact {
    Symbol name;
    std::uint32_t last_timer = 0;
};
using ChangedFacts = Few<ChangedFact, 8>;

struct Draft {
    /// Fills `filled`, whose `after` is the case as it was given.
    Draft(const World& the_world, Change& filled, const Event& the_event);
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const World& world;
    const Event& event;
    Change& change;
    Instant now{};              ///< case time: never before what the case has already recorded
    Instant effective{};        ///< when it was true
    Symbol cause;               ///< the event, timer or handoff that this decision is about
    Symbol in_hand;             ///< the named event that is being delivered; it may shut gates
    bool by_person = false;     ///< a named person asked
    bool from_outside = false;  ///< not a timer: what asked may pass a cleared gate

    Few<Lane, 6> lanes;
    Few<Symbol, 4> told;  ///< case events that pathways sent, first in first out
    std::size_t next_told = 0;

    Few<FactBefore, 4> facts_before;  ///< filled while a refusal is still possible
    bool may_refuse = false;
    bool facts_changed = false;
    ChangedFacts changed_facts;        ///< those that a date or ladder reads
    bool rederive_everything = false;  ///< Recompute: the world around it changed
    Symbol together;                   ///< Recompute: of the run through many cases
    bool placing = false;              ///< the case is placed: what is past is told to nobody
    std::vector<TimerId> passed_by;    ///< timers of placed states whose time was before that
    Few<TimerId, 4> squeezed;          ///< dates that were past and are due soon instead
    bool routed = false;               ///< at least one transition was taken
    bool seen = false;                 ///< a person can see that the case changed
    Few<TimerId, 16> touched;          ///< timers whose due row may differ

    [[nodiscard]] Case& the_case() { return change.after; }
    [[nodiscard]] const Case& the_case() const { return change.after; }
    [[nodiscard]] Pathway& pathway(std::size_t lane) { return change.after.pathways[lane]; }
    [[nodiscard]] const Pathway& pathway(std::size_t lane) const {
        return change.after.pathways[lane];
    }
    [[nodiscard]] const Definition& definition(std::size_t lane) const {
        return *lanes[lane].definition;
    }
    [[nodiscard]] bool open(std::size_t lane) const {
        return !lifecycle::is_end(change.after.pathways[lane].stage);
    }
    /// Index of the pathway, or lanes.size().
    [[nodiscard]] std::size_t lane_of(Symbol pathway) const;

    /// Begins an entry; what is given back adds fields to it.
    ChangeLog& log(std::string_view kind, std::initializer_list<ChangeLog::NewField> fields = {}) {
        return change.log.add(kind, fields);
    }

    /// Every lane's eventless rules are to be looked at again.
    void stir();
    void saw(std::size_t lane);
    void write_handoff(Handoff& handoff, bool seen_by_people = true);
};

/// The entering of an active state, or nullptr.
const Entry* entry_of(const Pathway& pathway, StateIndex state);
const Entry* entry_of(const Pathway& pathway, EntryId id);

/// A state that people work in: neither the root nor a strand.
inline bool is_drawn(const State& state) { return state.parent != no_state && state.parent != 0; }

}  // namespace throughgate::journey
