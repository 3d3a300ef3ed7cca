// SPDX-License-Identifier: MIT
#include "throughgate/clock.hpp"

namespace throughgate {

Instant VirtualClock::now() const {
    const std::lock_guard lock(mutex_);
    return now_;
}

Milliseconds VirtualClock::uptime() const {
    const std::lock_guard lock(mutex_);
    return now_.time_since_epoch() - jumped_;
}

void VirtualClock::jump(Milliseconds by) {
    {
        const std::lock_guard lock(mutex_);
        jumped_ += by;
    }
    advance(by);
}

void VirtualClock::wake_at(Instant instant, std::function<void()> callback) {
    {
        const std::lock_guard lock(mutex_);
        wake_ = callback ? std::optional(instant) : std::nullopt;
        callback_ = std::move(callback);
        if (!wake_ || *wake_ > now_) return;
    }
    set(now());
}

void VirtualClock::set(Instant instant) {
    std::function<void()> due;
    {
        const std::lock_guard lock(mutex_);
        now_ = instant;
        if (wake_ && *wake_ <= now_) {
            due = std::move(callback_);
            callback_ = nullptr;
            wake_.reset();
        }
    }
    if (due) due();
}

}  // namespace throughgate
