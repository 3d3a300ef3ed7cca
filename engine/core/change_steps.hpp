// SPDX-License-Identifier: MIT
// What runs over live cases share, whichever way they go: commits of a bounded batch each, in which
// a case that fails is left alone, and the cases that were left tried again. Private to core/.
#pragma once

#include <functional>
#include <unordered_map>

#include "core/change_runs.hpp"

namespace throughgate::core {

/// Cases that failed, and why. What fails takes its whole batch with it; that is done again, and
/// leaves the case alone.
using Failed = std::unordered_map<CaseId, std::string>;

/// What one commit of a run works with.
struct Step {
    store::Transaction& transaction;
    const Surroundings& around;
    Instant now;
    std::uint64_t incarnation;
    ChangeRun& run;
    Failed& failed;
};

Status write_change(const Step& step, Change change, const Event& event);
Status leave(const Step& step, CaseId id, std::string why);
/// One case that cannot be read is no reason to leave all others where they are.
Status leave_unreadable(const Step& step, CaseId id, const Error& error);
/// The edge of one case: notes what went wrong in it, and not with the store.
Status carefully(const Step& step, CaseId id, const std::function<Status()>& act);

/// Looks at some cases and says whether those were the last of the run.
using StepBody = std::function<Result<bool>(Step&)>;
/// Commit by commit, until the run has ended, or somebody else has ended it.
Result<ChangeRunView> to_the_end(Engine::Parts& parts, const ChangeRun& run,
                                 const ChangeProgress& progress, const StepBody& body);

/// Tries each case that an ended run left alone once more: `bring` is given what the run kept of
/// it, `check` comes before each batch.
Result<ChangeRunView> try_again(Engine::Parts& parts, const ChangeRun& run,
                                const ChangeProgress& progress,
                                const std::function<Status(Step&)>& check,
                                const std::function<Status(Step&, const PreImage&)>& bring);

}  // namespace throughgate::core
