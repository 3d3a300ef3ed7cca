// SPDX-License-Identifier: MIT
// The system's clock as a Clock: wall time, uptime that counts sleep, one wake-up on an executor.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "throughgate/clock.hpp"

namespace throughgate::schedule {

/// Wakes on a thread of its own, which ends with the clock.
std::unique_ptr<Clock> make_system_clock();

/// Wakes on `executor`. Safe when the executor's context is destroyed first: the wake-up then
/// never comes.
std::unique_ptr<Clock> make_system_clock(boost::asio::any_io_executor executor);

}  // namespace throughgate::schedule
