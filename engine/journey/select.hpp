// SPDX-License-Identifier: MIT
// Selection: which transitions an event, a timer or nothing at all enables (SCXML, appendix D:
// innermost first, document order, a false guard falls through to the ancestors).
#pragma once

#include "journey/draft.hpp"
#include "journey/microstep.hpp"

namespace throughgate::journey {

struct Selection {
    Selection() {}  // not defaulted: `Selection()` would clear the room of all three lists
    Choices taken;  ///< document order of the states that answered
    Few<const Rule*, 2> waiting;  ///< a guard is unknown: nothing routes, it waits
    Few<const Rule*, 2> shut;     ///< a gate stands in the way and no branch is drawn
    [[nodiscard]] bool answered() const {
        return !taken.empty() || !waiting.empty() || !shut.empty();
    }
    [[nodiscard]] bool empty() const { return !answered(); }
};

/// Answers of one pathway to a named, internal or done event.
void select_event(const Draft& draft, std::size_t lane, Symbol event, Selection& selection);
/// Eventless answers of those states in `to_ask` that are active; unknown guards do not count.
void select_always(const Draft& draft, std::size_t lane, const StateSet& to_ask,
                   Selection& selection);
/// The answer of one timer's rule.
Selection select_timer(const Draft& draft, std::size_t lane, const Rule& rule, const Entry& entry);

/// Drops transitions that another one pre-empts; says so in the log.
void resolve_conflicts(Draft& draft, std::size_t lane, Selection& selection);

/// Writes down what waits and what a shut gate held, and adds the unknown facts to the Change.
void note_waiting(Draft& draft, std::size_t lane, const Selection& selection);

}  // namespace throughgate::journey
