// SPDX-License-Identifier: MIT
#include "core/change_runs.hpp"

#include "base/hash.hpp"
#include "core/performer.hpp"
#include "store/whole_case.hpp"

namespace throughgate::core {
namespace {

/// What one commit of a run works with.
struct Step {
    store::Transaction& transaction;
    const Surroundings& around;
    Instant now;
    std::uint64_t incarnation;
    ChangeRun& run;
};

Status write(const Step& step, Change change, const Event& event) {
    static const Witness nobody;
    BatchCases cases;
    BatchNews news;
    Performer performer(step.transaction, step.around, step.now, step.incarnation, cases, news,
                        nobody);
    const Performed performed = performer.write(std::move(change), event);
    return performed.what == Performed::What::done ? Status() : Status(performed.error);
}

Result<std::uint64_t> log_length_of(store::Transaction& transaction, CaseId id) {
    const auto loaded = transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    return loaded->has_value() ? (*loaded)->log_length : 0;
}

Status leave(const Step& step, CaseId id, std::string why) {
    ++step.run.left;
    return step.transaction.put_pre_image({step.run.id, id, 0, std::move(why), {}});
}

Status bring_over(const Step& step, const Planned& planned, const Actor& actor, CaseId id) {
    auto loaded = step.transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value() || !concerns(planned, **loaded)) return {};
    const std::string body = store::encode_case(**loaded);
    const Event event = migration_event(planned, actor, step.run.id);
    journey::Migrated migrated = journey::migrate(planned.around.world(step.now, step.incarnation),
                                                  std::move(**loaded), planned.passages, event);
    if (!migrated.faults.empty()) return leave(step, id, migrated.change.refusal->message);
    if (migrated.change.verdict == Verdict::unchanged) return {};
    if (auto written = write(step, std::move(migrated.change), event); !written.ok())
        return written;
    const auto sequence = log_length_of(step.transaction, id);
    if (!sequence.ok()) return sequence.error();
    ++step.run.changed;
    return step.transaction.put_pre_image({step.run.id, id, *sequence, {}, body});
}

Result<std::string> why_not_back(const Step& step, const PreImage& image, const Case& is) {
    if (is.parked) return std::string("the case is parked by an incident");
    const auto since = step.transaction.read_log(image.case_id, image.sequence, 1000);
    if (!since.ok()) return since.error();
    return journey::touched_since(*since);
}

Status bring_back(const Step& step, const PreImage& image, const Event& event) {
    if (image.sequence == 0) return {};
    auto loaded = step.transaction.load_case(image.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return {};
    const auto why = why_not_back(step, image, **loaded);
    if (!why.ok()) return why.error();
    if (!why->empty()) return leave(step, image.case_id, *why);
    auto before = store::decode_case(image.body);
    if (!before.ok()) return before.error();
    before->id = image.case_id;
    Change change = journey::take_back_migration(step.around.world(step.now, step.incarnation),
                                                 std::move(**loaded), *before, event);
    if (auto written = write(step, std::move(change), event); !written.ok()) return written;
    ++step.run.changed;
    return {};
}

/// The same run as it stands now; nullopt: somebody else has ended it.
Result<std::optional<ChangeRun>> still_open(store::Transaction& transaction, std::int64_t id) {
    auto run = transaction.open_change_run();
    if (!run.ok()) return run.error();
    if (!run->has_value() || (*run)->id != id) return std::optional<ChangeRun>();
    return run;
}

Status finish(const Step& step) {
    step.run.finished = step.now;
    step.run.undo_until =
        step.run.undoes == 0 ? std::optional(step.now + undo_window) : std::nullopt;
    return {};
}

/// One commit of a run; `body` looks at some cases and says whether that was the last of them.
template <typename Body>
Result<ChangeRun> one_commit(Engine::Parts& parts, std::int64_t id, Body body) {
    const SurroundingsPointer around = parts.loop->surroundings();
    const std::uint64_t incarnation = parts.store->incarnation();
    ChangeRun after;
    const auto worked = parts.work([&](store::Transaction& transaction, Instant now) -> Status {
        auto run = still_open(transaction, id);
        if (!run.ok()) return run.error();
        if (!run->has_value()) {
            auto ended = transaction.find_change_run(id);
            if (!ended.ok()) return ended.error();
            if (ended->has_value()) after = **ended;
            return {};
        }
        Step step{transaction, *around, now, incarnation, **run};
        const Result<bool> last = body(step);
        if (!last.ok()) return last.error();
        if (*last)
            if (auto finished = finish(step); !finished.ok()) return finished;
        after = **run;
        return transaction.update_change_run(after);
    });
    if (!worked.ok()) return worked.error();
    return after;
}

template <typename Body>
Result<ChangeRunView> to_the_end(Engine::Parts& parts, const ChangeRun& run,
                                 const ChangeProgress& progress, Body body) {
    for (;;) {
        const auto after = one_commit(parts, run.id, body);
        if (!after.ok()) return after.error();
        if (progress) progress(after->done, after->total);
        if (after->finished) return view_of(*after);
    }
}

}  // namespace

ChangeRunView view_of(const ChangeRun& run) {
    return {run.id,      to_hex(run.plan), run.undoes,  run.by,       run.total,     run.done,
            run.changed, run.left,         run.started, run.finished, run.undo_until};
}

PublicationView view_of(const Proposal& proposal) {
    return {to_hex(proposal.plan),  std::string(name_of(proposal.state)),
            proposal.author,        proposal.approved_by,
            proposal.reason,        proposal.proposed,
            proposal.approved,      proposal.published,
            proposal.effective_from};
}

Result<ChangeRunView> carry_on(Engine::Parts& parts, const ChangeRun& run,
                               const std::shared_ptr<const Planned>& planned, const Actor& actor,
                               const ChangeProgress& progress) {
    return to_the_end(parts, run, progress, [&](Step& step) -> Result<bool> {
        const auto cases = step.transaction.list_cases({}, step.run.last, change_batch);
        if (!cases.ok()) return cases.error();
        for (const CaseSummary& each : *cases) {
            if (auto brought = bring_over(step, *planned, actor, each.id); !brought.ok())
                return brought.error();
            step.run.last = each.id;
            ++step.run.done;
        }
        return cases->size() < change_batch;
    });
}

Result<ChangeRunView> carry_back(Engine::Parts& parts, const ChangeRun& run, const Actor& actor,
                                 std::string_view reason, const ChangeProgress& progress) {
    Event event;
    event.actor = actor;
    event.reason = reason;
    event.what = Recompute{"a change was taken back: " + std::string(reason), ""};
    return to_the_end(parts, run, progress, [&](Step& step) -> Result<bool> {
        const auto images =
            step.transaction.pre_images(step.run.undoes, step.run.last, change_batch);
        if (!images.ok()) return images.error();
        for (const PreImage& each : *images) {
            if (auto brought = bring_back(step, each, event); !brought.ok()) return brought.error();
            step.run.last = each.case_id;
            ++step.run.done;
        }
        return images->size() < change_batch;
    });
}

}  // namespace throughgate::core
