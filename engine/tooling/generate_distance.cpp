// SPDX-License-Identifier: MIT
// How far a state is from another one, by the ways that are drawn.
#include <algorithm>

#include "tooling/generate.hpp"

namespace throughgate::tooling {
namespace {

using definition::Definition;

/// The nearest of the states that are active once `target` is entered: those around it, and those
/// that it starts.
std::size_t nearest(const Definition& pathway, const std::vector<std::size_t>& distances,
                    StateIndex target) {
    std::size_t best = far;
    for (StateIndex at = target; at != no_state; at = pathway.states[at].parent)
        best = std::min(best, distances[at]);
    std::vector<StateIndex> inside(pathway.states[target].start.begin(),
                                   pathway.states[target].start.end());
    while (!inside.empty()) {
        const StateIndex at = inside.back();
        inside.pop_back();
        best = std::min(best, distances[at]);
        inside.insert(inside.end(), pathway.states[at].start.begin(),
                      pathway.states[at].start.end());
    }
    return best;
}

}  // namespace

std::vector<std::size_t> distances_to(const Definition& pathway, StateIndex target) {
    std::vector<std::size_t> distances(pathway.states.size(), far);
    distances[target] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (const definition::Rule& rule : pathway.rules)
            for (const definition::Branch& branch : rule.branches)
                for (const StateIndex to : branch.targets) {
                    const std::size_t by = nearest(pathway, distances, to) + 1;
                    if (by >= distances[rule.source]) continue;
                    distances[rule.source] = by;
                    changed = true;
                }
    }
    return distances;
}

}  // namespace throughgate::tooling
