// SPDX-License-Identifier: MIT
// Gates: shut until a named person of the right role clears them, with a reason. Never by a timer.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// Is the gate of a rule shut for what the case is about now? Also while an event that shuts it is
/// being delivered.
bool is_shut(const Draft& draft, std::size_t lane, const definition::Gate& gate);

/// The texts of the gate's needs that are not met; the subject when it is not known.
std::vector<std::string> missing_for(const Draft& draft, std::size_t lane,
                                     const definition::Gate& gate);

/// Takes back the clearances of every gate that `event` shuts; of one lane's gates where it was
/// raised inside that pathway.
void shut_gates(Draft& draft, Symbol event, std::optional<std::size_t> only = std::nullopt);

/// Takes back every clearance of one pathway.
void shut_all_gates(Draft& draft, std::size_t lane);

/// A clearance that somebody gave before the case was placed; what is missing for it, else nothing.
std::vector<std::string> place_clearance(Draft& draft, std::size_t lane,
                                         const definition::Gate& gate, const PlacedGate& said);

/// `G.clear` and `G.countersign`.
struct GateEvent {
    std::size_t lane = 0;
    const definition::Gate* gate = nullptr;
    bool countersign = false;
};
std::optional<GateEvent> gate_event(const Draft& draft, Symbol event);

/// Clears or countersigns; an Error leaves the case as it was.
std::optional<Error> pass_gate(Draft& draft, const GateEvent& asked);

}  // namespace throughgate::journey
