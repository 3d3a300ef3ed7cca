// SPDX-License-Identifier: MIT
// Names that are declared by being used, so that a slip makes a new one: events.
#pragma once

#include "definition/checker.hpp"

namespace throughgate::definition {

/// Warns of an event that differs by one letter from another one that is answered more often, or
/// that a pathway sends.
void check_event_slips(const Checked& checked, Faults& faults);

}  // namespace throughgate::definition
