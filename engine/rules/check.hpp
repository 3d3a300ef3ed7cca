// SPDX-License-Identifier: MIT
// Checker: tree -> typed nodes of a Program, names resolved against the scope. Collects all faults.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rules/fault_sink.hpp"
#include "rules/program.hpp"
#include "rules/rules.hpp"
#include "rules/syntax.hpp"

namespace throughgate::rules {

/// Adds `node` and the links to its children; gives its index.
std::uint32_t add_node(Program& program, Node node, std::span<const std::uint32_t> children);

/// What a date expression gives: a day, or an instant with its time of day.
enum class MomentType : std::uint8_t { day, instant, faulty };

struct CheckedMoment {
    std::uint32_t node = 0;
    MomentType type = MomentType::faulty;
};

/// Checks date expressions. The scope and the sink outlive it.
class DateChecker {
public:
    DateChecker(Program& program, const Scope& scope, FaultSink& faults)
        : program_(&program), scope_(&scope), faults_(&faults) {}

    CheckedMoment check(const syntax::Node& node);
    /// A word that stands for a date by itself.
    CheckedMoment name(const Token& word);

private:
    CheckedMoment declared(const Token& word, const Declared& declared);
    CheckedMoment shift(const syntax::Node& node);
    CheckedMoment roll(const syntax::Node& node);
    CheckedMoment at_time(const syntax::Node& node);
    Shift amounts(const syntax::Node& node);
    CheckedMoment add(Node node, std::span<const std::uint32_t> children, MomentType type);

    Program* program_;
    const Scope* scope_;
    FaultSink* faults_;
};

/// Checks conditions.
class GuardChecker {
public:
    GuardChecker(Program& program, const Scope& scope, FaultSink& faults)
        : program_(&program), scope_(&scope), faults_(&faults), dates_(program, scope, faults) {}

    std::uint32_t check(const syntax::Node& node);

private:
    std::uint32_t group(const syntax::Node& node, Op op);
    std::uint32_t comparison(const syntax::Node& node);
    std::uint32_t is_value(const syntax::Node& node, const Declared& subject);
    std::uint32_t fact_is(const syntax::Node& node, const Declared& subject);
    std::uint32_t strand_in(const syntax::Node& node, const Declared& subject);
    std::uint32_t gate_cleared(const syntax::Node& node);
    std::uint32_t is_known(const syntax::Node& node, const Declared& subject);
    std::uint32_t number(const syntax::Node& node, const Declared& subject);
    std::uint32_t dates(const syntax::Node& node);
    std::uint32_t wrong_comparison(const syntax::Node& node, const Declared& subject);
    Value value(const Token& subject, const Token& word, const Declared& declared);
    std::uint32_t add(Node node, std::span<const std::uint32_t> children = {});
    std::uint32_t add_values(Node node, std::vector<Value> values);

    Program* program_;
    const Scope* scope_;
    FaultSink* faults_;
    DateChecker dates_;
};

/// "a choice", "a day", "a strand": what a declared name is, for messages.
std::string_view kind_of(const Declared& declared);
/// Notes that the rule reads `name`.
void add_name(Program& program, Symbol name);
/// The fault of a name that the scope does not know. `dates_only`: suggests only dates.
void unknown_name(const Token& word, const Scope& scope, bool dates_only, FaultSink& faults);

}  // namespace throughgate::rules
