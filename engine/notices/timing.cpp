// SPDX-License-Identifier: MIT
#include "notices/timing.hpp"

#include <algorithm>

#include "definition/for_readers.hpp"

namespace throughgate::notices {

namespace {

constexpr int longest_wait_days = 60;  ///< somebody who works on no day at all
constexpr Milliseconds catch_up_wait = std::chrono::minutes{10};

unsigned weekday_of(Date day) { return std::chrono::weekday(day).iso_encoding(); }

Timing digest_at(Instant slot, std::string because) {
    return {Timing::What::digest, slot, std::move(because)};
}

bool goes_up(Relation relation) {
    return relation == Relation::manager || relation == Relation::upper_manager;
}

Instant slot_for(const Hours& hours, const Notice& notice, const StaffMember& who, Instant now) {
    const auto second = hours.second_digest(now, who, notice.due);
    return second ? *second : hours.next_digest(now, who);
}

/// Why an `action` notice does not go at once; empty: it does.
std::string held_because(const Hours& hours, const Notice& notice, const StaffMember& who,
                         const Told& told, Instant now) {
    if (goes_up(notice.recipient.relation)) return "managers get escalations in their digest";
    if (hours.quiet(now)) return "quiet hours";
    if (!hours.works(who, hours.day_of(now))) return "does not work today";
    if (told.item && notice.timer.number != 0) return "was told of it at once before";
    if (told.today.alone >= hours.policy().alone_a_day)
        return "has had " + std::to_string(told.today.alone) + " mails at once today";
    return {};
}

}  // namespace

const NoticePolicy* policy_of(const definition::DefinitionSet& set) {
    for (const auto& each : set.current)
        if (each->readers != nullptr && each->readers->notify) return &*each->readers->notify;
    return nullptr;
}

NoticeClass class_of(const NoticePolicy& policy, const Notice& notice) {
    const auto found = policy.classes.find(notice.message);
    return found == policy.classes.end() ? notice.notice_class : found->second;
}

Hours::Hours(const NoticePolicy& policy, const definition::DefinitionSet& set,
             const rules::Zone& zone)
    : policy_(policy), zone_(zone) {
    if (set.current.empty()) return;
    const auto found = set.calendars.find(set.current.front()->calendar);
    if (found != set.calendars.end()) calendar_ = &found->second;
}

bool Hours::is_working(Date day) const {
    return calendar_ != nullptr ? calendar_->is_working(day) : weekday_of(day) <= 5;
}

Instant Hours::at(Date day, std::uint32_t minutes) const {
    return zone_.at(day, std::chrono::minutes{minutes});
}

bool Hours::quiet(Instant now) const {
    const auto local = zone_.local(now);
    if (!is_working(local.day)) return true;
    return local.time < std::chrono::minutes{policy_.quiet_until} ||
           local.time >= std::chrono::minutes{policy_.quiet_from};
}

Date Hours::duty_day(Instant now) const {
    const auto local = zone_.local(now);
    const bool early = local.time < std::chrono::minutes{policy_.quiet_until};
    return early ? local.day - std::chrono::days{1} : local.day;
}

bool Hours::works(const StaffMember& who, Date day) const {
    return is_working(day) && (who.works >> (weekday_of(day) - 1) & 1U) != 0;
}

Instant Hours::next_digest(Instant now, const StaffMember& who) const {
    const Date today = day_of(now);
    for (int i = 0; i < longest_wait_days; ++i) {
        const Date day = today + std::chrono::days{i};
        if (works(who, day) && at(day, policy_.digest) > now) return at(day, policy_.digest);
    }
    Date day = today + std::chrono::days{1};
    while (!is_working(day) && day < today + std::chrono::days{longest_wait_days})
        day += std::chrono::days{1};
    return at(day, policy_.digest);
}

std::optional<Instant> Hours::second_digest(Instant now, const StaffMember& who,
                                            const std::optional<Instant>& due) const {
    const Date today = day_of(now);
    const Instant second = at(today, policy_.second_digest);
    const bool too_early = now < at(today, policy_.digest);
    if (!due || too_early || second <= now || !works(who, today)) return std::nullopt;
    if (*due <= now || day_of(*due) > working_days_later(today, 1)) return std::nullopt;
    return second;
}

Instant Hours::catch_up(Instant now, const StaffMember& who, std::uint32_t digests_today) const {
    const Date today = day_of(now);
    const Instant first = at(today, policy_.digest);
    if (works(who, today) && first <= now && digests_today == 0 && !quiet(now))
        return now + catch_up_wait;
    return next_digest(now, who);
}

Instant Hours::after_working(Instant from, std::uint32_t hours) const {
    Milliseconds left = std::chrono::hours{hours};
    Date day = day_of(from);
    for (int i = 0; i < longest_wait_days; ++i, day += std::chrono::days{1}) {
        if (!is_working(day)) continue;
        const Instant begins = std::max(from, at(day, policy_.quiet_until));
        const Instant ends = at(day, policy_.quiet_from);
        if (begins >= ends) continue;
        if (begins + left <= ends) return begins + left;
        left -= ends - begins;
    }
    return from + std::chrono::hours{hours};
}

Date Hours::working_days_later(Date day, int days) const {
    if (calendar_ != nullptr) return calendar_->step(day, days);
    while (days > 0) {
        day += std::chrono::days{1};
        if (is_working(day)) --days;
    }
    return day;
}

Date monday_of(Date day) { return day - std::chrono::days{weekday_of(day) - 1}; }

Timing timing_of(const Hours& hours, const Notice& notice, bool late, const StaffMember& who,
                 const Told& told, Instant now) {
    const NoticePolicy& policy = hours.policy();
    const NoticeClass its_class = class_of(policy, notice);
    if (its_class == NoticeClass::critical) return {Timing::What::now, now, "critical"};
    if (its_class == NoticeClass::info && who.no_info)
        return {Timing::What::never, {}, "they asked for no notices of class info"};
    const bool bulk = told.bulk && its_class == NoticeClass::action;
    if (bulk && !told.had_summary && !hours.quiet(now) && hours.works(who, hours.day_of(now)))
        return {Timing::What::summary, now + std::chrono::minutes{policy.bulk_minutes},
                "one of many from one cause"};
    if (bulk) return digest_at(slot_for(hours, notice, who, now), "one of many from one cause");
    if (late)
        return digest_at(hours.catch_up(now, who, told.today.digests),
                         "late: the engine had been down");
    if (its_class == NoticeClass::info)
        return digest_at(slot_for(hours, notice, who, now), "info goes into the digest");
    std::string because = held_because(hours, notice, who, told, now);
    if (because.empty()) return {Timing::What::now, now, "action, first time"};
    return digest_at(slot_for(hours, notice, who, now), std::move(because));
}

}  // namespace throughgate::notices
