// SPDX-License-Identifier: MIT
// Rows that say who may see a case, and the log of reads.
#pragma once

#include <span>

#include "store/sqlite/log_rows.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

/// The cases of a filter that names a sight; see CaseFilter.
Result<std::vector<CaseSummary>> list_seen(Connection& connection, const CaseFilter& filter,
                                           CaseId after, std::size_t limit);
Result<Seen> seen(Connection& connection, CaseId id, const Sight& sight);
Result<std::vector<Consultation>> list_consultations(Connection& connection, CaseId case_id,
                                                     std::string_view person, std::uint64_t after,
                                                     std::size_t limit);
Result<std::vector<Consultation>> last_consultations(Connection& connection, CaseId case_id,
                                                     std::string_view person, std::uint64_t before,
                                                     std::size_t limit);
Result<std::vector<GlassRow>> list_glass(Connection& connection, bool unreviewed_only,
                                         std::size_t limit);
Result<std::optional<GlassRow>> find_glass(Connection& connection, std::uint64_t number);

/// The named people of a case as it is now.
Status write_people(Connection& connection, const Case& the_case);
/// For a store that is older than the table: the named people of every case.
Status fill_people(Connection& connection);
Status append_consultations(LogWriter& writer, std::span<Consultation> rows);

}  // namespace throughgate::store::sqlite
