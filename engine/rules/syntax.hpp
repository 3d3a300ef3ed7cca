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
    // dates
    name,     // word
    date,     // word
    shift,    // amounts, backward, children[0]
    roll,     // backward, children[0]
    at_time,  // word (the time), children[0]
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
    std::vector<Token> values;
    std::vector<Amount> amounts;
    std::vector<Node> children;
};

}  // namespace syntax
}  // namespace throughgate::rules
