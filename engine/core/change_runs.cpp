// SPDX-License-Identifier: MIT
#include "core/change_runs.hpp"

#include "base/hash.hpp"
#include "core/change_checks.hpp"
#include "core/change_steps.hpp"
#include "core/change_texts.hpp"
#include "store/whole_case.hpp"

namespace throughgate::core {
namespace {

Result<std::uint64_t> log_length_of(store::Transaction& transaction, CaseId id) {
    const auto loaded = transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    return loaded->has_value() ? (*loaded)->log_length : 0;
}

bool is_of_run(const Step& step, const Case& the_case) {
    return step.run.team.empty() || context_of(the_case).team == step.run.team;
}

Status bring_over(const Step& step, const Planned& planned, const Actor& actor, CaseId id) {
    auto loaded = step.transaction.load_case(id);
    if (!loaded.ok()) return leave_unreadable(step, id, loaded.error());
    if (!loaded->has_value() || !concerns(planned, **loaded) || !is_of_run(step, **loaded))
        return {};
    const std::string body = store::encode_case(**loaded);
    const Event event = migration_event(planned, **loaded, actor, step.run.id);
    journey::Migrated migrated = journey::migrate(planned.around.world(step.now, step.incarnation),
                                                  std::move(**loaded), planned.passages, event);
    if (!migrated.faults.empty()) return leave(step, id, migrated.change.refusal->message);
    if (migrated.change.verdict == Verdict::unchanged) return {};
    if (auto written = write_change(step, std::move(migrated.change), event); !written.ok())
        return written;
    const auto sequence = log_length_of(step.transaction, id);
    if (!sequence.ok()) return sequence.error();
    ++step.run.changed;
    return step.transaction.put_pre_image({step.run.id, id, *sequence, {}, body});
}

/// What the run publishes must hold for as long as it brings cases over.
class StillCurrent {
public:
    StillCurrent(const exchange::PlanDocument& document, const ChangeRun& run)
        : document_(document), run_(run) {}

    Status look(store::Transaction& transaction) {
        const auto count = transaction.count_publications();
        if (!count.ok()) return count.error();
        if (looked_ == *count) return {};
        const auto all = transaction.publications();
        if (!all.ok()) return all.error();
        if (!is_current(*all, document_, run_.team).ok())
            return change_texts::published_meanwhile(run_.id);
        looked_ = *count;  // only now: what failed is tried once more
        return {};
    }

private:
    const exchange::PlanDocument& document_;
    const ChangeRun& run_;
    std::optional<std::uint64_t> looked_;  ///< how many publications there were
};

}  // namespace

Result<bool> keeps_images(store::Reader& reader, const ChangeRun& run) {
    const auto proposal = reader.find_proposal(run.plan);
    if (!proposal.ok()) return proposal.error();
    const bool tried = *proposal && (*proposal)->state == ProposalState::tried;
    if (tried && !run.team.empty()) return false;
    const auto images = reader.pre_images(run.id, CaseId{}, 1);
    if (!images.ok()) return images.error();
    return !images->empty();
}

Status forget_old_images(store::Transaction& transaction, Instant now) {
    const auto runs = transaction.list_change_runs(1000);
    if (!runs.ok()) return runs.error();
    for (const ChangeRun& each : *runs) {
        if (!each.undo_until || *each.undo_until >= now) continue;
        const auto kept = keeps_images(transaction, each);
        if (!kept.ok()) return kept.error();
        if (!*kept) continue;
        if (auto dropped = transaction.drop_pre_images(each.id); !dropped.ok()) return dropped;
    }
    return {};
}

ChangeRunView view_of(const ChangeRun& run) {
    return {run.id,      to_hex(run.plan), run.undoes,  run.by,       run.total,      run.done,
            run.changed, run.left,         run.started, run.finished, run.undo_until, run.team};
}

PublicationView view_of(const Proposal& proposal) {
    return {to_hex(proposal.plan),   std::string(name_of(proposal.state)),
            proposal.author,         proposal.approved_by,
            proposal.reason,         proposal.proposed,
            proposal.approved,       proposal.published,
            proposal.effective_from, {}};
}

Result<ChangeRunView> carry_on(Engine::Parts& parts, const ChangeRun& run,
                               const exchange::PlanDocument& document,
                               const std::shared_ptr<const Planned>& planned, const Actor& actor,
                               const ChangeProgress& progress) {
    StillCurrent still(document, run);
    return to_the_end(parts, run, progress, [&](Step& step) -> Result<bool> {
        if (auto current = still.look(step.transaction); !current.ok()) return current.error();
        const auto cases = step.transaction.list_cases({}, step.run.last, change_batch);
        if (!cases.ok()) return cases.error();
        for (const CaseSummary& each : *cases) {
            const auto brought = carefully(
                step, each.id, [&] { return bring_over(step, *planned, actor, each.id); });
            if (!brought.ok()) return brought.error();
            step.run.last = each.id;
            ++step.run.done;
        }
        return cases->size() < change_batch;
    });
}

Result<ChangeRunView> carry_on_left(Engine::Parts& parts, const ChangeRun& run,
                                    const exchange::PlanDocument& document,
                                    const std::shared_ptr<const Planned>& planned,
                                    const Actor& actor, const ChangeProgress& progress) {
    StillCurrent still(document, run);
    const auto current = [&](Step& step) { return still.look(step.transaction); };
    return try_again(parts, run, progress, current, [&](Step& step, const PreImage& left) {
        return bring_over(step, *planned, actor, left.case_id);
    });
}

}  // namespace throughgate::core
