// SPDX-License-Identifier: MIT
// Carrying out an approved plan, and taking it back.
#include <algorithm>

#include "base/hash.hpp"
#include "core/change_identity.hpp"
#include "core/change_runs.hpp"
#include "core/change_texts.hpp"
#include "store/summary.hpp"

namespace throughgate {
namespace {

namespace say = core::change_texts;
using exchange::PlanDocument;

std::string day_of(Engine& engine, Instant instant) { return engine.in_words(instant); }

/// What stands in the way of carrying out this proposal, whatever the cases say.
Status may_apply(Engine& engine, const std::optional<Proposal>& known, const Digest& plan,
                 const Actor& actor, Instant now) {
    if (!known || known->state == ProposalState::in_review) return say::not_approved(to_hex(plan));
    if (known->state == ProposalState::withdrawn) return say::withdrawn(known->reason);
    if (known->state != ProposalState::approved) return say::further_already(name_of(known->state));
    if (core::same_person(core::actor_named(known->approved_by), actor))
        return say::by_its_approver(known->approved_by);
    if (known->effective_from && now < *known->effective_from)
        return say::too_early(day_of(engine, *known->effective_from));
    return {};
}

/// The versions with which cases begin must be those of the plan.
Status same_versions(const exchange::PlanBasis& planned, const exchange::PlanBasis& now) {
    for (const auto& [pathway, behaviour] : now.current) {
        const auto before = planned.current.find(pathway);
        if (before == planned.current.end() || before->second != behaviour)
            return say::version_moved(pathway);
    }
    return {};
}

/// Whatever was published since, words and calendars too, would be taken back by the plan.
Status nothing_published_since(store::Reader& reader, Instant made) {
    const auto all = reader.publications();
    if (!all.ok()) return all.error();
    for (const Publication& each : *all)
        if (each.published > made) return say::version_moved(each.pathway);
    return {};
}

/// Only the versions that are current can be taken back.
Status is_current(store::Reader& reader, const PlanDocument& document) {
    const auto all = reader.publications();
    if (!all.ok()) return all.error();
    for (const auto& each : document.definitions) {
        if (each.resolved.empty()) continue;
        const auto last = std::find_if(
            all->rbegin(), all->rend(),
            [&](const Publication& published) { return published.pathway == each.pathway; });
        if (last != all->rend() && last->resolved != each.resolved)
            return say::published_since(each.pathway);
    }
    return {};
}

/// Whatever the plan would do now must have been there to be approved.
Status no_more_than_approved(const ChangePlan& approved, const ChangePlan& now) {
    std::string more;
    for (const PlanLine& line : now.lines) {
        const bool known =
            std::any_of(approved.lines.begin(), approved.lines.end(), [&](const PlanLine& each) {
                return each.kind == line.kind && each.pathway == line.pathway &&
                       each.subject == line.subject;
            });
        if (known || line.kind == "incident" || line.kind == "goes_on") continue;
        more += (more.empty() ? "" : "; ") + line.first.front() + ": " + line.words;
    }
    return more.empty() ? Status() : Status(say::consequences_moved(more));
}

Status still_fits(Engine& engine, const PlanDocument& document, const core::Surroundings& around,
                  const core::Planned& planned, const ChangeProgress& progress) {
    const auto basis = core::basis_of(engine.parts(), around);
    if (!basis.ok()) return basis.error();
    if (auto same = same_versions(document.basis, *basis); !same.ok()) return same;
    if (basis->revision == document.basis.revision) return {};
    const auto now = core::look_at_cases(engine.parts(), around, planned, progress);
    if (!now.ok()) return now.error();
    return no_more_than_approved(document.plan, *now);
}

std::vector<Publication> publications_of(const PlanDocument& document, const core::Planned& planned,
                                         const Actor& actor, Instant now) {
    std::vector<Publication> all;
    for (const auto& each : document.definitions) {
        if (each.resolved.empty()) continue;
        Digest behaviour;
        if (!from_hex(each.behaviour, behaviour)) continue;
        const definition::Definition* definition = planned.around.definitions.find(behaviour);
        all.push_back({behaviour, definition->text, each.pathway, each.resolved, now,
                       actor.person.empty() ? actor.asserted_by : actor.person});
    }
    return all;
}

/// Plans for the same pathways that were published before are of the past now.
Status supersede(store::Transaction& transaction, const Digest& but) {
    const auto all = transaction.list_proposals(1000);
    if (!all.ok()) return all.error();
    for (const Proposal& each : *all) {
        if (each.state != ProposalState::published || each.plan == but) continue;
        auto whole = transaction.find_proposal(each.plan);
        if (!whole.ok()) return whole.error();
        (*whole)->state = ProposalState::superseded;
        if (auto put = transaction.put_proposal(**whole); !put.ok()) return put;
    }
    return {};
}

/// What earlier runs kept is let go once they cannot be taken back any more.
Status forget_old_images(store::Transaction& transaction, Instant now) {
    const auto runs = transaction.list_change_runs(1000);
    if (!runs.ok()) return runs.error();
    for (const ChangeRun& each : *runs)
        if (each.undo_until && *each.undo_until < now)
            if (auto dropped = transaction.drop_pre_images(each.id); !dropped.ok()) return dropped;
    return {};
}

/// Publishes and begins the run in one transaction; what is refused changes nothing.
struct Begun {
    Status refused;
    ChangeRun run;
};

/// `publications`: how many there were when the plan was held against the store.
Result<Begun> begin(Engine& engine, const PlanDocument& document, const core::Planned& planned,
                    std::size_t publications, const Digest& plan, const Actor& actor) {
    Begun begun;
    const auto worked =
        engine.parts().work([&](store::Transaction& transaction, Instant now) -> Status {
            auto known = transaction.find_proposal(plan);
            if (!known.ok()) return known.error();
            begun.refused = may_apply(engine, *known, plan, actor, now);
            const auto open = transaction.open_change_run();
            if (!open.ok()) return open.error();
            if (begun.refused.ok() && open->has_value())
                begun.refused = say::run_under_way((*open)->id);
            const auto count = transaction.count_publications();
            if (!count.ok()) return count.error();
            if (begun.refused.ok() && *count != publications)
                begun.refused = say::version_moved(document.definitions.front().pathway);
            if (begun.refused.ok())
                begun.refused = nothing_published_since(transaction, document.made);
            if (!begun.refused.ok()) return {};
            for (const Publication& each : publications_of(document, planned, actor, now))
                if (auto put = transaction.put_publication(each); !put.ok()) return put;
            if (auto past = supersede(transaction, plan); !past.ok()) return past;
            if (auto forgotten = forget_old_images(transaction, now); !forgotten.ok())
                return forgotten;
            (*known)->state = ProposalState::published;
            (*known)->published = now;
            if (auto put = transaction.put_proposal(**known); !put.ok()) return put;
            begun.run.plan = plan;
            begun.run.by = core::identity_of(actor);
            begun.run.started = now;
            const auto id = transaction.begin_change_run(begun.run);
            if (!id.ok()) return id.error();
            begun.run.id = *id;
            return {};
        });
    if (!worked.ok()) return worked.error();
    return begun;
}

struct Known {
    std::optional<ChangeRun> open;
    std::optional<Proposal> proposal;
    std::optional<ChangeRun> of_plan;  ///< that carried the plan out
};

Result<Known> look_up(Engine& engine, const Digest& plan) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    auto open = (*reader)->open_change_run();
    if (!open.ok()) return open.error();
    auto proposal = (*reader)->find_proposal(plan);
    if (!proposal.ok()) return proposal.error();
    const auto runs = (*reader)->list_change_runs(1000);
    if (!runs.ok()) return runs.error();
    Known known{std::move(*open), std::move(*proposal), {}};
    for (const ChangeRun& each : *runs)
        if (each.plan == plan && each.undoes == 0) known.of_plan = each;
    return known;
}

Result<ChangeRun> run_named(Engine& engine, std::int64_t id) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    auto run = (*reader)->find_change_run(id);
    if (!run.ok()) return run.error();
    if (!run->has_value()) return say::no_such_run(id);
    return std::move(**run);
}

