// SPDX-License-Identifier: MIT
// Rows of recompute: runs through all cases, and how far they came.
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Result<std::optional<RecomputeRun>> open_recompute(Connection& connection);
Result<std::vector<RecomputeRun>> list_recomputes(Connection& connection, std::size_t limit);
Result<std::int64_t> begin_recompute(Connection& connection, std::string_view cause, Instant at);
Status advance_recompute(Connection& connection, std::int64_t run, CaseId done, bool changed);
Status finish_recompute(Connection& connection, std::int64_t run, Instant at);

}  // namespace throughgate::store::sqlite
