// SPDX-License-Identifier: MIT
#include "rules/date_parser.hpp"

#include <array>
#include <utility>

#include "rules/value_parser.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::rules {

using syntax::Amount;
using syntax::Kind;
using syntax::Node;

namespace {

struct UnitName {
    std::string_view one;
    std::string_view many;
    Unit unit;
};

constexpr std::array unit_names{
    UnitName{"year", "years", Unit::year},       UnitName{"month", "months", Unit::month},
    UnitName{"week", "weeks", Unit::week},       UnitName{"day", "days", Unit::day},
    UnitName{"hour", "hours", Unit::hour},       UnitName{"minute", "minutes", Unit::minute},
    UnitName{"second", "seconds", Unit::second}, UnitName{"holiday", "holidays", Unit::holiday},
};

std::string suggest_unit(std::string_view word) {
    if (word == "business" || word == "workdays") return "working days";
    if (word == "calendar") return "days";
    std::vector<std::string> names{"working days"};
    for (const UnitName& name : unit_names) {
        names.emplace_back(name.one);
        names.emplace_back(name.many);
    }
    return did_you_mean(word, names);
}

}  // namespace

std::optional<Unit> unit_of(std::string_view word) {
    for (const UnitName& name : unit_names) {
        if (word == name.one || word == name.many) return name.unit;
    }
    return std::nullopt;
}

bool is_unit(const Token& token) {
    return token.kind == TokenKind::word && (token.text == "working" || unit_of(token.text));
}

Node make_node(Kind kind, const Token& word) {
    Node node;
    node.kind = kind;
    node.word = word;
    return node;
}

Node DateParser::date() {
    if (!reader_->descend()) return {};
    Node node = unrolled_date();
    if (reader_->peek_is("on")) node = roll(std::move(node));
    if (reader_->peek_is("moved")) node = moved(std::move(node));
    if (reader_->peek_is("at")) node = at_time(std::move(node));
    while (!reader_->failed() && reader_->peek_is("but")) node = bound(std::move(node));
    reader_->ascend();
    return node;
}

Node DateParser::unrolled_date() {
    if (reader_->peek_is("every")) return every();
    if (reader_->peek().kind == TokenKind::number || glued()) return offset();
    if (starts_form()) return form();
    if (named_count(0)) return offset();
    // "days before release", "2.5 days before release"
    const bool unit = is_unit(reader_->peek()) && !reader_->peek(1).text.empty();
    if (unit || is_unit(reader_->peek(1))) {
        reader_->refuse("a whole number", "for example: 10 working days before release");
        return {};
    }
    return anchor();
}

Node DateParser::every() {
    Node node = make_node(Kind::shift, reader_->take());
    amounts(node);
    Token previous = node.word;
    previous.text = "previous";
    node.children.push_back(make_node(Kind::name, previous));
    return node;
}

Node DateParser::offset() {
    Node node = make_node(Kind::shift, reader_->peek());
    amounts(node);
    if (reader_->failed()) return node;
    node.backward = reader_->peek_is("before");
    if (!reader_->peek_is("before") && !reader_->peek_is("after")) {
        return reader_->refuse("'before' or 'after'",
                               "for example: 10 working days before release"),
               node;
    }
    reader_->take();
    if (reader_->peek().kind == TokenKind::number) {
        return reader_->refuse("the date to count from",
                               "put an inner date in parentheses: 2 days before "
                               "(14 days before release)"),
               node;
    }
    node.children.push_back(starts_form() ? form() : anchor());
    working_hours(node);
    return node;
}

/// "n days": a number that has a name. A word with a digit in front is none.
bool DateParser::named_count(std::size_t ahead) const {
    const Token& word = reader_->peek(ahead);
    const bool name = word.kind == TokenKind::word && word.text != "working" && !is_joint(word) &&
                      !(word.text.front() >= '0' && word.text.front() <= '9');
    return name && is_unit(reader_->peek(ahead + 1)) && !reader_->peek_is("is", ahead + 2);
}

bool DateParser::amount_follows() const {
    return reader_->peek_is("and") &&
           (reader_->peek(1).kind == TokenKind::number ||
            !spelled_out_amount(reader_->peek(1).text).empty() || named_count(1));
}

void DateParser::amounts(Node& node) {
    node.amounts.push_back(amount());
    while (!reader_->failed() && amount_follows()) {
        reader_->take();
        node.amounts.push_back(amount());
    }
    if (!reader_->failed() && reader_->peek_is("except")) except_weekdays(node);
}

