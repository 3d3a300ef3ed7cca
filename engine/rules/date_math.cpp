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
    const Date stepped = calendar.step(*shifted, shift.working_days * shift.sign());
    if (!in_range(stepped)) return std::nullopt;
    return stepped;
}

}  // namespace throughgate::rules
