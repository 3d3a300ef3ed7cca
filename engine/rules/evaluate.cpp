// SPDX-License-Identifier: MIT
#include "rules/evaluate.hpp"

#include <algorithm>

namespace throughgate::rules {
namespace {

Truth inverse(Truth truth) {
    if (truth == Truth::unknown) return truth;
    return truth_of(truth == Truth::no);
}

template <typename T>
int order(const T& left, const T& right) {
    return left < right ? -1 : (right < left ? 1 : 0);
}

const Value unknown;

}  // namespace

MaybeMoment bounded_instant(Instant instant) {
    if (!in_range(instant)) return std::nullopt;
    return Moment(instant);
}

MaybeMoment bounded_day(Date day) {
    if (!in_range(day)) return std::nullopt;
    return Moment(day);
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

int compare(const Evaluator& evaluator, const Moment& left, const Moment& right) {
    if (left.timed() && right.timed()) return order(left.instant(), right.instant());
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
        default: return compared(node);
    }
}

Truth Evaluator::compared(const Node& node) const {
    switch (node.op) {
        case Op::truth_fact: return truth_fact(node);
        case Op::truth_is: return truth_is(node);
        case Op::text_is: return text_is(node);
        case Op::value_known: return truth_of(answered(program_->child(node, 0)));
        case Op::numbers: return numbers(node);
        case Op::time_of_day: return time_of_day(node);
        case Op::between: return between(node);
        case Op::wall_skipped:
        case Op::wall_repeated: return wall_is(node);
        case Op::choose:
            if (const auto branch = taken(node)) return truth(branch->value);
            return Truth::unknown;
        case Op::day_is: break;
        default: return Truth::unknown;
    }
    const MaybeMoment date = moment(program_->child(node, 0));
    return date ? truth_of(day_is(day_of(*date), node.days)) : Truth::unknown;
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
    return value.type() == node.type ? value : unknown;
}

bool Evaluator::known(const Node& node) const {
    const bool anchor =
        node.op == Op::anchor || node.op == Op::anchor_day || node.op == Op::anchor_known;
    return anchor ? inputs_->anchor(node.name).has_value() : fact(node).known();
}

Truth Evaluator::fact_is(const Node& node) const {
    const Value& value = fact(node);
    if (!value.known()) return Truth::unknown;
    const Value* const wanted = program_->values.data() + node.first;
    if (value.type() == ValueType::choice) {  // what most guards compare
        for (std::uint32_t i = 0; i < node.count; ++i)
            if (wanted[i].type() == ValueType::choice && wanted[i].choice() == value.choice())
                return Truth::yes;
        return Truth::no;
    }
    return truth_of(std::find(wanted, wanted + node.count, value) != wanted + node.count);
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
    const MaybeMoment left = moment(program_->child(node, 0));
    const MaybeMoment right = moment(program_->child(node, 1));
    if (!left || !right) return Truth::unknown;
    const int difference = node.relation == Relation::on ? order(day_of(*left), day_of(*right))
                                                         : compare(*this, *left, *right);
    return truth_of(holds(node.relation, difference));
}

MaybeMoment Evaluator::moment(std::uint32_t index) const {
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
        case Op::first_known:
        case Op::first_future:
        case Op::nearest:
            if (const auto best = chosen(node)) return best->moment;
            return std::nullopt;
        case Op::shift_by: return shift_by(node);
        case Op::holiday_step: return holiday_step(node);
        case Op::working_hours: return working_hours(node);
        case Op::edge: return edge(node);
        case Op::moved: return moved(node);
        case Op::at_time_of: return at_time_of(node);
        case Op::clock_change: return clock_change(node);
        case Op::choose:
            if (const auto branch = taken(node)) return moment(branch->value);
            return std::nullopt;
        case Op::day_is:
        case Op::nothing: return std::nullopt;
        default: return named(node);
    }
}

MaybeMoment Evaluator::named(const Node& node) const {
    if (node.op == Op::anchor || node.op == Op::anchor_day) {
        const std::optional<Instant> instant = inputs_->anchor(node.name);
        if (!instant || !in_range(*instant)) return std::nullopt;
        if (node.op == Op::anchor) return Moment(*instant);
        return bounded_day(inputs_->zone().date_of(*instant));
    }
    const bool fact_op =
        node.op == Op::date_fact || node.op == Op::instant_fact || node.op == Op::wall_fact;
    if (!fact_op) return std::nullopt;
    const Value& value = fact(node);
    if (!value.known()) return std::nullopt;
    if (node.op == Op::wall_fact) {
        if (!in_range(value.instant())) return std::nullopt;
        const Date day = std::chrono::floor<std::chrono::days>(value.instant());
        return bounded_instant(inputs_->zone().at(day, value.instant() - day));
    }
    return node.op == Op::date_fact ? bounded_day(value.date()) : bounded_instant(value.instant());
}

