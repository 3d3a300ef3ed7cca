// SPDX-License-Identifier: MIT
// Words that all forms of a diagram share.
#pragma once

#include <string>
#include <string_view>

#include "tooling/diagram.hpp"

namespace throughgate::tooling {

using definition::State;

std::string text(Symbol symbol);
const State& state_of(const Diagram& diagram, StateIndex state);
bool is_group(const State& state);
std::string replaced(std::string from, std::string_view what, std::string_view with);
/// "released [supervised is false] gate address opens H06".
std::string label_of(const Arrow& arrow);
std::string title_of(const State& state);

/// "police, csc".
std::string receivers_of(const definition::HandoffDeclaration& handoff);
/// "H06 to police, csc".
std::string handoff_in_words(const Diagram& diagram, std::uint16_t handoff);
/// The same of all that something opens.
std::string opened_in_words(const Diagram& diagram, const definition::Effects& effects);
/// "on reply", its deadline, or nothing.
std::string in_words(const definition::Clock& clock);

/// How many live cases are in the state, or have the handoff open; 0 when nobody counted.
std::size_t live_in(const Diagram& diagram, const State& state);
std::size_t live_of(const Diagram& diagram, const definition::HandoffDeclaration& handoff);
/// What live cases of other versions hold and this one does not draw: "place.screen: 2 cases now",
/// "H06: 1 open now".
std::vector<std::string> live_elsewhere(const Diagram& diagram);

}  // namespace throughgate::tooling
