// SPDX-License-Identifier: MIT
#include "store/sqlite/syncer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "store/sqlite/errors.hpp"

namespace throughgate::store::sqlite {

Status Syncer::start(const ConnectionOptions& options, std::function<void()> when_durable) {
    auto opened = Connection::open(options);
    if (!opened) return opened.error();
    connection_ = std::move(*opened);
    // What an engine that was killed left in the log may never have been synced.
    if (const int code = sync_log(); code != SQLITE_OK) {
        connection_.reset();
        return error_of(code, options.path);
    }
    {
        const std::lock_guard lock(mutex_);
        path_ = options.path;
        when_durable_ = std::make_shared<const std::function<void()>>(std::move(when_durable));
        stopping_ = false;
    }
    started_ = true;
    thread_ = std::thread([this] { run(); });
    return {};
}

void Syncer::stop() {
    if (!started_) return;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    asked_.notify_all();
    thread_.join();
    (void)wait_for_all();
    {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.wait(lock, [this] { return !syncing_; });
        --waiting_;
        started_ = false;
        if (!failed_) durable_ = written_;
        when_durable_.reset();
    }
    connection_.reset();
}

void Syncer::settled() {
    const std::lock_guard lock(mutex_);
    durable_ = written_;
    failed_ = false;
}

CommitNumber Syncer::begin_commit() {
    const std::lock_guard lock(mutex_);
    return ++begun_;
}

void Syncer::end_commit(bool written) {
    bool awaited = false;
    {
        const std::lock_guard lock(mutex_);
        if (written)
            written_ = begun_;
        else
            --begun_;
        if (!started_ && !failed_) durable_ = written_;
        awaited = waiting_ > 0;
    }
    if (awaited) changed_.notify_all();
}

Status Syncer::unknown() const { return commit_error(failed_code_, path_); }

std::optional<Status> Syncer::durable(CommitNumber number) const {
    if (durable_ >= number) return Status{};
    if (!failed_) return std::nullopt;
    const std::lock_guard lock(mutex_);
    return unknown();
}

Status Syncer::wait(CommitNumber number) {
    if (durable_ >= number) return {};
    bool synced = false;
    Status done;
    {
        std::unique_lock lock(mutex_);
        while (!failed_ && durable_ < std::min(number, begun_)) {
            if (syncing_ || written_ <= durable_) {
                ++waiting_;
                changed_.wait(lock);
                --waiting_;
                continue;
            }
            sync_up_to(written_, lock);
            synced = true;
        }
        if (failed_) done = unknown();
    }
    if (synced) ring();  // of a failure too
    return done;
}

void Syncer::ring() {
    std::shared_ptr<const std::function<void()>> when_durable;
    {
        const std::lock_guard lock(mutex_);
        when_durable = when_durable_;
    }
    if (when_durable && *when_durable) (*when_durable)();
}

void Syncer::sync_up_to(CommitNumber target, std::unique_lock<std::mutex>& lock) {
    syncing_ = true;
    lock.unlock();
    const int code = sync_log();
    lock.lock();
    syncing_ = false;
    if (code == SQLITE_OK)
        durable_ = target;
    else
        failed_code_ = code, failed_ = true;
    changed_.notify_all();
}

/// Of the same file that the writer writes, through a handle of our own.
int Syncer::sync_log() {
    sqlite3_file* log = nullptr;
    const int code = sqlite3_file_control(connection_->handle(), "main",
                                          SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
    if (code != SQLITE_OK) return code;
    if (log == nullptr || log->pMethods == nullptr) return SQLITE_IOERR_FSYNC;
    return log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
}

void Syncer::soon() {
    {
        const std::lock_guard lock(mutex_);
        wanted_ = written_;
    }
    asked_.notify_one();
}

Status Syncer::wait_for_all() {
    if (!started_ && !failed_) return {};
    CommitNumber all = 0;
    {
        const std::lock_guard lock(mutex_);
        all = begun_;
    }
    return wait(all);
}

void Syncer::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        asked_.wait(lock, [this] { return stopping_ || (!failed_ && wanted_ > durable_); });
        if (stopping_) return;
        const CommitNumber wanted = wanted_;
        lock.unlock();
        (void)wait(wanted);  // whoever asks for a number hears of a failure
        lock.lock();
    }
}

}  // namespace throughgate::store::sqlite
