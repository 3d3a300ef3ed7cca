// SPDX-License-Identifier: MIT
// What a decision looks at: of the team of the case, which may try another version.
#include "core/performer.hpp"

namespace throughgate::core {
namespace {

/// The team that an opening says; empty: it says none, or the case is open already.
std::string team_opened_with(const Event& event) {
    const auto* opened = std::get_if<Opened>(&event.what);
    const auto* placed = std::get_if<Placed>(&event.what);
    if (opened == nullptr && placed == nullptr) return {};
    for (const EventField& field : opened != nullptr ? opened->fields : placed->fields)
        if (field.name.text() == "ro_team" && field.value.known()) return to_text(field.value);
    return {};
}

}  // namespace

const Surroundings& Performer::around(const Case& given, const Event& event) const {
    if (surroundings_.tried.empty()) return surroundings_;
    const std::string team = team_opened_with(event);
    return team.empty() ? surroundings_.of(given) : surroundings_.of_team(team);
}

journey::World Performer::world(const Case& given, const Event& event) const {
    journey::World world = around(given, event).world(now_, incarnation_);
    world.notes_ways = static_cast<bool>(witness_);
    return world;
}

}  // namespace throughgate::core
