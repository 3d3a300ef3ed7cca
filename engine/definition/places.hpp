// SPDX-License-Identifier: MIT
// Places: where in its files each part of a definition was drawn, by the indices of the compiled
// one. For coverage and diagrams; decisions never need it.
#pragma once

#include <vector>

#include "definition/checker.hpp"

namespace throughgate::definition {

/// Line 0: the engine's own, drawn by nobody.
struct Places {
    struct Clock {
        Place due;
        std::vector<Place> rungs;
    };
    struct Handoff {
        Clock acknowledge, complete;
    };
    std::vector<Place> states;             ///< by state: those that authors draw
    std::vector<std::vector<Place>> ways;  ///< by rule and branch
    std::vector<Place> timers;             ///< by timer
    std::vector<Clock> dues;               ///< by state
    std::vector<Handoff> handoffs;         ///< by handoff
};

Places places_of(const CheckedPathway& checked);

}  // namespace throughgate::definition
