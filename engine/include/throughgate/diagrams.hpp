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

}  // namespace throughgate
