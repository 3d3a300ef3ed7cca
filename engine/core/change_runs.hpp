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

/// Every live case under the plan, of the team (empty: of all), a page at a time, as it would go
/// over at `at`; writes nothing.
Result<ChangePlan> look_at_cases(Engine::Parts& parts, const Surroundings& around,
                                 const Planned& planned, std::string_view team, Instant at,
                                 const ChangeProgress& progress);
Result<exchange::PlanBasis> basis_of(Engine::Parts& parts, const Surroundings& around);

ChangeRunView view_of(const ChangeRun& run);
PublicationView view_of(const Proposal& proposal);
/// Of the plan that was put forward under this hash, or the first letters of it.
Result<Digest> plan_named(Engine::Parts& parts, std::string_view hash);

/// apply_plan; the run is `by` somebody else than the actor when that is given.
Result<ChangeRunView> carry_out(Engine::Parts& parts, std::string_view text, const Actor& actor,
                                const ApplyOptions& options, std::string_view by = {});

/// Tries the cases that an ended run of the plan left alone once more, by whoever may apply it.
Result<ChangeRunView> carry_out_left(Engine::Parts& parts, const ChangeRun& run, const Actor& actor,
                                     const ChangeProgress& progress);
/// A plan that was put forward for the same pathways and holds is of the past, but for `plan`.
Status supersede(store::Transaction& transaction, const exchange::PlanDocument& document,
                 const Digest& plan);

/// Does the run to its end, batch by batch; conflict: another version was published meanwhile.
Result<ChangeRunView> carry_on(Engine::Parts& parts, const ChangeRun& run,
                               const exchange::PlanDocument& document,
                               const std::shared_ptr<const Planned>& planned, const Actor& actor,
                               const ChangeProgress& progress);
Result<ChangeRunView> carry_back(Engine::Parts& parts, const ChangeRun& run, const Actor& actor,
                                 std::string_view reason, const ChangeProgress& progress);

/// The same for the cases that such a run left alone when it ended; conflict: another run is under
/// way.
Result<ChangeRunView> carry_on_left(Engine::Parts& parts, const ChangeRun& run,
                                    const exchange::PlanDocument& document,
                                    const std::shared_ptr<const Planned>& planned,
                                    const Actor& actor, const ChangeProgress& progress);
Result<ChangeRunView> carry_back_left(Engine::Parts& parts, const ChangeRun& run,
                                      const Actor& actor, std::string_view reason,
                                      const ChangeProgress& progress);

/// What runs kept of the cases is let go once they cannot be taken back any more.
Result<bool> keeps_images(store::Reader& reader, const ChangeRun& run);
Status forget_old_images(store::Transaction& transaction, Instant now);

}  // namespace throughgate::core