MaybeMoment Evaluator::shift(const Node& node) const {
    const std::uint32_t moved = program_->child(node, 0);
    const Node& start = program_->node(moved);
    const bool plain = start.op == Op::anchor || start.op == Op::date_fact;  // nearly always
    const MaybeMoment from = plain ? named(start) : moment(moved);
    if (!from) return std::nullopt;
    return shift_from(*from, node.shift);
}

MaybeMoment Evaluator::shift_from(const Moment& from, const Shift& shift) const {
    if (shift.elapsed) {
        if (!from.timed()) return std::nullopt;
        return bounded_instant(from.instant() + shift.elapsed_time());
    }
    if (!from.timed()) {
        const std::optional<Date> day = shift_days(from.day(), shift, inputs_->calendar());
        return day ? MaybeMoment(Moment(*day)) : std::nullopt;
    }
    const Zone::Local local = inputs_->zone().local(from.instant());
    const std::optional<Date> day = shift_days(local.day, shift, inputs_->calendar());
    if (!day) return std::nullopt;
    return *day == local.day ? from : Moment(inputs_->zone().at(*day, local.time));
}

MaybeMoment Evaluator::roll(const Node& node) const {
    const MaybeMoment from = moment(program_->child(node, 0));
    if (!from) return std::nullopt;
    const Calendar& calendar = inputs_->calendar();
    const Date day = day_of(*from);
    const Date rolled = node.backward ? calendar.roll_back(day) : calendar.roll_forward(day);
    if (!in_range(rolled)) return std::nullopt;
    return moved_to(*from, rolled);
}

MaybeMoment Evaluator::timed(const Node& node) const {
    const MaybeMoment from = moment(program_->child(node, 0));
    if (!from || (node.op == Op::default_time && from->timed())) return from;
    return bounded_instant(inputs_->zone().at(day_of(*from), node.time));
}

MaybeMoment Evaluator::bounded(const Node& node) const {
    const MaybeMoment date = moment(program_->child(node, 0));
    const MaybeMoment bound = moment(program_->child(node, 1));
    if (!date || !bound) return date;
    const int wrong = node.op == Op::not_before ? -1 : 1;
    return compare(*this, *date, *bound) == wrong ? bound : date;
}

std::optional<Chosen> Evaluator::chosen(const Node& node) const {
    std::optional<Chosen> best;
    for (std::uint32_t i = 0; i < node.count; ++i) {
        const std::uint32_t child = program_->child(node, i);
        const MaybeMoment one = moment(child);
        if (one && better(node, *one, best)) best = {child, *one};
    }
    return best;
}

bool Evaluator::better(const Node& node, const Moment& one,
                       const std::optional<Chosen>& best) const {
    const Moment now(inputs_->now());
    if (node.op == Op::first_future) return !best && compare(*this, one, now) > 0;
    if (!best) return true;
    switch (node.op) {
        case Op::first_of: return compare(*this, one, best->moment) < 0;
        case Op::last_of: return compare(*this, one, best->moment) > 0;
        case Op::nearest: return distance_from_now(one) < distance_from_now(best->moment);
        default: return false;
    }
}

Milliseconds Evaluator::distance_from_now(const Moment& moment) const {
    const Instant at = moment.timed() ? moment.instant() : Instant(moment.day());
    const Instant now =
        moment.timed() ? inputs_->now() : Instant(inputs_->zone().date_of(inputs_->now()));
    return at < now ? now - at : at - now;
}

Date Evaluator::day_of(const Moment& moment) const {
    return moment.timed() ? inputs_->zone().date_of(moment.instant()) : moment.day();
}

/// The same time of day on another day. An instant that stays on its day stays as it is.
Moment Evaluator::moved_to(const Moment& from, Date day) const {
    if (!from.timed()) return Moment(day);
    const Zone::Local local = inputs_->zone().local(from.instant());
    if (local.day == day) return from;
    return Moment(inputs_->zone().at(day, local.time));
}

}  // namespace throughgate::rules
