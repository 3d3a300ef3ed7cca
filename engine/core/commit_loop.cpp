// SPDX-License-Identifier: MIT
// Life of the loop: its queue, its thread, its waiting. Batches are in commit_batch.cpp.
#include "core/commit_loop.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/limits.hpp"
#include "base/log.hpp"

namespace throughgate::core {
namespace {

void answer(Request& request, Result<Receipt> result) {
    if (request.answer) request.answer(std::move(result));
}

/// Somebody waits for its answer; the others are ends of what we sent.
bool is_from_outside(const Request& request) {
    return !std::holds_alternative<NoticeEnd>(request.what) &&
           !std::holds_alternative<MailingEnd>(request.what) &&
           !std::holds_alternative<UpstreamEnd>(request.what);
}

Error stopped_error() {
    return {ErrorKind::unavailable,
            "the engine has stopped; send the command again with the same key when it runs", ""};
}

}  // namespace

CommitLoop::CommitLoop(LoopOptions options) : options_(std::move(options)) {
    outbox_ =
        std::make_unique<Outbox>(*options_.store, options_.courier, options_.channels,
                                 Outbox::Mode{options_.shadow, options_.at_once}, options_.links);
    upstreams_ = std::make_unique<UpstreamOutbox>(*options_.store, options_.upstream_courier,
                                                  options_.upstreams, options_.upstream_random);
    bell_->loop = this;
    surroundings_ = options_.prepared;
}

CommitLoop::~CommitLoop() {
    stop();
    const std::lock_guard lock(bell_->mutex);
    bell_->loop = nullptr;
}

Status CommitLoop::prepare() {
    if (auto refreshed = refresh(true); !refreshed.ok()) return refreshed;
    if (options_.fires) note_clock_held("");  // of an owner that ended while it held
    if (options_.fires && !options_.upstreams.empty()) note_connected();
    note_progress();
    return {};
}

/// Other programs see from the store which systems have somebody who speaks to them.
void CommitLoop::note_connected() {
    std::string names = " ";
    for (const UpstreamLine& line : options_.upstreams) names += line.name + " ";
    if (options_.upstreams.empty()) names.clear();
    if (auto noted = write_meta(meta::connected, names); !noted.ok())
        log(LogLevel::error, "upstream.not_noted", {{"problem", noted.error().message}});
}

void CommitLoop::start() {
    if (running_.exchange(true)) return;
    note_connected();
    {
        const std::lock_guard lock(mutex_);
        closed_ = stopping_ = false;
    }
    outbox_->start(*options_.clock, [this](Request end) { submit(std::move(end)); });
    upstreams_->start(*options_.clock, [this](UpstreamEnd end) { submit({std::move(end), {}}); });
    thread_ = std::thread([this] {
        thread_id_ = std::this_thread::get_id();
        run();
    });
}

void CommitLoop::stop() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = stopping_ = true;
    }
    wake_.notify_all();
    if (on_own_thread()) return;  // joined by whoever stops or destroys us from outside
    if (thread_.joinable()) thread_.join();
    thread_id_ = std::thread::id{};
    options_.clock->wake_at(Instant{}, nullptr);
    outbox_->clear();
    upstreams_->clear();
    fail_waiting(stopped_error());
    running_ = false;
}

bool CommitLoop::stopped() const {
    const std::lock_guard lock(mutex_);
    return closed_;
}

bool CommitLoop::on_own_thread() const { return thread_id_ == std::this_thread::get_id(); }

void CommitLoop::submit(Request request) {
    std::optional<Error> refused;
    {
        const std::lock_guard lock(mutex_);
        if (closed_ && is_from_outside(request)) {
            refused = stopped_error();
        } else if (std::holds_alternative<Command>(request.what) &&
                   queue_.size() >= limits::queue_commands) {
            refused =
                Error{ErrorKind::busy, "too many commands are waiting; try again shortly", ""};
        } else {
            queue_.push_back(std::move(request));
        }
    }
    if (refused) return answer(request, std::move(*refused));
    wake_.notify_one();
}

void CommitLoop::fail_waiting(const Error& error) {
    std::deque<Request> left;
    {
        const std::lock_guard lock(mutex_);
        left.swap(queue_);
    }
    for (Request& request : left) answer(request, error);
}

