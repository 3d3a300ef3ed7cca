// SPDX-License-Identifier: MIT
// Figures over the whole store.
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Result<std::uint64_t> count_cases(Connection& connection);
Result<std::uint64_t> count_publications(Connection& connection);
Result<StoreTotals> totals(Connection& connection);

}  // namespace throughgate::store::sqlite
