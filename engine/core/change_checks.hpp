// SPDX-License-Identifier: MIT
// What stands in the way of carrying out a plan, or of going on with it: who, when, and whether the
// store is still what the plan was made for. Reads only.
#pragma once

#include "core/change_runs.hpp"
#include "throughgate/migration.hpp"

namespace throughgate::core {

/// What the store knows of a plan.
struct KnownPlan {
    std::optional<ChangeRun> open;  ///< a run under way, of any plan
    std::optional<Proposal> proposal;
    std::vector<ChangeRun> runs;  ///< that carried it out or took it back, newest first
};
Result<KnownPlan> known_plan(store::Reader& reader, const Digest& plan);
/// Teams that try it now, in the order in which they began.
std::vector<ChangeRun> trials_of(const KnownPlan& known);

/// Nobody carries out, or goes on with, what they approved.
Status not_by_an_approver(const Directory& directory, const Proposal& proposal, const Actor& actor);
/// Nobody acts as somebody who is not there.
Status is_known(const Directory& directory, const std::string& person);
Status may_apply(const Surroundings& around, const KnownPlan& known, const Digest& plan,
                 const Actor& actor, Instant now, const ApplyOptions& options);
/// A version can be tried on a team when it holds for nobody else: words and calendars would.
Status may_try(const Surroundings& around, const Planned& planned,
               const exchange::PlanDocument& document, std::string_view team);
/// Both publish a version of it.
bool share_a_pathway(const exchange::PlanDocument& a, const exchange::PlanDocument& b);
/// No team tries another version of what the plan publishes.
Status nobody_tries_another(const std::vector<Publication>& publications,
                            const exchange::PlanDocument& document);
/// Nor, of the teams that the run is for (empty: all), of any other pathway whose cases it brings
/// to a version: they would fall out of their trial.
Status nobody_falls_out(const std::vector<Publication>& publications,
                        const exchange::PlanDocument& document, std::string_view of_team);

/// The plan says exactly what it would do to the cases as they are now; in a store that moved so
/// that it would do something else, it has to be made again. What is put forward has passed this,
/// so that whoever approves it, and `still_fits`, can go by its text.
Status says_what_it_does(Engine::Parts& parts, const exchange::PlanDocument& document);
/// Nothing was published since for everybody, every case has a way to the new versions, and the
/// cases get no more than it says.
Status still_fits(Engine::Parts& parts, const exchange::PlanDocument& document,
                  const Surroundings& around, const Planned& planned, const ApplyOptions& options);
Status not_made_in_the_future(const exchange::PlanDocument& document, Instant now);
Status nothing_published_since(const std::vector<Publication>& publications, Instant made);
/// New cases of the team (empty: everybody's) begin with what the plan publishes.
Status is_current(const std::vector<Publication>& publications,
                  const exchange::PlanDocument& document, std::string_view team);

}  // namespace throughgate::core
