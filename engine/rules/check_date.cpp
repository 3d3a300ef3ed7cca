// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "rules/check.hpp"

namespace throughgate::rules {
namespace {

bool stands_for_date(const Declared& declared) {
    return declared.what == Declared::What::anchor ||
           (declared.what == Declared::What::fact &&
            (declared.type == ValueType::date || declared.type == ValueType::instant));
}

bool is_elapsed(Unit unit) {
    return unit == Unit::hour || unit == Unit::minute || unit == Unit::second;
}

std::int32_t& field_of(Shift& shift, Unit unit) {
    switch (unit) {
        case Unit::year: return shift.years;
        case Unit::month: return shift.months;
        case Unit::week: return shift.weeks;
        case Unit::day: return shift.days;
        case Unit::working_day: return shift.working_days;
        case Unit::hour: return shift.hours;
        case Unit::minute: return shift.minutes;
        case Unit::second: return shift.seconds;
        case Unit::holiday:
        case Unit::working_hour:
        case Unit::weekend_day: break;
    }
    return shift.days;
}

/// The last step before `at` that counts hours; rolls in between change nothing.
bool ends_with_hours(const syntax::Node& node) {
    if (node.kind == syntax::Kind::roll) return ends_with_hours(node.children.front());
    return node.kind == syntax::Kind::shift && is_elapsed(node.amounts.front().unit);
}

std::vector<std::string> candidates(const Context& context, bool dates_only) {
    std::vector<std::string> names = context.scope->names();
    if (dates_only) {
        std::erase_if(names, [&](const std::string& name) {
            const Declared* declared = context.scope->find(name);
            return declared == nullptr || !stands_for_date(*declared);
        });
    }
    for (const auto& [name, unused] : context.with) names.push_back(name);
    names.insert(names.end(), {"today", "now"});
    return names;
}

}  // namespace

std::uint32_t add_node(Program& program, Node node, std::span<const std::uint32_t> children) {
    if (!children.empty()) {
        node.first = static_cast<std::uint32_t>(program.links.size());
        node.count = static_cast<std::uint32_t>(children.size());
        program.links.insert(program.links.end(), children.begin(), children.end());
    }
    std::uint64_t cost = 1;
    for (const std::uint32_t child : children)  // after a fault a child may be none
        if (child < program.nodes.size()) cost += program.nodes[child].cost;
    node.cost = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(cost, std::numeric_limits<std::uint32_t>::max()));
    program.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(program.nodes.size() - 1);
}

void add_name(Program& program, Symbol name) {
    const auto place = std::lower_bound(program.names.begin(), program.names.end(), name);
    if (place == program.names.end() || *place != name) program.names.insert(place, name);
}

void unknown_name(const Token& word, const Context& context, bool dates_only, FaultSink& faults) {
    const std::string near = did_you_mean(word.text, candidates(context, dates_only));
    faults.add(word.offset, messages::unknown_name(word.text, near));
}

std::string_view kind_of(const Declared& declared) {
    if (declared.what == Declared::What::strand) return "a strand";
    if (declared.what == Declared::What::gate) return "a gate";
    switch (declared.type) {
        case ValueType::truth: return "a truth";
        case ValueType::number: return "a number";
        case ValueType::text: return "a text";
        case ValueType::choice: return "a choice";
        case ValueType::date: return "a day";
        case ValueType::instant: return "an instant";
        case ValueType::unknown: break;
    }
    return "an instant";
}

Checked DateChecker::check(const syntax::Node& node) {
    switch (node.kind) {
        case syntax::Kind::name: return name(node.word);
        case syntax::Kind::shift: return shift(node);
        case syntax::Kind::roll: return roll(node);
        case syntax::Kind::at_time: return at_time(node);
        case syntax::Kind::choice: return choice(node);
        case syntax::Kind::edge: return edge(node);
        case syntax::Kind::moved: return moved(node);
        case syntax::Kind::bound: return bound(node);
        case syntax::Kind::clock_change: return clock_change(node);
        case syntax::Kind::result: return ValueChecker(*context_, *faults_).result(node);
        default: break;
    }
    Node day;
    day.op = Op::day;
    day.day = node.word.date;
    return add(day, {}, Type::day);
}

Checked DateChecker::date(const syntax::Node& node) {
    const Checked checked = check(node);
    if (checked.moment() || checked.type == Type::nothing || checked.type == Type::faulty)
        return checked;
    faults_->add(node.word.offset, messages::not_a_date(node.word.text, kind_of(checked.type)));
    return {};
}

