// SPDX-License-Identifier: MIT
#include "core/change_runs.hpp"

#include <algorithm>
#include <set>

#include "base/hash.hpp"
#include "core/case_lookup.hpp"
#include "core/change_checks.hpp"
#include "core/change_texts.hpp"
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

/// One case that cannot be read is no reason to leave all others where they are.
Status leave_unreadable(const Step& step, CaseId id, const Error& error) {
    if (error.kind != ErrorKind::corrupt) return error;
    return leave(step, id, "it cannot be read: " + error.message);
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

/// A calendar may have changed since, and change again with the versions: the dates that the case
/// had are derived by what holds now.
Status date_again(const Step& step, CaseId id, const Event& event) {
    auto loaded = step.transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    const journey::World world = step.around.of(**loaded).world(step.now, step.incarnation);
    Change change = journey::decide(world, std::move(**loaded), event);
    return write(step, std::move(change), event);
}

bool was_recomputed(const std::vector<StoredLogEntry>& since) {
    return std::any_of(since.begin(), since.end(),
                       [](const StoredLogEntry& each) { return each.kind == "recomputed"; });
}

/// What was recorded on a case since a run brought it over.
struct Since {
    std::string touched;  ///< by whom, in words; empty: nobody has worked on it
    bool recomputed = false;
};

Result<Since> look_since(store::Transaction& transaction, const PreImage& image) {
    constexpr std::size_t page = 1000;
    Since since;
    for (std::uint64_t after = image.sequence;;) {
        const auto entries = transaction.read_log(image.case_id, after, page);
        if (!entries.ok()) return entries.error();
        since.touched = journey::touched_since(*entries);
        since.recomputed = since.recomputed || was_recomputed(*entries);
        if (!since.touched.empty() || entries->size() < page) return since;
        after = entries->back().sequence;
    }
}

Status bring_back(const Step& step, const PreImage& image, const Event& event) {
    if (image.sequence == 0) return {};
    auto loaded = step.transaction.load_case(image.case_id);
    if (!loaded.ok()) return leave_unreadable(step, image.case_id, loaded.error());
    if (!loaded->has_value()) return {};
    if ((*loaded)->parked) return leave(step, image.case_id, "the case is parked by an incident");
    const auto since = look_since(step.transaction, image);
    if (!since.ok()) return since.error();
    if (!since->touched.empty()) return leave(step, image.case_id, since->touched);
    auto before = store::decode_case(image.body);
    if (!before.ok()) return leave_unreadable(step, image.case_id, before.error());
    before->id = image.case_id;
    const journey::World world = step.around.of(**loaded).world(step.now, step.incarnation);
    Change change = journey::take_back_migration(world, std::move(**loaded), *before, event);
    if (auto written = write(step, std::move(change), event); !written.ok()) return written;
    ++step.run.changed;
    return since->recomputed ? date_again(step, image.case_id, event) : Status();
}

/// The versions that a plan published, as hex.
Result<std::set<std::string>> versions_of(store::Transaction& transaction, const Digest& plan) {
    std::set<std::string> versions;
    const auto proposal = transaction.find_proposal(plan);
    if (!proposal.ok()) return proposal.error();
    if (!proposal->has_value()) return versions;
    const auto document = exchange::read_plan_document((*proposal)->text);
    if (!document.ok()) return document.error();
    for (const exchange::PlannedDefinition& each : document->definitions)
        if (!each.resolved.empty()) versions.insert(each.behaviour);
    return versions;
}

/// It began with one of them: the run that is taken back did not bring it there.
Result<bool> began_with(const Step& step, const std::set<std::string>& versions, CaseId id) {
    const auto image = step.transaction.pre_images(step.run.undoes, CaseId{id.number - 1}, 1);
    if (!image.ok()) return image.error();
    if (!image->empty() && image->front().case_id == id) return false;
    const auto loaded = step.transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value() || lifecycle::is_end((*loaded)->state)) return false;
    return std::any_of(
        (*loaded)->pathways.begin(), (*loaded)->pathways.end(), [&](const Pathway& each) {
            return !lifecycle::is_end(each.stage) && versions.contains(to_hex(each.definition));
        });
}

/// Cases that the team opened meanwhile never stood in another version, so there is none to take
/// them back to: they go on as they are, and whoever stops the trial is told which.
Status leave_those_opened(const Step& step) {
    if (step.run.team.empty()) return {};
    const auto versions = versions_of(step.transaction, step.run.plan);
    if (!versions.ok()) return versions.error();
    store::CaseFilter of_team;
    of_team.team = step.run.team;
    return each_case(step.transaction, of_team, [&](const CaseSummary& row) -> Status {
        const auto began = began_with(step, *versions, row.id);
        if (!began.ok()) return leave_unreadable(step, row.id, began.error());
        if (!*began) return {};
        return leave(step, row.id,
                     "it was opened while team " + step.run.team +
                         " tried this version, so it never stood in another one; it goes on "
                         "with it");
    });
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
    event.what = Recompute{"a change was taken back: " + std::string(reason),
                           "change-" + std::to_string(run.id)};
    return to_the_end(parts, run, progress, [&](Step& step) -> Result<bool> {
        const auto images =
            step.transaction.pre_images(step.run.undoes, step.run.last, change_batch);
        if (!images.ok()) return images.error();
        for (const PreImage& each : *images) {
            if (auto brought = bring_back(step, each, event); !brought.ok()) return brought.error();
            step.run.last = each.case_id;
            ++step.run.done;
        }
        if (images->size() == change_batch) return false;
        if (auto left = leave_those_opened(step); !left.ok()) return left.error();
        return true;
    });
}

}  // namespace throughgate::core
