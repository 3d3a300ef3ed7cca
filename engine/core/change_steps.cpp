// SPDX-License-Identifier: MIT
#include "core/change_steps.hpp"

#include <algorithm>

#include "core/change_texts.hpp"
#include "core/performer.hpp"

namespace throughgate::core {
namespace {

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

/// A run that has ended, while no other one is under way.
Result<std::optional<ChangeRun>> ended_alone(store::Transaction& transaction, std::int64_t id) {
    const auto open = transaction.open_change_run();
    if (!open.ok()) return open.error();
    if (*open) return change_texts::run_under_way((*open)->id);
    return transaction.find_change_run(id);
}

using FindRun = Result<std::optional<ChangeRun>> (*)(store::Transaction&, std::int64_t);

/// One commit of a run; `body` looks at some cases and says whether that was the last of them.
Result<ChangeRun> commit_once(Engine::Parts& parts, std::int64_t id, FindRun find, Failed& failed,
                              const StepBody& body) {
    const SurroundingsPointer around = parts.loop->surroundings();
    const std::uint64_t incarnation = parts.store->incarnation();
    ChangeRun after;
    const auto worked = parts.work([&](store::Transaction& transaction, Instant now) -> Status {
        auto run = find(transaction, id);
        if (!run.ok()) return run.error();
        if (!run->has_value()) {
            auto ended = transaction.find_change_run(id);
            if (!ended.ok()) return ended.error();
            if (ended->has_value()) after = **ended;
            return {};
        }
        Step step{transaction, *around, now, incarnation, **run, failed};
        const Result<bool> last = body(step);
        if (!last.ok()) return last.error();
        if (*last && !step.run.finished)
            if (auto finished = finish(step); !finished.ok()) return finished;
        after = **run;
        return transaction.update_change_run(after);
    });
    if (!worked.ok()) return worked.error();
    return after;
}

/// The same, once more for each case that fails in it.
Result<ChangeRun> one_commit(Engine::Parts& parts, std::int64_t id, FindRun find, Failed& failed,
                             const StepBody& body) {
    for (;;) {
        const std::size_t before = failed.size();
        auto after = commit_once(parts, id, find, failed, body);
        if (after.ok() || failed.size() == before) return after;
    }
}

/// Of a page of what the run kept: those that it left.
Result<bool> try_page(Step& step, const std::vector<PreImage>& images,
                      const std::function<Status(Step&, const PreImage&)>& bring) {
    for (const PreImage& each : images) {
        if (each.detail.empty()) continue;
        --step.run.left;
        auto put = step.transaction.put_pre_image({step.run.id, each.case_id, 0, {}, {}});
        if (!put.ok()) return put.error();
        const auto brought = carefully(step, each.case_id, [&] { return bring(step, each); });
        if (!brought.ok()) return brought.error();
    }
    return images.size() < change_batch;
}

}  // namespace

Status write_change(const Step& step, Change change, const Event& event) {
    static const Witness nobody;
    BatchCases cases;
    BatchNews news;
    Performer performer(step.transaction, step.around, step.now, step.incarnation, cases, news,
                        nobody);
    const Performed performed = performer.write(std::move(change), event);
    return performed.what == Performed::What::done ? Status() : Status(performed.error);
}

Status leave(const Step& step, CaseId id, std::string why) {
    ++step.run.left;
    return step.transaction.put_pre_image({step.run.id, id, 0, std::move(why), {}});
}

Status leave_unreadable(const Step& step, CaseId id, const Error& error) {
    if (error.kind != ErrorKind::corrupt) return error;
    return leave(step, id, "it cannot be read: " + error.message);
}

Status carefully(const Step& step, CaseId id, const std::function<Status()>& act) {
    if (const auto known = step.failed.find(id); known != step.failed.end())
        return leave(step, id, known->second);
    Status done;
    try {
        done = act();
    } catch (const std::exception& mistake) {
        done = Error{ErrorKind::invalid, mistake.what(), ""};
    }
    if (done.ok()) return done;
    const ErrorKind kind = done.error().kind;
    if (kind != ErrorKind::busy && kind != ErrorKind::unavailable)
        step.failed.emplace(id, "it failed: " + done.error().message);
    return done;
}

Result<ChangeRunView> to_the_end(Engine::Parts& parts, const ChangeRun& run,
                                 const ChangeProgress& progress, const StepBody& body) {
    Failed failed;
    for (;;) {
        const auto after = one_commit(parts, run.id, still_open, failed, body);
        if (!after.ok()) return after.error();
        if (progress) progress(after->done, after->total);
        if (after->finished) return view_of(*after);
    }
}

Result<ChangeRunView> try_again(Engine::Parts& parts, const ChangeRun& run,
                                const ChangeProgress& progress,
                                const std::function<Status(Step&)>& check,
                                const std::function<Status(Step&, const PreImage&)>& bring) {
    Failed failed;
    CaseId after;
    for (std::uint64_t tried = 0;;) {
        std::vector<PreImage> images;
        const auto body = [&](Step& step) -> Result<bool> {
            if (auto may = check(step); !may.ok()) return may.error();
            auto page = step.transaction.pre_images(run.id, after, change_batch);
            if (!page.ok()) return page.error();
            images = std::move(*page);
            return try_page(step, images, bring);
        };
        const auto worked = one_commit(parts, run.id, ended_alone, failed, body);
        if (!worked.ok()) return worked.error();
        tried += images.size();
        if (progress) progress(tried, std::max(tried, run.done));
        if (images.size() < change_batch) return view_of(*worked);
        after = images.back().case_id;
    }
}

}  // namespace throughgate::core
