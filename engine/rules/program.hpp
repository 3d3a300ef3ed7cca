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
    not_after,  // two children: the date, its bound
};

struct Node {
    Op op = Op::all_of;
    Relation relation = Relation::on;
    ValueType type = ValueType::unknown;  ///< of the fact
    bool backward = false;                ///< of a roll
    bool shut = false;                    ///< written as `is shut`
    std::uint32_t first = 0;              ///< into Program::links (children) or Program::values
    std::uint32_t count = 0;
    Symbol name;
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

    [[nodiscard]] const Node& node(std::uint32_t index) const { return nodes[index]; }
    [[nodiscard]] std::uint32_t child(const Node& parent, std::uint32_t which) const {
        return links[parent.first + which];
    }
};

}  // namespace throughgate::rules
