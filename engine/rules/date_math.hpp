// SPDX-License-Identifier: MIT
// Date arithmetic of the rule language: the order of compound offsets, month ends, bounds.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "rules/calendar.hpp"
#include "throughgate/time.hpp"

namespace throughgate::rules {

/// Rules reckon between these days only; anything outside is treated as not known.
inline constexpr Date first_day{std::chrono::year(1900) / 1 / 1};
inline constexpr Date last_day{std::chrono::year(2200) / 12 / 31};
inline constexpr std::int64_t largest_count = 10'000;

constexpr bool in_range(Date day) { return day >= first_day && day <= last_day; }
constexpr bool in_range(Instant instant) {
    return instant >= Instant(first_day) && instant < Instant(last_day + std::chrono::days(1));
}

/// An amount of time as written; at most one of the two groups is used.
struct Shift {
    // Days: moved on the calendar, keeping the time of day.
    std::int32_t years = 0;
    std::int32_t months = 0;
    std::int32_t weeks = 0;
    std::int32_t days = 0;
    std::int32_t working_days = 0;
    // Hours: elapsed time.
    std::int32_t hours = 0;
    std::int32_t minutes = 0;
    std::int32_t seconds = 0;
    bool elapsed = false;  ///< the second group is used
    bool backward = false;
    std::uint8_t uncounted = 0;  ///< weekdays that working days leave out; bit 0 is Monday

    [[nodiscard]] Milliseconds elapsed_time() const;
    [[nodiscard]] int sign() const { return backward ? -1 : 1; }
    friend bool operator==(const Shift&, const Shift&) = default;
};

/// Years and months together, the day kept where the month has it, else its last day.
Date add_months(Date day, int months);
/// Years and months, then weeks and days; `day` is in range. nullopt: the result is not.
std::optional<Date> shift_calendar_days(Date day, const Shift& shift);
/// The above, then working days by step.
std::optional<Date> shift_days(Date day, const Shift& shift, const Calendar& calendar);

/// The day of `day`'s week, month or year that is its first or last.
enum class Period : std::uint8_t { week, month, year };
Date start_of(Date day, Period period);
Date end_of(Date day, Period period);
/// Whole periods from one day to another, towards zero; days when `months` and `days` are 0.
std::int64_t whole_months(Date from, Date to);

}  // namespace throughgate::rules
