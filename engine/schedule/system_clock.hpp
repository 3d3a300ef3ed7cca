// SPDX-License-Identifier: MIT
// The system's clock as a Clock: wall time, uptime that counts sleep, one wake-up.
// On a host's executor: executor_clock.hpp.
#pragma once

#include <memory>

#include "throughgate/clock.hpp"

namespace throughgate::schedule {

/// Wakes on a thread of its own, which ends with the clock.
std::unique_ptr<Clock> make_system_clock();

}  // namespace throughgate::schedule
