// SPDX-License-Identifier: MIT
// Comparisons whose subject is more than the name of a fact: a date, a number, a rule's result.
#include <array>
#include <utility>

#include "rules/check.hpp"
#include "rules/words.hpp"

namespace throughgate::rules {

using syntax::Kind;

namespace {

std::string_view usage(Type type) {
    switch (type) {
        case Type::day:
        case Type::instant: return "compare dates: 'is before', 'is after' or 'is on'";
        case Type::number: return "compare numbers: 'is', 'is at least', 'is less than'";
        case Type::truth: return "write 'is true' or 'is false'";
        case Type::text: return "compare texts: 'is', 'is not', 'is known'";
        default: return "use a part of it that is a date, number, truth or text";
    }
}

/// The subject as it was written, as far as the next known word tells where it ends.
std::string subject_text(const syntax::Node& node) {
    const char* end = nullptr;
    if (!node.values.empty()) end = node.values.front().text.data();
    if (!node.relation_word.text.empty()) end = node.relation_word.text.data();
    if (node.subject.empty() || end == nullptr) return std::string(node.word.text);
    std::string_view text(node.word.text.data(),
                          static_cast<std::size_t>(end - node.word.text.data()));
    for (const std::string_view word : {" ", "not", " ", "is", " "})
        while (text.ends_with(word)) text.remove_suffix(word.size());
    return std::string(text);
}

}  // namespace

std::string_view comparison_words(const syntax::Node& node) {
    switch (node.kind) {
        case Kind::is_known: return "known";
        case Kind::between: return "from ... until ...";
        case Kind::day_is: return "a ... day";
        case Kind::is_value: return node.values.empty() ? "" : node.values.front().text;
        default: return relation_words(node.relation);
    }
}

std::uint32_t GuardChecker::unsuited(const syntax::Node& node, Type type) {
    if (type == Type::faulty) return 0;
    faults_->add(node.word.offset,
                 messages::not_comparable(subject_text(node), kind_of(type), comparison_words(node),
                                          std::string(usage(type))));
    return 0;
}

std::uint32_t GuardChecker::compared(const syntax::Node& node, const Checked& subject) {
    if (node.kind == Kind::is_known) {
        if (subject.type == Type::parts) return unsuited(node, subject.type);
        Node known;
        known.op = Op::value_known;
        return add(known, std::array{subject.node});
    }
    if (subject.moment()) return compared_moment(node, subject);
    return compared_value(node, subject);
}

std::uint32_t GuardChecker::compared_moment(const syntax::Node& syntax, const Checked& subject) {
    Node node;
    node.edges = syntax.edges;
    node.days = syntax.days;
    node.relation = syntax.relation;
    switch (syntax.kind) {
        case Kind::compare_date:
            node.op = Op::dates;
            return add(node, std::array{subject.node, dates_.date(syntax.children[0]).node});
        case Kind::between:
            node.op = Op::between;
            return add(node, std::array{subject.node, dates_.date(syntax.children[0]).node,
                                        dates_.date(syntax.children[1]).node});
        case Kind::day_is:
            context_->program->reads_calendar = true;
            node.op = Op::day_is;
            return add(node, std::array{subject.node});
        case Kind::compare_time: break;
        default: return unsuited(syntax, subject.type);
    }
    if (subject.type != Type::instant) {
        faults_->add(syntax.values[0].offset, messages::no_time_of_day(syntax.word.text));
        return 0;
    }
    node.op = Op::time_of_day;
    node.time = syntax.values[0].time;
    return add(node, std::array{subject.node});
}

std::uint32_t GuardChecker::compared_value(const syntax::Node& node, const Checked& subject) {
    switch (subject.type) {
        case Type::number: return compared_number(node, subject);
        case Type::text: return compared_text(node, subject);
        case Type::truth: return compared_truth(node, subject);
        default: return unsuited(node, subject.type);
    }
}

std::uint32_t GuardChecker::compared_number(const syntax::Node& syntax, const Checked& subject) {
    const bool equal = syntax.kind == Kind::is_value;
    if (!equal && syntax.kind != Kind::compare_number) return unsuited(syntax, Type::number);
    Checked other;
    if (equal)
        other = values_.number(syntax.values.front());
    else
        other = values_.check(syntax.children.front());
    if (other.type != Type::number && other.type != Type::faulty)
        faults_->add(syntax.relation_word.offset,
                     messages::not_a_number(syntax.word.text, kind_of(other.type)));
    Node node;
    node.op = Op::numbers;
    node.relation = equal ? Relation::on : syntax.relation;
    return add(node, std::array{subject.node, other.node});
}

std::uint32_t GuardChecker::compared_text(const syntax::Node& syntax, const Checked& subject) {
    if (syntax.kind != Kind::is_value) return unsuited(syntax, Type::text);
    Node node;
    node.op = Op::text_is;
    node.texts = static_cast<std::uint32_t>(context_->program->values.size());
    node.text_count = static_cast<std::uint32_t>(syntax.values.size());
    for (const Token& word : syntax.values)
        context_->program->values.emplace_back(std::string(word.text));
    return add(node, std::array{subject.node});
}

std::uint32_t GuardChecker::compared_truth(const syntax::Node& syntax, const Checked& subject) {
    const bool value = syntax.kind == Kind::is_value;
    const std::string_view word = value ? syntax.values.front().text : std::string_view();
    if (word != "true" && word != "false") return unsuited(syntax, Type::truth);
    Node node;
    node.op = Op::truth_is;
    node.shut = word == "false";
    return add(node, std::array{subject.node});
}

/// "local is skipped", "local is repeated".
std::uint32_t GuardChecker::wall_is(const syntax::Node& syntax) {
    const Token& word = syntax.values.front();
    if (word.text != "skipped" && word.text != "repeated") {
        const std::vector<std::string> members{"skipped", "repeated"};
        faults_->add(word.offset,
                     messages::not_a_member(syntax.word.text, word.text,
                                            did_you_mean(word.text, members), members));
    }
    Node node;
    node.op = word.text == "skipped" ? Op::wall_skipped : Op::wall_repeated;
    node.type = ValueType::instant;
    node.name = Symbol::of(syntax.word.text);
    return add(node);
}

}  // namespace throughgate::rules
