// SPDX-License-Identifier: MIT
// History: what a region remembers when it is left, and what it goes back to.
#include "definition/entry_walk.hpp"
#include "journey/step.hpp"

namespace throughgate::journey {

StateSet entries_of(const Definition& definition, const Pathway& pathway, const Branch& branch) {
    bool any = false;
    for (const StateIndex target : branch.targets) any = any || definition.histories.has(target);
    if (!any) return branch.entries;
    const auto remembered = [&](StateIndex state) { return remembered_in(pathway.history, state); };
    return definition::entering_of(definition, branch.targets, branch.domain, remembered).states;
}

void remember_histories(const Definition& definition, Pathway& pathway, const StateSet& exits) {
    record_histories(definition, pathway.configuration, exits, pathway.history);
}

}  // namespace throughgate::journey