/// Cases begin again with the versions that the plan took the place of.
Status publish_back(store::Transaction& transaction, const PlanDocument& document,
                    const Actor& actor, Instant now) {
    const auto all = transaction.publications();
    if (!all.ok()) return all.error();
    for (const auto& each : document.definitions) {
        const auto before = document.basis.current.find(each.pathway);
        if (each.resolved.empty() || before == document.basis.current.end()) continue;
        const auto old = std::find_if(all->rbegin(), all->rend(), [&](const Publication& known) {
            return to_hex(known.behaviour) == before->second && known.resolved != each.resolved;
        });
        if (old == all->rend()) continue;
        Publication again = *old;
        again.published = now;
        again.published_by = actor.person.empty() ? actor.asserted_by : actor.person;
        if (auto put = transaction.put_publication(again); !put.ok()) return put;
    }
    return {};
}

Status may_undo(Engine& engine, store::Transaction& transaction, const ChangeRun& run,
                Instant now) {
    if (run.undoes != 0) return say::no_run_of_a_plan(run.id);
    if (!run.finished) return say::not_finished(run.id);
    const auto runs = transaction.list_change_runs(1000);
    if (!runs.ok()) return runs.error();
    for (const ChangeRun& each : *runs) {
        if (each.undoes == run.id) return say::undone_before(run.id);
        if (!each.finished) return say::run_under_way(each.id);
    }
    if (!run.undo_until || now > *run.undo_until)
        return say::window_passed(day_of(engine, run.undo_until.value_or(*run.finished)));
    return {};
}

