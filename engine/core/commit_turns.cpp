// SPDX-License-Identifier: MIT
// Whose turn it is: the loop's thread gives it away while it rests, and a caller who would only
// wait for an answer takes it and does the work.
#include "base/limits.hpp"
#include "core/commit_loop.hpp"

namespace throughgate::core {
namespace {

/// While callers work on their own threads the loop looks this often whether they still do.
constexpr std::chrono::milliseconds doze{2};

}  // namespace

bool CommitLoop::asked_to_stop() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

/// Whoever was just answered often asks again at once: to look a moment longer costs less than to
/// be put to sleep and woken.
bool CommitLoop::more_comes(std::unique_lock<std::mutex>& turn) {
    turn.unlock();
    bool more = false;
    bool others = false;
    for (int looks = 0; looks < 200 && !more && !others; ++looks) {
        std::this_thread::yield();
        const std::lock_guard lock(mutex_);
        more = has_work();
        others = others_work_;
    }
    turn.lock();
    bell_->whose_turn = std::this_thread::get_id();
    return more;
}

/// Until a command comes, the clock wakes us, or it is time to look for another program's writes.
void CommitLoop::wait_for_work(std::unique_lock<std::mutex>& turn) {
    if (!answer_durable()) return;
    if (unanswered_.empty()) {  // else the sync wakes us before anything can be due
        const auto next = next_due();
        if (next.ok() && *next && options_.fires) options_.clock->wake_at(**next, ringing());
    }
    turn.unlock();
    {
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, limits::foreign_write_poll,
                       [this] { return has_work() || others_work_; });
        rest_while_others_work(lock);
        woken_ = false;
    }
    turn.lock();
    bell_->whose_turn = std::this_thread::get_id();
}

/// Callers who come one after the other are left alone, but what they caused to be sent or to fall
/// due is not put off for long.
void CommitLoop::rest_while_others_work(std::unique_lock<std::mutex>& lock) {
    dozing_ = true;
    for (auto rested = doze; others_work_ && rested <= limits::sends_put_off; rested += doze) {
        others_work_ = false;
        if (wake_.wait_for(lock, doze, [this] { return has_work(); })) break;
    }
    others_work_ = dozing_ = false;
}

/// Answers of others belong on the loop's thread, and so does whatever may take longer.
bool CommitLoop::may_work_here() {
    if (!takes_turns_ || !unanswered_.empty() || recomputing_ || unread_ || held_) return false;
    if (timers_may_be_due(options_.clock->now())) return false;
    const std::lock_guard lock(mutex_);
    return !closed_ && !has_work();
}

bool CommitLoop::submit_here(Request& request) {
    if (!running_ || on_own_thread()) return false;
    const std::unique_lock turn(turn_, std::try_to_lock);
    if (!turn || !may_work_here()) return false;
    bell_->whose_turn = std::this_thread::get_id();
    const Instant now = options_.clock->now();
    observe_clock(now);
    got_on_ = true;  // nothing is due
    catching_up_ = late_ = false;
    Batch one;
    one.push_back(std::move(request));
    (void)run_batch(std::move(one), now);  // whoever asked is told
    note_progress();
    worked_here();
    return true;
}

void CommitLoop::worked_here() {
    bool sleeping = false;
    {
        const std::lock_guard lock(mutex_);
        sleeping = !std::exchange(others_work_, true) && !dozing_;
    }
    if (sleeping) wake_.notify_one();
}

}  // namespace throughgate::core
