// SPDX-License-Identifier: MIT
// Telling of moved dates: one notice for each person and cause, the most urgent first.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// Plans the notices; the timers of `moves` are live. Nothing where no such message is drawn.
void tell_of_moves(Draft& draft, std::vector<DateMove> moves);

/// The roles that would be told if the date of this timer moved.
std::vector<Symbol> told_of_moves(const Draft& draft, const Timer& timer);

/// "Tue 3 Mar 2026 09:00", in the zone of the definitions.
std::string words_of(const World& world, Instant instant);

}  // namespace throughgate::journey
