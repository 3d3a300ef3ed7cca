// SPDX-License-Identifier: MIT
// The loop and its clock: jumps of the time, who confirms them, and where a virtual clock stands.
#include <utility>

#include "base/log.hpp"
#include "core/commit_loop.hpp"

namespace throughgate::core {

Status CommitLoop::keep_clock() {
    const Instant now = options_.clock->now();
    if (!options_.keep_clock || now == kept_clock_) return {};
    if (auto written = write_meta("virtual_now", format_instant(now)); !written.ok())
        return written;
    kept_clock_ = now;
    return {};
}

void CommitLoop::confirm_clock() {
    {
        const std::lock_guard lock(mutex_);
        confirm_ = true;
    }
    wake();
}

void CommitLoop::observe_clock(Instant now) {
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(confirm_, false)) jump_guard_.confirm();
    }
    if (!held_since_.empty() && !jump_guard_.held()) note_clock_held("");
    const auto jump = jump_guard_.observe(now, options_.clock->uptime());
    if (jump == schedule::Jump::forward)
        log(LogLevel::critical, "clock.jumped_forward", {{"now", format_instant(now)}});
    if (jump == schedule::Jump::forward) note_clock_held(format_instant(now));
    if (jump == schedule::Jump::backward)
        log(LogLevel::warning, "clock.jumped_backward", {{"now", format_instant(now)}});
    held_ = jump_guard_.held();
    catching_up_ = catching_up_ || held_;
}

/// Other programs see from the store that nothing fires; empty: it does again.
void CommitLoop::note_clock_held(const std::string& since) {
    if (auto noted = write_meta(meta::clock_held, since); !noted.ok())
        log(LogLevel::error, "clock.hold_not_noted", {{"problem", noted.error().message}});
    held_since_ = since;
}

/// A person confirmed through another program: it wrote back which hold was meant, and who.
Status CommitLoop::look_for_confirmation(store::Reader& reader) {
    if (held_since_.empty()) return {};
    const auto confirmed = reader.meta(meta::clock_confirmed);
    if (!confirmed.ok()) return confirmed.error();
    if (!*confirmed || !(*confirmed)->starts_with(held_since_ + " ")) return {};
    log(LogLevel::warning, "clock.confirmed",
        {{"by", (*confirmed)->substr(held_since_.size() + 1)}});
    const std::lock_guard lock(mutex_);
    confirm_ = true;
    return {};
}

}  // namespace throughgate::core
