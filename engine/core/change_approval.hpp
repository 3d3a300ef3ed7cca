// SPDX-License-Identifier: MIT
// Who has to approve a plan: what `diff` says of the same change, by the same rule. Pure.
#pragma once

#include <vector>

#include "exchange/plan_json.hpp"
#include "model/rows.hpp"
#include "throughgate/comparison.hpp"

namespace throughgate::core {

/// Of what the plan publishes, against what is published; and of every version that it takes live
/// cases out of, against the one that it takes them to, by the heaviest of these. At least one
/// person, since live cases change.
ApprovalNeeded approval_needed(const std::vector<Publication>& publications,
                               const exchange::PlanDocument& document);

}  // namespace throughgate::core
