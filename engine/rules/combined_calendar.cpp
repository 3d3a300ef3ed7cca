// SPDX-License-Identifier: MIT
#include "rules/combined_calendar.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace throughgate::rules {
namespace {

using Parts = std::span<const Calendar* const>;

template <typename Holds>
bool holds_for(Combination how, Parts parts, Holds holds) {
    return how == Combination::all_work ? std::all_of(parts.begin(), parts.end(), holds)
                                        : std::any_of(parts.begin(), parts.end(), holds);
}

bool is_worked(Combination how, Parts parts, Date day) {
    return holds_for(how, parts, [day](const Calendar* part) { return part->is_working(day); });
}

/// 1970-01-05 was a Monday.
std::vector<unsigned> weekend_of(Combination how, Parts parts) {
    std::vector<unsigned> weekend;
    for (unsigned number = 1; number <= 7; ++number) {
        const Date day = Date(std::chrono::days(3 + number));
        if (!holds_for(how, parts, [day](const Calendar* part) { return !part->is_weekend(day); }))
            weekend.push_back(number);
    }
    return weekend;
}

/// Days on which some part differs from its week.
std::set<Date> special_days(Parts parts) {
    std::set<Date> days;
    for (const Calendar* part : parts) {
        for (const Holiday& holiday : part->holidays()) days.insert(holiday.date);
        days.insert(part->extra_working().begin(), part->extra_working().end());
    }
    return days;
}

std::string title_on(Parts parts, Date day) {
    for (const Calendar* part : parts)
        if (const Holiday* holiday = part->holiday_on(day)) return holiday->title;
    return {};
}

Date earliest_horizon(Parts parts) {
    const auto earlier = [](const Calendar* a, const Calendar* b) {
        return a->known_until() < b->known_until();
    };
    return (*std::min_element(parts.begin(), parts.end(), earlier))->known_until();
}

std::string versions_of(Parts parts) {
    std::string text;
    for (const Calendar* part : parts)
        text += (text.empty() ? "" : " + ") + part->name() + " " + part->version();
    return text;
}

}  // namespace

Calendar combine(std::string name, Combination how, Parts parts) {
    std::vector<Holiday> holidays;
    std::vector<Date> extra;
    for (const Date day : special_days(parts)) {
        if (is_worked(how, parts, day))
            extra.push_back(day);
        else
            holidays.push_back({day, title_on(parts, day)});
    }
    return {std::move(name),     versions_of(parts), weekend_of(how, parts),
            std::move(holidays), std::move(extra),   earliest_horizon(parts)};
}

}  // namespace throughgate::rules
