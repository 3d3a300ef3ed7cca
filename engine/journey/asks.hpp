// SPDX-License-Identifier: MIT
// Asks: what an event must carry and what its fields may hold.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// What became of an event's fields.
struct Recorded {
    std::vector<std::string> faults;  ///< plain clauses, all of them
    bool only_roles = true;           ///< every fault is about who may set a fact
    std::size_t stale = 0;            ///< fields older than what is known
    std::size_t taken = 0;            ///< fields that are (now) the value of their fact
};

/// Converts, checks and sets every field; faulty ones are left out.
Recorded record_fields(Draft& draft, const std::vector<EventField>& fields, bool check_roles);
/// Adds a fault for every fact that `rule` asks for and the event does not carry.
void check_asks(const Rule& rule, const std::vector<EventField>& fields, Recorded& recorded);
/// Adds a fault for every assignment to a role that does not exist.
void check_assignments(const Draft& draft, const std::vector<Assignment>& assignments,
                       Recorded& recorded);

bool holds_one_of(const std::vector<Symbol>& grants, const std::vector<Symbol>& wanted);
std::vector<std::string> text_of(const std::vector<Symbol>& symbols);

}  // namespace throughgate::journey
