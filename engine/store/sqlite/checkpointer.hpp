// SPDX-License-Identifier: MIT
// Checkpointer: keeps the write-ahead log recycled, on a thread and connection of its own, so that
// no commit pays for it. Passive each few MiB: a page that changed often in between is copied once.
// Past the upper bound it copies and syncs what there is, then asks the writer to wait between two
// transactions and restarts the log (never truncates it: a growing file syncs slower).
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "store/sqlite/connection.hpp"

namespace throughgate::store::sqlite {

/// Bytes of the log.
struct CheckpointRounds {
    std::size_t passive;  ///< so much more of it: what is there is copied
    std::size_t restart;  ///< past it the writer waits until the log begins again
};

class Checkpointer {
public:
    static Result<std::unique_ptr<Checkpointer>> start(ConnectionOptions options,
                                                       CheckpointRounds rounds);
    /// Waits for a running checkpoint to end.
    ~Checkpointer();

    /// After each commit, from the writer's thread: how long the log is now.
    void log_has_bytes(std::size_t bytes);
    /// Around each write transaction. `enter` waits while the log is being restarted.
    void enter();
    void leave();

private:
    Checkpointer(std::unique_ptr<Connection> connection, CheckpointRounds rounds);
    void run();
    void checkpoint(std::size_t bytes);
    bool copy(int mode);
    bool sync_database();
    bool went_well(int code, int mode);
    void hold_writer();
    void let_writer_go();

    // fixed after construction
    std::unique_ptr<Connection> connection_;
    CheckpointRounds rounds_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t bytes_ = 0;   // guarded by mutex_: of the log
    std::size_t done_ = 0;    // guarded by mutex_: its length at the last checkpoint
    std::size_t restart_at_;  // guarded by mutex_
    bool writing_ = false;    // guarded by mutex_
    bool hold_ = false;       // guarded by mutex_
    bool stopping_ = false;   // guarded by mutex_

    bool sync_failed_ = false;  // its own thread's

    std::thread thread_;
};

}  // namespace throughgate::store::sqlite
