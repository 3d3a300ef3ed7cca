// SPDX-License-Identifier: MIT
#include "store/sqlite/checkpointer.hpp"

#include <sqlite3.h>

#include "base/log.hpp"

namespace throughgate::store::sqlite {
namespace {

/// How long a restart may keep the writer waiting for a reader that does not end.
constexpr std::chrono::milliseconds longest_hold{100};

}  // namespace

Result<std::unique_ptr<Checkpointer>> Checkpointer::start(ConnectionOptions options,
                                                          CheckpointRounds rounds) {
    options.busy_timeout = longest_hold;
    auto connection = Connection::open(options);
    if (!connection) return connection.error();
    return std::unique_ptr<Checkpointer>(new Checkpointer(std::move(*connection), rounds));
}

Checkpointer::Checkpointer(std::unique_ptr<Connection> connection, CheckpointRounds rounds)
    : connection_(std::move(connection)),
      rounds_(rounds),
      restart_at_(rounds.restart),
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
            restart_at_ = rounds_.restart;
        }
        bytes_ = bytes;
        due = bytes_ >= done_ + rounds_.passive;
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
        changed_.wait(lock, [this] { return stopping_ || bytes_ >= done_ + rounds_.passive; });
        if (stopping_) return;
        const std::size_t bytes = bytes_;
        done_ = bytes;
        lock.unlock();
        checkpoint(bytes);
        lock.lock();
    }
}

/// A restart makes the writer wait, so everything that can be copied and synced while it goes on
/// writing is copied and synced before: what is left is what was written meanwhile.
void Checkpointer::checkpoint(std::size_t bytes) {
    bool restarts = false;
    {
        const std::lock_guard lock(mutex_);
        restarts = bytes >= restart_at_;
    }
    if (!copy(SQLITE_CHECKPOINT_PASSIVE) || !restarts) return;
    if (!sync_database() || !copy(SQLITE_CHECKPOINT_PASSIVE)) return;
    hold_writer();
    const bool restarted = copy(SQLITE_CHECKPOINT_RESTART);
    let_writer_go();
    const std::lock_guard lock(mutex_);
    // Held up by a reader: go on passively and ask again only after a good while.
    if (!restarted) restart_at_ = bytes + rounds_.restart / 4;
}

bool Checkpointer::copy(int mode) {
    if (sync_failed_) return false;
    return went_well(
        sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, mode, nullptr, nullptr), mode);
}

/// Early, not instead of SQLite's own sync before it lets go of the log.
bool Checkpointer::sync_database() {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(connection_->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (file == nullptr || file->pMethods == nullptr) return true;
    return went_well(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL), SQLITE_CHECKPOINT_PASSIVE);
}

/// Linux reports a failed sync once and then calls the pages clean. From then on nothing is copied
/// and the log is kept whole, so that opening the store after a loss of power finds all in it.
bool Checkpointer::went_well(int code, int mode) {
    const bool passive = mode == SQLITE_CHECKPOINT_PASSIVE;
    if (code == SQLITE_OK || (passive && (code & 0xff) == SQLITE_BUSY)) return true;
    sync_failed_ = sync_failed_ || code == SQLITE_IOERR_FSYNC;
    log(sync_failed_ ? LogLevel::critical : LogLevel::warning,
        sync_failed_ ? "store.database_not_synced"
        : passive    ? "store.checkpoint_failed"
                     : "store.log_not_restarted",
        {{"code", std::to_string(code)}});
    return false;
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
