// SPDX-License-Identifier: MIT
#include "rules/zone.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

namespace throughgate::rules {
namespace {

absl::CivilSecond civil(Date day, Milliseconds time_of_day) {
    const absl::CivilDay epoch(1970, 1, 1);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time_of_day);
    return absl::CivilSecond(epoch + day.time_since_epoch().count()) + seconds.count();
}

/// Abseil also reads absolute paths and asks the environment for "localtime": refused here.
bool is_zone_name(std::string_view name) {
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
    return !name.empty() && name.front() != '/' && name != "localtime" &&
           name.find_first_not_of(allowed) == std::string_view::npos;
}

/// Between two changes of the clocks. Abseil's civil time is exact but slow; a sorted table of the
/// changes answers the same questions about the years that matter in some nanoseconds.
struct Span {
    Instant from;        ///< first instant with this offset
    Instant local_from;  ///< first wall time, written as if UTC, that surely has it
    Milliseconds offset;
};

}  // namespace

struct Zone::Impl {
    absl::TimeZone zone;
    std::vector<Span>
        spans;      ///< sorted, never empty, with one more at the end that nothing reaches
    Instant until;  ///< beyond it Abseil is asked
    /// For each `page` of time since the first span, the span at its start.
    std::vector<std::uint32_t> first_of_page;
    static constexpr std::int64_t page = std::int64_t{1} << 31;  // milliseconds: about 25 days

    [[nodiscard]] Milliseconds offset_at(Instant instant) const {
        return span_at(instant, &Span::from).offset;
    }
    /// In a gap or an overlap the offset before the change: in a gap that shifts forward by the
    /// gap, in an overlap it is the earlier of the two.
    [[nodiscard]] Milliseconds offset_at_local(Instant local) const {
        return span_at(local, &Span::local_from).offset;
    }
    /// The last span whose `start` is not after `instant`, which is one that the table knows.
    [[nodiscard]] const Span& span_at(Instant instant, Instant Span::* start) const {
        const auto number = (instant - spans.front().from).count() / page;
        const Span* span = &spans[first_of_page[static_cast<std::size_t>(number)]];
        // A day's difference between local time and UTC may lie across the page's edge.
        if (instant < span->*start) --span;
        while (instant >= (span + 1)->*start) ++span;
        return *span;
    }
    void number_pages() {
        const Instant never = Instant::max();
        spans.push_back({never, never, spans.back().offset});
        std::uint32_t span = 0;
        for (Instant at = spans.front().from; at < until; at += Milliseconds(page)) {
            while (at >= spans[span + 1].from) ++span;
            first_of_page.push_back(span);
        }
    }
    [[nodiscard]] bool knows(Instant instant) const {
        return instant > spans.front().from + std::chrono::days{2} &&
               instant < until - std::chrono::days{2};
    }
};

namespace {

Milliseconds offset_of(const absl::TimeZone& zone, absl::Time time) {
    return std::chrono::seconds(zone.At(time).offset);
}

std::vector<Span> spans_of(const absl::TimeZone& zone, absl::Time from, absl::Time until) {
    const Instant start{Milliseconds(absl::ToUnixMillis(from))};
    std::vector<Span> spans{{start, start, offset_of(zone, from)}};
    absl::Time at = from;
    for (absl::TimeZone::CivilTransition change; zone.NextTransition(at, &change);) {
        at = zone.At(change.to).trans;
        if (at >= until) break;
        const Instant instant{Milliseconds(absl::ToUnixMillis(at))};
        const Milliseconds offset = offset_of(zone, at);
        const Milliseconds later = std::max(offset, spans.back().offset);
        spans.push_back({instant, instant + later, offset});
    }
    return spans;
}

Instant slow_at(const absl::TimeZone& zone, Date day, Milliseconds time_of_day) {
    const absl::TimeZone::TimeInfo info = zone.At(civil(day, time_of_day));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time_of_day);
    return Instant(Milliseconds(absl::ToUnixMillis(info.pre))) + (time_of_day - seconds);
}

}  // namespace

Result<Zone> Zone::load(std::string_view name) {
    Impl impl;
    if (!is_zone_name(name) ||
        !absl::LoadTimeZone(absl::string_view(name.data(), name.size()), &impl.zone)) {
        return Error{ErrorKind::not_found,
                     "the zone database has no zone '" + std::string(name) +
                         "'; use a name such as Europe/London, and check that tzdata is installed",
                     std::string(name)};
    }
    const absl::Time from = absl::FromCivil(absl::CivilYear(1950), absl::UTCTimeZone());
    const absl::Time until = absl::FromCivil(absl::CivilYear(2150), absl::UTCTimeZone());
    impl.spans = spans_of(impl.zone, from, until);
    impl.until = Instant{Milliseconds(absl::ToUnixMillis(until))};
    impl.number_pages();
    Zone zone;
    zone.impl_ = std::make_shared<const Impl>(std::move(impl));
    zone.name_ = std::string(name);
    return zone;
}

Instant Zone::at(Date day, Milliseconds time_of_day) const {
    const Instant local = Instant{day} + time_of_day;
    if (!impl_->knows(local)) return slow_at(impl_->zone, day, time_of_day);
    return local - impl_->offset_at_local(local);
}

Date Zone::date_of(Instant instant) const {
    return std::chrono::floor<std::chrono::days>(instant + offset_at(instant));
}

Zone::Local Zone::local(Instant instant) const {
    const Instant wall = instant + offset_at(instant);
    const Date day = std::chrono::floor<std::chrono::days>(wall);
    return {day, wall - day};
}

Milliseconds Zone::time_of_day(Instant instant) const { return local(instant).time; }

Milliseconds Zone::offset_at(Instant instant) const {
    if (impl_->knows(instant)) return impl_->offset_at(instant);
    return offset_of(impl_->zone, absl::FromUnixMillis(instant.time_since_epoch().count()));
}

Zone::WallTime Zone::wall_time(Instant local) const {
    const Date day = std::chrono::floor<std::chrono::days>(local);
    const absl::TimeZone::TimeInfo info = impl_->zone.At(civil(day, local - day));
    const auto offset = [&](absl::Time time) { return offset_of(impl_->zone, time); };
    if (info.kind == absl::TimeZone::TimeInfo::UNIQUE) {
        const Milliseconds only = offset(info.pre);
        return {only, only, std::nullopt};
    }
    const Instant change{Milliseconds(absl::ToUnixMillis(info.trans))};
    return {offset(info.trans - absl::Nanoseconds(1)), offset(info.trans), change};
}

std::string zone_database_version() {
    std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
    constexpr std::string_view prefix = "# version ";
    std::string line;
    if (!std::getline(file, line) || !line.starts_with(prefix)) return "unknown";
    return line.substr(prefix.size());
}

}  // namespace throughgate::rules
