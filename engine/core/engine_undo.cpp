// SPDX-License-Identifier: MIT
// Taking a change back, stopping what teams try, and what becomes of a run that was killed: it goes
// on from what the store keeps, or ends where it stands.
#include <algorithm>

#include "base/hash.hpp"
#include "core/change_checks.hpp"
#include "core/change_identity.hpp"
#include "core/change_texts.hpp"
#include "core/published.hpp"
#include "throughgate/blank.hpp"

namespace throughgate {
namespace {

namespace say = core::change_texts;
using core::KnownPlan;
using exchange::PlanDocument;

bool is_nobody(const Actor& actor) { return actor.person.empty() && actor.asserted_by.empty(); }

std::string said_by(std::string_view reason, const Actor& actor) {
    return std::string(reason) + " (" + core::identity_of(actor) + ")";
}

Result<ChangeRun> run_named(Engine& engine, std::int64_t id) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    auto run = (*reader)->find_change_run(id);
    if (!run.ok()) return run.error();
    if (!run->has_value()) return say::no_such_run(id);
    return std::move(**run);
}

/// What undoing one run works with.
struct Undoing {
    Engine::Parts& parts;
    const Actor& actor;
    std::string_view reason;
};

Status publish_again(store::Transaction& transaction, Publication again, const Undoing& undoing,
                     Instant now) {
    const Actor& actor = undoing.actor;
    again.published = now;
    again.published_by = actor.person.empty() ? actor.asserted_by : actor.person;
    return transaction.put_publication(again);
}

/// Nobody begins with what the plan began.
Status publish_end(store::Transaction& transaction, const exchange::PlannedDefinition& planned,
                   const std::vector<Publication>& all, const Undoing& undoing, Instant now) {
    const auto row = std::find_if(all.rbegin(), all.rend(), [&](const Publication& known) {
        return known.team.empty() && known.resolved == planned.resolved;
    });
    if (row == all.rend()) return {};
    Publication ended = *row;
    ended.resolved.clear();
    return publish_again(transaction, std::move(ended), undoing, now);
}

/// Cases begin again with the versions that the plan took the place of; with none where there was
/// none.
Status publish_back(store::Transaction& transaction, const PlanDocument& document,
                    const std::vector<Publication>& all, const Undoing& undoing, Instant now) {
    for (const auto& each : document.definitions) {
        const auto before = document.basis.current.find(each.pathway);
        if (each.resolved.empty()) continue;
        if (before == document.basis.current.end()) {
            if (auto put = publish_end(transaction, each, all, undoing, now); !put.ok()) return put;
            continue;
        }
        const auto old = std::find_if(all.rbegin(), all.rend(), [&](const Publication& known) {
            return known.team.empty() && to_hex(known.behaviour) == before->second &&
                   known.resolved != each.resolved;
        });
        if (old == all.rend()) continue;
        if (auto put = publish_again(transaction, *old, undoing, now); !put.ok()) return put;
    }
    return {};
}

/// The rows of a team: with what the plan publishes, or, when it `ends`, with nothing.
Status publish_for(store::Transaction& transaction, const PlanDocument& document,
                   const std::vector<Publication>& all, const std::string& team, bool ends,
                   const Undoing& undoing, Instant now) {
    for (const auto& each : document.definitions) {
        const auto known = std::find_if(all.rbegin(), all.rend(), [&](const Publication& row) {
            return !each.resolved.empty() && row.team == team && row.resolved == each.resolved;
        });
        if (known == all.rend()) continue;
        Publication row = *known;
        if (ends) row.resolved.clear();
        if (auto put = publish_again(transaction, row, undoing, now); !put.ok()) return put;
    }
    return {};
}

/// Plans that this one took the place of hold again where their versions do.
Status hold_again(store::Transaction& transaction, const PlanDocument& document) {
    const auto now = transaction.publications();
    if (!now.ok()) return now.error();
    const auto proposals = transaction.list_proposals(1000);
    if (!proposals.ok()) return proposals.error();
    for (const Proposal& each : *proposals) {
        if (each.state != ProposalState::superseded) continue;
        auto whole = transaction.find_proposal(each.plan);
        if (!whole.ok()) return whole.error();
        const auto theirs = exchange::read_plan_document((*whole)->text);
        if (!theirs.ok() || !core::share_a_pathway(*theirs, document)) continue;
        if (!core::is_current(*now, *theirs, "").ok()) continue;
        (*whole)->state = ProposalState::published;
        if (auto put = transaction.put_proposal(**whole); !put.ok()) return put;
        break;  // the newest: two that publish the same are one
    }
    return {};
}

/// The versions, and where the plan is in its life, as they were before the run.
Status take_back_publication(store::Transaction& transaction, const KnownPlan& known,
                             const ChangeRun& run, const PlanDocument& document,
                             const Undoing& undoing, Instant now) {
    const auto all = transaction.publications();
    if (!all.ok()) return all.error();
    std::vector<ChangeRun> trials = core::trials_of(known);
    std::erase_if(trials, [&](const ChangeRun& each) { return each.id == run.id; });
    if (!run.team.empty()) {
        auto put = publish_for(transaction, document, *all, run.team, true, undoing, now);
        if (!put.ok()) return put;
    } else if (auto put = publish_back(transaction, document, *all, undoing, now); !put.ok()) {
        return put;
    } else {
        for (const ChangeRun& each : trials)
            if (put = publish_for(transaction, document, *all, each.team, false, undoing, now);
                !put.ok())
                return put;
    }
    Proposal proposal = *known.proposal;
    proposal.state = trials.empty() ? ProposalState::withdrawn : ProposalState::tried;
    const std::string said = said_by(undoing.reason, undoing.actor);
    if (trials.empty())
        proposal.reason = said;
    else
        proposal.reason +=
            (proposal.reason.empty() ? "" : "; ") + say::one_taken_back(run.id, said);
    if (auto put = transaction.put_proposal(proposal); !put.ok()) return put;
    return run.team.empty() ? hold_again(transaction, document) : Status();
}

Status in_its_window(const core::Surroundings& around, const KnownPlan& known, const ChangeRun& run,
                     Instant now) {
    const bool tried = known.proposal && known.proposal->state == ProposalState::tried;
    if (!run.team.empty() && tried) return {};
    const Instant until = run.undo_until.value_or(run.finished.value_or(now));
    if (run.undo_until && now <= until) return {};
    return say::window_passed(around.in_words(until));
}

Status may_undo(const core::Surroundings& around, const KnownPlan& known, const ChangeRun& run,
                Instant now) {
    if (run.undoes != 0) return say::no_run_of_a_plan(run.id);
    for (const ChangeRun& each : known.runs)
        if (each.undoes == run.id) return say::undone_before(run.id);
    if (known.open && known.open->id != run.id) return say::run_under_way(known.open->id);
    if (!run.finished) return {};
    return in_its_window(around, known, run, now);
}

/// A run that was killed ends where it stands.
Status end_now(store::Transaction& transaction, ChangeRun run, Instant now) {
    run.finished = now;
    if (run.undoes == 0) run.undo_until = now + core::undo_window;
    return transaction.update_change_run(run);
}

struct Begun {
    Status refused;
    ChangeRun run;
};

Status begin_back(store::Transaction& transaction, const ChangeRun& given, const Undoing& undoing,
                  Instant now, Begun& begun) {
    const auto known = core::known_plan(transaction, given.plan);
    if (!known.ok()) return known.error();
    const auto stored = transaction.find_change_run(given.id);
    if (!stored.ok()) return stored.error();
    const ChangeRun run = stored->value_or(given);
    begun.refused = may_undo(*undoing.parts.loop->surroundings(), *known, run, now);
    if (!begun.refused.ok()) return {};
    if (known->proposal) {
        const auto document = exchange::read_plan_document(known->proposal->text);
        if (!document.ok()) return document.error();
        const auto all = transaction.publications();
        if (!all.ok()) return all.error();
        begun.refused = core::is_current(*all, *document, run.team);
        if (begun.refused.ok()) begun.refused = core::nobody_tries_another(*all, *document);
        if (!begun.refused.ok()) return {};
        if (auto back = take_back_publication(transaction, *known, run, *document, undoing, now);
            !back.ok())
            return back;
    }
    if (!run.finished)
        if (auto ended = end_now(transaction, run, now); !ended.ok()) return ended;
    begun.run.plan = run.plan;
    begun.run.undoes = run.id;
    begun.run.by = core::identity_of(undoing.actor);
    begun.run.started = now;
    begun.run.team = run.team;
    const auto id = transaction.begin_change_run(begun.run);
    if (!id.ok()) return id.error();
    begun.run.id = *id;
    return {};
}

Result<KnownPlan> look_up(Engine& engine, const Digest& plan) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    return core::known_plan(**reader, plan);
}

}  // namespace

