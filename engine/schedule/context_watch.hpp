// SPDX-License-Identifier: MIT
// ContextWatch: knows whether the execution context behind an executor still lives, so that nothing
// is posted to a context that its owner destroyed first.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <mutex>
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
    bool alive_ = true;                           // guarded by mutex_
    std::vector<std::function<void()>> at_end_;  // guarded by mutex_
};

/// The watch of this executor's context, made on first use.
std::shared_ptr<ContextWatch> watch_context(const boost::asio::any_io_executor& executor);

}  // namespace throughgate::schedule
