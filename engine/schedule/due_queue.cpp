// SPDX-License-Identifier: MIT
#include "schedule/due_queue.hpp"

#include "base/limits.hpp"

namespace throughgate::schedule {

Result<std::vector<store::DueRow>> DueQueue::take(store::Reader& reader, Instant now,
                                                  std::size_t limit) {
    if (known_ && (!next_ || *next_ > now)) return std::vector<store::DueRow>{};
    auto rows = reader.due_timers(now, limit);
    if (!rows.ok()) return rows.error();
    known_ = false;
    if (rows->empty()) {
        if (auto looked = next(reader); !looked.ok()) return looked.error();
    }
    return rows;
}

Result<std::optional<Instant>> DueQueue::next(store::Reader& reader) {
    if (!known_) {
        const auto earliest = reader.next_timer();
        if (!earliest.ok()) return earliest.error();
        next_ = *earliest;
        known_ = true;
    }
    return next_;
}

void DueQueue::armed(Instant due) {
    if (known_ && (!next_ || due < *next_)) next_ = due;
}

bool DueQueue::failed(const store::DueRow& row) {
    return ++failures_[key_of(row)] >= limits::offers_without_outcome;
}

DueQueue::Key DueQueue::key_of(const store::DueRow& row) {
    return (static_cast<Key>(row.case_id.number) << 32) ^
           (static_cast<Key>(row.timer.number) << 12) ^ row.generation;
}

}  // namespace throughgate::schedule
