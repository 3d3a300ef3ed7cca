// SPDX-License-Identifier: MIT
#include "rules/date_math.hpp"

namespace throughgate::rules {

Milliseconds Shift::elapsed_time() const {
    const Milliseconds total =
        std::chrono::hours(hours) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds);
    return total * sign();
}

Date add_months(Date day, int months) {
    using namespace std::chrono;
    const year_month_day from(day);
    const year_month month = from.year() / from.month() + std::chrono::months(months);
    const year_month_day to = month / from.day();
    return to.ok() ? Date(to) : Date(month / last);
}

std::optional<Date> shift_calendar_days(Date day, const Shift& shift) {
    const int months = shift.years * 12 + shift.months;
    if (months != 0) day = add_months(day, months * shift.sign());
    day += std::chrono::days((shift.weeks * 7 + shift.days) * shift.sign());
    if (!in_range(day)) return std::nullopt;
    return day;
}

std::optional<Date> shift_days(Date day, const Shift& shift, const Calendar& calendar) {
    const std::optional<Date> shifted = shift_calendar_days(day, shift);
    if (!shifted || shift.working_days == 0) return shifted;
    const std::optional<Date> stepped =
        calendar.step_except(*shifted, shift.working_days * shift.sign(), shift.uncounted);
    if (!stepped || !in_range(*stepped)) return std::nullopt;
    return stepped;
}

Date start_of(Date day, Period period) {
    using namespace std::chrono;
    if (period == Period::week) return day - days(weekday(day).iso_encoding() - 1);
    const year_month_day from(day);
    if (period == Period::month) return from.year() / from.month() / 1;
    return from.year() / January / 1;
}

Date end_of(Date day, Period period) {
    using namespace std::chrono;
    if (period == Period::week) return start_of(day, period) + days(6);
    const year_month_day from(day);
    if (period == Period::month) return from.year() / from.month() / last;
    return from.year() / December / 31;
}

std::int64_t whole_months(Date from, Date to) {
    using namespace std::chrono;
    const year_month_day first(from);
    const year_month_day last(to);
    const std::int64_t months = (last.year() / last.month() - first.year() / first.month()).count();
    const bool short_of = months > 0 && last.day() < first.day();
    const bool past = months < 0 && last.day() > first.day();
    return months - (short_of ? 1 : 0) + (past ? 1 : 0);
}

}  // namespace throughgate::rules