Result<ChangeRunView> undo_change(Engine& engine, std::int64_t run, const Actor& actor,
                                  std::string_view reason, const ChangeProgress& progress) {
    if (is_nobody(actor)) return say::nobody_named();
    if (is_blank(reason)) return say::reason_wanted();
    Engine::Parts& parts = engine.parts();
    const auto known = run_named(engine, run);
    if (!known.ok()) return known.error();
    const auto looked = look_up(engine, known->plan);
    if (!looked.ok()) return looked.error();
    if (looked->open && looked->open->undoes == run)
        return core::carry_back(parts, *looked->open, actor, reason, progress);
    Begun begun;
    const auto worked = parts.work([&](store::Transaction& transaction, Instant now) {
        return begin_back(transaction, *known, {parts, actor, reason}, now, begun);
    });
    if (!worked.ok()) return worked.error();
    if (!begun.refused.ok()) return begun.refused.error();
    return core::carry_back(parts, begun.run, actor, reason, progress);
}

Result<std::vector<ChangeRunView>> stop_trial(Engine& engine, std::string_view plan,
                                              const Actor& actor, std::string_view reason,
                                              const ChangeProgress& progress) {
    if (is_nobody(actor)) return say::nobody_named();
    if (is_blank(reason)) return say::reason_wanted();
    const auto hash = core::plan_named(engine.parts(), plan);
    if (!hash.ok()) return hash.error();
    auto known = look_up(engine, *hash);
    if (!known.ok()) return known.error();
    const bool tried = known->proposal && known->proposal->state == ProposalState::tried;
    // The last of several that were stopped may have been killed on the way.
    const bool stopping = known->open && known->open->undoes != 0 && !known->open->team.empty();
    if (!tried && !stopping) return say::nobody_tries_it();
    std::vector<std::int64_t> runs;
    if (stopping) runs.push_back(known->open->undoes);
    const auto trials = core::trials_of(*known);
    for (auto each = trials.rbegin(); each != trials.rend(); ++each) runs.push_back(each->id);
    std::vector<ChangeRunView> stopped;
    for (const std::int64_t run : runs) {
        auto undone = undo_change(engine, run, actor, reason, progress);
        if (!undone.ok()) return undone.error();
        stopped.push_back(std::move(*undone));
    }
    return stopped;
}

