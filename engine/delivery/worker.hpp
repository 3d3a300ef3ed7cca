// SPDX-License-Identifier: MIT
// Worker: one thread with a bounded queue of sends, for one channel.
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

    explicit Worker(std::function<void(const Send&)> attempt)
        : attempt_(std::move(attempt)), thread_([this] { run(); }) {}
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker();

    /// busy: the queue is full.
    Status take(Send send);
    void ask_to_stop();
    /// Joins the thread, unless it is the calling one.
    void wait();

private:
    void run();
    std::optional<Send> next();

    const std::function<void(const Send&)> attempt_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Send> queue_;   // guarded by mutex_
    bool stopping_ = false;    // guarded by mutex_
    std::mutex joining_;       // held while joining, so that two may stop at once
    std::thread thread_;       // last: it uses all of the above
};

}  // namespace throughgate::delivery
