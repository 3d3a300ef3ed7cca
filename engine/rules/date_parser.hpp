// SPDX-License-Identifier: MIT
// DateParser: date expressions, in deadlines and inside conditions.
#pragma once

#include <optional>
#include <string_view>

#include "rules/syntax.hpp"
#include "rules/token_reader.hpp"

namespace throughgate::rules {

std::optional<Unit> unit_of(std::string_view word);
/// A unit of time, or the first word of one.
bool is_unit(const Token& token);
syntax::Node make_node(syntax::Kind kind, const Token& word);

class DateParser {
public:
    explicit DateParser(TokenReader& reader) : reader_(&reader) {}
    /// A date expression from the next word on. Empty after a fault.
    syntax::Node date();

private:
    syntax::Node unrolled_date();
    syntax::Node every();
    syntax::Node offset();
    syntax::Node anchor();
    syntax::Node inner_date();
    syntax::Node roll(syntax::Node inner);
    syntax::Node at_time(syntax::Node inner);
    void amounts(syntax::Node& node);
    syntax::Amount amount();
    [[nodiscard]] bool glued() const;
    Unit unit();

    TokenReader* reader_;
};

}  // namespace throughgate::rules
