// SPDX-License-Identifier: MIT
// Grammar:
//   value      = condition | operand
//   operand    = number | date | QUOTED | "local time of" date "to the" ( "minute" | "second" )
//   condition  = conjunction { "or" conjunction }
//   conjunction= unary { "and" unary }
//   unary      = "not" unary | "(" condition ")" | result | subject "is" [ "not" ] predicate
//   subject    = NAME | operand
//   predicate  = "known" | "unknown"
//              | ( "at least" | "at most" | "more than" | "less than" ) number
//              | ( "before" | "after" ) TIME
//              | ( "before" | "after" | "on" | "on or before" | "on or after" ) date
//              | "from" [ "after" ] date "until" [ "before" ] date
//              | "a" day { "or" "a" day }
//              | value { "or" value }                     (a value is not followed by "is")
//   day        = WEEKDAY | "working day" | "weekend day" | "holiday"
//   number     = NUMBER | NAME | "offset of" date | "whole" unit "from" date "to" date
//              | ( "days" | "working days" | "weekend days" | "holidays" ) interval
//   interval   = "from" [ "after" ] date "until" [ "before" ] date
//   date       = origin [ roll ] [ move ] [ "at" ( TIME | NAME ) ] { bound }
//   origin     = NAME | DATE | "(" date ")" | offset | result
//              | ( "first" | "last" | "first known" | "first future" | "nearest" )
//                "of (" date { "or" date } ")"
//              | ( "start" | "end" ) "of the" ( "week" | "month" | "year" ) "of" origin
//              | ( "start" | "end" ) "of the year" ( NUMBER | NAME )
//              | "clock change at" NAME
//   result     = [ NAME "of" ] "rule" NAME [ "as of" DATE ]
//   offset     = amount { "and" amount } [ "except" WEEKDAY { "or" WEEKDAY } ]
//                ( "before" | "after" ) origin [ "within" TIME "to" TIME ]
//              | "every" amount { "and" amount }           (= after previous)
//   amount     = ( NUMBER | NAME ) unit
//   roll       = "on or" ( "before" | "after" ) "a working day"
//   move       = "moved" ( "back" | "on" ) "while it" [ "or the day" ( "before" | "after" ) ]
//                "is" [ "not" ] "a" day { "or" "a" day }
//   bound      = "but not" ( "before" | "after" ) origin
#include "rules/parser.hpp"

#include <array>
#include <string>
#include <utility>

#include "rules/value_parser.hpp"

namespace throughgate::rules {
namespace {

using syntax::Kind;
using syntax::Node;

struct RelationWords {
    std::string_view first;
    std::string_view second;
    Relation relation;
    bool number;
};

constexpr std::array relations{
    RelationWords{"at", "least", Relation::at_least, true},
    RelationWords{"at", "most", Relation::at_most, true},
    RelationWords{"more", "than", Relation::more_than, true},
    RelationWords{"less", "than", Relation::less_than, true},
    RelationWords{"before", "", Relation::before, false},
    RelationWords{"after", "", Relation::after, false},
};

class GuardParser {
public:
    explicit GuardParser(TokenReader& reader) : reader_(&reader) {}

    Node condition() {
        Node first = conjunction();
        return chain(Kind::any_of, "or", std::move(first), [this] { return conjunction(); });
    }

private:
    template <typename Next>
    Node chain(Kind kind, std::string_view joint, Node first, Next next) {
        if (reader_->failed() || !reader_->peek_is(joint)) return first;
        Node node = make_node(kind, reader_->peek());
        node.children.push_back(std::move(first));
        while (!reader_->failed() && reader_->take_word(joint)) node.children.push_back(next());
        return node;
    }

    Node conjunction() {
        Node first = unary();
        return chain(Kind::all_of, "and", std::move(first), [this] { return unary(); });
    }

    Node unary() {
        if (!reader_->descend()) return {};
        Node node;
        if (reader_->peek_is("not")) {
            node = make_node(Kind::negation, reader_->take());
            node.children.push_back(unary());
        } else if (reader_->peek().kind == TokenKind::open && !subject_in_parentheses()) {
            reader_->take();
            node = condition();
            reader_->close();
        } else {
            node = comparison();
        }
        reader_->ascend();
        return node;
    }

