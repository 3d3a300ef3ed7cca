// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

#include "rules/check.hpp"
#include "rules/words.hpp"

namespace throughgate::rules {
namespace {

using syntax::Kind;

std::vector<std::string> texts_of(const std::vector<Symbol>& symbols) {
    std::vector<std::string> texts;
    for (const Symbol symbol : symbols) texts.emplace_back(symbol.text());
    return texts;
}

bool contains(const std::vector<Symbol>& symbols, std::string_view text) {
    for (const Symbol symbol : symbols) {
        if (symbol.text() == text) return true;
    }
    return false;
}

bool is_moment(const Declared& subject) {
    return subject.what == Declared::What::anchor || subject.type == ValueType::date ||
           subject.type == ValueType::instant;
}

/// How a name of this kind is compared, for hints.
std::string usage(const Declared& subject) {
    if (subject.what == Declared::What::strand) return "compare it with its states: 'is ...'";
    if (subject.what == Declared::What::gate) return "write 'is cleared' or 'is shut'";
    if (is_moment(subject)) return "compare dates: 'is before', 'is after' or 'is on'";
    switch (subject.type) {
        case ValueType::number: return "compare numbers: 'is', 'is at least', 'is less than'";
        case ValueType::truth: return "write 'is true' or 'is false'";
        default: return "compare values: 'is', 'is not', 'is known'";
    }
}

const Declared& clock_subject() {
    static const Declared clock{Declared::What::anchor, ValueType::instant, {}};
    return clock;
}

}  // namespace

std::uint32_t GuardChecker::check(const syntax::Node& node) {
    switch (node.kind) {
        case Kind::all_of: return group(node, Op::all_of);
        case Kind::any_of: return group(node, Op::any_of);
        case Kind::negation: return group(node, Op::negation);
        case Kind::stands: return stands(node);
        default: return comparison(node);
    }
}

std::uint32_t GuardChecker::group(const syntax::Node& syntax, Op op) {
    std::vector<std::uint32_t> children;
    for (const syntax::Node& child : syntax.children) children.push_back(check(child));
    Node node;
    node.op = op;
    return add(node, children);
}

std::uint32_t GuardChecker::stands(const syntax::Node& node) {
    const Checked checked = values_.check(node.children.front());
    if (checked.type != Type::truth && checked.type != Type::faulty)
        faults_->add(node.word.offset, messages::not_a_condition(kind_of(checked.type)));
    return checked.node;
}

std::uint32_t GuardChecker::comparison(const syntax::Node& node) {
    if (!node.subject.empty()) return compared(node, values_.check(node.subject.front()));
    const std::string_view name = node.word.text;
    if (const auto found = context_->find_with(name)) return compared(node, *found);
    const bool clock = name == "today" || name == "now";
    const Declared* subject = clock ? &clock_subject() : context_->declared(name);
    if (subject == nullptr) {
        unknown_name(node.word, *context_, false, *faults_);
        if (node.kind == Kind::compare_date) dates_.check(node.children.front());
        return 0;
    }
    switch (node.kind) {
        case Kind::is_known: return is_known(node, *subject);
        case Kind::compare_number: return number(node, *subject);
        case Kind::compare_time:
        case Kind::between:
        case Kind::day_is:
        case Kind::compare_date:
            return is_moment(*subject) ? compared_moment(node, values_.name(node.word))
                                       : wrong_comparison(node, *subject);
        default: return is_value(node, *subject);
    }
}

std::uint32_t GuardChecker::wrong_comparison(const syntax::Node& node, const Declared& subject) {
    faults_->add(node.relation_word.offset,
                 messages::not_comparable(node.word.text, kind_of(subject), comparison_words(node),
                                          usage(subject)));
    return 0;
}

std::uint32_t GuardChecker::is_known(const syntax::Node& syntax, const Declared& subject) {
    const bool clock = &subject == &clock_subject();
    const bool anchor = subject.what == Declared::What::anchor;
    if (clock || (!anchor && subject.what != Declared::What::fact)) {
        const std::string_view kind = clock ? "always known" : kind_of(subject);
        faults_->add(syntax.word.offset,
                     messages::not_comparable(syntax.word.text, kind, "known", usage(subject)));
        return 0;
    }
    Node node;
    node.op = anchor ? Op::anchor_known : Op::fact_known;
    node.type = subject.type;
    node.name = Symbol::of(syntax.word.text);
    return add(node);
}

std::uint32_t GuardChecker::number(const syntax::Node& syntax, const Declared& subject) {
    if (subject.what != Declared::What::fact || subject.type != ValueType::number) {
        return wrong_comparison(syntax, subject);
    }
    if (syntax.values.empty()) return compared_number(syntax, values_.name(syntax.word));
    Node node;
    node.op = Op::number;
    node.type = subject.type;
    node.relation = syntax.relation;
    node.name = Symbol::of(syntax.word.text);
    node.number = syntax.values.front().number;
    return add(node);
}

std::uint32_t GuardChecker::is_value(const syntax::Node& node, const Declared& subject) {
    if (subject.what == Declared::What::strand) return strand_in(node, subject);
    if (subject.what == Declared::What::gate) return gate_cleared(node);
    if (subject.reading == Declared::Reading::wall) return wall_is(node);
    if (is_moment(subject)) {
        const Token& word = node.values.front();
        const std::string on = std::string(node.word.text) + " is on " + std::string(word.text);
        faults_->add(word.offset,
                     messages::not_comparable(
                         node.word.text, kind_of(subject), word.text,
                         word.kind == TokenKind::date ? "write: " + on : usage(subject)));
        return 0;
    }
    return fact_is(node, subject);
}

std::uint32_t GuardChecker::fact_is(const syntax::Node& syntax, const Declared& subject) {
    Node node;
    node.op = Op::fact_is;
    node.type = subject.type;
    node.shown = subject.reading == Declared::Reading::code;
    node.name = Symbol::of(syntax.word.text);
    std::vector<Value> values;
    for (const Token& word : syntax.values) values.push_back(value(syntax.word, word, subject));
    return add_values(node, std::move(values));
}

Value GuardChecker::value(const Token& subject, const Token& word, const Declared& declared) {
    const auto refuse = [&](const std::vector<std::string>& members) {
        const std::string near = did_you_mean(word.text, members);
        faults_->add(word.offset, messages::not_a_member(subject.text, word.text, near, members));
        return Value();
    };
    switch (declared.type) {
        case ValueType::choice:
            if (!contains(declared.choices, word.text)) return refuse(texts_of(declared.choices));
            return Value(Symbol::of(word.text));
        case ValueType::truth:
            if (word.text == "true" || word.text == "false") return Value(word.text == "true");
            return refuse({"true", "false"});
        case ValueType::number:
            if (word.kind == TokenKind::number) return Value(word.number);
            return refuse({"a whole number"});
        default: return Value(std::string(word.text));
    }
}

std::uint32_t GuardChecker::strand_in(const syntax::Node& syntax, const Declared& subject) {
    Node node;
    node.op = Op::strand_in;
    node.name = Symbol::of(syntax.word.text);
    std::vector<Value> states;
    for (const Token& word : syntax.values) {
        if (!contains(subject.choices, word.text)) {
            const std::vector<std::string> members = texts_of(subject.choices);
            const std::string near = did_you_mean(word.text, members);
            faults_->add(word.offset,
                         messages::not_a_member(syntax.word.text, word.text, near, members));
        }
        states.emplace_back(Symbol::of(word.text));
    }
    return add_values(node, std::move(states));
}

std::uint32_t GuardChecker::gate_cleared(const syntax::Node& syntax) {
    const Token& word = syntax.values.front();
    const bool shut = word.text == "shut";
    if (!shut && word.text != "cleared") {
        const std::vector<std::string> members{"cleared", "shut"};
        faults_->add(word.offset,
                     messages::not_a_member(syntax.word.text, word.text,
                                            did_you_mean(word.text, members), members));
    } else if (syntax.values.size() > 1) {
        faults_->add(syntax.values[1].offset,
                     messages::not_comparable(syntax.word.text, "a gate", "... or ...",
                                              "write 'is cleared' or 'is shut', not both"));
    }
    Node node;
    node.op = Op::gate_cleared;
    node.shut = shut;
    node.name = Symbol::of(syntax.word.text);
    return add(node);
}

std::uint32_t GuardChecker::add(Node node, std::span<const std::uint32_t> children) {
    if (!node.name.empty()) add_name(*context_->program, node.name);
    return add_node(*context_->program, std::move(node), children);
}

std::uint32_t GuardChecker::add_values(Node node, std::vector<Value> values) {
    node.first = static_cast<std::uint32_t>(context_->program->values.size());
    node.count = static_cast<std::uint32_t>(values.size());
    for (Value& value : values) context_->program->values.push_back(std::move(value));
    return add(std::move(node));
}

}  // namespace throughgate::rules
