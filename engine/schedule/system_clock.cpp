// SPDX-License-Identifier: MIT
// A wake-up is a steady timer of at most 30 s; the wall clock is read again each time it ends, so
// a changed wall clock or a sleeping machine delays nothing by more than that.
#include "schedule/system_clock.hpp"

#include <time.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <thread>

#include "base/limits.hpp"
#include "schedule/context_watch.hpp"

namespace throughgate::schedule {
namespace {

namespace asio = boost::asio;

Instant wall_now() {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

/// One pending wake-up, shared with the handlers that the executor still holds.
class Wake : public std::enable_shared_from_this<Wake> {
public:
    static std::shared_ptr<Wake> make(asio::any_io_executor executor) {
        auto wake = std::make_shared<Wake>(std::move(executor));
        // A timer must not outlive its context, and this wake-up may.
        wake->watch_->on_end([weak = std::weak_ptr(wake)] {
            if (const auto self = weak.lock()) self->timer_.reset();
        });
        return wake;
    }

    explicit Wake(asio::any_io_executor executor)
        : executor_(executor),
          watch_(watch_context(executor)),
          timer_(std::make_unique<asio::steady_timer>(executor)) {}

    void set(Instant instant, std::function<void()> callback) {
        {
            const std::lock_guard lock(mutex_);
            instant_ = instant;
            callback_ = std::move(callback);
        }
        post_arm();
    }

    void clear() {
        const std::lock_guard lock(mutex_);
        callback_ = nullptr;
    }

private:
    void post_arm() {
        watch_->while_alive([this] {
            asio::post(executor_, [self = shared_from_this()] { self->arm(); });
        });
    }

    void arm() {
        Milliseconds wait{};
        {
            const std::lock_guard lock(mutex_);
            if (!callback_) return;
            wait = std::clamp<Milliseconds>(instant_ - wall_now(), Milliseconds{0},
                                            limits::longest_sleep);
        }
        timer_->expires_after(wait);
        timer_->async_wait([self = shared_from_this()](const boost::system::error_code& error) {
            if (!error) self->woke();
        });
    }

    void woke() {
        std::function<void()> due;
        {
            const std::lock_guard lock(mutex_);
            if (callback_ && instant_ <= wall_now()) due = std::exchange(callback_, nullptr);
        }
        if (due)
            due();
        else
            arm();
    }

    asio::any_io_executor executor_;
    std::shared_ptr<ContextWatch> watch_;
    std::unique_ptr<asio::steady_timer> timer_;  // used on the executor only
    std::mutex mutex_;
    Instant instant_{};               // guarded by mutex_
    std::function<void()> callback_;  // guarded by mutex_
};

class SystemClock : public Clock {
public:
    explicit SystemClock(asio::any_io_executor executor)
        : wake_(Wake::make(std::move(executor))) {}
    ~SystemClock() override { wake_->clear(); }

    Instant now() const override { return wall_now(); }

    Milliseconds uptime() const override {
        timespec spec{};
        clock_gettime(CLOCK_BOOTTIME, &spec);
        return std::chrono::seconds{spec.tv_sec} + Milliseconds{spec.tv_nsec / 1'000'000};
    }

    void wake_at(Instant instant, std::function<void()> callback) override {
        if (callback)
            wake_->set(instant, std::move(callback));
        else
            wake_->clear();
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
    ThreadClock() : SystemClock(context.get_executor()) {}
};

}  // namespace

std::unique_ptr<Clock> make_system_clock() { return std::make_unique<ThreadClock>(); }

std::unique_ptr<Clock> make_system_clock(asio::any_io_executor executor) {
    return std::make_unique<SystemClock>(std::move(executor));
}

}  // namespace throughgate::schedule
