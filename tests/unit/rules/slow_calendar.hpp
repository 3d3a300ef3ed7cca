// SPDX-License-Identifier: MIT
// A calendar that knows nothing but how to look at one day after another, for comparison. It shares
// no arithmetic with the engine: days are numbered by counting, months are a table.
#pragma once

#include <set>

#include "throughgate/time.hpp"

namespace throughgate::rules::testing {

struct SlowDay {
    int year;
    int month;
    int day;
    friend auto operator<=>(const SlowDay&, const SlowDay&) = default;
};

class SlowCalendar {
public:
    SlowCalendar(std::set<Date> holidays, std::set<unsigned> weekend)
        : holidays_(std::move(holidays)), weekend_(std::move(weekend)) {}

    [[nodiscard]] bool is_working(Date day) const {
        return !weekend_.contains(weekday_of(day)) && !holidays_.contains(day);
    }
    [[nodiscard]] Date step(Date day, int n) const {
        const std::chrono::days one(n < 0 ? -1 : 1);
        for (int left = n < 0 ? -n : n; left > 0;) {
            day += one;
            if (is_working(day)) --left;
        }
        return day;
    }
    [[nodiscard]] Date roll(Date day, int direction) const {
        while (!is_working(day)) day += std::chrono::days(direction);
        return day;
    }
    [[nodiscard]] int count(Date from, Date to) const {
        int count = 0;
        for (Date day = from; day <= to; day += std::chrono::days(1)) count += is_working(day);
        return count;
    }
    /// Monday is 1: seven days go round from a known Monday.
    static unsigned weekday_of(Date day) {
        const Date monday{std::chrono::year(2024) / 1 / 1};
        const auto apart = (day - monday).count() % 7;
        return static_cast<unsigned>((apart + 7) % 7) + 1;
    }

private:
    std::set<Date> holidays_;
    std::set<unsigned> weekend_;
};

inline bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

inline int length_of(int year, int month) {
    if (month == 2) return leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Month by month; at the end the day is cut to the month's length.
inline SlowDay add_months_slowly(SlowDay from, int months) {
    for (; months > 0; --months)
        if (++from.month == 13) from.month = 1, ++from.year;
    for (; months < 0; ++months)
        if (--from.month == 0) from.month = 12, --from.year;
    from.day = std::min(from.day, length_of(from.year, from.month));
    return from;
}

inline SlowDay add_days_slowly(SlowDay from, int days) {
    for (; days > 0; --days)
        if (++from.day > length_of(from.year, from.month)) {
            from.day = 1;
            if (++from.month == 13) from.month = 1, ++from.year;
        }
    for (; days < 0; ++days)
        if (--from.day == 0) {
            if (--from.month == 0) from.month = 12, --from.year;
            from.day = length_of(from.year, from.month);
        }
    return from;
}

inline Date date_of(SlowDay day) { return std::chrono::year(day.year) / day.month / day.day; }

inline SlowDay slow_of(Date date) {
    const std::chrono::year_month_day day(date);
    return {int(day.year()), int(unsigned(day.month())), int(unsigned(day.day()))};
}

}  // namespace throughgate::rules::testing
