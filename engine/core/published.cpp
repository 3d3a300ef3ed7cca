// SPDX-License-Identifier: MIT
#include "core/published.hpp"

namespace throughgate::core {
namespace {

/// Calendars belong to no pathway and are not pinned: a changed one is published with the pathways
/// that use it and holds for live cases at once.
bool same_calendar(const definition::DefinitionSet& before, const definition::DefinitionSet& now,
                   const std::string& name) {
    const auto old = before.calendars.find(name);
    const auto fresh = now.calendars.find(name);
    return old != before.calendars.end() && fresh != now.calendars.end() &&
           old->second == fresh->second;
}

}  // namespace

bool is_published(const definition::DefinitionSet& published,
                  const definition::DefinitionSet& files,
                  const definition::Definition& definition) {
    const auto* known = published.current_of(definition.pathway);
    return known != nullptr && known->behaviour == definition.behaviour &&
           known->text == definition.text && same_calendar(published, files, definition.calendar);
}

}  // namespace throughgate::core
