// SPDX-License-Identifier: MIT
// ContextWatch: knows whether the execution context behind an executor still lives, so that nothing
// is posted to a context that its owner destroyed first. HostExecutor: somebody else's executor,
// let go when its context goes.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace throughgate::schedule {

/// Shared with the context; thread-safe.
class ContextWatch {
public:
    /// Runs `body` unless the context is gone; the context cannot go while it runs.
    template <typename Body>
    bool while_alive(Body body) {
        const std::lock_guard lock(mutex_);
        if (alive_) body();
        return alive_;
    }
    /// Runs `body` once when the context is being destroyed; never if that has happened.
    void on_end(std::function<void()> body) {
        const std::lock_guard lock(mutex_);
        if (alive_) at_end_.push_back(std::move(body));
    }
    /// For the context's service alone.
    void ended() {
        std::vector<std::function<void()>> at_end;
        {
            const std::lock_guard lock(mutex_);
            alive_ = false;
            at_end.swap(at_end_);
        }
        for (const auto& body : at_end) body();
    }

private:
    std::mutex mutex_;
    bool alive_ = true;                          // guarded by mutex_
    std::vector<std::function<void()>> at_end_;  // guarded by mutex_
};

/// Thread-safe. Copies of the executor stay inside: a strand may not outlive its context.
class HostExecutor {
public:
    /// The executor's context is watched from now on.
    static std::shared_ptr<HostExecutor> make(boost::asio::any_io_executor executor);
    explicit HostExecutor(boost::asio::any_io_executor executor);

    /// Runs `body` there, later. The context is gone: drops it here.
    void post(std::function<void()> body);
    /// Between the two the context's `run` has a reason not to return.
    void begin_work();
    void end_work();
    /// Runs `body` once when the context is being destroyed; never if that has happened.
    void on_end(std::function<void()> body) { watch_->on_end(std::move(body)); }

private:
    std::shared_ptr<ContextWatch> watch_;
    // Touched only inside `while_alive`, and once at the context's end.
    std::optional<boost::asio::any_io_executor> executor_;
    std::optional<boost::asio::any_io_executor> busy_;
    std::size_t work_ = 0;
};

}  // namespace throughgate::schedule
