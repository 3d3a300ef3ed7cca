// SPDX-License-Identifier: MIT
// Diagrams of pathways and charts, as text. Pure functions over what the caller read; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "throughgate/definitions.hpp"
#include "throughgate/error.hpp"

namespace throughgate {

enum class DiagramFormat : std::uint8_t {
    dot,      ///< for Graphviz, which makes SVG of it
    mermaid,  ///< a state diagram for pages that draw Mermaid
    /// Markdown tables: every state with every way out of it, whose and when due each state is,
    /// every handoff.
    table,
};

/// How many live cases are in each state ("place.sourcing"), or have each handoff ("H06") open.
struct LiveCounts {
    std::map<std::string, std::size_t> states;
    std::map<std::string, std::size_t> handoffs;
};

/// `files`: first the pathway or chart, then what it uses. Strands and nested states stand inside
/// each other; ways out carry event, condition and gate; states carry their deadline and the
/// handoffs that they open; ends carry their outcome. `live` is written on the states. invalid:
/// every fault of the files, as text.
Result<std::string> draw_diagram(const std::vector<DefinitionFile>& files, DiagramFormat format,
                                 const std::optional<LiveCounts>& live = std::nullopt);

/// A state, as a diagram shows it.
struct DrawnState {
    std::string id, title;
    std::string parent;   ///< id of the state around it; empty: a strand
    std::string kind;     ///< state, group, parallel or end
    std::string owner;    ///< role; may be empty
    std::string due;      ///< its deadline as written; may be empty
    std::string outcome;  ///< of an end
    bool first = false;   ///< where the state around it begins
};

/// A way out of a state.
struct DrawnWay {
    std::string from;             ///< empty: from anywhere
    std::vector<std::string> to;  ///< empty: it stays
    std::string event;            ///< "released", "timer two_weeks"; empty: at once
    std::string when, gate, by, at;
    std::vector<std::string> opens;  ///< handoffs
    bool refuses = false;            ///< nothing happens: whoever sent the event is told why
};

struct DrawnPathway {
    std::string id, title;
    std::vector<DrawnState> states;  ///< in the order of the document, outer ones first
    std::vector<DrawnWay> ways;
};

/// The same diagram for whoever lays it out themselves. invalid: as above.
Result<DrawnPathway> describe_diagram(const std::vector<DefinitionFile>& files);

}  // namespace throughgate
