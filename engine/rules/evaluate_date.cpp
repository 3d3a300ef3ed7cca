// SPDX-License-Identifier: MIT
// Dates beyond plain shifts: counts with names, holidays, working hours, edges, moves, the clocks.
#include <algorithm>

#include "base/limits.hpp"
#include "rules/evaluate.hpp"

namespace throughgate::rules {
namespace {

bool countable(std::int64_t count) { return count >= -largest_count && count <= largest_count; }

void add_to(Shift& shift, Unit unit, std::int32_t count) {
    switch (unit) {
        case Unit::year: shift.years = count; break;
        case Unit::month: shift.months = count; break;
        case Unit::week: shift.weeks = count; break;
        case Unit::day: shift.days = count; break;
        case Unit::working_day: shift.working_days = count; break;
        case Unit::hour: shift.hours = count; break;
        case Unit::minute: shift.minutes = count; break;
        case Unit::second: shift.seconds = count; break;
        default: break;
    }
}

/// The hours of a working day.
struct Hours {
    Milliseconds start;
    Milliseconds end;
};

/// Walks `left` through the hours of working days; a wall time.
std::optional<Instant> walk_hours(const Calendar& calendar, Instant wall, Milliseconds left,
                                  Hours hours, bool backward) {
    Date day = std::chrono::floor<std::chrono::days>(wall);
    Milliseconds time = wall - day;
    for (int days = 0; days < limits::working_hour_days; ++days) {
        time = std::clamp(time, hours.start, hours.end);
        const Milliseconds room = backward ? time - hours.start : hours.end - time;
        const bool works = calendar.is_working(day) && room > Milliseconds{0};
        if (works && left <= room) return day + (backward ? time - left : time + left);
        if (works) left -= room;
        const Date next = calendar.step(day, backward ? -1 : 1);
        if (next == day || !in_range(next)) return std::nullopt;
        day = next;
        time = backward ? hours.end : hours.start;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Shift> Evaluator::amount(const Node& node) const {
    Shift shift = node.shift;
    for (std::uint32_t i = 1; i < node.count; ++i) {
        const Node& part = program_->node(program_->child(node, i));
        const auto count = number(program_->child(part, 0));
        if (!count || !countable(*count)) return std::nullopt;
        add_to(shift, part.unit, static_cast<std::int32_t>(*count));
    }
    return shift;
}

MaybeMoment Evaluator::shift_by(const Node& node) const {
    const MaybeMoment from = moment(program_->child(node, 0));
    const std::optional<Shift> shift = amount(node);
    if (!from || !shift) return std::nullopt;
    return shift_from(*from, *shift);
}

MaybeMoment Evaluator::holiday_step(const Node& node) const {
    const MaybeMoment from = moment(program_->child(node, 0));
    const auto count = number(program_->child(node, 1));
    if (!from || !count || !countable(*count)) return std::nullopt;
    if (*count == 0) return bounded_day(day_of(*from));
    const int steps = static_cast<int>(*count) * (node.backward ? -1 : 1);
    const Holiday* holiday = inputs_->calendar().nth_holiday(day_of(*from), steps);
    if (holiday == nullptr) return std::nullopt;
    return bounded_day(holiday->date);
}

MaybeMoment Evaluator::working_hours(const Node& node) const {
    const MaybeMoment from = moment(program_->child(node, 0));
    const auto count = number(program_->child(node, 1));
    const auto start = number(program_->child(node, 2));
    const auto end = number(program_->child(node, 3));
    if (!from || !from->timed() || !count || !countable(*count) || !start || !end || *end <= *start)
        return std::nullopt;
    if (*count == 0) return from;
    const bool backward = node.backward != (*count < 0);
    const Zone& zone = inputs_->zone();
    const Instant wall = from->instant() + zone.offset_at(from->instant());
    const auto reached =
        walk_hours(inputs_->calendar(), wall, std::chrono::hours(std::abs(*count)),
                   {std::chrono::minutes(*start), std::chrono::minutes(*end)}, backward);
    if (!reached) return std::nullopt;
    const Date day = std::chrono::floor<std::chrono::days>(*reached);
    return bounded_instant(zone.at(day, *reached - day));
}

MaybeMoment Evaluator::edge(const Node& node) const {
    const std::uint32_t child = program_->child(node, 0);
    Date day{};
    if (node.year) {
        const auto year = number(child);
        if (!year || *year < 1900 || *year > 2200) return std::nullopt;
        day = std::chrono::year(static_cast<int>(*year)) / std::chrono::July / 1;
    } else {
        const MaybeMoment from = moment(child);
        if (!from) return std::nullopt;
        day = day_of(*from);
    }
    const Period period = node.unit == Unit::week    ? Period::week
                          : node.unit == Unit::month ? Period::month
                                                     : Period::year;
    return bounded_day(node.backward ? start_of(day, period) : end_of(day, period));
}

bool Evaluator::day_is(Date day, std::uint16_t kinds) const {
    const Calendar& calendar = inputs_->calendar();
    const unsigned weekday = std::chrono::weekday(day).iso_encoding() - 1;
    if ((kinds >> weekday & 1u) != 0) return true;
    return ((kinds & DayKind::working_days) != 0 && calendar.is_working(day)) ||
           ((kinds & DayKind::holidays) != 0 && calendar.holiday_on(day) != nullptr) ||
           ((kinds & DayKind::weekend_days) != 0 && calendar.is_weekend(day));
}

bool Evaluator::moves_on(const Node& node, Date day) const {
    if (day_is(day, node.days) != node.shut) return true;
    return node.neighbour != 0 &&
           day_is(day + std::chrono::days(node.neighbour), node.days) != node.shut;
}

MaybeMoment Evaluator::moved(const Node& node) const {
    const MaybeMoment from = moment(program_->child(node, 0));
    if (!from) return std::nullopt;
    Date day = day_of(*from);
    for (int tries = 0; tries < limits::move_days; ++tries) {
        if (!in_range(day)) return std::nullopt;
        if (!moves_on(node, day)) return moved_to(*from, day);
        day += std::chrono::days(node.backward ? -1 : 1);
    }
    return std::nullopt;
}

MaybeMoment Evaluator::at_time_of(const Node& node) const {
    const MaybeMoment from = moment(program_->child(node, 0));
    const auto minutes = number(program_->child(node, 1));
    if (!from || !minutes || *minutes < 0 || *minutes >= 24 * 60) return std::nullopt;
    return bounded_instant(inputs_->zone().at(day_of(*from), std::chrono::minutes(*minutes)));
}

MaybeMoment Evaluator::clock_change(const Node& node) const {
    const Value& wall = fact(node);
    if (!wall.known() || !in_range(wall.instant())) return std::nullopt;
    const Zone::WallTime met = inputs_->zone().wall_time(wall.instant());
    return met.change ? bounded_instant(*met.change) : std::nullopt;
}

}  // namespace throughgate::rules
