// SPDX-License-Identifier: MIT
#include <algorithm>

#include "rules/explain.hpp"

namespace throughgate::rules {
namespace {

std::string holiday_text(const Holiday& holiday) {
    const std::string title = holiday.title.empty() ? std::string("a holiday") : holiday.title;
    return title + " on " + format_date_long(holiday.date);
}

/// "a", "a and b", "a, b and c".
std::string enumerate(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0) text += i + 1 == parts.size() ? " and " : ", ";
        text += parts[i];
    }
    return text;
}

/// Holidays that a walk between two days went over; `shown` at most, then how many more.
std::vector<std::string> holidays_between(const Calendar& calendar, Date from, Date to) {
    constexpr std::size_t shown = 4;
    std::vector<std::string> texts;
    std::size_t more = 0;
    for (Date day = from + std::chrono::days(1); day < to; day += std::chrono::days(1)) {
        const Holiday* holiday = calendar.holiday_on(day);
        if (holiday == nullptr || calendar.is_weekend(day) || calendar.is_working(day)) continue;
        if (texts.size() < shown) {
            texts.push_back(holiday_text(*holiday));
        } else {
            ++more;
        }
    }
    if (more != 0) texts.push_back(std::to_string(more) + " more");
    return texts;
}

}  // namespace

std::string Explainer::deadline() const {
    const auto moment = evaluator_.moment(program_->root);
    if (!moment) return "no date yet: " + why_missing(program_->root);
    Notes notes;
    std::string text = moment_text(*moment, " ") + ": " + date(program_->root, notes);
    for (const std::string& note : notes) text += ", " + note;
    return text;
}

std::string Explainer::date(std::uint32_t index, Notes& notes) const {
    const Node& node = program_->node(index);
    switch (node.op) {
        case Op::shift:
        case Op::shift_by: return shift(node, notes);
        case Op::roll: return roll(node, notes);
        case Op::at_time:
        case Op::default_time: return date(program_->child(node, 0), notes);
        case Op::first_of:
        case Op::last_of:
        case Op::first_known:
        case Op::first_future:
        case Op::nearest: return choice(node, notes);
        case Op::not_before:
        case Op::not_after: return bound(node, notes);
        default: return other(index, notes);
    }
}

/// "release on Tue 17 Mar 2026"; the day alone when no name stands for it.
std::string Explainer::named(std::uint32_t index) const {
    const auto moment = evaluator_.moment(index);
    const std::string when = moment ? moment_text(*moment, " at ") : std::string("a day not known");
    if (program_->node(index).op == Op::day) return when;
    return date_words(*program_, index) + " on " + when;
}

std::string Explainer::inner(std::uint32_t index, Notes& notes) const {
    Op op = program_->node(index).op;
    if (op == Op::choose)
        if (const auto branch = evaluator_.taken(program_->node(index)))
            op = program_->node(branch->value).op;
    std::string text = date(index, notes);
    if (op == Op::at_time && program_->node(index).op == op)
        text += " at " + time_text(program_->node(index).time);
    const bool compound = op == Op::shift || op == Op::shift_by || op == Op::roll ||
                          op == Op::at_time || op == Op::moved || op == Op::edge;
    return compound ? "(" + text + ")" : text;
}

std::string Explainer::shift(const Node& node, Notes& notes) const {
    const auto shift = evaluator_.amount(node);
    const std::string from = inner(program_->child(node, 0), notes);
    if (shift && shift->working_days != 0) note_holidays(node, notes);
    std::string text = shift_amount_words(*program_, node);
    if (node.op == Op::shift_by && shift) text += " (" + amount_text(*shift) + ")";
    return text + (node.shift.backward ? " before " : " after ") + from;
}

void Explainer::note_holidays(const Node& node, Notes& notes) const {
    const Calendar& calendar = inputs_->calendar();
    const auto moment = evaluator_.moment(program_->child(node, 0));
    const auto shift = evaluator_.amount(node);
    if (!moment || !shift) return;
    const auto from = shift_calendar_days(evaluator_.day_of(*moment), *shift);
    if (!from) return;
    const std::optional<Date> to =
        calendar.step_except(*from, shift->working_days * shift->sign(), shift->uncounted);
    if (!to) return;
    const auto skipped = holidays_between(calendar, std::min(*from, *to), std::max(*from, *to));
    if (!skipped.empty()) notes.push_back("skipping " + enumerate(skipped));
    note_horizon(std::max(*from, *to), notes);
}

