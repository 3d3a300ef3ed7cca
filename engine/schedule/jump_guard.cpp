// SPDX-License-Identifier: MIT
#include "schedule/jump_guard.hpp"

#include "base/limits.hpp"

namespace throughgate::schedule {
namespace {

constexpr std::chrono::seconds backward_tolerance{2};

}  // namespace

Jump JumpGuard::observe(Instant now, Milliseconds uptime) {
    const auto before = std::exchange(last_, Reading{now, uptime});
    if (!before) return Jump::none;
    const Milliseconds drift = (now - before->now) - (uptime - before->uptime);
    if (drift > limits::forward_jump_held) {
        held_ = true;
        return Jump::forward;
    }
    return drift < -backward_tolerance ? Jump::backward : Jump::none;
}

}  // namespace throughgate::schedule
