// SPDX-License-Identifier: MIT
// translate: from what an embedder says (text) to what `decide` is asked (symbols), with refusals
// that name what is wrong. Pure.
#pragma once

#include "core/surroundings.hpp"
#include "model/event.hpp"

namespace throughgate::core {

/// Faults of a command that can be seen without its case: empty key, sizes, unknown actor.
Status check_command(const Command& command, const Surroundings& surroundings);

/// refused: unknown event or field name (with "did you mean"), no or several such handoffs.
Result<Event> to_event(const Command& command, const Case& the_case,
                       const Surroundings& surroundings, Instant now);

}  // namespace throughgate::core