    /// "(2 days after entry) is before release": what stands after the closing parenthesis tells.
    bool subject_in_parentheses() const {
        std::size_t depth = 0;
        for (std::size_t ahead = 0; reader_->peek(ahead).kind != TokenKind::end; ++ahead) {
            if (reader_->peek(ahead).kind == TokenKind::open) ++depth;
            if (reader_->peek(ahead).kind != TokenKind::close || --depth != 0) continue;
            for (const std::string_view next : {"is", "on", "at", "moved", "but"})
                if (reader_->peek_is(next, ahead + 1)) return true;
            return false;
        }
        return false;
    }

    Node comparison() {
        const bool parentheses = reader_->peek().kind == TokenKind::open;
        if (parentheses || ValueParser(*reader_).starts_expression()) return longer_comparison();
        if (reader_->peek().kind != TokenKind::word || is_joint(reader_->peek())) {
            reader_->refuse("the name of a fact, strand or gate");
            return {};
        }
        const Token subject = reader_->take();
        reader_->expect("is", "a condition reads: " + std::string(subject.text) + " is ...");
        return reader_->failed() ? Node{} : negatable(subject);
    }

    /// The subject is an expression; a rule's result may also be a condition by itself.
    Node longer_comparison() {
        const Token first = reader_->peek();
        Node subject = ValueParser(*reader_).operand();
        if (reader_->failed()) return {};
        const bool alone = subject.kind == Kind::result && !reader_->peek_is("is");
        if (alone) {
            Node node = make_node(Kind::stands, first);
            node.children.push_back(std::move(subject));
            return node;
        }
        reader_->expect("is", "a condition reads: ... is before ..., ... is at least ...");
        if (reader_->failed()) return {};
        Node node = negatable(first);
        Node& inner = node.kind == Kind::negation ? innermost(node) : node;
        inner.subject.push_back(std::move(subject));
        return node;
    }

    static Node& innermost(Node& node) {
        return node.kind == Kind::negation && !node.children.empty()
                   ? innermost(node.children.front())
                   : node;
    }

    Node negatable(const Token& subject) {
        const Token negation = reader_->peek();
        if (!reader_->take_word("not")) return predicate(subject);
        Node node = make_node(Kind::negation, negation);
        node.children.push_back(predicate(subject));
        return node;
    }

    Node predicate(const Token& subject) {
        const Token word = reader_->peek();
        if (reader_->take_word("known")) return make_node(Kind::is_known, subject);
        if (reader_->take_word("unknown")) {
            Node node = make_node(Kind::negation, word);
            node.children.push_back(make_node(Kind::is_known, subject));
            return node;
        }
        for (const RelationWords& row : relations) {
            if (!reader_->peek_is(row.first) ||
                !(row.second.empty() || reader_->peek_is(row.second, 1)))
                continue;
            reader_->take();
            if (!row.second.empty()) reader_->take();
            return row.number ? number(subject, word, row.relation)
                              : compare_date(subject, word, row.relation);
        }
        if (reader_->peek_is("on")) return compare_date(subject, word, on_relation());
        if (reader_->peek_is("from")) return between(subject, word);
        if (reader_->peek_is("a") && reader_->peek(1).kind == TokenKind::word)
            return day_is(subject, word);
        return values(subject);
    }

    /// "on", "on or before", "on or after".
    Relation on_relation() {
        reader_->take();
        if (!reader_->peek_is("or")) return Relation::on;
        if (reader_->peek_is("before", 1))
            return reader_->take(), reader_->take(), Relation::on_or_before;
        if (reader_->peek_is("after", 1))
            return reader_->take(), reader_->take(), Relation::on_or_after;
        reader_->take();
        reader_->refuse("'before' or 'after'");
        return Relation::on;
    }

    Node number(const Token& subject, const Token& word, Relation relation) {
        Node node = make_node(Kind::compare_number, subject);
        node.relation = relation;
        node.relation_word = word;
        const bool plain = reader_->peek().kind == TokenKind::number;
        if (!plain && (reader_->peek().kind != TokenKind::word || is_joint(reader_->peek())))
            return reader_->refuse("a number"), node;
        if (plain) node.values.push_back(reader_->peek());
        if (plain && is_unit(reader_->peek(1))) {
            reader_->take();
            return distance(subject, relation, node.values.front()), node;
        }
        node.children.push_back(ValueParser(*reader_).operand());
        return node;
    }

    Node between(const Token& subject, const Token& word) {
        Node node = make_node(Kind::between, subject);
        node.relation_word = word;
        ValueParser(*reader_).interval(node);
        return node;
    }

