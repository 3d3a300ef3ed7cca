// SPDX-License-Identifier: MIT
// Batches: all in one transaction; on any fault all is rolled back and each runs alone, so that
// only the culprit is refused or parked. Nobody is answered before the commit.
#include "base/limits.hpp"
#include "base/log.hpp"
#include "core/commit_loop.hpp"
#include "core/invariants.hpp"

namespace throughgate::core {
namespace {

const Performed* first_fault(const std::vector<Performed>& performed) {
    for (const Performed& each : performed)
        if (each.what == Performed::What::fault) return &each;
    return nullptr;
}

/// Read from the store again where a run goes on.
bool is_of_run(const Request& request) {
    const auto* again = std::get_if<RecomputeCase>(&request.what);
    return again != nullptr && again->run != 0;
}

bool is_due_row(const Request& request) {
    return std::holds_alternative<store::DueRow>(request.what);
}

}  // namespace

Status CommitLoop::run_batch(Batch batch, Instant now) {
    Attempt together = attempt(batch, now, !ending_);
    if (together.committed) {
        got_on_ = true;
        after_commit(std::move(together), std::move(batch));
        return {};
    }
    if (batch.empty()) {
        due_.forget();
        return together.commit_error ? Status(*together.commit_error) : Status{};
    }
    if (together.commit_error && first_fault(together.performed) == nullptr) {
        recover(std::move(batch), *together.commit_error);
        return {};
    }
    return run_one_by_one(std::move(batch), now);
}

/// An error where a run through all cases cannot get on: it is tried again, but not at once.
Status CommitLoop::run_one_by_one(Batch batch, Instant now) {
    Status stuck;
    for (Request& request : batch) {
        const bool of_run = is_of_run(request);
        const Status ran = run_alone(std::move(request), now);
        if (of_run && !ran.ok() && stuck.ok()) stuck = ran;
    }
    return stuck;
}

/// Another program may have published while we waited for its lock: what is decided in this
/// transaction is decided with the surroundings that it shows.
Result<std::unique_ptr<store::Transaction>> CommitLoop::begin() {
    constexpr int most_tries = 5;
    for (int tries = 1;; ++tries) {
        auto transaction = options_.store->begin();
        if (!transaction.ok() && transaction.error().kind == ErrorKind::unavailable &&
            reopen().ok())
            transaction = options_.store->begin();  // there was no room, and now there is
        if (!transaction.ok()) return transaction;
        const auto foreign = options_.store->foreign_changes();
        if (!foreign.ok()) return foreign.error();
        if ((!unread_ && *foreign == foreign_) || tries == most_tries) return transaction;
        transaction->reset();
        if (auto refreshed = refresh(false); !refreshed.ok()) return refreshed.error();
    }
}

CommitLoop::Attempt CommitLoop::attempt(Batch& batch, Instant now, bool take_timers) {
    Attempt attempt;
    auto transaction = begin();
    if (!transaction.ok()) {
        attempt.commit_error = transaction.error();
        return attempt;
    }
    if (take_timers) {
        auto added = recomputing_ ? add_recomputes(**transaction, batch)
                                  : add_timers(**transaction, batch, now);
        if (!added.ok()) {
            attempt.commit_error = added.error();
            return attempt;
        }
    }
    if (batch.empty()) {
        attempt.committed = true;  // nothing was due after all: the transaction just ends
        return attempt;
    }
    BatchCases cases;
    attempt.news.catching_up = catching_up_;
    attempt.news.late = late_;
    const SurroundingsPointer around = surroundings();
    Performer performer(**transaction, *around, now, options_.store->incarnation(), cases,
                        attempt.news, options_.witness);
    const Milliseconds began = options_.clock->uptime();
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (i > 0 && !ending_ && options_.clock->uptime() - began > limits::batch_time) {
            give_back(batch, i);
            break;
        }
        attempt.performed.push_back(performer.perform(batch[i]));
        (void)answer_durable();  // of earlier batches
        if (attempt.performed.back().what == Performed::What::fault) return attempt;
    }
    if (options_.keep_clock && now != kept_clock_) {
        if (auto kept = (*transaction)->put_meta("virtual_now", format_instant(now)); !kept.ok()) {
            attempt.commit_error = kept.error();
            return attempt;
        }
    }
    const auto committed = (*transaction)->commit_ahead(now);
    if (!committed.ok()) {
        attempt.commit_error = committed.error();
        return attempt;
    }
    attempt.number = *committed;
    kept_clock_ = now;
    attempt.committed = true;
    return attempt;
}

