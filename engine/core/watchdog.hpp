// SPDX-License-Identifier: MIT
// Watchdog: a thread that says so when rows are due and nothing fires. Reads atomics only, so a
// stuck store or writer cannot stop it.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/commit_loop.hpp"

namespace throughgate::core {

/// Plain sentence when rows have been due for over limits::watchdog_overdue and none has fired in
/// that time, however many commands were answered; empty when all is well. Pure.
std::string stuck(std::optional<Instant> next_due, Instant last_progress, Instant now);

class Watchdog {
public:
    Watchdog(const CommitLoop& loop, const Clock& clock) : loop_(loop), clock_(clock) {}
    ~Watchdog() { stop(); }
    void start();
    void stop();

private:
    void run();

    const CommitLoop& loop_;
    const Clock& clock_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace throughgate::core
