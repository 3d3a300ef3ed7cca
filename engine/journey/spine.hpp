// SPDX-License-Identifier: MIT
// Spine: which pathways a case has, and when it is over.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// Starts every current pathway that the case does not have and whose condition now holds, while
/// the spine is open, and anew those that were called again. True when one started.
bool start_pathways(Draft& draft);

/// Notes which pathways that have ended may start anew with this event.
void call_again(Draft& draft, Symbol event);

/// Closes the case once its last pathway has ended.
void close_if_ended(Draft& draft);

}  // namespace throughgate::journey
