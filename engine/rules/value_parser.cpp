// SPDX-License-Identifier: MIT
#include "rules/value_parser.hpp"

#include <array>
#include <utility>

namespace throughgate::rules {

using syntax::Kind;
using syntax::Node;

namespace {

constexpr std::array<std::string_view, 7> weekdays{"onday", "uesday",  "ednesday", "hursday",
                                                   "riday", "aturday", "unday"};
constexpr std::string_view initials = "MTWTFSS";

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::string_view kinds_hint =
    "for example: is a working day; is a Friday or a holiday; is a weekend day";

}  // namespace

std::uint16_t weekday_bit(std::string_view word) {
    if (word.size() > 3 && word.back() == 's') word.remove_suffix(1);
    for (std::size_t i = 0; i < weekdays.size(); ++i) {
        if (!word.empty() && lowered(word.front()) == lowered(initials[i]) &&
            word.substr(1) == weekdays[i])
            return static_cast<std::uint16_t>(1u << i);
    }
    return 0;
}

Node ValueParser::operand() {
    if (starts_number()) return number();
    if (reader_->peek().kind == TokenKind::quoted) return make_node(Kind::text, reader_->take());
    if (reader_->peek_is("local") && reader_->peek_is("time", 1)) return local_text();
    return DateParser(*reader_).date();
}

Node ValueParser::local_text() {
    Node node = make_node(Kind::local_text, reader_->take());
    reader_->take();
    reader_->expect("of", "write: local time of entry to the minute");
    if (reader_->failed()) return node;
    node.children.push_back(DateParser(*reader_).date());
    for (const std::string_view word : {"to", "the"})
        reader_->expect(word, "write: to the minute, or: to the second");
    node.to_minute = reader_->peek_is("minute");
    if (!reader_->take_word("minute")) reader_->expect("second");
    return node;
}

bool ValueParser::starts_count(Unit& unit, std::size_t& words) const {
    const auto starts = [&](std::string_view first, std::string_view second, Unit of) {
        words = second.empty() ? 1 : 2;
        unit = of;
        return reader_->peek_is(first) && (second.empty() || reader_->peek_is(second, 1)) &&
               reader_->peek_is("from", words);
    };
    return starts("days", "", Unit::day) || starts("holidays", "", Unit::holiday) ||
           starts("working", "days", Unit::working_day) ||
           starts("weekend", "days", Unit::weekend_day);
}

bool ValueParser::starts_number() const {
    Unit unit = Unit::day;
    std::size_t words = 0;
    const bool whole = reader_->peek_is("whole") && unit_of(reader_->peek(1).text);
    const bool offset = reader_->peek_is("offset") && reader_->peek_is("of", 1);
    const bool plain = reader_->peek().kind == TokenKind::number && !is_unit(reader_->peek(1));
    return plain || whole || offset || starts_count(unit, words);
}

bool ValueParser::starts_expression() const {
    if (reader_->peek().kind == TokenKind::number || starts_number()) return true;
    if (reader_->peek().kind != TokenKind::word || reader_->peek_is("is", 1)) return false;
    const DateParser dates(*reader_);
    if (dates.starts_form()) return true;
    if (is_unit(reader_->peek(1)) && !reader_->peek_is("working")) return true;
    for (const std::string_view next : {"on", "at", "moved", "but"})
        if (reader_->peek_is(next, 1)) return true;
    return false;
}

Node ValueParser::number() {
    Unit unit = Unit::day;
    std::size_t words = 0;
    if (starts_count(unit, words)) return count(unit, words);
    if (reader_->peek_is("whole")) return whole();
    if (reader_->peek_is("offset") && reader_->peek_is("of", 1)) {
        Node node = make_node(Kind::offset, reader_->take());
        reader_->take();
        node.children.push_back(DateParser(*reader_).date());
        return node;
    }
    return make_node(Kind::number, reader_->take());
}

Node ValueParser::count(Unit unit, std::size_t words) {
    Node node = make_node(Kind::count, reader_->peek());
    node.unit = unit;
    while (words-- > 0) reader_->take();
    interval(node);
    return node;
}

Node ValueParser::whole() {
    Node node = make_node(Kind::whole, reader_->take());
    node.unit = *unit_of(reader_->take().text);
    if (node.unit > Unit::day)
        reader_->fail(node.word,
                      messages::expected("whole days, weeks, months or years", node.word.text, {}));
    reader_->expect("from", "write: whole months from entry to release");
    if (reader_->failed()) return node;
    node.children.push_back(DateParser(*reader_).date());
    reader_->expect("to", "write: whole months from entry to release");
    if (!reader_->failed()) node.children.push_back(DateParser(*reader_).date());
    return node;
}

void ValueParser::interval(Node& node) {
    const std::string hint =
        "write: from entry until release; or: from after entry until before "
        "release";
    reader_->expect("from", hint);
    if (reader_->failed()) return;
    node.edges.open_start = reader_->take_word("after");
    node.children.push_back(DateParser(*reader_).date());
    reader_->expect("until", hint);
    if (reader_->failed()) return;
    node.edges.open_end = reader_->take_word("before");
    node.children.push_back(DateParser(*reader_).date());
}

std::uint16_t ValueParser::day_kinds() {
    std::uint16_t kinds = day_kind();
    while (!reader_->failed() && reader_->peek_is("or") && reader_->peek_is("a", 1)) {
        reader_->take();
        reader_->take();
        kinds = static_cast<std::uint16_t>(kinds | day_kind());
    }
    return kinds;
}

std::uint16_t ValueParser::day_kind() {
    const std::uint16_t weekday = weekday_bit(reader_->peek().text);
    if (weekday != 0) return reader_->take(), weekday;
    if (reader_->take_word("holiday")) return DayKind::holidays;
    const bool weekend = reader_->peek_is("weekend");
    if (!weekend && !reader_->peek_is("working"))
        return reader_->refuse("a kind of day", std::string(kinds_hint)), std::uint16_t{0};
    reader_->take();
    reader_->expect("day", std::string(kinds_hint));
    return weekend ? DayKind::weekend_days : DayKind::working_days;
}

}  // namespace throughgate::rules
