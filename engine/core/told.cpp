// SPDX-License-Identifier: MIT
#include "core/told.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t rows_remembered = 65536;

}  // namespace

Result<bool> had_summary(store::Reader& reader, const std::string& person, const std::string& cause,
                         Instant now) {
    const auto found = reader.find_summary(person, cause, now - std::chrono::days{1});
    if (!found.ok()) return found.error();
    if (!*found) return false;
    return (*found)->slot <= now || (*found)->attempts > 0 || !(*found)->due;
}

std::string cause_of(const Notice& notice, std::string_view team) {
    if (notice.timer.number != 0 || !notice.together.empty()) return {};
    const std::string event(notice.rung.text());
    return notice.changes.empty() ? cause_in(event, team) : event;
}

std::string event_of(const std::string& cause) { return cause.substr(0, cause.find(" in ")); }

std::string cause_in(const std::string& event, std::string_view team) {
    return event + " in " + std::string(team);
}

void ToldDesk::clear() {
    today_.clear();
    items_.clear();
    seen_.clear();
    causes_.clear();
    summaries_.clear();
}

void ToldDesk::count_cause(const notices::NoticePolicy& policy, const OutboxRow& row,
                           const std::string& cause, Instant now) {
    if (seen_.size() > rows_remembered) seen_.clear();
    if (cause.empty() || row.attempts > 0 || !seen_.insert(row.effect).second) return;
    Cause& each = causes_[cause];
    if (each.count == 0 || each.since + std::chrono::minutes{policy.bulk_minutes} < now)
        each = {now, 0};
    ++each.count;
}

bool ToldDesk::is_bulk(const notices::NoticePolicy& policy, const std::string& cause,
                       Instant now) const {
    if (policy.bulk_over == 0 || cause.empty()) return false;
    const auto found = causes_.find(cause);
    return found != causes_.end() && found->second.count > policy.bulk_over &&
           found->second.since + std::chrono::minutes{policy.bulk_minutes} >= now;
}

Result<ToldToday> ToldDesk::today(store::Reader& reader, const notices::Hours& hours,
                                  const std::string& person, Instant now) {
    const Date day = hours.day_of(now);
    if (day != day_) {
        today_.clear();
        items_.clear();
        summaries_.clear();
        day_ = day;
    }
    const auto known = today_.find(person);
    if (known != today_.end()) return known->second;
    const Instant midnight = hours.start_of(day + std::chrono::days{1});
    const auto read = reader.told(person, hours.start_of(day), midnight);
    if (!read.ok()) return read.error();
    today_.emplace(person, *read);
    return *read;
}

Result<notices::Told> ToldDesk::told(store::Reader& reader, const notices::Hours& hours,
                                     const std::string& cause, const Digest& item,
                                     const std::string& person, Instant now) {
    notices::Told told;
    const auto had = today(reader, hours, person, now);
    if (!had.ok()) return had.error();
    told.today = *had;
    const auto before = reader.has_notice_key(item);
    if (!before.ok()) return before.error();
    told.item = *before || items_.contains(item);
    told.bulk = is_bulk(hours.policy(), cause, now);
    if (!told.bulk && !cause.empty() && hours.policy().bulk_over > 0) {
        // A restart forgets how many there were; the summaries that wait do not.
        const auto waiting = reader.count_summaries(cause, now);
        if (!waiting.ok()) return waiting.error();
        told.bulk = !waiting->empty();
    }
    return told;
}

void ToldDesk::alone(const std::string& person, NoticeClass notice_class, const Digest& item) {
    if (notice_class == NoticeClass::action) ++today_[person].alone;
    items_.insert(item);
}

void ToldDesk::not_told(const std::string& person, NoticeClass notice_class, const Digest& item) {
    const auto found = today_.find(person);
    if (items_.erase(item) == 0 || found == today_.end()) return;
    if (notice_class == NoticeClass::action && found->second.alone > 0) --found->second.alone;
}

void ToldDesk::digest(const std::string& person) { ++today_[person].digests; }

}  // namespace throughgate::core