    Node day_is(const Token& subject, const Token& word) {
        Node node = make_node(Kind::day_is, subject);
        node.relation_word = word;
        reader_->take();
        node.days = ValueParser(*reader_).day_kinds();
        return node;
    }

    /// "today is less than 12 weeks before release" names a distance; dates are compared instead.
    void distance(const Token& subject, Relation relation, const Token& count) {
        const bool near = relation == Relation::less_than || relation == Relation::at_most;
        reader_->refuse("'and', 'or' or the end",
                        "compare the dates: " + std::string(subject.text) +
                            (near ? " is after " : " is before ") + reader_->rest_from(count));
    }

    Node compare_date(const Token& subject, const Token& word, Relation relation) {
        Node node = make_node(Kind::compare_date, subject);
        node.relation = relation;
        node.relation_word = word;
        if (reader_->peek().kind == TokenKind::time) {
            node.kind = Kind::compare_time;
            node.values.push_back(reader_->take());
            return node;
        }
        if (!reader_->failed()) node.children.push_back(DateParser(*reader_).date());
        return node;
    }

    Node values(const Token& subject) {
        Node node = make_node(Kind::is_value, subject);
        if (!is_value(reader_->peek()))
            return reader_->refuse("a value, 'known', 'before' or 'at least'"), node;
        node.values.push_back(reader_->take());
        while (reader_->peek_is("or") && is_value(reader_->peek(1)) && ends_value(2)) {
            reader_->take();
            node.values.push_back(reader_->take());
        }
        return node;
    }

    /// What follows a value: another joint, or nothing. Else the words are a condition.
    bool ends_value(std::size_t ahead) const {
        const TokenKind kind = reader_->peek(ahead).kind;
        return kind == TokenKind::end || kind == TokenKind::close ||
               reader_->peek_is("or", ahead) || reader_->peek_is("and", ahead);
    }

    static bool is_value(const Token& token) {
        return token.kind != TokenKind::open && token.kind != TokenKind::close &&
               token.kind != TokenKind::end && !is_joint(token);
    }

    TokenReader* reader_;
};

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

/// The faults that need no parsing. True: go on.
bool worth_parsing(std::string_view text, FaultSink& faults) {
    if (blank(text)) faults.add(0, messages::empty_rule());
    if (text.size() > limits::expression_bytes) faults.add(0, messages::too_long(text.size()));
    return !faults.any();
}

/// Is it a condition? "is" tells, but for the one in "moved back while it is ...".
bool reads_as_condition(const std::vector<Token>& tokens) {
    bool moving = false;
    for (const Token& token : tokens) {
        if (token.kind != TokenKind::word) continue;
        if (token.text == "while") moving = true;
        if (token.text == "not" && !moving && &token == &tokens.front()) return true;
        if (token.text != "is") continue;
        if (!moving) return true;
        moving = false;
    }
    return false;
}

}  // namespace

std::optional<Node> parse_guard(std::string_view text, FaultSink& faults) {
    if (!worth_parsing(text, faults)) return std::nullopt;
    std::vector<Token> tokens = tokenize(text, faults);
    if (faults.any()) return std::nullopt;
    TokenReader reader(std::move(tokens), 0, faults);
    Node node = GuardParser(reader).condition();
    if (!reader.finish()) return std::nullopt;
    return node;
}

std::optional<Node> parse_date_phrase(std::string_view text, std::size_t depth, FaultSink& faults) {
    if (!worth_parsing(text, faults)) return std::nullopt;
    const std::string words = spelled_out(text);
    if (!words.empty()) return faults.add(0, messages::shorthand(text, words)), std::nullopt;
    std::vector<Token> tokens = tokenize(text, faults);
    if (faults.any()) return std::nullopt;
    TokenReader reader(std::move(tokens), depth, faults);
    Node node = DateParser(reader).date();
    if (!reader.finish()) return std::nullopt;
    return node;
}

std::optional<Node> parse_value(std::string_view text, FaultSink& faults) {
    if (!worth_parsing(text, faults)) return std::nullopt;
    std::vector<Token> tokens = tokenize(text, faults);
    if (faults.any()) return std::nullopt;
    const bool condition = reads_as_condition(tokens);
    TokenReader reader(std::move(tokens), 0, faults);
    Node node = condition ? GuardParser(reader).condition() : ValueParser(reader).operand();
    if (!reader.finish()) return std::nullopt;
    return node;
}

}  // namespace throughgate::rules
