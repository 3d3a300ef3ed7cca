// SPDX-License-Identifier: MIT
// Spine: which pathways a case has, and when it is over.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// Starts every current pathway that the case does not have and whose condition now holds, while
/// the spine is open. True when one started.
bool start_pathways(Draft& draft);

/// Closes the case once its last pathway has ended.
void close_if_ended(Draft& draft);

}  // namespace throughgate::journey
