// SPDX-License-Identifier: MIT
// Instants, dates and their text forms.
// Pure values. Instants are UTC with millisecond resolution; dates are civil days without a zone.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace throughgate {

using Milliseconds = std::chrono::milliseconds;
/// A point on the UTC time line, milliseconds since 1970-01-01T00:00:00Z.
using Instant = std::chrono::sys_time<Milliseconds>;
/// A civil day, without zone or time of day.
using Date = std::chrono::sys_days;

/// "2026-03-17T09:00:00Z" or with ".250" when there are milliseconds. Stored; never change.
std::string format_instant(Instant instant);
/// "2026-03-17". Stored; never change.
std::string format_date(Date date);
/// "Tue 17 Mar 2026", as people read it.
std::string format_date_long(Date date);

/// Accepts "2026-03-17T09:00:00[.mmm](Z|+hh:mm|-hh:mm)". nullopt for anything else.
std::optional<Instant> parse_instant(std::string_view text);
/// Accepts "2026-03-17" only, a real calendar day. nullopt for anything else.
std::optional<Date> parse_date(std::string_view text);

}  // namespace throughgate
