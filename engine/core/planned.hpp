// SPDX-License-Identifier: MIT
// Planned: the surroundings as they would be once a set of definitions is published, and the way
// of each pathway's live cases to it.
#pragma once

#include "core/surroundings.hpp"
#include "exchange/plan_json.hpp"
#include "journey/migrate.hpp"

namespace throughgate::core {

struct Planned {
    Surroundings around;
    std::vector<journey::Passage> passages;  ///< into `around.definitions`
    std::vector<Symbol> published{};         ///< of these: pathways whose version is new
    std::vector<std::string> calendars{};    ///< that it changes
    bool people = false;  ///< it changes who holds a role's duties, or when people are told
};

/// corrupt or invalid: a definition that is none, or whose version is not known.
Result<std::shared_ptr<const Planned>> planned_from(
    const Surroundings& now, const std::vector<exchange::PlannedDefinition>& definitions);

/// Does the case run any of these pathways, in whatever version?
bool concerns(const Planned& planned, const Case& the_case);

/// The decision to bring a case over, in the name of `actor`. People are told, as its cause, the
/// pathways that are new and that the case runs; where none is, those that it runs.
Event migration_event(const Planned& planned, const Case& the_case, const Actor& actor,
                      std::int64_t run);

}  // namespace throughgate::core
