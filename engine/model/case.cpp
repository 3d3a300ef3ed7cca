// SPDX-License-Identifier: MIT
#include "model/case.hpp"

namespace throughgate {

// A configuration with what two histories remember stays within four cache lines.
static_assert(sizeof(StateSet) + sizeof(std::vector<StoredHistory>) + 2 * sizeof(StoredHistory) <
              256);

const Pathway* Case::find_pathway(Symbol name) const {
    for (const Pathway& pathway : pathways)
        if (pathway.name == name) return &pathway;
    return nullptr;
}

const Handoff* Case::find_handoff(HandoffId handoff) const {
    for (const Handoff& each : handoffs)
        if (each.id == handoff) return &each;
    return nullptr;
}

const Timer* Case::find_timer(TimerId timer) const {
    for (const Timer& each : timers)
        if (each.id == timer) return &each;
    return nullptr;
}

std::string_view Case::holder_of(Symbol role) const {
    for (const RoleHolder& holder : holders)
        if (holder.role == role) return holder.person;
    return {};
}

}  // namespace throughgate
