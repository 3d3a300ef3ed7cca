// SPDX-License-Identifier: MIT
// Explainer: says in words how a Program came to its answer. For people; never parsed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/evaluate.hpp"
#include "rules/words.hpp"

namespace throughgate::rules {

class Explainer {
public:
    /// Both outlive it.
    Explainer(const Program& program, const Inputs& inputs)
        : program_(&program), inputs_(&inputs), evaluator_(program, inputs) {}

    [[nodiscard]] std::string guard() const { return condition(program_->root, false); }
    [[nodiscard]] std::string deadline() const;
    /// An answer of any type; a line for each field.
    [[nodiscard]] std::string value() const { return value(program_->root); }
    [[nodiscard]] std::vector<Symbol> missing() const;
    /// Names that are not known and that the answer waits for, in the order of the rule.
    [[nodiscard]] std::vector<Symbol> missing_in_guard() const;
    [[nodiscard]] std::vector<Symbol> missing_in_deadline() const;

private:
    using Notes = std::vector<std::string>;
    using Names = std::vector<Symbol>;

    // Conditions (explain_guard.cpp)
    [[nodiscard]] std::string condition(std::uint32_t index, bool negated) const;
    [[nodiscard]] std::string group(const Node& node) const;
    [[nodiscard]] std::string negation(const Node& node) const;
    [[nodiscard]] std::string fact_is(const Node& node, bool negated) const;
    [[nodiscard]] std::string known(const Node& node, bool negated) const;
    [[nodiscard]] std::string strand_in(const Node& node, bool negated) const;
    [[nodiscard]] std::string gate_cleared(const Node& node, bool negated) const;
    [[nodiscard]] std::string number(const Node& node, bool negated) const;
    [[nodiscard]] std::string dates(const Node& node, bool negated) const;
    void add_missing(std::uint32_t index, Names& names) const;

    // Comparisons of expressions (explain_compared.cpp)
    [[nodiscard]] std::string compared(std::uint32_t index, bool negated) const;
    [[nodiscard]] std::string known_value(const Node& node, bool negated) const;
    [[nodiscard]] std::string subject(std::uint32_t index) const;
    [[nodiscard]] std::string actual(std::uint32_t index) const;
    [[nodiscard]] std::string text_choices(const Node& node) const;

    // Values of any type (explain_value.cpp)
    [[nodiscard]] std::string value(std::uint32_t index) const;
    [[nodiscard]] std::string value_of(std::uint32_t index) const;
    [[nodiscard]] std::string branch_value(const Node& node) const;
    [[nodiscard]] std::string parts(const Node& node) const;
    [[nodiscard]] std::string number(std::uint32_t index) const;
    [[nodiscard]] std::string dated(std::uint32_t index) const;
    /// "; because early_allocation (early_allocation is true)"; empty: no branch, or no reason.
    [[nodiscard]] std::string reason(const Node& node) const;
    void add_missing_value(std::uint32_t index, Names& names) const;

    // Dates (explain_date.cpp)
    [[nodiscard]] std::string date(std::uint32_t index, Notes& notes) const;
    [[nodiscard]] std::string other(std::uint32_t index, Notes& notes) const;
    [[nodiscard]] std::string branch(const Node& node, Notes& notes) const;
    [[nodiscard]] std::string moved(const Node& node, Notes& notes) const;
    [[nodiscard]] std::string counted(const Node& node, std::string_view unit, Notes& notes) const;
    [[nodiscard]] std::string inner(std::uint32_t index, Notes& notes) const;
    [[nodiscard]] std::string shift(const Node& node, Notes& notes) const;
    [[nodiscard]] std::string roll(const Node& node, Notes& notes) const;
    [[nodiscard]] std::string choice(const Node& node, Notes& notes) const;
    [[nodiscard]] std::string bound(const Node& node, Notes& notes) const;
    [[nodiscard]] std::string named(std::uint32_t index) const;
    void note_holidays(const Node& node, Notes& notes) const;
    void note_horizon(Date day, Notes& notes) const;
    /// What is not known, as a sentence part: "release is not known".
    [[nodiscard]] std::string why_missing(std::uint32_t index) const;
    /// The branches that decided for `nothing`; nullptr: it is for another reason.
    [[nodiscard]] const Node* decided_for_none(std::uint32_t index) const;
    [[nodiscard]] Names missing_in_date(std::uint32_t index) const;
    void add_missing_dates(std::uint32_t index, Names& names) const;
    [[nodiscard]] std::string moment_text(const Moment& moment, std::string_view joint) const;

    const Program* program_;
    const Inputs* inputs_;
    Evaluator evaluator_;
};

}  // namespace throughgate::rules
