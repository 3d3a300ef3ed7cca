// SPDX-License-Identifier: MIT
// The system's clock with its wake-ups on an executor of the host's.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "throughgate/clock.hpp"

namespace throughgate::schedule {

/// Wakes on `executor`, whose context may run on several threads. Safe when that context is
/// destroyed first: the wake-up then never comes.
std::unique_ptr<Clock> make_system_clock(boost::asio::any_io_executor executor);

}  // namespace throughgate::schedule
