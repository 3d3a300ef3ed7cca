// SPDX-License-Identifier: MIT
// Surroundings: what decisions look at besides the case: definitions, directory, zone. One
// immutable snapshot, made from the store and replaced as a whole when the store's own has changed.
#pragma once

#include <map>
#include <memory>

#include "definition/definition.hpp"
#include "journey/decide.hpp"
#include "model/directory.hpp"
#include "notices/notices.hpp"
#include "store/store.hpp"

namespace throughgate::core {

struct Surroundings {
    definition::DefinitionSet definitions;
    Directory directory;
    rules::Zone zone;
    std::size_t publications = 0;
    std::string link_base;
    /// What a team that tries another version looks at, by its name.
    std::map<std::string, std::shared_ptr<const Surroundings>> tried;

    /// Those of the team, where it tries another version; else these.
    [[nodiscard]] const Surroundings& of_team(std::string_view team) const;
    [[nodiscard]] const Surroundings& of(const Case& the_case) const;
    [[nodiscard]] journey::World world(Instant now, std::uint64_t incarnation) const;
    /// "Tue 17 Mar 2026 09:00"
    [[nodiscard]] std::string in_words(Instant instant) const;
    [[nodiscard]] Date today(Instant now) const { return zone.date_of(now); }
};

using SurroundingsPointer = std::shared_ptr<const Surroundings>;

/// Compiles every publication in the store; unavailable or corrupt when they cannot be read.
Result<SurroundingsPointer> load_surroundings(store::Reader& reader, std::string_view link_base);

/// Plain sentences about what will go wrong if nobody does something: calendars that end within a
/// year.
std::vector<std::string> warnings_of(const Surroundings& around, Instant now);

/// Where the case stands, for finding people.
notices::CaseContext context_of(const Case& the_case);

}  // namespace throughgate::core