Checked DateChecker::name(const Token& word) {
    if (word.text == "today" || word.text == "now") {
        const bool today = word.text == "today";
        context_->program->reads_clock = true;
        Node node;
        node.op = today ? Op::today : Op::now;
        return add(node, {}, today ? Type::day : Type::instant);
    }
    if (const auto found = context_->find_with(word.text)) return *found;
    if (const Declared* found = context_->declared(word.text)) return declared(word, *found);
    if (word.text.front() >= '0' && word.text.front() <= '9') {
        faults_->add(word.offset, messages::no_such_day(word.text));
    } else {
        unknown_name(word, *context_, true, *faults_);
    }
    return {};
}

Checked DateChecker::declared(const Token& word, const Declared& declared) {
    if (!stands_for_date(declared)) {
        faults_->add(word.offset, messages::not_a_date(word.text, kind_of(declared)));
        return {};
    }
    const bool fact = declared.what == Declared::What::fact;
    const bool day = declared.type == ValueType::date;
    const bool wall = declared.reading == Declared::Reading::wall;
    Node node;
    node.op = wall   ? Op::wall_fact
              : fact ? (day ? Op::date_fact : Op::instant_fact)
                     : (day ? Op::anchor_day : Op::anchor);
    node.type = declared.type;
    node.name = Symbol::of(word.text);
    add_name(*context_->program, node.name);
    return add(node, {}, day ? Type::day : Type::instant);
}

Checked DateChecker::shift(const syntax::Node& syntax) {
    const Unit first = syntax.amounts.front().unit;
    const bool alone = syntax.amounts.size() == 1;
    if (first == Unit::holiday && alone) return holiday_step(syntax);
    if (first == Unit::working_hour && alone) return working_hours(syntax);
    for (const syntax::Amount& amount : syntax.amounts)
        if (amount.unit == Unit::holiday || amount.unit == Unit::working_hour)
            return faults_->add(amount.unit_word.offset,
                                messages::stands_alone(amount.unit_word.text)),
                   Checked{};
    const Shift amounts_given = amounts(syntax);
    const Checked from = date(syntax.children.front());
    if (amounts_given.elapsed && from.type == Type::day) {
        const Token& unit = syntax.amounts.front().unit_word;
        faults_->add(unit.offset, messages::hours_from_a_day(unit.text));
        return {};
    }
    return counted(syntax, amounts_given, from);
}

/// Counts that have a name become children, each with its unit.
Checked DateChecker::counted(const syntax::Node& syntax, Shift shift, Checked from) {
    Node node;
    node.op = Op::shift;
    node.shift = shift;
    if (shift.working_days != 0) context_->program->reads_calendar = true;
    std::vector<std::uint32_t> children{from.node};
    for (const syntax::Amount& amount : syntax.amounts) {
        if (amount.count.kind != TokenKind::word) continue;
        const Checked count = ValueChecker(*context_, *faults_).number(amount.count);
        Node part;
        part.op = Op::amount;
        part.unit = amount.unit;
        if (amount.unit == Unit::working_day) context_->program->reads_calendar = true;
        children.push_back(add_node(*context_->program, part, std::array{count.node}));
        node.op = Op::shift_by;
    }
    return add(std::move(node), children, from.type);
}

/// "2 holidays after release".
Checked DateChecker::holiday_step(const syntax::Node& syntax) {
    const Checked from = date(syntax.children.front());
    const Checked count = ValueChecker(*context_, *faults_).number(syntax.amounts.front().count);
    context_->program->reads_calendar = true;
    Node node;
    node.op = Op::holiday_step;
    node.backward = syntax.backward;
    return add(node, std::array{from.node, count.node}, Type::day);
}

Checked DateChecker::working_hours(const syntax::Node& syntax) {
    const Checked from = date(syntax.children.front());
    ValueChecker values(*context_, *faults_);
    const Checked count = values.number(syntax.amounts.front().count);
    const Checked starts = values.time(syntax.values[0]);
    const Checked ends = values.time(syntax.values[1]);
    if (from.type == Type::day) {
        faults_->add(syntax.amounts.front().unit_word.offset,
                     messages::hours_from_a_day("working hours"));
        return {};
    }
    context_->program->reads_calendar = true;
    Node node;
    node.op = Op::working_hours;
    node.backward = syntax.backward;
    return add(node, std::array{from.node, count.node, starts.node, ends.node}, Type::instant);
}

