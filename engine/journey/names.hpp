// SPDX-License-Identifier: MIT
// Names: the words that mean something to the interpreter itself, interned once.
#pragma once

#include "throughgate/symbol.hpp"

namespace throughgate::journey {

struct Names {
    // Anchors
    Symbol entry, raised, acknowledged, due, previous, now;
    // Recipients seen from a handoff or state
    Symbol from, to, owner;
    // Facts and roles that the case list shows
    Symbol release, prison, ro_team, limited_access, limited_access_officers, ro;
    // Facts that say who may be told
    Symbol rosh, mappa;
    // Messages a definition may offer
    Symbol review, handoff_ended, handoff_declined, handoff_queried, handoff_answered,
        owner_missing, dates_moved, dates_moved_together;
    // Timers and facts of the engine's own
    Symbol settle, exempt_until;
};

const Names& names();

}  // namespace throughgate::journey
