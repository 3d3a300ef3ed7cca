// SPDX-License-Identifier: MIT
// Diagram: a definition as people look at it: states inside each other, arrows between them. What
// several states inherit from the one around them is one arrow from there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "definition/load.hpp"
#include "definition/places.hpp"
#include "throughgate/diagrams.hpp"

namespace throughgate::tooling {

struct Arrow {
    StateIndex from = no_state;
    std::vector<StateIndex> to;  ///< empty: it stays
    std::string event;           ///< "released", "timer two_weeks", "done", "" where none is needed
    std::string when;            ///< condition; "otherwise"
    std::string gate;
    std::string by;                  ///< roles
    std::string at;                  ///< of a timer: when
    std::vector<std::string> opens;  ///< handoffs
    bool refuses = false;            ///< nothing happens: whoever sent the event is told why
};

struct Diagram {
    const definition::Definition* definition = nullptr;
    std::vector<StateIndex> states;  ///< drawn ones, document order; no histories
    std::vector<Arrow> arrows;
    std::optional<LiveCounts> live;  ///< nullopt: nobody counted
};

Diagram diagram_of(const definition::Definition& definition, const definition::Places* places);

std::string to_dot(const Diagram& diagram);
std::string to_mermaid(const Diagram& diagram);
std::string to_table(const Diagram& diagram);
DrawnPathway to_drawn(const Diagram& diagram);

}  // namespace throughgate::tooling
