// SPDX-License-Identifier: MIT
#include "journey/names.hpp"

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
    n.ro = Symbol::of("ro");
    n.review = Symbol::of("review");
    n.handoff_ended = Symbol::of("handoff_ended");
    n.handoff_declined = Symbol::of("handoff_declined");
    return n;
}

}  // namespace

const Names& names() {
    static const Names all = intern();
    return all;
}

}  // namespace throughgate::journey
