// SPDX-License-Identifier: MIT
// Diagrams of pathways and charts, as text. Pure functions over what the caller read; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "throughgate/definitions.hpp"
#include "throughgate/error.hpp"

namespace throughgate {

enum class DiagramFormat : std::uint8_t {
    dot,      ///< for Graphviz, which makes SVG of it
    mermaid,  ///< a state diagram for pages that draw Mermaid
    table,    ///< every state with every way out of it, as a Markdown table
};

/// `files`: first the pathway or chart, then what it uses. Strands and nested states stand inside
/// each other; ways out carry event, condition and gate; ends carry their outcome. invalid: every
/// fault of the files, as text.
Result<std::string> draw_diagram(const std::vector<DefinitionFile>& files, DiagramFormat format);

}  // namespace throughgate
