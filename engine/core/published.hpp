// SPDX-License-Identifier: MIT
// What the list of publications means: with which version whose new cases begin, and whether a
// definition read from files is what is published. Pure.
#pragma once

#include <map>
#include <vector>

#include "definition/definition.hpp"
#include "model/rows.hpp"

namespace throughgate::core {

struct Surroundings;

/// The newest publication of its pathway says the same, words and calendar included. `files`: the
/// set that `definition` was read in.
bool is_published(const definition::DefinitionSet& published,
                  const definition::DefinitionSet& files, const definition::Definition& definition);

/// The texts that were published for everybody, oldest first.
std::vector<std::string> for_everybody(const std::vector<Publication>& publications);
/// Takes out the pathways that nobody begins any more; live cases stay in their versions.
void leave_out_ended(definition::DefinitionSet& set, const std::vector<Publication>& publications);
/// The texts that any team ever tried, oldest first.
std::vector<std::string> ever_tried(const std::vector<Publication>& publications);
/// The texts with which new cases of each team begin, where it tries another version: until its
/// trial is ended, or that pathway is published for everybody.
std::map<std::string, std::vector<std::string>> tried_by_team(
    const std::vector<Publication>& publications);
/// With which new cases of the team (empty: everybody's) begin; nullptr: there is none.
const Publication* begins_with(const std::vector<Publication>& publications,
                               std::string_view pathway, std::string_view team);

/// A team that tries another version of the pathway than everybody has; empty: none does.
std::string who_tries(const Surroundings& around, Symbol pathway);

/// Cases may be pinned to these versions; roles that are new are known.
void add_versions(definition::DefinitionSet& set, const definition::DefinitionSet& more);
/// New cases begin with these versions, their calendars and roles, as if published last.
void begin_with(definition::DefinitionSet& set, const definition::DefinitionSet& fresh);

}  // namespace throughgate::core
