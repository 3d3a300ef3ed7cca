// SPDX-License-Identifier: MIT
// What a second import of the same person changes. Pure: compares a case with an imported record.
// A value that came in as bad never overwrites one that is known; absence of a person from a full
// extract is told, never acted upon.
#pragma once

#include <string>
#include <vector>

#include "exchange/prisoners.hpp"
#include "model/case.hpp"

namespace throughgate::exchange {

struct Difference {
    std::vector<Field> facts;             ///< new or changed; unknown where the source withdrew it
    std::vector<Assignment> assignments;  ///< an empty person takes the role away
    [[nodiscard]] bool empty() const { return facts.empty() && assignments.empty(); }
};

/// Only facts without subject are compared; facts that the record does not speak of stay.
Difference difference(const FactTable& facts, const std::vector<RoleHolder>& holders,
                      const ImportedPerson& imported);

/// True when both name the same person by prison number or CRN.
bool same_person(const PersonIdentity& left, const PersonIdentity& right);

struct KnownPerson {
    std::string case_reference;
    PersonIdentity person;
};

/// References of live cases whose person a full extract no longer holds, in the order given.
std::vector<std::string> missing_from_source(const std::vector<KnownPerson>& live,
                                             const PrisonerImport& extract);

}  // namespace throughgate::exchange
