// SPDX-License-Identifier: MIT
// Migrating: a live case of one version brought to another, where it stands; and brought back. What
// has happened is not done again: entries keep their time, rungs that fired stay fired, high-water
// marks only rise. Nothing is half done: a fault leaves the case as it was.
#pragma once

#include "definition/migration_map.hpp"
#include "journey/decide.hpp"

namespace throughgate::journey {

/// Why a case cannot be brought over. Stored in plans; never rename.
enum class MigrationFaultKind : std::uint8_t {
    mapping_needed,  ///< it stands in a state that is gone, or a fact no longer fits
    illegal,         ///< no legal configuration, or a move that the law does not know
    incident,        ///< it is parked, or bringing it over fails
};
std::string_view name_of(MigrationFaultKind kind);

struct MigrationFault {
    MigrationFaultKind kind = MigrationFaultKind::illegal;
    Symbol pathway;
    std::string subject;  ///< state, fact or handoff
    std::string message;  ///< plain sentence
};

/// One pathway's way from the version that a case is pinned to.
struct Passage {
    const definition::Definition* to = nullptr;
    const definition::MigrationMap* how = nullptr;  ///< nullptr: what `to` says itself
};

struct Migrated {
    Change change;  ///< unchanged when the case runs none of the pathways, or all in that version
    std::vector<MigrationFault> faults;  ///< given: `change` holds the case as it was given
};

/// `world` knows the versions before and after; `cause` is what people are told. Open pathways that
/// `passages` name go over together.
Migrated migrate(const World& world, Case&& given, const std::vector<Passage>& passages,
                 const Event& event);

/// The same for one pathway: from `from` to `to`, as `how` says.
Migrated migrate(const definition::Definition& from, const definition::Definition& to, Case&& given,
                 const definition::MigrationMap& how, const World& world, const Event& event);

/// Why the case cannot be what it was before its migration ended at `sequence`; empty: it can.
/// `since`: what its log says after that.
std::string touched_since(const std::vector<StoredLogEntry>& since);

/// The case as `before`, which `is` was migrated from. What was told stays told: rungs that fired
/// since stay fired, and what the migration raised is withdrawn.
Change take_back_migration(const World& world, Case&& is, const Case& before, const Event& event);

}  // namespace throughgate::journey