/// The rest of a batch that took its time: commands go back to the head of the queue; due rows stay
/// in the store and are offered again.
void CommitLoop::give_back(Batch& batch, std::size_t from) {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = batch.size(); i > from; --i)
        if (!std::holds_alternative<store::DueRow>(batch[i - 1].what) && !is_of_run(batch[i - 1]))
            queue_.push_front(std::move(batch[i - 1]));
    batch.resize(from);
    due_.forget();
}

Status CommitLoop::add_timers(store::Transaction& transaction, Batch& batch, Instant now) {
    if (!options_.fires || held_) return {};
    const std::size_t limit =
        batch.empty() ? limits::due_batch : limits::batch_timers_while_commands_wait;
    auto rows = due_.take(transaction, now, limit);
    if (!rows.ok()) return rows.error();
    for (const store::DueRow& row : *rows) batch.push_back({row, {}});
    return {};
}

Status CommitLoop::run_alone(Request request, Instant now) {
    Batch one;
    one.push_back(std::move(request));
    Attempt alone = attempt(one, now, false);
    if (alone.committed) {
        got_on_ = got_on_ || is_of_run(one.front()) || is_due_row(one.front());
        after_commit(std::move(alone), std::move(one));
        return {};
    }
    const Performed* culprit = first_fault(alone.performed);
    if (culprit == nullptr) {
        const Error error = *alone.commit_error;
        recover(std::move(one), error);
        return error;
    }
    if (culprit->our_own_mistake) park(*culprit, one.front(), now);
    if (const auto* row = std::get_if<store::DueRow>(&one.front().what)) {
        due_.forget();
        if (!culprit->our_own_mistake && due_.failed(*row)) park(*culprit, one.front(), now);
    }
    const auto* again = std::get_if<RecomputeCase>(&one.front().what);
    if (is_of_run(one.front()) && !culprit->our_own_mistake &&
        keeps_failing(*again, culprit->error))
        pass_over(*again, culprit->error, now);
    outbox_->settled(one.front());
    upstreams_->settled(one.front());
    if (one.front().answer) one.front().answer(culprit->error);
    return culprit->error;
}

/// The case stands still with an incident, its due rows taken out; all others go on.
void CommitLoop::park(const Performed& performed, const Request& request, Instant now) {
    CaseId id = performed.culprit;
    const auto* again = std::get_if<RecomputeCase>(&request.what);
    if (const auto* row = std::get_if<store::DueRow>(&request.what)) id = row->case_id;
    log(LogLevel::critical, "core.incident",
        {{"case", std::to_string(id.number)}, {"problem", performed.error.message}});
    auto transaction = options_.store->begin();
    if (!transaction.ok()) return;
    Incident incident;
    incident.case_id = id;
    incident.kind = performed.our_own_mistake ? "decide.failed" : "store.failed";
    incident.message = performed.error.message;
    incident.opened = now;
    if (!(*transaction)->open_incident(incident).ok()) return;
    if (id.number != 0) {
        auto loaded = (*transaction)->load_case(id);
        if (!loaded.ok() || !loaded->has_value()) return;
        Change change;
        change.after = std::move(**loaded);
        change.after.parked = true;
        change.after.parked_because = performed.error.message;
        change.changed.core = change.changed.summary = true;
        for (const Timer& timer : change.after.timers)
            if (timer.due) change.disarm.push_back({*timer.due, timer.id, timer.generation});
        change.log.add("case.parked").with("because", incident.kind);
        if (!(*transaction)->write(change, Event{}, now).ok()) return;
    }
    if (again != nullptr && again->run != 0 &&
        !(*transaction)->advance_recompute(again->run, again->id, false).ok())
        return;
    if (auto committed = (*transaction)->commit(now); !committed.ok())
        log(LogLevel::critical, "core.park_failed", {{"problem", committed.error().message}});
    else
        got_on_ = true;
    due_.forget();
}

void CommitLoop::check_touched(const std::vector<CaseId>& touched) {
    auto reader = options_.store->read();
    if (!reader.ok()) return;
    const SurroundingsPointer around = surroundings();
    const auto world = around->world(options_.clock->now(), options_.store->incarnation());
    for (const CaseId id : touched) {
        const auto loaded = (*reader)->load_case(id);
        if (!loaded.ok() || !loaded->has_value()) continue;
        const auto rows = (*reader)->due_rows_of(id);
        const auto found = rows.ok() ? broken_in(**reader, *around, world, **loaded, *rows)
                                     : std::vector{rows.error().message};
        for (const std::string& broken : found) {
            ++violations_;
            log(LogLevel::critical, "invariant.broken",
                {{"case", (*loaded)->reference}, {"invariant", broken}});
        }
    }
}

}  // namespace throughgate::core