/// The store does not answer: whoever waits is told so, rather than kept until it does. Ends of
/// what was sent are kept.
void CommitLoop::refuse_waiting(const Error& error) {
    Batch refused;
    {
        const std::lock_guard lock(mutex_);
        const auto kept = std::stable_partition(
            queue_.begin(), queue_.end(), [](const Request& r) { return !is_from_outside(r); });
        std::move(kept, queue_.end(), std::back_inserter(refused));
        queue_.erase(kept, queue_.end());
    }
    for (Request& request : refused) answer(request, error);
}

Status CommitLoop::write_meta(std::string_view name, const std::string& value) {
    auto reader = options_.store->read();
    if (!reader.ok()) return reader.error();
    const auto before = (*reader)->meta(name);
    if (!before.ok()) return before.error();
    if (before->value_or("") == value) return {};
    reader->reset();
    auto transaction = options_.store->begin();
    if (!transaction.ok()) return transaction.error();
    if (auto put = (*transaction)->put_meta(name, value); !put.ok()) return put;
    return (*transaction)->commit(options_.clock->now());
}

void CommitLoop::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    wake_.notify_one();
}

SurroundingsPointer CommitLoop::surroundings() const {
    const std::lock_guard lock(mutex_);
    return surroundings_;
}

std::optional<Instant> CommitLoop::known_next() const {
    const std::int64_t next = next_ms_;
    return next < 0 ? std::nullopt : std::optional(Instant{Milliseconds{next}});
}

void CommitLoop::run() {
    std::unique_lock turn(turn_);
    bell_->whose_turn = std::this_thread::get_id();
    bool worked = false;
    sync_apart();
    takes_turns_ = true;
    while (!asked_to_stop()) {
        beat();
        const auto stepped = step();
        if (!stepped.ok())
            log(LogLevel::error, "core.step_failed", {{"problem", stepped.error().message}});
        if (stepped.ok() && *stepped)
            worked = true;
        else if (!std::exchange(worked, false) || !more_comes(turn))
            wait_for_work(turn);
    }
    takes_turns_ = false;
    end_sync_apart();
    outbox_->finish_sending();
    upstreams_->finish_sending();
    write_ends();
}

/// A sign of life that other programs can read.
void CommitLoop::beat() {
    const Instant now = options_.clock->now();
    if (last_beat_ <= now && now < last_beat_ + limits::heartbeat) return;
    last_beat_ = now;
    if (auto written = write_meta(meta::heartbeat, format_instant(now)); !written.ok())
        log(LogLevel::error, "core.no_heartbeat", {{"problem", written.error().message}});
}

/// What sends reported while stopping: written, so that nobody is told again after a restart.
void CommitLoop::write_ends() {
    Batch ends;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(queue_, [&ends](Request& request) {
            if (std::holds_alternative<Command>(request.what)) return false;
            ends.push_back(std::move(request));
            return true;
        });
    }
    if (ends.empty()) return;
    const Instant now = options_.clock->now();
    ending_ = true;
    if (auto ran = run_batch(std::move(ends), now); !ran.ok())
        log(LogLevel::error, "core.step_failed", {{"problem", ran.error().message}});
    ending_ = false;
}

std::function<void()> CommitLoop::ringing() const {
    return [bell = bell_] {
        const std::lock_guard lock(bell->mutex);
        if (bell->loop != nullptr) bell->loop->wake();
    };
}

