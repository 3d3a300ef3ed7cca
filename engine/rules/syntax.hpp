// SPDX-License-Identifier: MIT
// The tree that the parser builds: one for conditions and dates. Names are still text.
#pragma once

#include <cstdint>
#include <vector>

#include "rules/lexer.hpp"

namespace throughgate::rules {

enum class Relation : std::uint8_t {
    at_least,
    at_most,
    more_than,
    less_than,  // numbers
    before,
    after,
    on,
    on_or_before,
    on_or_after,  // dates
};

enum class Unit : std::uint8_t {
    year,
    month,
    week,
    day,
    working_day,
    hour,
    minute,
    second,
    holiday,
    working_hour,
    weekend_day,  // counted only
};

/// Which of several dates is taken.
enum class Choice : std::uint8_t { first, last, first_known, first_future, nearest };

/// Kinds of day, as a set of bits. The low seven bits are Monday to Sunday.
enum DayKind : std::uint16_t {
    every_weekday = 0x7f,
    working_days = 1u << 7,
    holidays = 1u << 8,
    weekend_days = 1u << 9,
};

/// Whether an interval holds its ends: both, unless the words say otherwise.
struct Edges {
    bool open_start = false;  ///< from after
    bool open_end = false;    ///< until before
};

namespace syntax {

enum class Kind : std::uint8_t {
    // conditions
    all_of,
    any_of,
    negation,        // children
    is_value,        // subject, values
    is_known,        // subject
    compare_number,  // subject, relation, values[0]
    compare_date,    // subject, relation, children[0]
    compare_time,    // subject, relation, values[0]
    between,         // subject, edges, children[0], children[1]
    day_is,          // subject, days
    stands,          // children[0]: a rule that is itself a condition
    // dates
    name,          // word
    date,          // word
    shift,         // amounts, backward, children[0]
    roll,          // backward, children[0]
    at_time,       // word (the time), children[0]
    choice,        // choice, children
    edge,          // unit, backward (the start), children[0]: of the month of a date, of a year
    moved,         // backward, negated, neighbour, days, children[0]
    bound,         // backward (not before), children: the date, its bound
    clock_change,  // children[0]
    result,        // word (of a rule), values[0] (its field, if any), relation_word (as of)
    // numbers
    number,  // word
    count,   // unit, edges, children
    whole,   // unit, children
    offset,  // children[0]
    // texts
    text,        // word
    local_text,  // to_minute, children[0]
};

struct Amount {
    Token count;
    Token unit_word;
    Unit unit = Unit::day;
};

struct Node {
    Kind kind = Kind::name;
    Token word;  ///< subject, or the word that a fault points at
    Relation relation = Relation::on;
    Token relation_word;    ///< first word of the comparison
    bool backward = false;  ///< before
    bool negated = false;
    bool to_minute = false;
    int neighbour = 0;  ///< of a move: -1 the day before too, 1 the day after too
    Unit unit = Unit::day;
    Choice choice = Choice::first;
    Edges edges;
    std::uint16_t days = 0;     ///< of DayKind; of a shift: the weekdays that are not counted
    std::vector<Token> values;  ///< of a shift in working hours: when they start and end
    std::vector<Amount> amounts;
    std::vector<Node> children;
    std::vector<Node> subject;  ///< when it is more than a name; at most one
};

}  // namespace syntax
}  // namespace throughgate::rules
