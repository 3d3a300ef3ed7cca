// SPDX-License-Identifier: MIT
// Runs over live cases: to the versions of a plan and back, a bounded batch a commit, going on
// where they were killed. Private to core/.
#pragma once

#include "core/engine_parts.hpp"
#include "core/planned.hpp"
#include "model/change_rows.hpp"

namespace throughgate::core {

/// How long a run can be taken back, and how many cases go over in one commit.
inline constexpr std::chrono::days undo_window{14};
inline constexpr std::size_t change_batch = 100;

/// Every live case under the plan, a page at a time; writes nothing.
Result<ChangePlan> look_at_cases(Engine::Parts& parts, const Surroundings& around,
                                 const Planned& planned, const ChangeProgress& progress);
Result<exchange::PlanBasis> basis_of(Engine::Parts& parts, const Surroundings& around);

ChangeRunView view_of(const ChangeRun& run);
PublicationView view_of(const Proposal& proposal);

/// Does the run to its end, batch by batch.
Result<ChangeRunView> carry_on(Engine::Parts& parts, const ChangeRun& run,
                               const std::shared_ptr<const Planned>& planned, const Actor& actor,
                               const ChangeProgress& progress);
Result<ChangeRunView> carry_back(Engine::Parts& parts, const ChangeRun& run, const Actor& actor,
                                 std::string_view reason, const ChangeProgress& progress);

}  // namespace throughgate::core
