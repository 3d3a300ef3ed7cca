// SPDX-License-Identifier: MIT
#include "host/http/change_hub.hpp"

#include "host/http/limits.hpp"

namespace throughgate::http {

bool ChangeHub::wait(Waiter waiter) {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiters_.size() >= limits::streams) return false;
    waiters_.push_back({std::move(waiter)});
    return true;
}

void ChangeHub::look() {
    {
        const std::lock_guard lock(mutex_);
        if (looking_ || waiters_.empty()) return;
        looking_ = true;
    }
    if (workers_.post([this] { look_on_worker(); })) return;
    const std::lock_guard lock(mutex_);
    looking_ = false;
}

/// Whether the feed has anything behind the last cursor. What was only looked at is not in it.
bool ChangeHub::moved() {
    const auto since = engine_.changes(seen_.empty() ? "now" : seen_, 1);
    if (!since.ok()) return true;  // each waiter meets the trouble itself and tells it
    const bool something = seen_.empty() || !since->rows.empty();
    seen_ = since->next;
    if (!something || !since->more) return something;
    if (const auto now = engine_.changes("now"); now.ok()) seen_ = now->next;
    return true;
}

void ChangeHub::look_on_worker() {
    std::list<Waiting> looked_at;
    {
        const std::lock_guard lock(mutex_);
        looked_at.swap(waiters_);
    }
    const bool something = moved();
    const Steady now = std::chrono::steady_clock::now();
    for (auto each = looked_at.begin(); each != looked_at.end();) {
        const bool done = each->look(something || each->fresh, now);
        each->fresh = false;
        each = done ? looked_at.erase(each) : std::next(each);
    }
    std::unique_lock lock(mutex_);
    looking_ = false;
    if (!stopping_) return waiters_.splice(waiters_.begin(), looked_at);
    lock.unlock();
    for (Waiting& each : looked_at) each.look(true, Steady::max());
}

void ChangeHub::stop() {
    std::list<Waiting> last;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        last.swap(waiters_);
    }
    for (Waiting& each : last) each.look(true, Steady::max());
}

bool ChangeHub::stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

std::size_t ChangeHub::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiters_.size();
}

}  // namespace throughgate::http
