// SPDX-License-Identifier: MIT
// Program: one compiled rule. Immutable and flat; shared between threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/date_math.hpp"
#include "rules/syntax.hpp"
#include "throughgate/symbol.hpp"
#include "throughgate/value.hpp"

namespace throughgate::rules {

enum class Op : std::uint8_t {
    // conditions
    all_of,
    any_of,
    negation,  // children
    fact_is,   // name, type, values
    fact_known,
    anchor_known,  // name
    strand_in,     // name, values (states)
    gate_cleared,  // name
    number,        // name, relation, number
    dates,         // relation, two children
    truth_fact,    // name: a truth by itself
    truth_is,      // one child; shut: is false
    text_is,       // one child, values from number on
    value_known,   // one child of any type
    numbers,       // relation, two children
    time_of_day,   // relation, one child, time
    between,       // edges, three children: the date, the two ends
    day_is,        // days, one child
    wall_skipped,
    wall_repeated,  // name of a wall time
    // dates
    day,
    today,
    now,  // day
    date_fact,
    instant_fact,  // name
    anchor,
    anchor_day,  // name
    shift,
    roll,  // one child
    at_time,
    default_time,  // one child, time
    first_of,
    last_of,  // children
    not_before,
    not_after,      // two children: the date, its bound
    wall_fact,      // name: a wall time, an instant of the zone
    shift_by,       // children: the date, then an `amount` each
    holiday_step,   // backward, children: the date, a number
    working_hours,  // backward, children: the date, a number, two times
    first_known,
    first_future,
    nearest,       // children
    edge,          // unit, backward (start), one child: a date, or the number of a year
    moved,         // backward, shut (while it is not), neighbour, days, one child
    at_time_of,    // children: the date, a time
    clock_change,  // name of a wall time
    // numbers
    number_value,  // number
    number_fact,   // name
    amount,        // unit, one child
    count,         // unit, edges, two children
    whole,         // unit, two children
    offset,        // one child, or the name of a wall time
    // texts
    text_value,  // values
    text_fact,   // name
    local_text,  // shut: to the minute, one child
    // of any type
    choose,   // children: condition, value, ..., perhaps the value otherwise; values: the reasons
    nothing,  // no answer
    fields,   // children, values: their names
    list,     // children: condition, value, ...
};

/// What an expression gives.
enum class Type : std::uint8_t {
    faulty,
    day,
    instant,
    number,
    truth,
    text,
    wall,     ///< local time, to be shown
    nothing,  ///< never anything
    parts,    ///< fields or a list
};

struct Node {
    Op op = Op::all_of;
    Relation relation = Relation::on;
    ValueType type = ValueType::unknown;  ///< of the fact
    bool backward = false;                ///< of a roll
    bool shut = false;                    ///< written as `is shut`
    bool shown = false;                   ///< of a text fact: explanations may show its content
    bool year = false;                    ///< of an edge: the child is the number of a year
    std::int8_t neighbour = 0;            ///< of a move
    Unit unit = Unit::day;
    Edges edges;
    std::uint16_t days = 0;   ///< of DayKind
    std::uint32_t cost = 1;   ///< of evaluating it, in nodes
    std::uint32_t texts = 0;  ///< of choose, fields: where their values start
    std::uint32_t text_count = 0;
    std::uint32_t first = 0;  ///< into Program::links (children) or Program::values
    std::uint32_t count = 0;
    Symbol name;
    Symbol label;  ///< of an intermediate result, for explanations
    std::int64_t number = 0;
    Date day{};
    std::chrono::minutes time{};
    Shift shift;
};

struct Program {
    std::string text;
    std::vector<Node> nodes;
    std::vector<std::uint32_t> links;  ///< indices into nodes
    std::vector<Value> values;         ///< what facts are compared with; states of strands
    std::uint32_t root = 0;
    std::vector<Symbol> names;  ///< sorted, each once
    bool reads_clock = false;
    bool reads_calendar = false;
    Type type = Type::faulty;  ///< of the root

    [[nodiscard]] const Node& node(std::uint32_t index) const { return nodes[index]; }
    [[nodiscard]] std::uint32_t child(const Node& parent, std::uint32_t which) const {
        return links[parent.first + which];
    }
};

}  // namespace throughgate::rules
