// SPDX-License-Identifier: MIT
// Worker: one thread with a bounded queue of errands, for one channel.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "delivery/courier.hpp"

namespace throughgate::delivery {

class Courier::Worker {
public:
    /// No channel can have this name: it holds a line end.
    static constexpr const char* of_unknown_channels = "\n";

    explicit Worker(std::function<void(Errand)> attempt)
        : attempt_(std::move(attempt)), thread_([this] { run(); }) {}
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker();

    /// busy: the queue is full. unavailable: asked to stop.
    Status take(Errand errand);
    void take_back(CaseId id, std::vector<EffectId>& taken);
    static Error not_running(const std::string& channel);
    void ask_to_stop();
    /// Not on the worker's own thread.
    void wait();
    [[nodiscard]] bool is_this_thread() const { return std::this_thread::get_id() == id_; }

private:
    void run();
    std::optional<Errand> next();

    const std::function<void(Errand)> attempt_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Errand> queue_;  // guarded by mutex_
    bool stopping_ = false;     // guarded by mutex_
    std::mutex joining_;        // held while joining, so that two may stop at once
    std::thread thread_;        // after what it uses
    const std::thread::id id_{thread_.get_id()};
};

}  // namespace throughgate::delivery
