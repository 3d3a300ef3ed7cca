// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
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
    }
    return shift.days;
}

/// The last step before `at` that counts hours; rolls in between change nothing.
bool ends_with_hours(const syntax::Node& node) {
    if (node.kind == syntax::Kind::roll) return ends_with_hours(node.children.front());
    return node.kind == syntax::Kind::shift && is_elapsed(node.amounts.front().unit);
}

std::vector<std::string> candidates(const Scope& scope, bool dates_only) {
    std::vector<std::string> names = scope.names();
    if (dates_only) {
        std::erase_if(names, [&](const std::string& name) {
            const Declared* declared = scope.find(name);
            return declared == nullptr || !stands_for_date(*declared);
        });
    }
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
    program.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(program.nodes.size() - 1);
}

void add_name(Program& program, Symbol name) {
    const auto place = std::lower_bound(program.names.begin(), program.names.end(), name);
    if (place == program.names.end() || *place != name) program.names.insert(place, name);
}

void unknown_name(const Token& word, const Scope& scope, bool dates_only, FaultSink& faults) {
    const std::string near = did_you_mean(word.text, candidates(scope, dates_only));
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

CheckedMoment DateChecker::check(const syntax::Node& node) {
    switch (node.kind) {
        case syntax::Kind::name: return name(node.word);
        case syntax::Kind::shift: return shift(node);
        case syntax::Kind::roll: return roll(node);
        case syntax::Kind::at_time: return at_time(node);
        default: break;
    }
    Node day;
    day.op = Op::day;
    day.day = node.word.date;
    return add(day, {}, MomentType::day);
}

CheckedMoment DateChecker::name(const Token& word) {
    if (word.text == "today" || word.text == "now") {
        const bool today = word.text == "today";
        program_->reads_clock = true;
        Node node;
        node.op = today ? Op::today : Op::now;
        return add(node, {}, today ? MomentType::day : MomentType::instant);
    }
    if (const Declared* found = scope_->find(word.text)) return declared(word, *found);
    if (word.text.front() >= '0' && word.text.front() <= '9') {
        faults_->add(word.offset, messages::no_such_day(word.text));
    } else {
        unknown_name(word, *scope_, true, *faults_);
    }
    return {};
}

CheckedMoment DateChecker::declared(const Token& word, const Declared& declared) {
    if (!stands_for_date(declared)) {
        faults_->add(word.offset, messages::not_a_date(word.text, kind_of(declared)));
        return {};
    }
    const bool fact = declared.what == Declared::What::fact;
    const bool day = declared.type == ValueType::date;
    Node node;
    node.op = fact ? (day ? Op::date_fact : Op::instant_fact) : (day ? Op::anchor_day : Op::anchor);
    node.type = declared.type;
    node.name = Symbol::of(word.text);
    add_name(*program_, node.name);
    return add(node, {}, day ? MomentType::day : MomentType::instant);
}

CheckedMoment DateChecker::shift(const syntax::Node& syntax) {
    Node node;
    node.op = Op::shift;
    node.shift = amounts(syntax);
    const CheckedMoment from = check(syntax.children.front());
    if (node.shift.elapsed && from.type == MomentType::day) {
        const Token& unit = syntax.amounts.front().unit_word;
        faults_->add(unit.offset, messages::hours_from_a_day(unit.text));
        return {};
    }
    return add(node, std::array{from.node}, from.type);
}

Shift DateChecker::amounts(const syntax::Node& node) {
    Shift shift;
    shift.backward = node.backward;
    shift.elapsed = is_elapsed(node.amounts.front().unit);
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
        } else {
            field_of(shift, amount.unit) = static_cast<std::int32_t>(count);
        }
        seen |= bit;
    }
    return shift;
}

CheckedMoment DateChecker::roll(const syntax::Node& syntax) {
    const CheckedMoment from = check(syntax.children.front());
    Node node;
    node.op = Op::roll;
    node.backward = syntax.backward;
    return add(node, std::array{from.node}, from.type);
}

CheckedMoment DateChecker::at_time(const syntax::Node& syntax) {
    const CheckedMoment from = check(syntax.children.front());
    if (ends_with_hours(syntax.children.front())) {
        faults_->add(syntax.word.offset, messages::time_after_hours());
    }
    Node node;
    node.op = Op::at_time;
    node.time = syntax.word.time;
    return add(node, std::array{from.node}, MomentType::instant);
}

CheckedMoment DateChecker::add(Node node, std::span<const std::uint32_t> children,
                               MomentType type) {
    return {add_node(*program_, std::move(node), children), type};
}

}  // namespace throughgate::rules
