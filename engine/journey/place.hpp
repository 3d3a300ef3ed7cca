// SPDX-License-Identifier: MIT
// Placing: a case that is opened where it really stands. Nothing of what lies before is done again
// or told; from then on it goes on like any other.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// An Error names every fault and leaves the case as it was.
std::optional<Error> place_case(Draft& draft, const Placed& placed);

/// One pathway that is put somewhere.
struct PlacedPathway {
    const Definition* definition = nullptr;
    PlacedLane lane;
    bool sound = true;  ///< false: a state listed for it is wrong, so where it stands is not known
};

/// Where the listed states put each pathway, in the order of the definitions; adds every fault.
std::vector<PlacedPathway> read_places(const Draft& draft, const std::vector<PlacedState>& states,
                                       std::vector<std::string>& faults);

/// Gates and handoffs of pathways that stand where they were put; adds every fault. Of one with a
/// wrong state only what can be said without knowing where it stands.
void place_gates(Draft& draft, const std::vector<PlacedGate>& gates,
                 const std::vector<PlacedPathway>& places, std::vector<std::string>& faults);
void place_handoffs(Draft& draft, const std::vector<PlacedHandoff>& handoffs,
                    const std::vector<PlacedPathway>& places, std::vector<std::string>& faults);

}  // namespace throughgate::journey
