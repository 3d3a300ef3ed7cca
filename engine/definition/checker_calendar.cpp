// SPDX-License-Identifier: MIT
// A calendar file -> rules::Calendar, when it does not contradict itself.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "definition/checker_parse.hpp"

namespace throughgate::definition {

namespace {

unsigned weekday_number(std::string_view name) {
    static constexpr std::array<std::string_view, 7> names = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    const auto found = std::find(names.begin(), names.end(), name);
    return static_cast<unsigned>(found - names.begin()) + 1;
}

std::vector<unsigned> weekend_of(const Node& root, Faults& faults) {
    std::set<unsigned> days;
    for (const Word& day : words_of(root, "weekend"))
        if (const unsigned number = weekday_number(day.text); number <= 7) days.insert(number);
    if (days.size() == 7)
        faults.error("TG0805", child(root, "weekend")->place, "no day of the week is worked");
    return {days.begin(), days.end()};
}

std::vector<rules::Holiday> holidays_of(const Node& root, Date known_until, Faults& faults) {
    std::vector<rules::Holiday> holidays;
    std::set<Date> seen;
    const Node* list = child(root, "holidays");
    if (list == nullptr) return holidays;
    for (const Node& item : list->items) {
        const Word day = word_of(item, "date");
        const auto date = parse_date(day.text);
        if (!date.has_value()) continue;
        if (!seen.insert(*date).second)
            faults.error("TG0805", day.place, day.text + " is listed twice");
        if (*date > known_until)
            faults.error("TG0805", day.place, day.text + " lies after 'known_until'");
        holidays.push_back({*date, text_of(item, "title")});
    }
    return holidays;
}

std::vector<Date> extra_days_of(const Node& root) {
    std::vector<Date> days;
    for (const Word& day : words_of(root, "extra_working"))
        if (const auto date = parse_date(day.text)) days.push_back(*date);
    return days;
}

}  // namespace

CalendarText parse_calendar(const Node& root, const std::string& path, Faults& faults) {
    CalendarText text;
    text.name = word_of(root, "calendar");
    text.path = path;
    const std::size_t before = faults.errors();
    const auto known_until = parse_date(text_of(root, "known_until"));
    const std::vector<unsigned> weekend = weekend_of(root, faults);
    if (!known_until.has_value()) return text;
    std::vector<rules::Holiday> holidays = holidays_of(root, *known_until, faults);
    if (faults.errors() > before) return text;
    text.calendar.emplace(text.name.text, text_of(root, "version"), weekend, std::move(holidays),
                          extra_days_of(root), *known_until);
    return text;
}

}  // namespace throughgate::definition