Result<ChangeRunView> continue_run(Engine& engine, std::int64_t run, const Actor& actor,
                                   const ChangeProgress& progress) {
    const auto found = run_named(engine, run);
    if (!found.ok()) return found.error();
    if (found->finished && found->left == 0) return say::ended_before(run, found->undoes != 0);
    if (found->finished && found->undoes == 0)
        return core::carry_out_left(engine.parts(), *found, actor, progress);
    const auto known = look_up(engine, found->plan);
    if (!known.ok()) return known.error();
    if (found->undoes != 0) {
        const std::string reason =
            known->proposal ? say::said_last(known->proposal->reason) : found->by;
        return found->finished
                   ? core::carry_back_left(engine.parts(), *found, actor, reason, progress)
                   : core::carry_back(engine.parts(), *found, actor, reason, progress);
    }
    if (!known->proposal) return say::no_such_plan(to_hex(found->plan));
    ApplyOptions options;
    options.team = found->team;
    options.progress = progress;
    return core::carry_out(engine.parts(), known->proposal->text, actor, options);
}

Result<ChangeRunView> end_run(Engine& engine, std::int64_t run, const Actor& actor,
                              std::string_view reason) {
    if (is_nobody(actor)) return say::nobody_named();
    if (is_blank(reason)) return say::reason_wanted();
    Status refused;
    const auto worked =
        engine.parts().work([&](store::Transaction& transaction, Instant now) -> Status {
            const auto found = transaction.find_change_run(run);
            if (!found.ok()) return found.error();
            if (!found->has_value())
                refused = say::no_such_run(run);
            else if ((*found)->finished)
                refused = say::ended_before(run, (*found)->undoes != 0);
            else if ((*found)->undoes != 0)
                refused = say::goes_back(run);
            if (!refused.ok()) return {};
            auto proposal = transaction.find_proposal((*found)->plan);
            if (!proposal.ok()) return proposal.error();
            if (proposal->has_value()) {
                std::string& why = (*proposal)->reason;
                why += (why.empty() ? "" : "; ") + ("ended half-way: " + said_by(reason, actor));
                if (auto put = transaction.put_proposal(**proposal); !put.ok()) return put;
            }
            return end_now(transaction, **found, now);
        });
    if (!worked.ok()) return worked.error();
    if (!refused.ok()) return refused.error();
    const auto ended = run_named(engine, run);
    if (!ended.ok()) return ended.error();
    return core::view_of(*ended);
}

Result<std::vector<ChangeRunView>> change_runs(Engine& engine, std::size_t limit) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const auto runs = (*reader)->list_change_runs(limit);
    if (!runs.ok()) return runs.error();
    std::vector<ChangeRunView> views;
    for (const ChangeRun& each : *runs) views.push_back(core::view_of(each));
    return views;
}

Result<std::vector<CaseLeft>> cases_left(Engine& engine, std::int64_t run) {
    const auto known = run_named(engine, run);
    if (!known.ok()) return known.error();
    std::vector<CaseLeft> left;
    constexpr std::size_t page = 500;
    for (CaseId after;;) {
        auto reader = engine.parts().store->read();
        if (!reader.ok()) return reader.error();
        const auto images = (*reader)->pre_images(run, after, page);
        if (!images.ok()) return images.error();
        for (const PreImage& each : *images) {
            after = each.case_id;
            if (each.detail.empty()) continue;
            const auto loaded = (*reader)->load_case(each.case_id);
            // Its detail says that it cannot be read; nobody can tell how it may be named.
            if (!loaded.ok())
                left.push_back({"number " + std::to_string(each.case_id.number), each.detail});
            else if (loaded->has_value())
                left.push_back({core::shown_reference(**loaded), each.detail});
        }
        if (images->size() < page) return left;
    }
}

}  // namespace throughgate
