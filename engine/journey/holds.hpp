// SPDX-License-Identifier: MIT
// Holds: what stands between a deadline's rule and its date. An exemption stops its clock until a
// named person or its end clears it; a squeeze gives a date that is suddenly past a little time.
#pragma once

#include "journey/derive.hpp"

namespace throughgate::journey {

/// `plan.exempt.regime` and `plan.resume`.
struct HoldEvent {
    std::size_t lane = 0;
    StateIndex state = no_state;
    const definition::Exemption* exemption = nullptr;  ///< nullptr: resume
};
std::optional<HoldEvent> hold_event(const Draft& draft, Symbol event);

/// Stops or starts the clock; an Error leaves the case as it was. `until`: a day that the sender
/// named, at most what the exemption allows.
std::optional<Error> hold(Draft& draft, const HoldEvent& asked, std::optional<Date> until);

/// The clock of the deadline of this entering runs again.
void resume_clock(Draft& draft, std::size_t lane, EntryId entry);

/// When a move makes a date past that was not, and the definition gives such dates a little time:
/// notes the date that it has instead and says true.
bool squeeze(Draft& draft, std::size_t lane, const Timer& timer, const Derived& derived);

const Hold* hold_of(const Case& the_case, TimerId timer);
/// Those of timers that are gone.
void drop_ended_holds(Draft& draft);

}  // namespace throughgate::journey
