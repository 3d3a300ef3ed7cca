// SPDX-License-Identifier: MIT
#include "journey/names.hpp"

#include "definition/engine_messages.hpp"

namespace throughgate::journey {
namespace {

Names intern() {
    Names n;
    n.entry = Symbol::of("entry");
    n.raised = Symbol::of("raised");
    n.acknowledged = Symbol::of("acknowledged");
    n.due = Symbol::of("due");
    n.previous = Symbol::of("previous");
    n.now = Symbol::of("now");
    n.from = Symbol::of("from");
    n.to = Symbol::of("to");
    n.owner = Symbol::of("owner");
    n.release = Symbol::of("release");
    n.prison = Symbol::of("prison");
    n.ro_team = Symbol::of("ro_team");
    n.limited_access = Symbol::of("limited_access");
    n.limited_access_officers = Symbol::of("limited_access.officers");
    n.ro = Symbol::of("ro");
    n.rosh = Symbol::of("risk.rosh");
    n.mappa = Symbol::of("mappa.level");
    n.review = Symbol::of(definition::review_message);
    n.handoff_ended = Symbol::of(definition::handoff_ended_message);
    n.handoff_declined = Symbol::of(definition::handoff_declined_message);
    n.handoff_queried = Symbol::of(definition::handoff_queried_message);
    n.handoff_answered = Symbol::of(definition::handoff_answered_message);
    n.owner_missing = Symbol::of(definition::owner_missing_message);
    n.dates_moved = Symbol::of(definition::dates_moved_message);
    n.dates_moved_together = Symbol::of(definition::dates_moved_together_message);
    n.settle = Symbol::of("settle");
    n.exempt_until = Symbol::of("exempt.until");
    return n;
}

}  // namespace

const Names& names() {
    static const Names all = intern();
    return all;
}

}  // namespace throughgate::journey
