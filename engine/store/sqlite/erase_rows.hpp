// SPDX-License-Identifier: MIT
// Rows of one case in every table but its own, which `write` replaces.
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Status take_out(Connection& connection, const Case& the_case);

}  // namespace throughgate::store::sqlite
