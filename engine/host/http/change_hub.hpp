// SPDX-License-Identifier: MIT
// ChangeHub: notices that something was committed and tells those who wait for it: long polls,
// streams of changes, streams of worklists. Looks from a worker a few times a second, only while
// somebody waits. Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "host/http/event_stream.hpp"
#include "host/http/workers.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::http {

class ChangeHub {
public:
    using Steady = std::chrono::steady_clock::time_point;
    /// Looks, and says whether it is done waiting. Runs on a worker, one call at a time.
    /// `moved`: something was committed since the last look, or this is the first. `now` at its
    /// greatest: the last call, nothing is waited for any more.
    using Waiter = std::function<bool(bool moved, Steady now)>;

    ChangeHub(Engine& engine, Workers& workers) : engine_(engine), workers_(workers) {}

    /// False when too many wait already.
    bool wait(Waiter waiter);
    /// To be called again and again; cheap when nobody waits.
    void look();
    /// Everybody is told to end: each waiter is called once more and dropped.
    void stop();
    [[nodiscard]] bool stopping() const;
    [[nodiscard]] std::size_t waiting() const;

private:
    struct Waiting {
        Waiter look;
        bool fresh = true;
    };
    void look_on_worker();
    bool moved();

    Engine& engine_;
    Workers& workers_;
    mutable std::mutex mutex_;
    std::list<Waiting> waiters_;  // guarded by mutex_
    bool looking_ = false;        // guarded by mutex_
    bool stopping_ = false;       // guarded by mutex_
    std::string seen_;            // of the worker that looks
};

}  // namespace throughgate::http
