// SPDX-License-Identifier: MIT
// A wake-up is a steady timer of at most 30 s; the wall clock is read again each time it ends, so
// a changed wall clock or a sleeping machine delays nothing by more than that.
#include "schedule/system_clock.hpp"

#include <time.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <thread>

#include "base/limits.hpp"
#include "schedule/context_watch.hpp"
#include "schedule/executor_clock.hpp"

namespace throughgate::schedule {
namespace {

namespace asio = boost::asio;

Instant wall_now() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

/// One pending wake-up, shared with the handlers that the executor still holds.
class Wake : public std::enable_shared_from_this<Wake> {
public:
    static std::shared_ptr<Wake> make(const asio::any_io_executor& executor) {
        auto host = HostExecutor::make(executor);
        auto wake = std::make_shared<Wake>(host, executor);
        // A timer must not outlive its context, and this wake-up may.
        host->on_end([weak = std::weak_ptr(wake)] {
            if (const auto self = weak.lock()) self->timer_.reset();
        });
        return wake;
    }

    Wake(std::shared_ptr<HostExecutor> host, const asio::any_io_executor& executor)
        : host_(std::move(host)), timer_(std::make_unique<asio::steady_timer>(executor)) {}

    /// An empty callback cancels.
    void set(Instant instant, std::function<void()> callback) {
        {
            const std::lock_guard lock(mutex_);
            instant_ = instant;
            callback_ = std::move(callback);
        }
        host_->post([self = shared_from_this()] {
            const std::lock_guard lock(self->mutex_);
            self->arm();
        });
    }

private:
    void arm() {
        if (!callback_) {
            timer_->cancel();  // else the host's context would have work for up to 30 s
            return;
        }
        timer_->expires_after(std::clamp<Milliseconds>(instant_ - wall_now(), Milliseconds{0},
                                                       limits::longest_sleep));
        timer_->async_wait([self = shared_from_this()](const boost::system::error_code& error) {
            if (!error) self->woke();
        });
    }

    void woke() {
        std::function<void()> due;
        {
            const std::lock_guard lock(mutex_);
            if (callback_ && instant_ <= wall_now())
                due = std::exchange(callback_, nullptr);
            else
                arm();
        }
        if (due) due();
    }

    const std::shared_ptr<HostExecutor> host_;
    std::mutex mutex_;
    std::unique_ptr<asio::steady_timer> timer_;  // guarded by mutex_ while the context lives
    Instant instant_{};                          // guarded by mutex_
    std::function<void()> callback_;             // guarded by mutex_
};

class SystemClock : public Clock {
public:
    explicit SystemClock(std::shared_ptr<Wake> wake) : wake_(std::move(wake)) {}
    ~SystemClock() override { wake_->set({}, nullptr); }

    Instant now() const override { return wall_now(); }

    Milliseconds uptime() const override {
        timespec spec{};
        clock_gettime(CLOCK_BOOTTIME, &spec);
        return std::chrono::seconds{spec.tv_sec} + Milliseconds{spec.tv_nsec / 1'000'000};
    }

    void wake_at(Instant instant, std::function<void()> callback) override {
        wake_->set(instant, std::move(callback));
    }

private:
    std::shared_ptr<Wake> wake_;
};

/// Owns the thread that a clock without a host's executor wakes on.
struct OwnThread {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::thread thread{[this] { context.run(); }};

    ~OwnThread() {
        work.reset();
        context.stop();
        if (thread.get_id() == std::this_thread::get_id())
            thread.detach();
        else
            thread.join();
    }
};

class ThreadClock final : private OwnThread, public SystemClock {
public:
    ThreadClock() : SystemClock(Wake::make(context.get_executor())) {}
};

}  // namespace

std::unique_ptr<Clock> make_system_clock() { return std::make_unique<ThreadClock>(); }

std::unique_ptr<Clock> make_system_clock(asio::any_io_executor executor) {
    return std::make_unique<SystemClock>(Wake::make(executor));
}

}  // namespace throughgate::schedule
