// SPDX-License-Identifier: MIT
// The pictures of a pathway: one of each strand, with where the case stands, and the same as a
// table. Pure.
#pragma once

#include "host/console/data.hpp"
#include "host/console/role_names.hpp"
#include "throughgate/pathway_maps.hpp"

namespace throughgate::console {

/// Fills views/strand.mustache once for each strand.
Data strands_data(const PathwayMap& map, const RoleNames& roles);

}  // namespace throughgate::console
