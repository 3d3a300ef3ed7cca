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
    /// Do the next words start a form such as "first of (...)", "rule hard_stop_date"?
    [[nodiscard]] bool starts_form() const;

private:
    syntax::Node unrolled_date();
    syntax::Node every();
    syntax::Node offset();
    syntax::Node anchor();
    syntax::Node inner_date();
    syntax::Node roll(syntax::Node inner);
    syntax::Node at_time(syntax::Node inner);
    void amounts(syntax::Node& node);
    void except_weekdays(syntax::Node& node);
    void working_hours(syntax::Node& node);
    syntax::Amount amount();
    [[nodiscard]] bool glued() const;
    [[nodiscard]] bool amount_follows() const;
    [[nodiscard]] bool named_count(std::size_t ahead) const;
    Unit unit();

    // Forms of their own first word (date_forms.cpp).
    [[nodiscard]] std::optional<Choice> starts_choice() const;
    syntax::Node form();
    syntax::Node choice(Choice kind);
    syntax::Node edge();
    syntax::Node clock_change();
    syntax::Node result();
    syntax::Node moved(syntax::Node inner);
    syntax::Node bound(syntax::Node inner);

    TokenReader* reader_;
};

}  // namespace throughgate::rules
