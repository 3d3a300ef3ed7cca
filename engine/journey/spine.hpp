// SPDX-License-Identifier: MIT
// Spine: which pathways a case has, and when it is over.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// Starts every current pathway that the case does not have and whose condition now holds, while
/// the spine is open, and anew those that were called again. True when one started.
bool start_pathways(Draft& draft);

/// Starts a pathway of a case that is placed in these states, whatever its condition.
void start_placed(Draft& draft, const Definition& definition, const PlacedLane& places);
/// Starts the spine where it begins.
void start_spine(Draft& draft);

/// Notes which pathways that have ended may start anew with this event.
void call_again(Draft& draft, Symbol event);

/// Closes the case once its last pathway has ended.
void close_if_ended(Draft& draft);

}  // namespace throughgate::journey
