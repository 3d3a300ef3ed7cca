// SPDX-License-Identifier: MIT
// Timers: arming, firing, re-deriving and taking away the rows of a case.
#pragma once

#include "journey/draft.hpp"
#include "journey/inputs.hpp"

namespace throughgate::journey {

/// Arms the drawn timers and the `due` of a state that is being entered.
void arm_state(Draft& draft, std::size_t lane, StateIndex state, const Entry& entry);
/// One of them alone.
void arm_move(Draft& draft, std::size_t lane, std::uint16_t declared, const Entry& entry);
void arm_due(Draft& draft, std::size_t lane, StateIndex state, const Entry& entry);
/// Arms one clock of a handoff; nothing when the declaration has none.
void arm_clock(Draft& draft, std::size_t lane, Handoff& handoff, TimerKind kind);
void arm_send(Draft& draft, std::size_t lane, const Effects::Delayed& delayed, EntryId entry);

/// The rows of a change that was not made step by step: from those of `before` to those of `after`.
void rewrite_due_rows(Change& change, const Case& before, const Case& after);

void disarm_entry(Draft& draft, EntryId entry);
void disarm_clock(Draft& draft, HandoffId handoff, TimerKind kind);
void disarm_clocks(Draft& draft, HandoffId handoff);
/// Every timer of a pathway but the clocks of handoffs that outlive it.
void disarm_pathway(Draft& draft, Symbol pathway);
void disarm_all(Draft& draft);

/// Derives again what depends on the facts that this decision changed (or everything).
void rederive(Draft& draft);
/// Derives one clock again because one of its anchors was set.
void rederive_clock(Draft& draft, HandoffId handoff, TimerKind kind);

/// The first and only effect of a due row: `timer` is live, its generation right and its time come.
void fire(Draft& draft, TimerId timer);

/// A drawn timer or a delayed event whose time had come before the case was placed, without a word
/// to anybody.
void catch_up_with(Draft& draft, TimerId timer);

/// Keeps the promise of a next dated action for every live case.
void keep_review(Draft& draft);

/// Turns what was touched into due rows to write.
void finish_timers(Draft& draft);

/// The formula, ladder and anchors behind a timer row.
struct Source {
    const rules::Deadline* deadline = nullptr;      ///< nullptr: not derived (send, review)
    const std::vector<Rung>* ladder = nullptr;      ///< nullptr: none
    const std::vector<Symbol>* dated_by = nullptr;  ///< what both read; set with `deadline`
    Anchors anchors;
};
Source source_of(const Case& the_case, const Definition& definition, const Pathway& pathway,
                 const Timer& timer);

}  // namespace throughgate::journey
