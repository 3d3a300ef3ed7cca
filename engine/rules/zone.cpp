// SPDX-License-Identifier: MIT
#include "rules/zone.hpp"

#include <fstream>
#include <utility>

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

}  // namespace

struct Zone::Impl {
    absl::TimeZone zone;
};

Result<Zone> Zone::load(std::string_view name) {
    Impl impl;
    if (!is_zone_name(name) ||
        !absl::LoadTimeZone(absl::string_view(name.data(), name.size()), &impl.zone)) {
        return Error{ErrorKind::not_found,
                     "the zone database has no zone '" + std::string(name) +
                         "'; use a name such as Europe/London, and check that tzdata is installed",
                     std::string(name)};
    }
    Zone zone;
    zone.impl_ = std::make_shared<const Impl>(impl);
    zone.name_ = std::string(name);
    return zone;
}

Instant Zone::at(Date day, Milliseconds time_of_day) const {
    // `pre` reckons with the offset before a clock change: in a gap that shifts forward by the gap,
    // in an overlap it is the earlier of the two.
    const absl::TimeZone::TimeInfo info = impl_->zone.At(civil(day, time_of_day));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time_of_day);
    return Instant(Milliseconds(absl::ToUnixMillis(info.pre))) + (time_of_day - seconds);
}

Date Zone::date_of(Instant instant) const {
    const absl::Time time = absl::FromUnixMillis(instant.time_since_epoch().count());
    const absl::CivilDay day(impl_->zone.At(time).cs);
    return Date(std::chrono::days(day - absl::CivilDay(1970, 1, 1)));
}

Milliseconds Zone::time_of_day(Instant instant) const {
    const absl::Time time = absl::FromUnixMillis(instant.time_since_epoch().count());
    const absl::TimeZone::CivilInfo info = impl_->zone.At(time);
    const absl::CivilSecond midnight{absl::CivilDay(info.cs)};
    return std::chrono::seconds(info.cs - midnight) +
           Milliseconds(absl::ToInt64Milliseconds(info.subsecond));
}

std::string zone_database_version() {
    std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
    constexpr std::string_view prefix = "# version ";
    std::string line;
    if (!std::getline(file, line) || !line.starts_with(prefix)) return "unknown";
    return line.substr(prefix.size());
}

}  // namespace throughgate::rules
