// SPDX-License-Identifier: MIT
// Moves: dates that moved because a fact, a calendar or the clock rules did. The difference is
// recorded at once; people are told its net after the settle delay, of what is critical at once.
#pragma once

#include "journey/timers.hpp"

namespace throughgate::journey {

/// What became of the dates that were looked at.
struct Difference {
    std::size_t kept = 0;
    std::size_t moved = 0;
    std::size_t added = 0;      ///< had no date before
    std::size_t withdrawn = 0;  ///< have none now
    std::size_t overdue = 0;    ///< are past now and were not before
};

/// A date of people, not of the machinery: of a state or of a handoff.
bool is_peoples_date(const Timer& timer);

/// Counts one date that was derived again; one that moved waits to be told.
void count(Draft& draft, const Timer& timer, const std::optional<Instant>& before, Symbol cause,
           Difference& difference);
/// One log entry; nothing when nothing moved.
void record(Draft& draft, Symbol cause, const Difference& difference);

/// A rung has told everybody concerned of the date as it is now.
void forget_move(Draft& draft, TimerId timer);

/// Before the decision ends: drops moves that came to nothing, tells at once what cannot wait, and
/// keeps the settle timer while something waits.
void keep_settling(Draft& draft);
/// The settle delay is over.
void tell_moves(Draft& draft);

/// Will the next rung of this date be critical?
bool is_critical(const Draft& draft, std::size_t lane, const Timer& timer, const Source& source);

}  // namespace throughgate::journey
