// SPDX-License-Identifier: MIT
#include "rules/evaluate.hpp"

namespace throughgate::rules {
namespace {

Truth truth_of(bool yes) { return yes ? Truth::yes : Truth::no; }

Truth inverse(Truth truth) {
    if (truth == Truth::unknown) return truth;
    return truth_of(truth == Truth::no);
}

std::optional<Moment> bounded_instant(Instant instant) {
    if (!in_range(instant)) return std::nullopt;
    return Moment{true, {}, instant};
}

std::optional<Moment> bounded_day(Date day) {
    if (!in_range(day)) return std::nullopt;
    return Moment{false, day, {}};
}

bool holds(Relation relation, std::int64_t difference) {
    switch (relation) {
        case Relation::at_least:
        case Relation::on_or_after: return difference >= 0;
        case Relation::at_most:
        case Relation::on_or_before: return difference <= 0;
        case Relation::more_than:
        case Relation::after: return difference > 0;
        case Relation::less_than:
        case Relation::before: return difference < 0;
        case Relation::on: return difference == 0;
    }
    return false;
}

template <typename T>
int order(const T& left, const T& right) {
    return left < right ? -1 : (right < left ? 1 : 0);
}

const Value& unknown_value() {
    static const Value unknown;
    return unknown;
}

}  // namespace

int compare(const Evaluator& evaluator, const Moment& left, const Moment& right) {
    if (left.timed && right.timed) return order(left.instant, right.instant);
    return order(evaluator.day_of(left), evaluator.day_of(right));
}

Truth Evaluator::truth(std::uint32_t index) const {
    const Node& node = program_->node(index);
    switch (node.op) {
        case Op::all_of:
        case Op::any_of: return group(node);
        case Op::negation: return inverse(truth(program_->child(node, 0)));
        case Op::fact_is: return fact_is(node);
        case Op::fact_known:
        case Op::anchor_known: return truth_of(known(node));
        case Op::strand_in: return strand_in(node);
        case Op::gate_cleared: return truth_of(inputs_->gate_cleared(node.name) != node.shut);
        case Op::number: return number(node);
        case Op::dates: return dates(node);
        default: return Truth::unknown;
    }
}

Truth Evaluator::group(const Node& node) const {
    const Truth decisive = node.op == Op::all_of ? Truth::no : Truth::yes;
    Truth answer = inverse(decisive);
    for (std::uint32_t i = 0; i < node.count; ++i) {
        const Truth one = truth(program_->child(node, i));
        if (one == decisive) return one;
        if (one == Truth::unknown) answer = one;
    }
    return answer;
}

const Value& Evaluator::fact(const Node& node) const {
    const Value& value = inputs_->fact(node.name);
    return value.type() == node.type ? value : unknown_value();
}

bool Evaluator::known(const Node& node) const {
    const bool anchor =
        node.op == Op::anchor || node.op == Op::anchor_day || node.op == Op::anchor_known;
    return anchor ? inputs_->anchor(node.name).has_value() : fact(node).known();
}

Truth Evaluator::fact_is(const Node& node) const {
    const Value& value = fact(node);
    if (!value.known()) return Truth::unknown;
    for (std::uint32_t i = 0; i < node.count; ++i) {
        if (program_->values[node.first + i] == value) return Truth::yes;
    }
    return Truth::no;
}

Truth Evaluator::strand_in(const Node& node) const {
    for (std::uint32_t i = 0; i < node.count; ++i) {
        const Symbol state = program_->values[node.first + i].choice();
        if (inputs_->strand_in(node.name, state)) return Truth::yes;
    }
    return Truth::no;
}

Truth Evaluator::number(const Node& node) const {
    const Value& value = fact(node);
    if (!value.known()) return Truth::unknown;
    return truth_of(holds(node.relation, order(value.number(), node.number)));
}

Truth Evaluator::dates(const Node& node) const {
    const std::optional<Moment> left = moment(program_->child(node, 0));
    const std::optional<Moment> right = moment(program_->child(node, 1));
    if (!left || !right) return Truth::unknown;
    const int difference = node.relation == Relation::on ? order(day_of(*left), day_of(*right))
                                                         : compare(*this, *left, *right);
    return truth_of(holds(node.relation, difference));
}

std::optional<Moment> Evaluator::moment(std::uint32_t index) const {
    const Node& node = program_->node(index);
    switch (node.op) {
        case Op::day: return bounded_day(node.day);
        case Op::today: return bounded_day(inputs_->zone().date_of(inputs_->now()));
        case Op::now: return bounded_instant(inputs_->now());
        case Op::shift: return shift(node);
        case Op::roll: return roll(node);
        case Op::at_time:
        case Op::default_time: return timed(node);
        case Op::first_of:
        case Op::last_of:
            if (const auto taken = chosen(node)) return taken->moment;
            return std::nullopt;
        case Op::not_before:
        case Op::not_after: return bounded(node);
        default: return named(node);
    }
}

std::optional<Moment> Evaluator::named(const Node& node) const {
    if (node.op == Op::anchor || node.op == Op::anchor_day) {
        const std::optional<Instant> instant = inputs_->anchor(node.name);
        if (!instant || !in_range(*instant)) return std::nullopt;
        if (node.op == Op::anchor_day) return bounded_day(inputs_->zone().date_of(*instant));
        return bounded_instant(*instant);
    }
    const Value& value = fact(node);
    if (!value.known()) return std::nullopt;
    return node.op == Op::date_fact ? bounded_day(value.date()) : bounded_instant(value.instant());
}

std::optional<Moment> Evaluator::shift(const Node& node) const {
    const std::optional<Moment> from = moment(program_->child(node, 0));
    if (!from) return std::nullopt;
    if (node.shift.elapsed) {
        if (!from->timed) return std::nullopt;
        return bounded_instant(from->instant + node.shift.elapsed_time());
    }
    const std::optional<Date> day = shift_days(day_of(*from), node.shift, inputs_->calendar());
    if (!day) return std::nullopt;
    return moved_to(*from, *day);
}

std::optional<Moment> Evaluator::roll(const Node& node) const {
    const std::optional<Moment> from = moment(program_->child(node, 0));
    if (!from) return std::nullopt;
    const Calendar& calendar = inputs_->calendar();
    const Date day = day_of(*from);
    const Date rolled = node.backward ? calendar.roll_back(day) : calendar.roll_forward(day);
    if (!in_range(rolled)) return std::nullopt;
    return moved_to(*from, rolled);
}

std::optional<Moment> Evaluator::timed(const Node& node) const {
    const std::optional<Moment> from = moment(program_->child(node, 0));
    if (!from || (node.op == Op::default_time && from->timed)) return from;
    return bounded_instant(inputs_->zone().at(day_of(*from), node.time));
}

std::optional<Moment> Evaluator::bounded(const Node& node) const {
    const std::optional<Moment> date = moment(program_->child(node, 0));
    const std::optional<Moment> bound = moment(program_->child(node, 1));
    if (!date || !bound) return date;
    const int wrong = node.op == Op::not_before ? -1 : 1;
    return compare(*this, *date, *bound) == wrong ? bound : date;
}

std::optional<Chosen> Evaluator::chosen(const Node& node) const {
    const int better = node.op == Op::first_of ? -1 : 1;
    std::optional<Chosen> best;
    for (std::uint32_t i = 0; i < node.count; ++i) {
        const std::uint32_t child = program_->child(node, i);
        const std::optional<Moment> one = moment(child);
        if (one && (!best || compare(*this, *one, best->moment) == better)) best = {child, *one};
    }
    return best;
}

Date Evaluator::day_of(const Moment& moment) const {
    return moment.timed ? inputs_->zone().date_of(moment.instant) : moment.day;
}

/// The same time of day on another day. An instant that stays on its day stays as it is.
Moment Evaluator::moved_to(const Moment& from, Date day) const {
    if (!from.timed) return {false, day, {}};
    const Zone& zone = inputs_->zone();
    if (zone.date_of(from.instant) == day) return from;
    return {true, {}, zone.at(day, zone.time_of_day(from.instant))};
}

}  // namespace throughgate::rules
