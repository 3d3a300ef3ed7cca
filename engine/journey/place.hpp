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
};

/// Where the listed states put each pathway, in the order of the definitions; adds every fault.
std::vector<PlacedPathway> read_places(const Draft& draft, const std::vector<PlacedState>& states,
                                       std::vector<std::string>& faults);

/// Gates and handoffs of pathways that stand where they were put; adds every fault.
void place_gates(Draft& draft, const std::vector<PlacedGate>& gates,
                 std::vector<std::string>& faults);
void place_handoffs(Draft& draft, const std::vector<PlacedHandoff>& handoffs,
                    std::vector<std::string>& faults);

}  // namespace throughgate::journey