Result<Begun> begin_back(Engine& engine, const ChangeRun& run, const Actor& actor,
                         std::string_view reason) {
    Begun begun;
    const auto worked =
        engine.parts().work([&](store::Transaction& transaction, Instant now) -> Status {
            begun.refused = may_undo(engine, transaction, run, now);
            if (!begun.refused.ok()) return {};
            auto proposal = transaction.find_proposal(run.plan);
            if (!proposal.ok()) return proposal.error();
            if (proposal->has_value()) {
                const auto document = exchange::read_plan_document((*proposal)->text);
                if (!document.ok()) return document.error();
                begun.refused = is_current(transaction, *document);
                if (!begun.refused.ok()) return {};
                if (auto put = publish_back(transaction, *document, actor, now); !put.ok())
                    return put;
                (*proposal)->state = ProposalState::withdrawn;
                (*proposal)->reason = std::string(reason) + " (" + core::identity_of(actor) + ")";
                if (auto put = transaction.put_proposal(**proposal); !put.ok()) return put;
            }
            begun.run.plan = run.plan;
            begun.run.undoes = run.id;
            begun.run.by = core::identity_of(actor);
            begun.run.started = now;
            const auto id = transaction.begin_change_run(begun.run);
            if (!id.ok()) return id.error();
            begun.run.id = *id;
            return {};
        });
    if (!worked.ok()) return worked.error();
    return begun;
}

}  // namespace

Result<ChangeRunView> apply_plan(Engine& engine, std::string_view text, const Actor& actor,
                                 const ChangeProgress& progress) {
    Engine::Parts& parts = engine.parts();
    const auto document = exchange::read_plan_document(text);
    if (!document.ok()) return document.error();
    if (document->basis.incarnation != std::to_string(parts.store->incarnation()))
        return say::other_store();
    const Digest plan = sha256(text);
    const core::SurroundingsPointer around = parts.loop->surroundings();
    const auto planned = core::planned_from(*around, document->definitions);
    if (!planned.ok()) return planned.error();
    const auto known = look_up(engine, plan);
    if (!known.ok()) return known.error();
    if (known->open && known->open->plan == plan && known->open->undoes == 0)
        return core::carry_on(parts, *known->open, *planned, actor, progress);
    if (known->open) return say::run_under_way(known->open->id);
    if (known->of_plan) return say::applied_before(known->of_plan->id);
    if (auto may = may_apply(engine, known->proposal, plan, actor, parts.clock->now()); !may.ok())
        return may.error();
    if (document->plan.blocked > 0) return say::mapping_missing(document->plan.blocked);
    if (auto fits = still_fits(engine, *document, *around, **planned, progress); !fits.ok())
        return fits.error();
    const auto begun = begin(engine, *document, **planned, around->publications, plan, actor);
    if (!begun.ok()) return begun.error();
    if (!begun->refused.ok()) return begun->refused.error();
    return core::carry_on(parts, begun->run, *planned, actor, progress);
}

Result<ChangeRunView> undo_change(Engine& engine, std::int64_t run, const Actor& actor,
                                  std::string_view reason, const ChangeProgress& progress) {
    if (actor.person.empty() && actor.asserted_by.empty()) return say::nobody_named();
    if (reason.empty()) return say::reason_wanted();
    const auto known = run_named(engine, run);
    if (!known.ok()) return known.error();
    const auto looked = look_up(engine, known->plan);
    if (!looked.ok()) return looked.error();
    if (looked->open && looked->open->undoes == run)
        return core::carry_back(engine.parts(), *looked->open, actor, reason, progress);
    const auto begun = begin_back(engine, *known, actor, reason);
    if (!begun.ok()) return begun.error();
    if (!begun->refused.ok()) return begun->refused.error();
    return core::carry_back(engine.parts(), begun->run, actor, reason, progress);
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
            if (!loaded.ok()) return loaded.error();
            if (loaded->has_value()) left.push_back({core::shown_reference(**loaded), each.detail});
        }
        if (images->size() < page) return left;
    }
}

}  // namespace throughgate
