// SPDX-License-Identifier: MIT
// Taking a run back, case by case: each as it was, where nobody has worked on it since.
#include <algorithm>
#include <set>

#include "base/hash.hpp"
#include "core/change_steps.hpp"
#include "store/whole_case.hpp"

namespace throughgate::core {
namespace {

/// A calendar may have changed since, and change again with the versions: the dates that the case
/// had are derived by what holds now.
Status date_again(const Step& step, CaseId id, const Event& event) {
    auto loaded = step.transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    const journey::World world = step.around.of(**loaded).world(step.now, step.incarnation);
    Change change = journey::decide(world, std::move(**loaded), event);
    return write_change(step, std::move(change), event);
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
    if (auto written = write_change(step, std::move(change), event); !written.ok()) return written;
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

/// A case that the team opened meanwhile never stood in another version, so there is none to take
/// it back to: it goes on as it is, and whoever stops the trial is told.
Status leave_if_opened(const Step& step, const std::set<std::string>& versions, CaseId id) {
    const auto began = began_with(step, versions, id);
    if (!began.ok()) return leave_unreadable(step, id, began.error());
    if (!*began) return {};
    return leave(step, id,
                 "it was opened while team " + step.run.team +
                     " tried this version, so it never stood in another one; it goes on with it");
}

/// What one commit of a run back looks at, up to and with `until`: cases as they were, and those
/// that the team of a trial has.
struct BackBatch {
    std::vector<PreImage> images;
    std::vector<CaseSummary> of_team;
    CaseId until;
    bool last = false;  ///< there are no more
};

Result<BackBatch> next_batch(const Step& step) {
    BackBatch batch;
    auto images = step.transaction.pre_images(step.run.undoes, step.run.last, change_batch);
    if (!images.ok()) return images.error();
    batch.images = std::move(*images);
    if (!step.run.team.empty()) {
        store::CaseFilter filter;
        filter.team = step.run.team;
        auto rows = step.transaction.list_cases(filter, step.run.last, change_batch);
        if (!rows.ok()) return rows.error();
        batch.of_team = std::move(*rows);
    }
    std::optional<CaseId> until;
    if (batch.images.size() == change_batch) until = batch.images.back().case_id;
    if (batch.of_team.size() == change_batch)
        until = std::min(until.value_or(batch.of_team.back().id), batch.of_team.back().id);
    batch.last = !until;
    if (!until) return batch;
    batch.until = *until;
    std::erase_if(batch.images, [&](const PreImage& each) { return *until < each.case_id; });
    std::erase_if(batch.of_team, [&](const CaseSummary& each) { return *until < each.id; });
    return batch;
}

Status leave_those_opened(const Step& step, const std::vector<CaseSummary>& of_team) {
    if (of_team.empty()) return {};
    const auto versions = versions_of(step.transaction, step.run.plan);
    if (!versions.ok()) return versions.error();
    for (const CaseSummary& each : of_team) {
        if (each.state == lifecycle::name_of(lifecycle::CaseState::closed)) continue;
        auto left =
            carefully(step, each.id, [&] { return leave_if_opened(step, *versions, each.id); });
        if (!left.ok()) return left;
    }
    return {};
}

Event taking_back(const ChangeRun& run, const Actor& actor, std::string_view reason) {
    Event event;
    event.actor = actor;
    event.reason = reason;
    event.what = Recompute{"a change was taken back: " + std::string(reason),
                           "change-" + std::to_string(run.id)};
    return event;
}

}  // namespace

Result<ChangeRunView> carry_back(Engine::Parts& parts, const ChangeRun& run, const Actor& actor,
                                 std::string_view reason, const ChangeProgress& progress) {
    const Event event = taking_back(run, actor, reason);
    return to_the_end(parts, run, progress, [&](Step& step) -> Result<bool> {
        const auto batch = next_batch(step);
        if (!batch.ok()) return batch.error();
        for (const PreImage& each : batch->images) {
            const auto brought =
                carefully(step, each.case_id, [&] { return bring_back(step, each, event); });
            if (!brought.ok()) return brought.error();
            ++step.run.done;
        }
        if (auto left = leave_those_opened(step, batch->of_team); !left.ok()) return left.error();
        if (!batch->last) step.run.last = batch->until;
        return batch->last;
    });
}

Result<ChangeRunView> carry_back_left(Engine::Parts& parts, const ChangeRun& run,
                                      const Actor& actor, std::string_view reason,
                                      const ChangeProgress& progress) {
    const Event event = taking_back(run, actor, reason);
    const auto bring = [&](Step& step, const PreImage& left) -> Status {
        const auto kept =
            step.transaction.pre_images(run.undoes, CaseId{left.case_id.number - 1}, 1);
        if (!kept.ok()) return kept.error();
        // One that the run did not bring over, there is nothing to make of it.
        if (kept->empty() || kept->front().case_id != left.case_id)
            return leave(step, left.case_id, left.detail);
        return bring_back(step, kept->front(), event);
    };
    return try_again(parts, run, progress, [](Step&) { return Status(); }, bring);
}

}  // namespace throughgate::core
