// SPDX-License-Identifier: MIT
// JumpGuard: finds jumps of the wall clock by comparing it with uptime. Pure.
// "Never early" cannot be undone, so a forward jump of more than an hour holds firing until a
// person confirms the time; a backward jump is only reported (due rows wait for it to catch up).
#pragma once

#include <optional>
#include <utility>

#include "throughgate/time.hpp"

namespace throughgate::schedule {

enum class Jump { none, backward, forward };

class JumpGuard {
public:
    /// Compares with the readings of the call before.
    Jump observe(Instant now, Milliseconds uptime);
    /// True between a forward jump and `confirm`.
    [[nodiscard]] bool held() const { return held_; }
    void confirm() { held_ = false; }

private:
    struct Reading {
        Instant now;
        Milliseconds uptime;
    };
    std::optional<Reading> last_;
    bool held_ = false;
};

}  // namespace throughgate::schedule
