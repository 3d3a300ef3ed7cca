// SPDX-License-Identifier: MIT
// Explanations of comparisons whose subject is more than the name of a fact.
#include "rules/explain.hpp"

namespace throughgate::rules {

std::string Explainer::subject(std::uint32_t index) const { return value_words(*program_, index); }

/// What it is: "it is 5", "it is on Tue 3 Mar 2026"; the text of a case's own fact is not shown.
std::string Explainer::actual(std::uint32_t index) const {
    const Node& node = program_->node(index);
    if (kind_of(node.op) == OpKind::moment || kind_of(node.op) == OpKind::any) {
        if (const auto moment = evaluator_.moment(index))
            return "it is " + moment_text(*moment, " ");
    }
    if (!evaluator_.answered(index)) return "it is not known";
    if (node.op == Op::text_fact && !node.shown) return "it is known";
    const Datum datum = evaluator_.answer(index);
    switch (datum.kind) {
        case Datum::Kind::number: return "it is " + std::to_string(datum.number);
        case Datum::Kind::truth: return datum.truth ? "it is true" : "it is false";
        default: return "it is " + datum.text;
    }
}

std::string Explainer::known_value(const Node& node, bool negated) const {
    const std::uint32_t child = program_->child(node, 0);
    return subject(child) + (negated ? " is unknown" : " is known") +
           (evaluator_.answered(child) ? " (it is known)" : " (it is not known)");
}

std::string Explainer::text_choices(const Node& node) const {
    std::string text;
    for (std::uint32_t i = 0; i < node.text_count; ++i)
        text += (i == 0 ? "" : " or ") + program_->values[node.texts + i].text();
    return text;
}

std::string Explainer::compared(std::uint32_t index, bool negated) const {
    const Node& node = program_->node(index);
    const std::string is = negated ? " is not " : " is ";
    const std::string name(node.name.text());
    switch (node.op) {
        case Op::truth_fact:
            return name + (negated ? " is false" : " is true") + " (" + actual(index) + ")";
        case Op::wall_skipped:
        case Op::wall_repeated:
            return name + is + (node.op == Op::wall_skipped ? "skipped" : "repeated") +
                   " by the clocks";
        case Op::value_known: return known_value(node, negated);
        case Op::choose:
            return value_words(*program_, index) + (negated ? " fails" : " holds") + reason(node);
        default: break;
    }
    const std::uint32_t child = program_->child(node, 0);
    std::string text = subject(child);
    switch (node.op) {
        case Op::numbers:
            text += node.relation == Relation::on
                        ? is
                        : ' ' + relation_text(node.relation, negated) + ' ';
            text += value_words(*program_, program_->child(node, 1));
            break;
        case Op::time_of_day:
            text += ' ' + relation_text(node.relation, negated) + ' ' + time_text(node.time);
            break;
        case Op::between: text += is + interval_words(*program_, node, 1); break;
        case Op::day_is: text += is + day_kind_words(node.days); break;
        case Op::truth_is: text += is + (node.shut ? "false" : "true"); break;
        default: text += is + text_choices(node); break;
    }
    return text + " (" + actual(child) + ")";
}

}  // namespace throughgate::rules
