// SPDX-License-Identifier: MIT
// How queries find cases in a snapshot.
#pragma once

#include <functional>
#include <string_view>

#include "store/store.hpp"

namespace throughgate::core {

inline constexpr std::size_t cases_a_page = 500;

Error no_case(std::string_view reference);
/// By reference, or by the person's prison number or CRN: then their latest case.
Result<CaseId> find_case_id(store::Reader& reader, std::string_view named);
/// not_found: erased, too.
Result<Case> load_case(store::Reader& reader, std::string_view named);
/// Calls `visit` for every case behind `after` that passes the filter and is not erased, in pages.
Status each_case(store::Reader& reader, const store::CaseFilter& filter,
                 const std::function<Status(const CaseSummary&)>& visit, CaseId after = {});
/// The whole log of a case, in pages.
Result<std::vector<StoredLogEntry>> whole_log(store::Reader& reader, CaseId id);

}  // namespace throughgate::core
