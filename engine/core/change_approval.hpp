// SPDX-License-Identifier: MIT
// Who has to approve a plan: what `diff` says of the same change, by the same rule. Pure.
#pragma once

#include <vector>

#include "exchange/plan_json.hpp"
#include "model/rows.hpp"
#include "throughgate/comparison.hpp"

namespace throughgate::core {

/// Of what the plan publishes, against what is published. A plan that publishes nothing brings
/// cases to versions that are published: then against those before them. At least one person, since
/// live cases change.
ApprovalNeeded approval_needed(const std::vector<Publication>& publications,
                               const std::vector<exchange::PlannedDefinition>& definitions);

}  // namespace throughgate::core
