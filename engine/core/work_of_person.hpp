// SPDX-License-Identifier: MIT
// Which work of a case is whose.
#pragma once

#include "core/surroundings.hpp"

namespace throughgate::core {

/// not_found: nobody in the directory has this id; says who is.
Error nobody_called(std::string_view person, const Directory& directory);
/// Roles that the person holds on this case today.
std::vector<Symbol> grants_on(const Surroundings& around, const Case& the_case,
                              std::string_view person, Instant now);
/// Whom work waits for now: whoever took the handoff on where its receiver must act, else the role.
bool waits_for(const journey::WorkItem& item, const Handoff* handoff,
               const std::vector<Symbol>& grants, std::string_view person);
/// Handoffs of the case that wait for `person`.
std::vector<HandoffId> waiting_handoffs(const Case& the_case, const journey::World& world,
                                        const std::vector<Symbol>& grants, std::string_view person);

}  // namespace throughgate::core
