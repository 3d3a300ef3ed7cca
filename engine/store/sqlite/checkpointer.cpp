// SPDX-License-Identifier: MIT
#include "store/sqlite/checkpointer.hpp"

#include <sqlite3.h>

#include "base/limits.hpp"
#include "base/log.hpp"

namespace throughgate::store::sqlite {
namespace {

/// How long a restart may keep the writer waiting for a reader that does not end.
constexpr std::chrono::milliseconds longest_hold{100};

}  // namespace

Result<std::unique_ptr<Checkpointer>> Checkpointer::start(ConnectionOptions options) {
    options.busy_timeout = longest_hold;
    auto connection = Connection::open(options);
    if (!connection) return connection.error();
    return std::unique_ptr<Checkpointer>(new Checkpointer(std::move(*connection)));
}

Checkpointer::Checkpointer(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)),
      restart_at_(limits::checkpoint_restart_bytes),
      thread_([this] { run(); }) {}

Checkpointer::~Checkpointer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Checkpointer::log_has_bytes(std::size_t bytes) {
    bool due = false;
    {
        const std::lock_guard lock(mutex_);
        if (bytes < bytes_) {  // the log began again
            done_ = 0;
            restart_at_ = limits::checkpoint_restart_bytes;
        }
        bytes_ = bytes;
        due = bytes_ >= done_ + limits::checkpoint_passive_bytes;
    }
    if (due) changed_.notify_all();
}

void Checkpointer::enter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !hold_; });
    writing_ = true;
}

void Checkpointer::leave() {
    bool awaited = false;
    {
        const std::lock_guard lock(mutex_);
        writing_ = false;
        awaited = hold_;
    }
    // With each commit: its own thread is left asleep unless it waits for just this.
    if (awaited) changed_.notify_all();
}

void Checkpointer::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] {
            return stopping_ || bytes_ >= done_ + limits::checkpoint_passive_bytes;
        });
        if (stopping_) return;
        const std::size_t bytes = bytes_;
        done_ = bytes;
        lock.unlock();
        checkpoint(bytes);
        lock.lock();
    }
}

void Checkpointer::checkpoint(std::size_t bytes) {
    bool restarts = false;
    {
        const std::lock_guard lock(mutex_);
        restarts = bytes >= restart_at_;
    }
    if (!restarts) {
        const int code = sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr,
                                                   SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
            log(LogLevel::warning, "store.checkpoint_failed", {{"code", std::to_string(code)}});
        return;
    }
    const bool restarted = restart();
    const std::lock_guard lock(mutex_);
    // Held up by a reader: go on passively and ask again only after a good while.
    if (!restarted) restart_at_ = bytes + limits::checkpoint_restart_bytes / 4;
}

bool Checkpointer::restart() {
    hold_writer();
    const int code = sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr,
                                               SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    let_writer_go();
    if (code != SQLITE_OK)
        log(LogLevel::warning, "store.log_not_restarted", {{"code", std::to_string(code)}});
    return code == SQLITE_OK;
}

void Checkpointer::hold_writer() {
    std::unique_lock lock(mutex_);
    hold_ = true;
    changed_.wait(lock, [this] { return !writing_ || stopping_; });
}

void Checkpointer::let_writer_go() {
    {
        const std::lock_guard lock(mutex_);
        hold_ = false;
    }
    changed_.notify_all();
}

}  // namespace throughgate::store::sqlite
