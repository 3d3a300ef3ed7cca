// SPDX-License-Identifier: MIT
// ValueParser: numbers, texts, kinds of day and intervals; a whole value of any type.
#pragma once

#include "rules/date_parser.hpp"

namespace throughgate::rules {

class ValueParser {
public:
    explicit ValueParser(TokenReader& reader) : reader_(&reader) {}

    /// A number, text, date or a name of any of them. Empty after a fault.
    syntax::Node operand();
    syntax::Node number();
    /// "from [after] DATE until [before] DATE" into `node`.
    void interval(syntax::Node& node);
    /// "a Friday or a holiday", the article still to come: a set of DayKind.
    std::uint16_t day_kinds();

    [[nodiscard]] bool starts_number() const;
    /// Does a subject start here that is more than the name of a fact?
    [[nodiscard]] bool starts_expression() const;

private:
    [[nodiscard]] bool starts_count(Unit& unit, std::size_t& words) const;
    syntax::Node count(Unit unit, std::size_t words);
    syntax::Node whole();
    syntax::Node local_text();
    std::uint16_t day_kind();
    syntax::Node one_of(syntax::Kind kind);

    TokenReader* reader_;
};

/// The bit of "Friday" or "Fridays"; 0: no weekday.
std::uint16_t weekday_bit(std::string_view word);

}  // namespace throughgate::rules
