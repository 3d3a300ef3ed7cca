// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

#include "base/limits.hpp"
#include "rules/check.hpp"

namespace throughgate::rules {

using syntax::Kind;

namespace {

Type type_of(ValueType type) {
    switch (type) {
        case ValueType::truth: return Type::truth;
        case ValueType::number: return Type::number;
        case ValueType::text:
        case ValueType::choice: return Type::text;
        case ValueType::date: return Type::day;
        case ValueType::instant: return Type::instant;
        case ValueType::unknown: break;
    }
    return Type::faulty;
}

}  // namespace

std::string_view kind_of(Type type) {
    switch (type) {
        case Type::day: return "a day";
        case Type::instant: return "an instant";
        case Type::number: return "a number";
        case Type::truth: return "a truth";
        case Type::text: return "a text";
        case Type::wall: return "a local time as text";
        case Type::parts: return "several parts";
        case Type::nothing:
        case Type::faulty: break;
    }
    return "nothing";
}

std::optional<Checked> Context::find_with(std::string_view name) const {
    if (const auto found = with.find(name); found != with.end()) return found->second;
    const bool input = outer != nullptr && scope->find(name) != nullptr;
    return input ? outer->find_with(name) : std::nullopt;
}

const Declared* Context::declared(std::string_view name) const {
    if (with.contains(name)) return nullptr;
    return scope->find(name);
}

bool Context::inside(const RuleSource& other) const {
    for (const Context* at = this; at != nullptr; at = at->outer)
        if (at->rule != nullptr && at->rule->name == other.name && at->rule->from == other.from)
            return true;
    return false;
}

void check_cost(const Program& program, FaultSink& faults) {
    if (!program.nodes.empty() && program.node(program.root).cost > limits::expression_steps)
        faults.add(0, messages::too_costly());
}

Checked ValueChecker::check(const syntax::Node& node) {
    switch (node.kind) {
        case Kind::name: return name(node.word);
        case Kind::number: return number(node.word);
        case Kind::count: return count(node);
        case Kind::whole: return whole(node);
        case Kind::offset: return offset(node);
        case Kind::local_text: return local_text(node);
        case Kind::text: {
            Node text;
            text.op = Op::text_value;
            text.texts = static_cast<std::uint32_t>(context_->program->values.size());
            context_->program->values.emplace_back(std::string(node.word.text));
            return add(text, {}, Type::text);
        }
        case Kind::result: return result(node);
        default: return DateChecker(*context_, *faults_).check(node);
    }
}

/// No condition fails among none, and none holds: that is how true and false are compiled.
Checked ValueChecker::name(const Token& word) {
    if (const auto found = context_->find_with(word.text)) return *found;
    if (word.text == "true" || word.text == "false") {
        Node node;
        node.op = word.text == "true" ? Op::all_of : Op::any_of;
        return add(node, {}, Type::truth);
    }
    const Declared* declared = context_->declared(word.text);
    if (declared == nullptr || declared->what != Declared::What::fact)
        return DateChecker(*context_, *faults_).check([&] {
            syntax::Node node;
            node.word = word;
            return node;
        }());
    const Type type = type_of(declared->type);
    if (type == Type::day || type == Type::instant) {
        syntax::Node node;
        node.word = word;
        return DateChecker(*context_, *faults_).check(node);
    }
    return fact(word, *declared);
}

Checked ValueChecker::fact(const Token& word, const Declared& declared) {
    const Type type = type_of(declared.type);
    Node node;
    node.op = type == Type::truth    ? Op::truth_fact
              : type == Type::number ? Op::number_fact
                                     : Op::text_fact;
    node.type = declared.type;
    node.shown = declared.reading == Declared::Reading::code;
    node.name = Symbol::of(word.text);
    add_name(*context_->program, node.name);
    return add(node, {}, type);
}

Checked ValueChecker::number(const Token& word) {
    if (word.kind == TokenKind::number) {
        Node node;
        node.op = Op::number_value;
        node.number = word.number;
        return add(node, {}, Type::number);
    }
    const bool known = context_->find_with(word.text) || context_->declared(word.text) != nullptr;
    if (word.kind != TokenKind::word || !known) {
        faults_->add(word.offset,
                     messages::expected("a whole number, or the name of one", word.text,
                                        "for example: 10 working days before release"));
        return {};
    }
    const Checked found = name(word);
    if (found.type == Type::number || found.type == Type::faulty) return found;
    faults_->add(word.offset, messages::not_a_number(word.text, kind_of(found.type)));
    return {};
}

Checked ValueChecker::time(const Token& word) {
    if (word.kind == TokenKind::time) {
        Node node;
        node.op = Op::number_value;
        node.number = word.time.count();
        return add(node, {}, Type::number);
    }
    const Declared* declared = context_->declared(word.text);
    if (declared != nullptr && declared->reading == Declared::Reading::time)
        return fact(word, *declared);
    faults_->add(word.offset, messages::expected("a time of day", word.text, "write: at 09:00"));
    return {};
}

Checked ValueChecker::count(const syntax::Node& syntax) {
    DateChecker dates(*context_, *faults_);
    const Checked from = dates.date(syntax.children[0]);
    const Checked until = dates.date(syntax.children[1]);
    if (syntax.unit != Unit::day) context_->program->reads_calendar = true;
    Node node;
    node.op = Op::count;
    node.unit = syntax.unit;
    node.edges = syntax.edges;
    return add(node, std::array{from.node, until.node}, Type::number);
}

Checked ValueChecker::whole(const syntax::Node& syntax) {
    DateChecker dates(*context_, *faults_);
    const Checked from = dates.date(syntax.children[0]);
    const Checked to = dates.date(syntax.children[1]);
    Node node;
    node.op = Op::whole;
    node.unit = syntax.unit;
    return add(node, std::array{from.node, to.node}, Type::number);
}

Checked ValueChecker::offset(const syntax::Node& syntax) {
    const syntax::Node& of = syntax.children.front();
    const Checked instant = DateChecker(*context_, *faults_).date(of);
    if (instant.type == Type::day) {
        faults_->add(of.word.offset, messages::no_time_of_day(of.word.text));
        return {};
    }
    Node node;
    node.op = Op::offset;
    return add(node, std::array{instant.node}, Type::number);
}

Checked ValueChecker::local_text(const syntax::Node& syntax) {
    const syntax::Node& of = syntax.children.front();
    const Checked instant = DateChecker(*context_, *faults_).date(of);
    if (instant.type == Type::day) {
        faults_->add(of.word.offset, messages::no_time_of_day(of.word.text));
        return {};
    }
    Node node;
    node.op = Op::local_text;
    node.shut = syntax.to_minute;
    return add(node, std::array{instant.node}, Type::wall);
}

Checked ValueChecker::add(Node node, std::span<const std::uint32_t> children, Type type) {
    return {add_node(*context_->program, std::move(node), children), type};
}

}  // namespace throughgate::rules