/// "except Fridays or Mondays": days that are not counted.
void DateParser::except_weekdays(Node& node) {
    const Token word = reader_->take();
    if (node.amounts.back().unit != Unit::working_day)
        return reader_->fail(word, messages::except_needs_working_days());
    do {
        const std::uint16_t bit = weekday_bit(reader_->peek().text);
        if (bit == 0)
            return reader_->refuse("a day of the week", "write: working days except Fridays");
        reader_->take();
        node.days = static_cast<std::uint16_t>(node.days | bit);
    } while (reader_->take_word("or"));
    if (node.days == DayKind::every_weekday) reader_->fail(word, messages::except_every_day());
}

/// "within 09:00 to 17:00", after an amount of working hours.
void DateParser::working_hours(Node& node) {
    const std::string hint = "write: 8 working hours before entry within 09:00 to 17:00";
    if (reader_->failed() || node.amounts.front().unit != Unit::working_hour) return;
    const auto time = [&] {
        const TokenKind kind = reader_->peek().kind;
        if (kind != TokenKind::time && kind != TokenKind::word)
            return reader_->refuse("a time of day", hint);
        node.values.push_back(reader_->take());
    };
    reader_->expect("within", hint);
    if (!reader_->failed()) time();
    reader_->expect("to", hint);
    if (!reader_->failed()) time();
}

Amount DateParser::amount() {
    Amount amount;
    if (glued()) {
        reader_->fail(
            reader_->peek(),
            messages::glued_unit(reader_->peek().text, spelled_out_amount(reader_->peek().text)));
        return amount;
    }
    if (reader_->peek().kind != TokenKind::number && !named_count(0))
        return reader_->refuse("a number"), amount;
    amount.count = reader_->take();
    amount.unit_word = reader_->peek();
    amount.unit = unit();
    return amount;
}

bool DateParser::glued() const {
    return reader_->peek().kind == TokenKind::word &&
           !spelled_out_amount(reader_->peek().text).empty();
}

Unit DateParser::unit() {
    const Token word = reader_->peek();
    if (reader_->take_word("working")) {
        if (reader_->peek_is("day") || reader_->peek_is("days"))
            return reader_->take(), Unit::working_day;
        if (reader_->peek_is("hour") || reader_->peek_is("hours"))
            return reader_->take(), Unit::working_hour;
        reader_->refuse("'days' or 'hours'", "only days and hours are counted as working time");
        return Unit::working_day;
    }
    const std::optional<Unit> unit = unit_of(word.text);
    if (word.kind == TokenKind::word && unit) return reader_->take(), *unit;
    reader_->fail(word, messages::unknown_unit(word.text, suggest_unit(word.text)));
    return Unit::day;
}

Node DateParser::anchor() {
    const Token word = reader_->peek();
    if (word.kind == TokenKind::open) return inner_date();
    if (word.kind == TokenKind::date) return make_node(Kind::date, reader_->take());
    const std::string words = spelled_out(word.text);
    if (word.kind == TokenKind::word && !words.empty()) {
        return reader_->fail(word, messages::shorthand(word.text, words)), Node{};
    }
    if (word.kind != TokenKind::word || is_joint(word)) {
        return reader_->refuse("a date",
                               "name an anchor such as 'release', or a day as 2026-03-17"),
               Node{};
    }
    return make_node(Kind::name, reader_->take());
}

Node DateParser::inner_date() {
    reader_->take();
    Node node = date();
    reader_->close();
    return node;
}

/// "on or before a working day".
Node DateParser::roll(Node inner) {
    if (reader_->failed()) return inner;
    Node node = make_node(Kind::roll, reader_->take());
    const std::string hint = "a date moves by: on or before a working day";
    reader_->expect("or", hint);
    node.backward = reader_->peek_is("before");
    if (!reader_->take_word("after")) reader_->expect("before", hint);
    for (const std::string_view word : {"a", "working", "day"}) reader_->expect(word, hint);
    node.children.push_back(std::move(inner));
    return node;
}

Node DateParser::at_time(Node inner) {
    if (reader_->failed()) return inner;
    reader_->take();
    Node node = make_node(Kind::at_time, reader_->peek());
    const bool named = reader_->peek().kind == TokenKind::word && !is_joint(reader_->peek()) &&
                       !(node.word.text.front() >= '0' && node.word.text.front() <= '9');
    if (reader_->peek().kind != TokenKind::time && !named)
        return reader_->refuse("a time of day", "write: at 09:00"), node;
    reader_->take();
    node.children.push_back(std::move(inner));
    return node;
}

}  // namespace throughgate::rules
