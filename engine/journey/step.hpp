// SPDX-License-Identifier: MIT
// Steps: taking selected transitions and running a pathway until it is at rest.
// SCXML order: snapshot of histories, exits innermost first, content, entries outermost first;
// eventless before internal before external.
#pragma once

#include "journey/select.hpp"

namespace throughgate::journey {

/// One microstep.
void take(Draft& draft, std::size_t lane, const Choices& choices);

/// Notes a way that was taken, for whoever counts what was reached.
void note_way(Draft& draft, std::size_t lane, const Choice& choice);

/// Enters a state: configuration, entry id, timers, effects, done events.
void enter(Draft& draft, std::size_t lane, StateIndex state);
/// Leaves a state: effects, timers, handoffs, configuration.
void leave(Draft& draft, std::size_t lane, StateIndex state);

/// Runs one pathway until no eventless rule and no internal event is left.
/// Throws AssertionFailed("decide.loop: ...") after limits::microsteps_per_macrostep.
void settle(Draft& draft, std::size_t lane);

/// Runs all pathways, the events they tell each other and the starting of new ones to rest.
void run_to_rest(Draft& draft);

/// Enters all of these, outermost first, and begins those that begin in their own start.
void enter_all(Draft& draft, std::size_t lane, const definition::Entering& entering);

/// The flags beside the stage, from the states that are active now.
void set_flags(Draft& draft, std::size_t lane);

}  // namespace throughgate::journey