CommitLoop::Batch CommitLoop::take_commands() {
    Batch batch;
    std::size_t bytes = 0;
    const std::lock_guard lock(mutex_);
    while (!queue_.empty() && batch.size() < limits::batch_commands &&
           bytes < limits::batch_bytes) {
        bytes += size_of(queue_.front());
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return batch;
}

/// Opens the store again once when it does not answer: a full disk may have room again.
Status CommitLoop::refresh_or_reopen() {
    auto refreshed = refresh(false);
    if (refreshed.ok() || refreshed.error().kind == ErrorKind::busy) return refreshed;
    if (auto reopened = reopen(); !reopened.ok()) return reopened;
    return refresh(true);
}

Result<bool> CommitLoop::step() {
    if (!answer_durable()) settle_first();
    if (auto refreshed = refresh_or_reopen(); !refreshed.ok()) {
        if (refreshed.error().kind != ErrorKind::busy) refuse_waiting(refreshed.error());
        return refreshed.error();
    }
    const Instant now = options_.clock->now();
    observe_clock(now);
    Batch batch = take_commands();
    got_on_ = !timers_may_be_due(now);
    if (got_on_ && !held_) catching_up_ = late_ = false;
    if (!batch.empty() || recomputing_ || !got_on_) {
        if (auto ran = run_batch(std::move(batch), now); !ran.ok()) return ran.error();
        if (got_on_) note_progress();
        if (!ahead_ || !options_.fires || held_ || !sends_waited()) return true;
        const auto sent = send_now();
        return sent.ok() ? Result<bool>(true) : sent;
    }
    note_progress();
    if (!options_.fires || held_) return false;
    // It reads, and what it reads must be durable: rather not while a commit is being synced.
    if (!unanswered_.empty() && !sends_waited()) return false;
    return send_now();
}

/// However many commands come, notices are not put off for longer.
bool CommitLoop::sends_waited() const {
    return options_.clock->uptime() >= last_sent_ + limits::sends_put_off;
}

Result<bool> CommitLoop::send_now() {
    last_sent_ = options_.clock->uptime();
    return send_what_is_due();
}

Result<bool> CommitLoop::send_what_is_due() {
    auto sent = outbox_->pump(*surroundings(), options_.clock->now());
    if (!sent.ok()) return sent.error();
    for (Request& end : *sent) submit(std::move(end));
    auto recorded = upstreams_->pump(options_.clock->now());
    if (!recorded.ok()) return recorded.error();
    for (UpstreamEnd& end : *recorded) submit({std::move(end), {}});
    return !sent->empty() || !recorded->empty();
}

Status CommitLoop::look_ahead() {
    if (due_.known() && outbox_->next_is_known() && upstreams_->next_is_known()) return {};
    auto reader = options_.store->read();
    if (!reader.ok()) return reader.error();
    if (auto timer = due_.next(**reader); !timer.ok()) return timer.error();
    if (auto notice = outbox_->next(**reader); !notice.ok()) return notice.error();
    const Instant now = options_.clock->now();
    if (auto item = upstreams_->next(**reader, now); !item.ok()) return item.error();
    return {};
}

Result<std::optional<Instant>> CommitLoop::next_due() {
    if (auto looked = look_ahead(); !looked.ok()) return looked.error();
    const auto timer = due_.known_next();
    next_ms_ = timer ? timer->time_since_epoch().count() : -1;
    auto next = timer;
    for (const auto& other : {outbox_->known_next(), upstreams_->known_next()})
        if (other && (!next || *other < *next)) next = other;
    return next;
}

bool CommitLoop::timers_may_be_due(Instant now) const {
    if (!options_.fires || held_) return false;
    const auto next = due_.known_next();
    return !due_.known() || (next && *next <= now);
}

void CommitLoop::note_progress() {
    progress_ms_ = options_.clock->now().time_since_epoch().count();
    const auto next = due_.known_next();
    if (next) next_ms_ = next->time_since_epoch().count();
}

/// A change of another program counts as seen only when it was read to the end.
Status CommitLoop::refresh(bool forced) {
    const auto foreign = options_.store->foreign_changes();
    if (!foreign.ok()) return foreign.error();
    if (!forced && !unread_ && *foreign == foreign_) return {};
    unread_ = true;
    if (auto read = read_changes(); !read.ok()) return read;
    foreign_ = *foreign;
    unread_ = false;
    return {};
}

Status CommitLoop::read_changes() {
    due_.forget();
    outbox_->forget();
    upstreams_->forget();
    auto reader = options_.store->read();
    if (!reader.ok()) return reader.error();
    if (auto looked = look_for_confirmation(**reader); !looked.ok()) return looked;
    const SurroundingsPointer current = surroundings();
    if (current) {
        const auto version = (*reader)->directory_version();
        if (!version.ok()) return version.error();
        const auto publications = (*reader)->count_publications();
        if (!publications.ok()) return publications.error();
        if (*version == current->directory.version && *publications == current->publications)
            return {};
    }
    auto loaded = load_surroundings(**reader, options_.link_base);
    if (!loaded.ok()) return loaded.error();
    if (auto looked = look_at_basis(**loaded); !looked.ok()) return looked;
    const std::lock_guard lock(mutex_);
    surroundings_ = std::move(*loaded);
    return {};
}

}  // namespace throughgate::core
