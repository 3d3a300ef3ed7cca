// SPDX-License-Identifier: MIT
// Stages: holding the main line of a pathway, and the spine's phase, against the law.
#pragma once

#include "journey/select.hpp"

namespace throughgate::journey {

/// Would the law refuse the step? Asked before anything is done, while a refusal leaves no trace.
/// Throws AssertionFailed where the definition alone already shows the fault.
std::optional<Error> law_refusal(const Draft& draft, std::size_t lane, const Choices& choices);

/// Moves the stage, and for the spine the case, to what was entered.
void move_stages(Draft& draft, std::size_t lane, const StateSet& entered, const Choices& choices);

/// Would the law refuse that the pathway stands where it does now, coming from its stage?
std::optional<Error> standing_refusal(const Draft& draft, std::size_t lane);

/// The stage of a pathway that starts.
void start_stage(Draft& draft, std::size_t lane);
/// The stage of a pathway that is placed: what its state names, else `kept`, the one it keeps. For
/// the spine the phase of the case too.
void place_stage(Draft& draft, std::size_t lane, std::optional<lifecycle::Stage> kept);
/// Closes a pathway whose main line reached a final state; the rest of it is left.
void end_pathway(Draft& draft, std::size_t lane);

}  // namespace throughgate::journey
