// SPDX-License-Identifier: MIT
#include "core/published.hpp"

#include <algorithm>

#include "core/surroundings.hpp"

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

using Tried = std::map<std::string, std::map<std::string, const Publication*>>;

/// By team and pathway; what is published for everybody ends every trial of it.
Tried tried_in(const std::vector<Publication>& publications) {
    Tried tried;
    for (const Publication& each : publications) {
        if (each.team.empty())
            for (auto& [team, theirs] : tried) theirs.erase(each.pathway);
        else if (each.resolved.empty())
            tried[each.team].erase(each.pathway);
        else
            tried[each.team][each.pathway] = &each;
    }
    return tried;
}

std::vector<definition::Role>::iterator find_role(std::vector<definition::Role>& roles, Symbol id) {
    return std::find_if(roles.begin(), roles.end(),
                        [&](const auto& each) { return each.id == id; });
}

void add_current(definition::DefinitionSet& set, const definition::DefinitionPointer& fresh) {
    set.versions.insert_or_assign(fresh->behaviour, fresh);
    const auto same = std::find_if(set.current.begin(), set.current.end(), [&](const auto& each) {
        return each->pathway == fresh->pathway;
    });
    if (same != set.current.end())
        *same = fresh;
    else if (fresh->pathway.text() == "spine")
        set.current.insert(set.current.begin(), fresh);
    else
        set.current.push_back(fresh);
}

}  // namespace

bool is_published(const definition::DefinitionSet& published,
                  const definition::DefinitionSet& files,
                  const definition::Definition& definition) {
    const auto* known = published.current_of(definition.pathway);
    return known != nullptr && known->behaviour == definition.behaviour &&
           known->text == definition.text && same_calendar(published, files, definition.calendar);
}

std::vector<std::string> for_everybody(const std::vector<Publication>& publications) {
    std::vector<std::string> texts;
    for (const Publication& each : publications)
        if (each.team.empty() && !each.resolved.empty()) texts.push_back(each.resolved);
    return texts;
}

void leave_out_ended(definition::DefinitionSet& set, const std::vector<Publication>& publications) {
    std::map<std::string_view, bool> ended;
    for (const Publication& each : publications)
        if (each.team.empty()) ended[each.pathway] = each.resolved.empty();
    std::erase_if(set.current, [&](const auto& each) {
        const auto found = ended.find(each->pathway.text());
        return found != ended.end() && found->second;
    });
}

std::vector<std::string> ever_tried(const std::vector<Publication>& publications) {
    std::vector<std::string> texts;
    for (const Publication& each : publications)
        if (!each.team.empty() && !each.resolved.empty()) texts.push_back(each.resolved);
    return texts;
}

std::map<std::string, std::vector<std::string>> tried_by_team(
    const std::vector<Publication>& publications) {
    std::map<std::string, std::vector<std::string>> texts;
    for (const auto& [team, theirs] : tried_in(publications))
        for (const auto& [pathway, publication] : theirs)
            texts[team].push_back(publication->resolved);
    return texts;
}

const Publication* begins_with(const std::vector<Publication>& publications,
                               std::string_view pathway, std::string_view team) {
    const Tried tried = tried_in(publications);
    if (const auto theirs = tried.find(std::string(team)); theirs != tried.end())
        if (const auto own = theirs->second.find(std::string(pathway)); own != theirs->second.end())
            return own->second;
    const auto last = std::find_if(
        publications.rbegin(), publications.rend(),
        [&](const Publication& each) { return each.team.empty() && each.pathway == pathway; });
    return last == publications.rend() || last->resolved.empty() ? nullptr : &*last;
}

std::string who_tries(const Surroundings& around, Symbol pathway) {
    const auto* everybody = around.definitions.current_of(pathway);
    for (const auto& [team, theirs] : around.tried) {
        const auto* own = theirs->definitions.current_of(pathway);
        if (own != nullptr && (everybody == nullptr || own->behaviour != everybody->behaviour))
            return team;
    }
    return {};
}

void add_versions(definition::DefinitionSet& set, const definition::DefinitionSet& more) {
    set.versions.insert(more.versions.begin(), more.versions.end());
    for (const definition::Role& role : more.roles)
        if (find_role(set.roles, role.id) == set.roles.end()) set.roles.push_back(role);
}

void begin_with(definition::DefinitionSet& set, const definition::DefinitionSet& fresh) {
    for (const auto& each : fresh.current) add_current(set, each);
    for (const auto& [name, calendar] : fresh.calendars)
        set.calendars.insert_or_assign(name, calendar);
    for (const definition::Role& role : fresh.roles) {
        const auto known = find_role(set.roles, role.id);
        if (known == set.roles.end())
            set.roles.push_back(role);
        else
            *known = role;
    }
}

}  // namespace throughgate::core
