// SPDX-License-Identifier: MIT
#include <algorithm>

#include "rules/explain.hpp"

namespace throughgate::rules {
namespace {

std::string text_of(Symbol symbol) { return std::string(symbol.text()); }

/// " is cas or social"; `negated`: " is not cas or social".
std::string choices_words(const Program& program, const Node& node, bool negated) {
    std::string text = negated ? " is not " : " is ";
    for (std::uint32_t i = 0; i < node.count; ++i) {
        text += (i == 0 ? "" : " or ") + to_text(program.values[node.first + i]);
    }
    return text;
}

bool is_group(Op op) { return op == Op::all_of || op == Op::any_of; }

}  // namespace

std::string Explainer::condition(std::uint32_t index, bool negated) const {
    const Node& node = program_->node(index);
    switch (node.op) {
        case Op::negation: return negation(node);
        case Op::fact_is: return fact_is(node, negated);
        case Op::fact_known:
        case Op::anchor_known: return known(node, negated);
        case Op::strand_in: return strand_in(node, negated);
        case Op::gate_cleared: return gate_cleared(node, negated);
        case Op::number: return number(node, negated);
        case Op::dates: return dates(node, negated);
        case Op::all_of:
        case Op::any_of: return group(node);
        default: return compared(index, negated);
    }
}

std::string Explainer::group(const Node& node) const {
    const std::string_view joint = node.op == Op::all_of ? " and " : " or ";
    std::string text;
    if (node.count == 0) return node.op == Op::all_of ? "in any case" : "in no case";
    for (std::uint32_t i = 0; i < node.count; ++i) {
        const std::uint32_t child = program_->child(node, i);
        const std::string one = condition(child, false);
        if (i != 0) text += joint;
        text += is_group(program_->node(child).op) ? "(" + one + ")" : one;
    }
    return text;
}

std::string Explainer::negation(const Node& node) const {
    const std::uint32_t child = program_->child(node, 0);
    const Op op = program_->node(child).op;
    if (is_group(op) || op == Op::negation) return "not (" + condition(child, false) + ")";
    return condition(child, true);
}

std::string Explainer::fact_is(const Node& node, bool negated) const {
    const Value& value = evaluator_.fact(node);
    std::string actual = "not known";
    if (value.known()) actual = to_text(value);
    if (value.type() == ValueType::text && !node.shown) {
        // Texts may name people or places: say only whether it is the one.
        const auto* first = program_->values.data() + node.first;
        actual = std::find(first, first + node.count, value) != first + node.count ? "that text"
                                                                                   : "another text";
    }
    return text_of(node.name) + choices_words(*program_, node, negated) + " (it is " + actual + ")";
}

std::string Explainer::known(const Node& node, bool negated) const {
    return text_of(node.name) + (negated ? " is unknown" : " is known") +
           (evaluator_.known(node) ? " (it is known)" : " (it is not known)");
}

std::string Explainer::strand_in(const Node& node, bool negated) const {
    bool inside = false;
    for (std::uint32_t i = 0; i < node.count; ++i) {
        const Symbol state = program_->values[node.first + i].choice();
        inside = inside || inputs_->strand_in(node.name, state);
    }
    return text_of(node.name) + choices_words(*program_, node, negated) +
           (inside ? " (it is)" : " (it is not)");
}

std::string Explainer::gate_cleared(const Node& node, bool negated) const {
    return text_of(node.name) + (negated ? " is not " : " is ") + (node.shut ? "shut" : "cleared") +
           (inputs_->gate_cleared(node.name) ? " (it is cleared)" : " (it is shut)");
}

std::string Explainer::number(const Node& node, bool negated) const {
    const Value& value = evaluator_.fact(node);
    return text_of(node.name) + ' ' + relation_text(node.relation, negated) + ' ' +
           std::to_string(node.number) + " (it is " +
           (value.known() ? to_text(value) : std::string("not known")) + ")";
}

std::string Explainer::dates(const Node& node, bool negated) const {
    const std::uint32_t left = program_->child(node, 0);
    const std::uint32_t right = program_->child(node, 1);
    const std::string subject = date_words(*program_, left);
    const std::string other = date_words(*program_, right);
    std::string text = subject + ' ' + relation_text(node.relation, negated) + ' ' + other + " (";
    const auto left_moment = evaluator_.moment(left);
    const auto right_moment = evaluator_.moment(right);
    if (!left_moment) return text + why_missing(left) + ")";
    if (!right_moment) return text + why_missing(right) + ")";
    text += subject + " is " + moment_text(*left_moment, " ");
    if (program_->node(right).op == Op::day) return text + ")";
    return text + "; " + other + " is " + moment_text(*right_moment, " ") + ")";
}

std::vector<Symbol> Explainer::missing_in_guard() const {
    Names names;
    add_missing(program_->root, names);
    return names;
}

void Explainer::add_missing(std::uint32_t index, Names& names) const {
    if (evaluator_.truth(index) == Truth::unknown) add_missing_value(index, names);
}

}  // namespace throughgate::rules
