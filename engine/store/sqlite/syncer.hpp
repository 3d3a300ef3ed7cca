// SPDX-License-Identifier: MIT
// Syncer: makes commits durable apart from writing them, so that the writer may go on meanwhile.
// A sync serves every commit that was written before it began, and whoever needs one first runs it.
// Not started, each commit syncs itself and is durable when it is written.
// `begin_commit` and `end_commit` belong to the writer's thread, `start` and `stop` too; all else
// may be called from any.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

class Syncer {
public:
    Syncer() = default;
    ~Syncer() { stop(); }
    Syncer(const Syncer&) = delete;
    Syncer& operator=(const Syncer&) = delete;

    /// From now on whoever commits leaves the sync to this one. `when_durable` is called after
    /// each, on the thread that ran it.
    Status start(const ConnectionOptions& options, std::function<void()> when_durable);
    /// Syncs what is written, unless a sync failed: then every wait fails until `settled`.
    void stop();
    /// The store was opened again, and what it shows is on disk.
    void settled();
    [[nodiscard]] bool failed() const { return failed_; }

    /// Around each COMMIT: what a reader may see is numbered before it can be seen.
    CommitNumber begin_commit();
    void end_commit(bool written);

    /// As `Store::durable`, `await_durable` and `sync_soon`.
    [[nodiscard]] std::optional<Status> durable(CommitNumber number) const;
    Status wait(CommitNumber number);
    void soon();
    /// Until all is durable that a snapshot taken before may show.
    Status wait_for_all();

private:
    Status unknown() const;
    int sync_log();
    void sync_up_to(CommitNumber target, std::unique_lock<std::mutex>& lock);
    void ring();
    void run();

    std::unique_ptr<Connection> connection_;  ///< fixed while started

    mutable std::mutex mutex_;
    std::condition_variable changed_;  ///< something is durable, written, or a sync failed
    std::condition_variable asked_;    ///< for the thread
    CommitNumber begun_ = 0;           // guarded by mutex_
    CommitNumber written_ = 0;         // guarded by mutex_
    CommitNumber wanted_ = 0;          // guarded by mutex_
    int waiting_ = 0;                  // guarded by mutex_: how many wait for `changed_`
    bool syncing_ = false;             // guarded by mutex_
    bool stopping_ = false;            // guarded by mutex_
    int failed_code_ = 0;              // guarded by mutex_
    std::string path_;                 // guarded by mutex_
    std::shared_ptr<const std::function<void()>> when_durable_;  // guarded by mutex_
    std::atomic<CommitNumber> durable_ = 0;
    std::atomic<bool> failed_ = false;
    std::atomic<bool> started_ = false;
    std::thread thread_;
};

}  // namespace throughgate::store::sqlite