Checked DateChecker::choice(const syntax::Node& syntax) {
    static constexpr std::array ops{Op::first_of, Op::last_of, Op::first_known, Op::first_future,
                                    Op::nearest};
    std::vector<std::uint32_t> children;
    bool all_days = true;
    bool all_instants = true;
    for (const syntax::Node& child : syntax.children) {
        const Checked one = date(child);
        children.push_back(one.node);
        all_days = all_days && one.type != Type::instant;
        all_instants = all_instants && one.type == Type::instant;
    }
    if (!all_days && !all_instants)
        faults_->add(syntax.word.offset, messages::days_with_instants());
    Node node;
    node.op = ops[static_cast<std::size_t>(syntax.choice)];
    if (node.op == Op::first_future || node.op == Op::nearest)
        context_->program->reads_clock = true;
    return add(std::move(node), children, all_days ? Type::day : Type::instant);
}

Checked DateChecker::edge(const syntax::Node& syntax) {
    const syntax::Node& child = syntax.children.front();
    Node node;
    node.op = Op::edge;
    node.backward = syntax.backward;
    node.unit = syntax.unit;
    node.year = child.kind == syntax::Kind::number;
    const Checked of =
        node.year ? ValueChecker(*context_, *faults_).number(child.word) : date(child);
    return add(node, std::array{of.node}, Type::day);
}

Checked DateChecker::moved(const syntax::Node& syntax) {
    const Checked from = date(syntax.children.front());
    context_->program->reads_calendar = true;
    Node node;
    node.op = Op::moved;
    node.backward = syntax.backward;
    node.shut = syntax.negated;
    node.neighbour = static_cast<std::int8_t>(syntax.neighbour);
    node.days = syntax.days;
    return add(node, std::array{from.node}, from.type);
}

Checked DateChecker::bound(const syntax::Node& syntax) {
    const Checked from = date(syntax.children[0]);
    const Checked limit = date(syntax.children[1]);
    if (from.moment() && limit.moment() && from.type != limit.type)
        faults_->add(syntax.word.offset, messages::days_with_instants());
    Node node;
    node.op = syntax.backward ? Op::not_before : Op::not_after;
    return add(node, std::array{from.node, limit.node}, from.type);
}

Checked DateChecker::clock_change(const syntax::Node& syntax) {
    const Token& word = syntax.children.front().word;
    const Declared* found = context_->declared(word.text);
    if (found == nullptr || found->reading != Declared::Reading::wall)
        return faults_->add(word.offset, messages::not_a_wall_time(word.text)), Checked{};
    Node node;
    node.op = Op::clock_change;
    node.type = ValueType::instant;
    node.name = Symbol::of(word.text);
    add_name(*context_->program, node.name);
    return add(node, {}, Type::instant);
}

Shift DateChecker::amounts(const syntax::Node& node) {
    Shift shift;
    shift.backward = node.backward;
    shift.elapsed = is_elapsed(node.amounts.front().unit);
    shift.uncounted = static_cast<std::uint8_t>(node.days & DayKind::every_weekday);
    std::uint32_t seen = 0;
    for (const syntax::Amount& amount : node.amounts) {
        const std::uint32_t bit = 1u << static_cast<unsigned>(amount.unit);
        const std::int64_t count = amount.count.number;
        if (count < 0 || count > largest_count) {
            faults_->add(amount.count.offset, messages::count_out_of_range(amount.count.text));
        } else if ((seen & bit) != 0) {
            const Token& unit = amount.unit_word;
            faults_->add(unit.offset, messages::repeated_unit(unit.text));
        } else if (is_elapsed(amount.unit) != shift.elapsed) {
            faults_->add(amount.unit_word.offset, messages::days_with_hours());
        } else if (amount.count.kind == TokenKind::number) {
            field_of(shift, amount.unit) = static_cast<std::int32_t>(count);
        }
        seen |= bit;
    }
    return shift;
}

Checked DateChecker::roll(const syntax::Node& syntax) {
    const Checked from = date(syntax.children.front());
    context_->program->reads_calendar = true;
    Node node;
    node.op = Op::roll;
    node.backward = syntax.backward;
    return add(node, std::array{from.node}, from.type);
}

Checked DateChecker::at_time(const syntax::Node& syntax) {
    const Checked from = date(syntax.children.front());
    if (ends_with_hours(syntax.children.front())) {
        faults_->add(syntax.word.offset, messages::time_after_hours());
    }
    Node node;
    node.op = Op::at_time;
    node.time = syntax.word.time;
    if (syntax.word.kind != TokenKind::time) {
        const Checked time = ValueChecker(*context_, *faults_).time(syntax.word);
        node.op = Op::at_time_of;
        return add(node, std::array{from.node, time.node}, Type::instant);
    }
    return add(node, std::array{from.node}, Type::instant);
}

Checked DateChecker::add(Node node, std::span<const std::uint32_t> children, Type type) {
    return {add_node(*context_->program, std::move(node), children), type};
}

}  // namespace throughgate::rules
