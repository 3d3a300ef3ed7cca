// SPDX-License-Identifier: MIT
// Date expressions with a first word of their own, and moves and bounds after a date.
#include <array>
#include <utility>

#include "rules/date_parser.hpp"
#include "rules/value_parser.hpp"

namespace throughgate::rules {

using syntax::Kind;
using syntax::Node;

namespace {

struct ChoiceWords {
    std::array<std::string_view, 3> words;
    Choice choice;
};

constexpr std::array choice_words{
    ChoiceWords{{"first", "of", ""}, Choice::first},
    ChoiceWords{{"last", "of", ""}, Choice::last},
    ChoiceWords{{"first", "known", "of"}, Choice::first_known},
    ChoiceWords{{"first", "future", "of"}, Choice::first_future},
    ChoiceWords{{"nearest", "of", ""}, Choice::nearest},
};

}  // namespace

std::optional<Choice> DateParser::starts_choice() const {
    for (const ChoiceWords& row : choice_words) {
        bool all = true;
        for (std::size_t i = 0; i < row.words.size() && !row.words[i].empty(); ++i)
            all = all && reader_->peek_is(row.words[i], i);
        if (all) return row.choice;
    }
    return std::nullopt;
}

bool DateParser::starts_form() const {
    if (starts_choice()) return true;
    const bool edge = (reader_->peek_is("start") || reader_->peek_is("end")) &&
                      reader_->peek_is("of", 1) && reader_->peek_is("the", 2);
    const bool change = reader_->peek_is("clock") && reader_->peek_is("change", 1);
    const auto rule_at = [&](std::size_t ahead) {
        return reader_->peek_is("rule", ahead) &&
               reader_->peek(ahead + 1).kind == TokenKind::word &&
               !is_joint(reader_->peek(ahead + 1));
    };
    return edge || change || rule_at(0) || (reader_->peek_is("of", 1) && rule_at(2));
}

Node DateParser::form() {
    if (const auto kind = starts_choice()) return choice(*kind);
    if (reader_->peek_is("clock")) return clock_change();
    if (reader_->peek_is("rule") || reader_->peek_is("rule", 2)) return result();
    return edge();
}

Node DateParser::choice(Choice kind) {
    Node node = make_node(Kind::choice, reader_->peek());
    node.choice = kind;
    while (!reader_->take_word("of")) reader_->take();
    if (reader_->peek().kind != TokenKind::open)
        return reader_->refuse("'('", "write: first of (release or 14 days after entry)"), node;
    reader_->take();
    do node.children.push_back(date());
    while (!reader_->failed() && reader_->take_word("or"));
    reader_->close();
    return node;
}

/// "start of the month of release", "end of the year 2026".
Node DateParser::edge() {
    Node node = make_node(Kind::edge, reader_->peek());
    node.backward = reader_->take_word("start");
    if (!node.backward) reader_->take();
    reader_->take();
    reader_->take();
    const Token period = reader_->peek();
    const std::optional<Unit> unit = unit_of(period.text);
    if (!unit || *unit > Unit::week)
        return reader_->refuse("'week', 'month' or 'year'", "write: end of the month of release"),
               node;
    node.unit = *unit;
    reader_->take();
    if (reader_->take_word("of")) return node.children.push_back(anchor()), node;
    if (node.unit != Unit::year)
        return reader_->refuse("'of'", "write: end of the month of release"), node;
    if (reader_->peek().kind != TokenKind::number && reader_->peek().kind != TokenKind::word)
        return reader_->refuse("a year", "write: end of the year 2026"), node;
    node.children.push_back(make_node(Kind::number, reader_->take()));
    return node;
}

Node DateParser::clock_change() {
    Node node = make_node(Kind::clock_change, reader_->take());
    reader_->take();
    reader_->expect("at", "write: clock change at local");
    if (!reader_->failed()) node.children.push_back(anchor());
    return node;
}

/// "rule hard_stop_date", "start_date of rule crc_window_2022 as of 2022-09-30".
Node DateParser::result() {
    Node node = make_node(Kind::result, reader_->peek());
    if (!reader_->take_word("rule")) {
        node.values.push_back(reader_->take());
        reader_->take();
        reader_->take();
    }
    node.word = reader_->take();
    if (!reader_->peek_is("as") || !reader_->peek_is("of", 1)) return node;
    reader_->take();
    reader_->take();
    node.relation_word = reader_->peek();
    if (reader_->peek().kind != TokenKind::date)
        return reader_->refuse("a day", "write: as of 2022-09-30"), node;
    reader_->take();
    return node;
}

/// "moved back while it or the day after is not a working day".
Node DateParser::moved(Node inner) {
    if (reader_->failed()) return inner;
    const std::string hint =
        "write: moved back while it is not a working day; or: while it or the day after is a "
        "holiday";
    Node node = make_node(Kind::moved, reader_->take());
    node.backward = reader_->peek_is("back");
    if (!reader_->take_word("on")) reader_->expect("back", hint);
    reader_->expect("while", hint);
    reader_->expect("it", hint);
    if (reader_->take_word("or")) {
        reader_->expect("the", hint);
        reader_->expect("day", hint);
        node.neighbour = reader_->peek_is("before") ? -1 : 1;
        if (!reader_->take_word("before")) reader_->expect("after", hint);
    }
    reader_->expect("is", hint);
    node.negated = reader_->take_word("not");
    reader_->expect("a", hint);
    if (reader_->failed()) return node;
    node.days = ValueParser(*reader_).day_kinds();
    node.children.push_back(std::move(inner));
    return node;
}

/// "but not before DATE".
Node DateParser::bound(Node inner) {
    if (reader_->failed()) return inner;
    Node node = make_node(Kind::bound, reader_->take());
    const std::string hint = "write: but not before today; or: but not after release";
    reader_->expect("not", hint);
    node.backward = reader_->peek_is("before");
    if (!reader_->take_word("after")) reader_->expect("before", hint);
    if (reader_->failed()) return node;
    node.children.push_back(std::move(inner));
    node.children.push_back(unrolled_date());
    return node;
}

}  // namespace throughgate::rules
