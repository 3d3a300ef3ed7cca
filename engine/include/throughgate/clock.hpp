// SPDX-License-Identifier: MIT
// Clock: where the engine takes its time from, and who wakes it.
// The embedder owns the clock and keeps it alive until the engine has stopped. `now` may be called
// from any thread. The engine never reads another clock.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "throughgate/time.hpp"

namespace throughgate {

class Clock {
public:
    virtual ~Clock() = default;
    /// Current time. Need not be monotonic: the engine takes max(now, last recorded) per case.
    [[nodiscard]] virtual Instant now() const = 0;
    /// Calls `callback` once, not before `instant` (at once if it has passed), on a thread of the
    /// clock's choice. A second call replaces the first; nullptr cancels.
    virtual void wake_at(Instant instant, std::function<void()> callback) = 0;
    /// Time that only runs forward and counts while the machine sleeps, from any start. Compared
    /// with `now` to find jumps of the wall clock.
    [[nodiscard]] virtual Milliseconds uptime() const = 0;
};

/// A clock that stands still until told. For tests, simulation and `Engine::run_until`.
/// Thread-safe; a due callback runs inside `set`, on the caller's thread.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(Instant start) : now_(start) {}
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Milliseconds uptime() const override;
    void wake_at(Instant instant, std::function<void()> callback) override;
    /// Moves to `instant` (also backwards, as real clocks do) and runs a callback that fell due.
    void set(Instant instant);
    void advance(Milliseconds by) { set(now() + by); }
    /// Moves the wall clock alone, as an operator's mistake does: `uptime` stays.
    void jump(Milliseconds by);

private:
    mutable std::mutex mutex_;
    Instant now_;                     // guarded by mutex_
    Milliseconds jumped_{0};          // guarded by mutex_
    std::optional<Instant> wake_;     // guarded by mutex_
    std::function<void()> callback_;  // guarded by mutex_
};

}  // namespace throughgate
