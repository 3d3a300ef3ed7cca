// SPDX-License-Identifier: MIT
// Answers: nobody is answered before the commit is durable. While the loop's thread runs, a commit
// is synced as the next batch is decided, and answered between two requests of that one.
#include <iterator>
#include <utility>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "core/commit_loop.hpp"

namespace throughgate::core {
namespace {

Result<Receipt> result_of(const Performed& performed) {
    if (performed.what == Performed::What::done) return performed.receipt;
    return performed.error;
}

Receipt receipt_of(const KeyRecord& record) {
    return {record.outcome, "", record.version, record.sequence, ""};
}

}  // namespace

void CommitLoop::sync_apart() {
    const auto started = options_.store->start_syncing_apart([bell = bell_, ring = ringing()] {
        if (std::this_thread::get_id() != bell->whose_turn) ring();
    });
    ahead_ = started.ok();
    if (!ahead_)
        log(LogLevel::warning, "store.not_synced_apart", {{"problem", started.error().message}});
}

void CommitLoop::end_sync_apart() {
    while (!unanswered_.empty()) settle_first();
    options_.store->stop_syncing_apart();
    ahead_ = false;
}

void CommitLoop::after_commit(Attempt attempt, Batch batch) {
    if (attempt.news.earliest_armed) due_.armed(*attempt.news.earliest_armed);
    late_ = attempt.news.late;
    for (const CaseId id : attempt.news.ended) outbox_->take_back(id);
    if (attempt.news.outbox) outbox_->forget();
    if (attempt.news.upstreams) upstreams_->forget();
    for (const Request& request : batch)
        if (const auto* row = std::get_if<store::DueRow>(&request.what)) due_.settled(*row);
    if (attempt.news.surroundings) {
        if (auto refreshed = refresh(true); !refreshed.ok())
            log(LogLevel::error, "core.refresh_failed", {{"problem", refreshed.error().message}});
    }
    if (options_.check_invariants) check_touched(attempt.news.touched);
    unanswered_.push_back({std::move(batch), std::move(attempt)});
    const bool apart = ahead_ && others_wait();
    if (apart) options_.store->sync_soon();
    if (!apart || unanswered_.size() > limits::batches_unanswered) settle_first();
}

/// Then the next batch is not kept waiting for the disk; else a thread would only cost a detour.
bool CommitLoop::others_wait() const {
    const std::lock_guard lock(mutex_);
    return unanswered_.size() > 1 || !queue_.empty();
}

bool CommitLoop::answer_durable() {
    while (!unanswered_.empty()) {
        const auto durable = options_.store->durable(unanswered_.front().attempt.number);
        if (!durable) return true;
        if (!durable->ok()) return false;
        answer_first();
    }
    return true;
}

void CommitLoop::answer_first() {
    Unanswered first = std::move(unanswered_.front());
    unanswered_.pop_front();
    answer_all(first.batch, first.attempt);
}

void CommitLoop::settle_first() {
    if (options_.store->await_durable(unanswered_.front().attempt.number).ok())
        answer_first();
    else if (auto reopened = reopen(); !reopened.ok())
        log(LogLevel::critical, "store.reopen_failed", {{"problem", reopened.error().message}});
}

void CommitLoop::answer_all(Batch& batch, const Attempt& attempt) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
        outbox_->settled(batch[i]);
        upstreams_->settled(batch[i]);
        if (batch[i].answer) batch[i].answer(result_of(attempt.performed[i]));
    }
}

/// Only a store that opened again has made durable what it shows; before that a key that can be
/// read may still be lost, so nobody is told that it is safe.
Status CommitLoop::reopen() {
    due_.forget();
    outbox_->forget();
    upstreams_->forget();
    Error lost;
    Batch unsure;
    while (!unanswered_.empty()) {
        Unanswered& first = unanswered_.front();
        const Status durable = options_.store->await_durable(first.attempt.number);
        if (durable.ok()) {
            answer_first();
            continue;
        }
        lost = durable.error();
        std::move(first.batch.begin(), first.batch.end(), std::back_inserter(unsure));
        unanswered_.pop_front();
    }
    Status reopened = options_.store->reopen();
    unread_ = true;  // of a new connection the number of foreign changes says nothing
    answer_by_key(unsure, lost, reopened.ok());
    return reopened;
}

/// Begin or commit failed. `unavailable` on commit means nobody knows: ask by key.
void CommitLoop::recover(Batch batch, const Error& error) {
    due_.forget();
    outbox_->forget();
    upstreams_->forget();
    bool unknown = error.kind == ErrorKind::unavailable;
    if (unknown) {
        const auto reopened = reopen();
        unknown = reopened.ok();
        if (!reopened.ok())
            log(LogLevel::critical, "store.reopen_failed", {{"problem", reopened.error().message}});
    }
    answer_by_key(batch, error, unknown);
}

/// With `error`, but for commands whose key is found where it may be.
void CommitLoop::answer_by_key(Batch& batch, const Error& error, bool may_be_there) {
    if (batch.empty()) return;
    const auto reader = options_.store->read();
    for (Request& request : batch) {
        outbox_->settled(request);
        upstreams_->settled(request);
        if (!request.answer) continue;
        const auto* command = std::get_if<Command>(&request.what);
        const auto known = may_be_there && command != nullptr && reader.ok()
                               ? (*reader)->find_key(key_digest(*command))
                               : Result<std::optional<KeyRecord>>(std::nullopt);
        // Of another body it is another's: whether this one was refused nobody knows any more.
        const bool ours =
            known.ok() && known->has_value() && (*known)->body == body_digest(*command);
        request.answer(ours ? receipt_of(**known) : Result<Receipt>(error));
    }
}

}  // namespace throughgate::core
