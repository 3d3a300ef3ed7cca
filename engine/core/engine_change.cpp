// SPDX-License-Identifier: MIT
// Carrying out an approved plan: for everybody, or for a team that tries it first; and going on
// with a run that was killed.
#include <algorithm>

#include "base/hash.hpp"
#include "core/change_checks.hpp"
#include "core/change_identity.hpp"
#include "core/change_texts.hpp"
#include "core/published.hpp"

namespace throughgate {
namespace {

namespace say = core::change_texts;
using core::KnownPlan;
using exchange::PlanDocument;

/// What one application works with; fixed once it is read.
struct Applying {
    Engine::Parts& parts;
    const PlanDocument& document;
    const Digest plan;
    const core::SurroundingsPointer around;
    const std::shared_ptr<const core::Planned> planned;
    const Actor& actor;
    const ApplyOptions& options;
    const std::string by;  ///< who stands in the run
};

std::vector<Publication> publications_of(const Applying& applying, Instant now) {
    const Actor& actor = applying.actor;
    std::vector<Publication> all;
    for (const auto& each : applying.document.definitions) {
        if (each.resolved.empty()) continue;
        Digest behaviour;
        if (!from_hex(each.behaviour, behaviour)) continue;
        const auto* definition = applying.planned->around.definitions.find(behaviour);
        all.push_back({behaviour, definition->text, each.pathway, each.resolved, now,
                       actor.person.empty() ? actor.asserted_by : actor.person,
                       applying.options.team});
    }
    return all;
}

/// Teams' runs can be taken back for as long as the one that took the place of all of them.
Status keep_trials(store::Transaction& transaction, const KnownPlan& known, Instant now) {
    for (ChangeRun each : core::trials_of(known)) {
        each.undo_until = now + core::undo_window;
        if (auto put = transaction.update_change_run(each); !put.ok()) return put;
    }
    return {};
}

struct Begun {
    Status refused;
    ChangeRun run;
};

/// What is refused now, whatever was looked at before this transaction. `publications`: how many
/// there were then.
Result<Status> refused_now(store::Transaction& transaction, const Applying& applying,
                           const KnownPlan& known, Instant now) {
    if (auto may = core::may_apply(*applying.around, known, applying.plan, applying.actor, now,
                                   applying.options);
        !may.ok())
        return Result<Status>(may);
    if (known.open) return Result<Status>(Status(say::run_under_way(known.open->id)));
    const auto publications = transaction.publications();
    if (!publications.ok()) return publications.error();
    if (publications->size() != applying.around->publications)
        return Result<Status>(
            Status(say::version_moved(applying.document.definitions.front().pathway)));
    auto since = core::nothing_published_since(*publications, applying.document.made);
    if (!since.ok()) return Result<Status>(since);
    auto alone = core::nobody_tries_another(*publications, applying.document);
    if (!alone.ok()) return Result<Status>(alone);
    return Result<Status>(
        core::nobody_falls_out(*publications, applying.document, applying.options.team));
}

Status publish(store::Transaction& transaction, const Applying& applying, Proposal& proposal,
               Instant now) {
    for (const Publication& each : publications_of(applying, now))
        if (auto put = transaction.put_publication(each); !put.ok()) return put;
    const bool tried = !applying.options.team.empty();
    if (!tried)
        if (auto past = core::supersede(transaction, applying.document, applying.plan); !past.ok())
            return past;
    proposal.state = tried ? ProposalState::tried : ProposalState::published;
    proposal.published = now;
    return transaction.put_proposal(proposal);
}

/// Publishes and begins the run in one transaction; what is refused changes nothing.
Result<Begun> begin(const Applying& applying) {
    Begun begun;
    const auto worked =
        applying.parts.work([&](store::Transaction& transaction, Instant now) -> Status {
            auto known = core::known_plan(transaction, applying.plan);
            if (!known.ok()) return known.error();
            const auto refused = refused_now(transaction, applying, *known, now);
            if (!refused.ok()) return refused.error();
            begun.refused = *refused;
            if (!begun.refused.ok()) return {};
            if (auto put = publish(transaction, applying, *known->proposal, now); !put.ok())
                return put;
            if (auto gone = core::forget_old_images(transaction, now); !gone.ok()) return gone;
            if (applying.options.team.empty())
                if (auto kept = keep_trials(transaction, *known, now); !kept.ok()) return kept;
            begun.run.plan = applying.plan;
            begun.run.by = applying.by;
            begun.run.started = now;
            begun.run.team = applying.options.team;
            const auto id = transaction.begin_change_run(begun.run);
            if (!id.ok()) return id.error();
            begun.run.id = *id;
            return {};
        });
    if (!worked.ok()) return worked.error();
    return begun;
}

Result<KnownPlan> look_up(Engine::Parts& parts, const Digest& plan) {
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    return core::known_plan(**reader, plan);
}

/// The run of this plan that is under way.
Result<ChangeRunView> go_on(const Applying& applying, const KnownPlan& known) {
    const ChangeRun& run = *known.open;
    if (!known.proposal) return say::no_such_plan(to_hex(applying.plan));
    const bool other_team = !applying.options.team.empty() && applying.options.team != run.team;
    if (other_team || (applying.options.everyone && !run.team.empty()))
        return say::run_under_way(run.id);
    if (auto other =
            core::not_by_an_approver(applying.around->directory, *known.proposal, applying.actor);
        !other.ok())
        return other.error();
    return core::carry_on(applying.parts, run, applying.document, applying.planned, applying.actor,
                          applying.options.progress);
}

Result<ChangeRunView> apply(const Applying& applying) {
    const auto known = look_up(applying.parts, applying.plan);
    if (!known.ok()) return known.error();
    if (known->open && known->open->plan == applying.plan && known->open->undoes == 0)
        return go_on(applying, *known);
    if (known->open) return say::run_under_way(known->open->id);
    const bool tried = known->proposal && known->proposal->state == ProposalState::tried;
    if (!known->runs.empty() && !tried) return say::applied_before(known->runs.back().id);
    if (applying.options.everyone && !tried && known->proposal) return say::nobody_tries_it();
    if (auto may = core::may_apply(*applying.around, *known, applying.plan, applying.actor,
                                   applying.parts.clock->now(), applying.options);
        !may.ok())
        return may.error();
    if (applying.document.plan.blocked > 0)
        return say::mapping_missing(applying.document.plan.blocked);
    if (!applying.options.team.empty())
        if (auto may = core::may_try(*applying.around, *applying.planned, applying.document,
                                     applying.options.team);
            !may.ok())
            return may.error();
    if (auto fits = core::still_fits(applying.parts, applying.document, *applying.around,
                                     *applying.planned, applying.options);
        !fits.ok())
        return fits.error();
    const auto begun = begin(applying);
    if (!begun.ok()) return begun.error();
    if (!begun->refused.ok()) return begun->refused.error();
    return core::carry_on(applying.parts, begun->run, applying.document, applying.planned,
                          applying.actor, applying.options.progress);
}

}  // namespace

namespace core {

Status supersede(store::Transaction& transaction, const PlanDocument& document,
                 const Digest& plan) {
    const auto all = transaction.list_proposals(1000);
    if (!all.ok()) return all.error();
    for (const Proposal& each : *all) {
        const bool holds =
            each.state == ProposalState::published || each.state == ProposalState::tried;
        if (!holds || each.plan == plan) continue;
        auto whole = transaction.find_proposal(each.plan);
        if (!whole.ok()) return whole.error();
        const auto theirs = exchange::read_plan_document((*whole)->text);
        if (theirs.ok() && !share_a_pathway(*theirs, document)) continue;
        (*whole)->state = ProposalState::superseded;
        if (auto put = transaction.put_proposal(**whole); !put.ok()) return put;
    }
    return {};
}

Result<ChangeRunView> carry_out(Engine::Parts& parts, std::string_view text, const Actor& actor,
                                const ApplyOptions& options, std::string_view by) {
    const auto document = exchange::read_plan_document(text);
    if (!document.ok()) return document.error();
    if (document->basis.incarnation != std::to_string(parts.store->incarnation()))
        return say::other_store();
    const SurroundingsPointer around = parts.loop->surroundings();
    const auto planned = planned_from(*around, document->definitions);
    if (!planned.ok()) return planned.error();
    return apply({parts, *document, sha256(text), around, *planned, actor, options,
                  by.empty() ? identity_of(actor) : std::string(by)});
}

Result<ChangeRunView> carry_out_left(Engine::Parts& parts, const ChangeRun& run, const Actor& actor,
                                     const ChangeProgress& progress) {
    const auto known = look_up(parts, run.plan);
    if (!known.ok()) return known.error();
    if (!known->proposal) return say::no_such_plan(to_hex(run.plan));
    for (const ChangeRun& each : known->runs)
        if (each.undoes == run.id) return say::undone_before(run.id);
    const SurroundingsPointer around = parts.loop->surroundings();
    if (run.undo_until && *run.undo_until < parts.clock->now() && run.team.empty())
        return say::left_let_go(run.id, around->in_words(*run.undo_until));
    if (auto other = not_by_an_approver(around->directory, *known->proposal, actor); !other.ok())
        return other.error();
    const auto document = exchange::read_plan_document(known->proposal->text);
    if (!document.ok()) return document.error();
    const auto planned = planned_from(*around, document->definitions);
    if (!planned.ok()) return planned.error();
    return carry_on_left(parts, run, *document, *planned, actor, progress);
}

}  // namespace core

Result<ChangeRunView> apply_plan(Engine& engine, std::string_view text, const Actor& actor,
                                 const ApplyOptions& options) {
    const auto around = engine.parts().loop->surroundings();
    if (auto known = core::is_known(around->directory, actor.person); !known.ok())
        return known.error();
    return core::carry_out(engine.parts(), text, actor, options);
}

Result<ChangeRunView> apply_plan(Engine& engine, std::string_view text, const Actor& actor,
                                 const ChangeProgress& progress) {
    ApplyOptions options;
    options.progress = progress;
    return apply_plan(engine, text, actor, options);
}

}  // namespace throughgate
