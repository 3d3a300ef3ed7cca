// SPDX-License-Identifier: MIT
// Numbers, texts, conditions over them, branches, and the answer of a whole rule.
#include <algorithm>

#include "rules/evaluate.hpp"

namespace throughgate::rules {
namespace {

int order(std::int64_t left, std::int64_t right) {
    return left < right ? -1 : (right < left ? 1 : 0);
}

/// Days of the weekend from `first` to `last`, both counted.
std::int64_t weekend_days_between(const Calendar& calendar, Date first, Date last) {
    const std::int64_t days = (last - first).count() + 1;
    std::int64_t a_week = 0;
    std::int64_t rest = 0;
    for (int i = 0; i < 7; ++i) {
        if (!calendar.is_weekend(first + std::chrono::days(i))) continue;
        ++a_week;
        if (i < days % 7) ++rest;
    }
    return days / 7 * a_week + rest;
}

bool is_condition(Op op) {
    return op <= Op::day_is || op == Op::wall_skipped || op == Op::wall_repeated;
}

}  // namespace

OpKind kind_of(Op op) {
    if (op == Op::choose) return OpKind::any;
    if (op == Op::fields || op == Op::list || op == Op::nothing) return OpKind::parts;
    if (op == Op::local_text) return OpKind::wall;
    if (op == Op::text_value || op == Op::text_fact) return OpKind::text;
    if (is_condition(op)) return OpKind::condition;
    const bool number = op == Op::number_value || op == Op::number_fact || op == Op::amount ||
                        op == Op::count || op == Op::whole || op == Op::offset;
    return number ? OpKind::number : OpKind::moment;
}

Truth Evaluator::truth_fact(const Node& node) const {
    const Value& value = fact(node);
    return value.known() ? truth_of(value.truth()) : Truth::unknown;
}

Truth Evaluator::truth_is(const Node& node) const {
    const Truth inner = truth(program_->child(node, 0));
    if (inner == Truth::unknown) return inner;
    return truth_of((inner == Truth::yes) != node.shut);
}

Truth Evaluator::text_is(const Node& node) const {
    const auto found = text(program_->child(node, 0));
    if (!found) return Truth::unknown;
    for (std::uint32_t i = 0; i < node.text_count; ++i)
        if (program_->values[node.texts + i].text() == *found) return Truth::yes;
    return Truth::no;
}

Truth Evaluator::numbers(const Node& node) const {
    const auto left = number(program_->child(node, 0));
    const auto right = number(program_->child(node, 1));
    if (!left || !right) return Truth::unknown;
    return truth_of(holds(node.relation, order(*left, *right)));
}

Truth Evaluator::time_of_day(const Node& node) const {
    const MaybeMoment at = moment(program_->child(node, 0));
    if (!at || !at->timed()) return Truth::unknown;
    const Milliseconds time = inputs_->zone().time_of_day(at->instant());
    return truth_of(holds(node.relation, (time - Milliseconds(node.time)).count()));
}

Truth Evaluator::between(const Node& node) const {
    const MaybeMoment date = moment(program_->child(node, 0));
    const MaybeMoment from = moment(program_->child(node, 1));
    const MaybeMoment until = moment(program_->child(node, 2));
    if (date && from && compare(*this, *date, *from) < (node.edges.open_start ? 1 : 0))
        return Truth::no;
    if (date && until && compare(*this, *date, *until) > (node.edges.open_end ? -1 : 0))
        return Truth::no;
    return date && from && until ? Truth::yes : Truth::unknown;
}

Truth Evaluator::wall_is(const Node& node) const {
    const Value& wall = fact(node);
    if (!wall.known() || !in_range(wall.instant())) return Truth::unknown;
    const Zone::WallTime met = inputs_->zone().wall_time(wall.instant());
    return truth_of(node.op == Op::wall_skipped ? met.skipped() : met.repeated());
}

std::optional<Evaluator::Branch> Evaluator::taken(const Node& node) const {
    for (std::uint32_t i = 0; i < node.count; i += 2) {
        if (i + 1 == node.count) return Branch{program_->child(node, i), i / 2, std::nullopt};
        const std::uint32_t condition = program_->child(node, i);
        const Truth holds = truth(condition);
        if (holds == Truth::yes) return Branch{program_->child(node, i + 1), i / 2, condition};
        if (holds == Truth::unknown) return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::int64_t> Evaluator::number(std::uint32_t index) const {
    const Node& node = program_->node(index);
    switch (node.op) {
        case Op::number_value: return node.number;
        case Op::count: return count(node);
        case Op::whole: return whole(node);
        case Op::offset: return offset(node);
        case Op::choose:
            if (const auto branch = taken(node)) return number(branch->value);
            return std::nullopt;
        case Op::number_fact: break;
        default: return std::nullopt;
    }
    const Value& value = fact(node);
    if (!value.known()) return std::nullopt;
    return value.number();
}

std::optional<Evaluator::Days> Evaluator::interval(const Node& node) const {
    const MaybeMoment from = moment(program_->child(node, 0));
    const MaybeMoment until = moment(program_->child(node, 1));
    if (!from || !until) return std::nullopt;
    return Days{day_of(*from) + std::chrono::days(node.edges.open_start ? 1 : 0),
                day_of(*until) - std::chrono::days(node.edges.open_end ? 1 : 0)};
}

std::optional<std::int64_t> Evaluator::count(const Node& node) const {
    const auto days = interval(node);
    if (!days) return std::nullopt;
    if (days->last < days->first) return 0;
    const Calendar& calendar = inputs_->calendar();
    switch (node.unit) {
        case Unit::working_day: return calendar.working_between(days->first, days->last);
        case Unit::holiday: return calendar.holidays_between(days->first, days->last);
        case Unit::weekend_day: return weekend_days_between(calendar, days->first, days->last);
        default: return (days->last - days->first).count() + 1;
    }
}

std::optional<std::int64_t> Evaluator::whole(const Node& node) const {
    const auto days = interval(node);
    if (!days) return std::nullopt;
    const std::int64_t between = (days->last - days->first).count();
    switch (node.unit) {
        case Unit::year: return whole_months(days->first, days->last) / 12;
        case Unit::month: return whole_months(days->first, days->last);
        case Unit::week: return between / 7;
        default: return between;
    }
}

/// East of UTC, in minutes.
std::optional<std::int64_t> Evaluator::offset(const Node& node) const {
    const MaybeMoment at = moment(program_->child(node, 0));
    if (!at || !at->timed()) return std::nullopt;
    return std::chrono::floor<std::chrono::minutes>(inputs_->zone().offset_at(at->instant()))
        .count();
}

std::optional<std::string_view> Evaluator::text(std::uint32_t index) const {
    const Node& node = program_->node(index);
    if (node.op == Op::text_value) return program_->values[node.texts].text();
    if (node.op == Op::choose) {
        const auto branch = taken(node);
        return branch ? text(branch->value) : std::nullopt;
    }
    if (node.op != Op::text_fact) return std::nullopt;
    const Value& value = fact(node);
    if (!value.known()) return std::nullopt;
    return value.type() == ValueType::choice ? value.choice().text()
                                             : std::string_view(value.text());
}

bool Evaluator::answered(std::uint32_t index) const {
    const Node& node = program_->node(index);
    switch (kind_of(node.op)) {
        case OpKind::condition: return truth(index) != Truth::unknown;
        case OpKind::moment: return bool(moment(index));
        case OpKind::number: return number(index).has_value();
        case OpKind::text: return text(index).has_value();
        case OpKind::wall: return bool(moment(program_->child(node, 0)));
        case OpKind::parts: return node.op != Op::nothing;
        case OpKind::any: break;
    }
    const auto branch = taken(node);
    return branch && answered(branch->value);
}

Datum Evaluator::answer(std::uint32_t index) const {
    const Node& node = program_->node(index);
    if (kind_of(node.op) == OpKind::any) {
        const auto branch = taken(node);
        return branch ? answer(branch->value) : Datum{};
    }
    if (!answered(index)) return {};
    switch (kind_of(node.op)) {
        case OpKind::condition: return Datum::of(truth(index) == Truth::yes);
        case OpKind::number: return Datum::of(*number(index));
        case OpKind::text: return Datum::of(std::string(*text(index)));
        case OpKind::wall: return local_text(node);
        case OpKind::parts: return parts(node);
        default: break;
    }
    const Moment at = *moment(index);
    return Datum::of(at.timed() ? format_instant(at.instant()) : format_date(at.day()));
}

Datum Evaluator::parts(const Node& node) const {
    Datum datum;
    datum.kind = node.op == Op::list ? Datum::Kind::list : Datum::Kind::fields;
    if (node.op == Op::fields) {
        for (std::uint32_t i = 0; i < node.count; ++i)
            datum.fields.emplace_back(program_->values[node.texts + i].text(),
                                      answer(program_->child(node, i)));
        return datum;
    }
    for (std::uint32_t i = 0; i + 1 < node.count; i += 2) {
        if (truth(program_->child(node, i)) == Truth::yes)
            datum.items.push_back(answer(program_->child(node, i + 1)));
    }
    return datum;
}

/// "2025-01-03T16:00", with seconds unless the minute was asked for.
Datum Evaluator::local_text(const Node& node) const {
    const Moment at = *moment(program_->child(node, 0));
    const Zone& zone = inputs_->zone();
    const Instant wall{std::chrono::floor<std::chrono::seconds>(zone.time_of_day(at.instant())) +
                       zone.date_of(at.instant())};
    const std::string text = format_instant(wall);
    return Datum::of(text.substr(0, node.shut ? 16 : 19));
}

}  // namespace throughgate::rules
