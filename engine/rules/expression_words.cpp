// SPDX-License-Identifier: MIT
// Whole expressions written back as words.
#include <array>
#include <string>

#include "rules/words.hpp"

namespace throughgate::rules {
namespace {

constexpr std::array<std::string_view, 7> weekday_names{
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

bool needs_parentheses(Op op) {
    return op == Op::shift || op == Op::shift_by || op == Op::roll || op == Op::at_time ||
           op == Op::moved || op == Op::working_hours || op == Op::holiday_step ||
           op == Op::not_before || op == Op::not_after;
}

std::string inner_words(const Program& program, std::uint32_t index) {
    std::string words = date_words(program, index);
    return needs_parentheses(program.node(index).op) ? "(" + words + ")" : words;
}

std::string shift_words(const Program& program, const Node& node) {
    return shift_amount_words(program, node) + (node.shift.backward ? " before " : " after ") +
           inner_words(program, program.child(node, 0));
}

std::string except_words(std::uint8_t uncounted) {
    std::string text;
    for (std::size_t i = 0; i < weekday_names.size(); ++i) {
        if ((uncounted >> i & 1u) == 0) continue;
        text += (text.empty() ? " except " : " or ") + std::string(weekday_names[i]) + 's';
    }
    return text;
}

std::string_view plural(Unit unit) {
    static constexpr std::array<std::string_view, 11> names{
        "years",   "months",  "weeks",    "days",          "working days", "hours",
        "minutes", "seconds", "holidays", "working hours", "weekend days"};
    return names[static_cast<std::size_t>(unit)];
}

std::string choice_words(const Program& program, const Node& node) {
    std::string text;
    switch (node.op) {
        case Op::first_of: text = "first of ("; break;
        case Op::last_of: text = "last of ("; break;
        case Op::first_known: text = "first known of ("; break;
        case Op::first_future: text = "first future of ("; break;
        default: text = "nearest of ("; break;
    }
    for (std::uint32_t i = 0; i < node.count; ++i)
        text += (i == 0 ? "" : " or ") + date_words(program, program.child(node, i));
    return text + ")";
}

std::string moved_words(const Program& program, const Node& node) {
    std::string text = inner_words(program, program.child(node, 0));
    text += node.backward ? " moved back while it" : " moved on while it";
    if (node.neighbour != 0)
        text += node.neighbour < 0 ? " or the day before" : " or the day after";
    return text + (node.shut ? " is not " : " is ") + day_kind_words(node.days);
}

std::string edge_words(const Program& program, const Node& node) {
    std::string text = node.backward ? "start of the " : "end of the ";
    const std::string_view unit = plural(node.unit);
    text += std::string(unit.substr(0, unit.size() - 1));
    const std::uint32_t child = program.child(node, 0);
    return text +
           (node.year ? ' ' + value_words(program, child) : " of " + inner_words(program, child));
}

std::string counted_words(const Program& program, const Node& node, std::string_view unit) {
    return value_words(program, program.child(node, 1)) + ' ' + std::string(unit) +
           (node.backward ? " before " : " after ") + inner_words(program, program.child(node, 0));
}

std::string time_words(const Program& program, std::uint32_t index) {
    const Node& node = program.node(index);
    if (node.op == Op::number_value) return time_text(std::chrono::minutes(node.number));
    return std::string(node.name.text());
}

/// Branches are told apart by the name of the result that they give.
std::string chosen_words(const Node& node) {
    return node.label.empty() ? "what the conditions give" : std::string(node.label.text());
}

std::string bound_words(const Program& program, const Node& node) {
    return date_words(program, program.child(node, 0)) +
           (node.op == Op::not_before ? " but not before " : " but not after ") +
           inner_words(program, program.child(node, 1));
}

/// Dates with one date inside them.
std::string outer_words(const Program& program, const Node& node) {
    const std::string inner = date_words(program, program.child(node, 0));
    switch (node.op) {
        case Op::roll:
            return inner +
                   (node.backward ? " on or before a working day" : " on or after a working day");
        case Op::at_time: return inner + " at " + time_text(node.time);
        case Op::at_time_of: return inner + " at " + time_words(program, program.child(node, 1));
        case Op::working_hours:
            return counted_words(program, node, "working hours") + " within " +
                   time_words(program, program.child(node, 2)) + " to " +
                   time_words(program, program.child(node, 3));
        default: return inner;
    }
}

}  // namespace

std::string day_kind_words(std::uint16_t kinds) {
    std::string text;
    const auto add = [&](std::string_view name) {
        text += (text.empty() ? "a " : " or a ") + std::string(name);
    };
    for (std::size_t i = 0; i < weekday_names.size(); ++i)
        if ((kinds >> i & 1u) != 0) add(weekday_names[i]);
    if ((kinds & DayKind::working_days) != 0) add("working day");
    if ((kinds & DayKind::weekend_days) != 0) add("weekend day");
    if ((kinds & DayKind::holidays) != 0) add("holiday");
    return text;
}

std::string interval_words(const Program& program, const Node& node, std::uint32_t first) {
    return (node.edges.open_start ? "from after " : "from ") +
           date_words(program, program.child(node, first)) +
           (node.edges.open_end ? " until before " : " until ") +
           date_words(program, program.child(node, first + 1));
}

std::string shift_amount_words(const Program& program, const Node& node) {
    std::string text;
    const bool plain = node.op == Op::shift;
    for (std::uint32_t i = 1; i < node.count; ++i) {
        const Node& part = program.node(program.child(node, i));
        text += (text.empty() ? "" : " and ") + value_words(program, program.child(part, 0)) + ' ' +
                std::string(plural(part.unit));
    }
    const std::string fixed = amount_text(node.shift);
    if (plain)
        text = fixed;
    else if (fixed != "0 days")
        text = fixed + " and " + text;
    return text + except_words(node.shift.uncounted);
}

std::string date_words(const Program& program, std::uint32_t index) {
    const Node& node = program.node(index);
    switch (node.op) {
        case Op::today: return "today";
        case Op::now: return "now";
        case Op::day: return format_date(node.day);
        case Op::shift:
        case Op::shift_by: return shift_words(program, node);
        case Op::holiday_step: return counted_words(program, node, "holidays");
        case Op::roll:
        case Op::at_time:
        case Op::at_time_of:
        case Op::working_hours:
        case Op::default_time: return outer_words(program, node);
        case Op::first_of:
        case Op::last_of:
        case Op::first_known:
        case Op::first_future:
        case Op::nearest: return choice_words(program, node);
        case Op::moved: return moved_words(program, node);
        case Op::edge: return edge_words(program, node);
        case Op::not_before:
        case Op::not_after: return bound_words(program, node);
        case Op::clock_change: return "clock change at " + std::string(node.name.text());
        case Op::choose: return chosen_words(node);
        case Op::nothing: return "no date";
        default: return std::string(node.name.text());
    }
}

std::string value_words(const Program& program, std::uint32_t index) {
    const Node& node = program.node(index);
    switch (node.op) {
        case Op::number_value: return std::to_string(node.number);
        case Op::text_value: return program.values[node.texts].text();
        case Op::count:
            return std::string(plural(node.unit)) + ' ' + interval_words(program, node, 0);
        case Op::whole:
            return "whole " + std::string(plural(node.unit)) + " from " +
                   date_words(program, program.child(node, 0)) + " to " +
                   date_words(program, program.child(node, 1));
        case Op::offset: return "offset of " + inner_words(program, program.child(node, 0));
        case Op::local_text: return "local time of " + inner_words(program, program.child(node, 0));
        case Op::choose: return chosen_words(node);
        default: return date_words(program, index);
    }
}

}  // namespace throughgate::rules
