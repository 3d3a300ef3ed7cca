// SPDX-License-Identifier: MIT
// Basis: what dates are derived under besides their case: calendars, the time zone database, the
// meaning of the rules. Kept in the store as text, so that a change between two runs is noticed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/surroundings.hpp"

namespace throughgate::core {

/// Name of the note in the store's meta table. Stored; never rename.
inline constexpr std::string_view basis_note = "dates_derived_under";

/// One line each: "calendar NAME HASH VERSION", "zones VERSION", "rules NUMBER". Stored.
std::string basis_of(const definition::DefinitionSet& definitions, std::string_view zones);

/// Plain clauses that say what differs so that dates may; empty when nothing does. A calendar that
/// is new changes no date that there was.
std::vector<std::string> changes_between(std::string_view before, std::string_view now);

}  // namespace throughgate::core
