// SPDX-License-Identifier: MIT
// What the page of a person shows, and how it is put. Pure but for words of instants.
#pragma once

#include <vector>

#include "host/console/data.hpp"
#include "host/console/role_names.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/pathway_maps.hpp"
#include "throughgate/sheets.hpp"

namespace throughgate::console {

struct PersonParts {
    CaseView view;
    FactsView facts;
    NeedsList needs;
    std::vector<PathwayMap> maps;
    std::vector<HistoryEntry> history;  ///< newest first
    bool more_history = false;
};

/// Fills views/person.mustache.
Data person_data(const Engine& engine, const PersonParts& parts, const RoleNames& roles,
                 bool may_act);

/// The stage of a pathway as a picture, with where it stands now.
Data stages_data(const PathwayView& pathway);
/// "in place" of "in_place".
std::string stage_words(std::string_view stage);

}  // namespace throughgate::console
