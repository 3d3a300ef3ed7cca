// SPDX-License-Identifier: MIT
#include "core/watchdog.hpp"

#include "base/limits.hpp"
#include "base/log.hpp"

namespace throughgate::core {
namespace {

constexpr std::chrono::seconds look_every{10};

}  // namespace

std::string stuck(std::optional<Instant> next_due, Instant last_progress, Instant now) {
    const bool overdue = next_due && *next_due + limits::watchdog_overdue < now;
    if (!overdue || last_progress + limits::watchdog_overdue >= now) return "";
    return "timers have been due since " + format_instant(*next_due) +
           " and nothing has fired since " + format_instant(last_progress);
}

void Watchdog::start() {
    if (thread_.joinable()) return;
    stopping_ = false;
    thread_ = std::thread([this] { run(); });
}

void Watchdog::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Watchdog::run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, look_every, [this] { return stopping_; })) {
        const std::string problem = stuck(loop_.known_next(), loop_.last_progress(), clock_.now());
        if (!problem.empty()) log(LogLevel::critical, "watchdog.stuck", {{"problem", problem}});
    }
}

}  // namespace throughgate::core
