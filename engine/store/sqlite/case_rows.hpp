// SPDX-License-Identifier: MIT
// Rows of case_part and case_index.
#pragma once

#include <span>

#include "store/case_codec.hpp"
#include "store/sqlite/query.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Result<std::optional<Case>> load_case(Connection& connection, CaseId id);
Result<std::optional<CaseId>> find_reference(Connection& connection, std::string_view reference);
Result<std::vector<CaseId>> find_person(Connection& connection, const PersonIdentity& person);
Result<std::vector<CaseSummary>> list_cases(Connection& connection, const CaseFilter& filter,
                                            CaseId after, std::size_t limit);

/// A row of case_index as the lists give it.
CaseSummary read_summary(Query& row);

/// Gives the case its id and reference.
Status insert_case(Connection& connection, Case& the_case);
Status update_parts(Connection& connection, const Case& the_case, std::span<const CasePart> parts);
Status update_summary(Connection& connection, const Case& the_case);
Status park_case(Connection& connection, CaseId id, bool parked, std::string_view because);

}  // namespace throughgate::store::sqlite
