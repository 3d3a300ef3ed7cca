// SPDX-License-Identifier: MIT
// Named rules and single expressions: a value of any type from text, with its explanation.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/rules.hpp"
#include "throughgate/datum.hpp"

namespace throughgate::rules {

struct ChoiceSource;
struct FieldSource;

/// What a rule gives, as text with places.
struct ResultSource {
    enum class Kind {
        expression,  ///< `text`
        code,        ///< `text` itself
        nothing,
        fields,  ///< `fields`
        list,    ///< `choices`: the values of those whose conditions hold
        choose,  ///< `choices`: the value of the first whose condition holds
    };
    Kind kind = Kind::expression;
    std::string text;
    Place place;
    std::vector<FieldSource> fields;
    std::vector<ChoiceSource> choices;
};

struct FieldSource {
    std::string name;
    ResultSource gives;
};

struct ChoiceSource {
    std::string when;  ///< a condition; empty: otherwise
    Place when_place;
    std::string because;  ///< reason code; may be empty
    ResultSource gives;
};

struct InputSource {
    std::string name;
    Declared declared;
    Place place;
};

/// One version of a named rule.
struct RuleSource {
    std::string name;
    std::string title;
    Place place;
    Date from{};
    std::optional<Date> until;  ///< last day in force
    std::vector<InputSource> inputs;
    std::vector<FieldSource> with;  ///< intermediate results, in order
    ResultSource gives;
};

/// A compiled value of any type.
class Expression {
public:
    Expression() = default;
    explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
    [[nodiscard]] bool empty() const { return program_ == nullptr; }
    /// Dates and instants as ISO text; nothing when the answer is not known or there is none.
    [[nodiscard]] Datum evaluate(const Inputs& inputs) const;
    [[nodiscard]] std::vector<Symbol> waits_for(const Inputs& inputs) const;
    [[nodiscard]] bool reads_clock() const;
    [[nodiscard]] bool reads_calendar() const;
    [[nodiscard]] std::string explain(const Inputs& inputs) const;

private:
    std::shared_ptr<const Program> program_;
};

/// A condition, date, number or text. nullopt when at least one fault was added.
std::optional<Expression> compile_expression(std::string_view text, const Place& place,
                                             const Scope& scope, std::vector<Diagnostic>& faults);
/// `rules` finds the rules that it names.
std::optional<Expression> compile_rule(const RuleSource& source, const Scope& rules,
                                       std::vector<Diagnostic>& faults);

}  // namespace throughgate::rules
