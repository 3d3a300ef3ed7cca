// SPDX-License-Identifier: MIT
// Placing: where somebody really stands when a store takes over work that is under way elsewhere.
// Values only; command.hpp holds the command itself (PlaceCase).
#pragma once

#include <optional>
#include <string>

#include "throughgate/time.hpp"

namespace throughgate {

/// One state the case stands in: the innermost of its strand is enough. States around it may be
/// listed as well, to say since when. Strands that are not listed begin where they begin.
struct PlacedState {
    std::string pathway;           ///< "accommodation"
    std::string state;             ///< full id, or strand and name: "place.sourcing"
    std::optional<Instant> since;  ///< when it was entered; default: when it was true (now)
    std::string stage;  ///< stage of the pathway; needed where the state keeps the one before it
    friend bool operator==(const PlacedState&, const PlacedState&) = default;
};

/// A handoff that is open already. Whatever is not listed counts as done, or as not yet raised.
struct PlacedHandoff {
    std::string pathway;
    std::string name;                        ///< "H06"
    std::string to;                          ///< receiving role; needed where there are several
    std::optional<Instant> raised;           ///< default: when its state was entered
    std::string acknowledged_by;             ///< staff id; empty: nobody yet
    std::optional<Instant> acknowledged_at;  ///< needed with `acknowledged_by`
    std::string evidence;                    ///< how an outside body's answer is known
    friend bool operator==(const PlacedHandoff&, const PlacedHandoff&) = default;
};

/// A gate that a named person has cleared before.
struct PlacedGate {
    std::string pathway;
    std::string gate;
    std::string cleared_by;        ///< staff id
    std::string countersigned_by;  ///< staff id; where the gate wants a second person
    std::string reason;
    std::optional<Instant> at;  ///< default: when it was true (now)
    friend bool operator==(const PlacedGate&, const PlacedGate&) = default;
};

}  // namespace throughgate
