// SPDX-License-Identifier: MIT
#include "tooling/calendars.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace throughgate::tooling {
namespace {

constexpr Date far_ahead{std::chrono::year(2200) / 12 / 31};

Error faulty(std::string_view id, const std::string& what) {
    return {ErrorKind::invalid,
            "calendar '" + std::string(id) + "': " + what + "; mend the file of calendars",
            std::string(id)};
}

/// The days of a list; false when one cannot be read.
bool read_days(const Datum* list, std::vector<Date>& days) {
    if (list == nullptr) return true;
    for (const Datum& item : list->items) {
        const auto day = parse_date(item.text);
        if (!day) return false;
        days.push_back(*day);
    }
    return true;
}

/// 0 is Monday in the file, 1 in the calendar; false when there is another.
bool read_weekend(const Datum* list, std::vector<unsigned>& weekend) {
    if (list == nullptr) return false;
    for (const Datum& item : list->items) {
        if (item.kind != Datum::Kind::number || item.number < 0 || item.number > 6) return false;
        weekend.push_back(static_cast<unsigned>(item.number) + 1);
    }
    return true;
}

Date horizon(const Datum& source, const std::vector<Date>& holidays) {
    const Datum* given = source.find("known_until");
    if (given != nullptr)
        if (const auto day = parse_date(given->text)) return *day;
    if (holidays.empty()) return far_ahead;
    const std::chrono::year_month_day last(*std::max_element(holidays.begin(), holidays.end()));
    return last.year() / std::chrono::December / 31;
}

Result<rules::Calendar> build(std::string_view id, const Datum& source) {
    std::vector<Date> days;
    std::vector<Date> extra;
    std::vector<unsigned> weekend;
    if (!read_weekend(source.find("weekend"), weekend))
        return faulty(id, "'weekend' wants a list of numbers from 0 (Monday) to 6");
    if (!read_days(source.find("holidays"), days) ||
        !read_days(source.find("extra_working"), extra))
        return faulty(id, "a day is not written as 2026-12-25");
    std::vector<rules::Holiday> holidays;
    for (const Date day : days) holidays.push_back({day, {}});
    const Date until = horizon(source, days);
    return rules::Calendar(std::string(id), "given", std::move(weekend), std::move(holidays),
                           std::move(extra), until);
}

}  // namespace

const rules::Calendar& weekdays_only() {
    static const rules::Calendar calendar("weekdays", "1", {6, 7}, {}, {}, far_ahead);
    return calendar;
}

CaseCalendars::CaseCalendars(const Datum& calendars) {
    const Datum* list = calendars.find("calendars");
    if (list == nullptr) return;
    for (const Datum& item : list->items)
        if (const Datum* id = item.find("id")) sources_.emplace(id->text, &item);
}

Result<const rules::Calendar*> CaseCalendars::find(std::string_view id) {
    if (const auto known = built_.find(id); known != built_.end()) return &known->second;
    const auto source = sources_.find(id);
    if (source == sources_.end())
        return Error{ErrorKind::not_found,
                     "there is no calendar '" + std::string(id) + "' in the file of calendars",
                     std::string(id)};
    Result<rules::Calendar> calendar = build(id, *source->second);
    if (!calendar) return calendar.error();
    return &built_.emplace(std::string(id), std::move(*calendar)).first->second;
}

}  // namespace throughgate::tooling
