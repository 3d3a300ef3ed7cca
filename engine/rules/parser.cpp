// SPDX-License-Identifier: MIT
// Grammar:
//   condition  = conjunction { "or" conjunction }
//   conjunction= unary { "and" unary }
//   unary      = "not" unary | "(" condition ")" | NAME "is" [ "not" ] predicate
//   predicate  = "known" | "unknown"
//              | ( "at least" | "at most" | "more than" | "less than" ) NUMBER
//              | ( "before" | "after" | "on" | "on or before" | "on or after" ) date
//              | value { "or" value }                     (a value is not followed by "is")
//   date       = ( NAME | DATE | "(" date ")" | offset ) [ roll ] [ "at" TIME ]
//   offset     = amount { "and" amount } ( "before" | "after" ) ( NAME | DATE | "(" date ")" )
//              | "every" amount { "and" amount }           (= after previous)
//   roll       = "on or" ( "before" | "after" ) "a working day"
#include "rules/parser.hpp"

#include <array>
#include <string>
#include <utility>

#include "rules/date_parser.hpp"

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
        } else if (reader_->peek().kind == TokenKind::open) {
            reader_->take();
            node = condition();
            reader_->close();
        } else {
            node = comparison();
        }
        reader_->ascend();
        return node;
    }

    Node comparison() {
        if (reader_->peek().kind != TokenKind::word || is_joint(reader_->peek())) {
            reader_->refuse("the name of a fact, strand or gate");
            return {};
        }
        const Token subject = reader_->take();
        reader_->expect("is", "a condition reads: " + std::string(subject.text) + " is ...");
        if (reader_->failed()) return {};
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
        if (reader_->peek().kind != TokenKind::number) return reader_->refuse("a number"), node;
        node.values.push_back(reader_->take());
        if (is_unit(reader_->peek())) distance(subject, relation, node.values.front());
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
        if (!reader_->failed()) node.children.push_back(DateParser(*reader_).date());
        return node;
    }

    Node values(const Token& subject) {
        Node node = make_node(Kind::is_value, subject);
        if (!is_value(reader_->peek()))
            return reader_->refuse("a value, 'known', 'before' or 'at least'"), node;
        node.values.push_back(reader_->take());
        while (reader_->peek_is("or") && is_value(reader_->peek(1)) && !reader_->peek_is("is", 2)) {
            reader_->take();
            node.values.push_back(reader_->take());
        }
        return node;
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

}  // namespace throughgate::rules
