// SPDX-License-Identifier: MIT
// What a store derives from a case for its lists. The same in every store.
#pragma once

#include <string>
#include <string_view>

#include "model/rows.hpp"
#include "store/store.hpp"

namespace throughgate::store {

/// "TG-000123".
std::string reference_of(CaseId id);
/// 0: not a reference of this form.
CaseId case_id_of(std::string_view reference);
/// Staff ids on the list of a limited-access case, besides those who hold a role on it.
std::vector<std::string> allowed_people(const Case& the_case);
CaseSummary summary_of(const Case& the_case);
/// Every store says that this person may see all of this case; false: ask the store.
bool is_plainly_open(const Case& the_case, const Sight& sight);
/// The due instant of the clock that runs: of acknowledging, then of completing.
std::optional<Instant> running_due(const Handoff& handoff);

}  // namespace throughgate::store
