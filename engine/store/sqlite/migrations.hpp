// SPDX-License-Identifier: MIT
// Brings a store's schema up to this program's version. Forward only, one transaction each.
#pragma once

#include "base/random.hpp"
#include "store/sqlite/connection.hpp"

namespace throughgate::store::sqlite {

Result<int> schema_version(Connection& connection);
Status migrate(Connection& connection);
/// Runs the migrations up to `version` only; tests build older stores with it.
Status migrate_to(Connection& connection, int version);

/// The store's incarnation; a new store is given one.
Result<std::uint64_t> ensure_incarnation(Connection& connection, Random& random);
/// Adds a new incarnation to the chain of them, inside the caller's transaction.
Result<std::uint64_t> add_incarnation(Connection& connection, Random& random);

/// Raises a counter, in a transaction of its own.
Status count_reopening(Connection& connection);

namespace meta {
inline constexpr std::string_view incarnation = "incarnation";
inline constexpr std::string_view incarnations = "incarnations";  ///< all so far, by spaces
inline constexpr std::string_view outbox_held = "outbox_held";    ///< "1" until released
inline constexpr std::string_view reopened = "reopened";          ///< how often, after a fault
}  // namespace meta

}  // namespace throughgate::store::sqlite