void Explainer::note_horizon(Date day, Notes& notes) const {
    const Calendar& calendar = inputs_->calendar();
    if (day <= calendar.known_until()) return;
    notes.push_back("holidays after " + format_date_long(calendar.known_until()) +
                    " are not known yet");
}

std::string Explainer::roll(const Node& node, Notes& notes) const {
    const std::uint32_t child = program_->child(node, 0);
    std::string text = date(child, notes);
    const auto moment = evaluator_.moment(child);
    const Calendar& calendar = inputs_->calendar();
    if (!moment || calendar.is_working(evaluator_.day_of(*moment))) return text;
    const Date day = evaluator_.day_of(*moment);
    const Holiday* holiday = calendar.holiday_on(day);
    const std::string from = holiday != nullptr ? holiday_text(*holiday) : format_date_long(day);
    notes.push_back(std::string(node.backward ? "moved back from " : "moved on from ") + from +
                    " to a working day");
    note_horizon(day, notes);
    return text;
}

std::string Explainer::choice(const Node& node, Notes& notes) const {
    const auto taken = evaluator_.chosen(node);
    if (!taken) return "no date";
    std::string text = date(taken->node, notes);
    if (node.count == 1) return text;
    std::uint32_t known = 0;
    for (std::uint32_t i = 0; i < node.count; ++i) {
        if (evaluator_.moment(program_->child(node, i))) ++known;
    }
    std::string note = node.op == Op::first_of ? "the earliest of " : "the latest of ";
    note += std::to_string(node.count) + " dates";
    if (node.op == Op::first_known)
        note = "the first known of " + std::to_string(node.count) + " dates";
    if (node.op == Op::first_future)
        note = "the first in the future of " + std::to_string(node.count) + " dates";
    if (node.op == Op::nearest)
        note = "the nearest to today of " + std::to_string(node.count) + " dates";
    if (known < node.count) note += " (" + std::to_string(node.count - known) + " not known)";
    notes.push_back(std::move(note));
    return text;
}

/// When the bound was taken, says so and what it would have been.
std::string Explainer::bound(const Node& node, Notes& notes) const {
    const std::uint32_t child = program_->child(node, 0);
    const auto own = evaluator_.moment(child);
    const auto limit = evaluator_.moment(program_->child(node, 1));
    const int wrong = node.op == Op::not_before ? -1 : 1;
    if (!own || !limit || compare(evaluator_, *own, *limit) != wrong) return date(child, notes);
    std::string text = node.op == Op::not_before ? "not before " : "not after ";
    text += date(program_->child(node, 1), notes);
    Notes own_notes;
    notes.push_back("otherwise " + moment_text(*own, " ") + ", " + date(child, own_notes));
    return text;
}

std::string Explainer::why_missing(std::uint32_t index) const {
    std::vector<std::string> absent;
    for (const Symbol name : missing_in_date(index)) absent.emplace_back(name.text());
    if (absent.empty()) {
        if (const Node* choose = decided_for_none(index)) return "none is given" + reason(*choose);
        return "it lies outside the years 1900 to 2200";
    }
    return enumerate(absent) + (absent.size() == 1 ? " is not known" : " are not known");
}

const Node* Explainer::decided_for_none(std::uint32_t index) const {
    const Node& node = program_->node(index);
    if (node.op != Op::choose) {
        const bool wraps = kind_of(node.op) == OpKind::moment && node.count > 0;
        return wraps ? decided_for_none(program_->child(node, 0)) : nullptr;
    }
    const auto branch = evaluator_.taken(node);
    if (!branch) return nullptr;
    if (program_->node(branch->value).op == Op::nothing) return &node;
    return decided_for_none(branch->value);
}

std::vector<Symbol> Explainer::missing_in_deadline() const {
    return missing_in_date(program_->root);
}

std::vector<Symbol> Explainer::missing_in_date(std::uint32_t index) const {
    Names names;
    if (!evaluator_.moment(index)) add_missing_value(index, names);
    return names;
}

std::string Explainer::moment_text(const Moment& moment, std::string_view joint) const {
    if (!moment.timed()) return format_date_long(moment.day());
    const Zone& zone = inputs_->zone();
    return format_date_long(zone.date_of(moment.instant())) + std::string(joint) +
           time_text(zone.time_of_day(moment.instant()));
}

}  // namespace throughgate::rules
