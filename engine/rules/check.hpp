// SPDX-License-Identifier: MIT
// Checker: tree -> typed nodes of a Program, names resolved against the scope. Collects all faults.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/fault_sink.hpp"
#include "rules/named_rule.hpp"
#include "rules/program.hpp"
#include "rules/rules.hpp"
#include "rules/syntax.hpp"

namespace throughgate::rules {

/// Adds `node` and the links to its children; gives its index.
std::uint32_t add_node(Program& program, Node node, std::span<const std::uint32_t> children);

struct Checked {
    std::uint32_t node = 0;
    Type type = Type::faulty;
    [[nodiscard]] bool moment() const { return type == Type::day || type == Type::instant; }
};

/// What names mean at one place. A named rule inside a rule has a context of its own, whose inputs
/// are looked up in the one around it.
struct Context {
    Program* program = nullptr;
    const Scope* scope = nullptr;  ///< facts and the like
    std::map<std::string, Checked, std::less<>> with;
    const Context* outer = nullptr;
    const RuleSource* rule = nullptr;  ///< whose inputs `scope` declares

    /// An intermediate result, or an input that is one further out.
    [[nodiscard]] std::optional<Checked> find_with(std::string_view name) const;
    /// nullptr: nothing of that name, or an intermediate result.
    [[nodiscard]] const Declared* declared(std::string_view name) const;
    /// Is the rule being compiled here or further out?
    [[nodiscard]] bool inside(const RuleSource& rule) const;
};

/// Checks date expressions. The context and the sink outlive it.
class DateChecker {
public:
    DateChecker(const Context& context, FaultSink& faults) : context_(&context), faults_(&faults) {}

    Checked check(const syntax::Node& node);
    /// The same; a fault when it is no date.
    Checked date(const syntax::Node& node);

private:
    Checked name(const Token& word);
    Checked declared(const Token& word, const Declared& declared);
    Checked shift(const syntax::Node& node);
    Checked counted(const syntax::Node& syntax, Shift shift, Checked from);
    Checked holiday_step(const syntax::Node& node);
    Checked working_hours(const syntax::Node& node);
    Checked roll(const syntax::Node& node);
    Checked at_time(const syntax::Node& node);
    Checked choice(const syntax::Node& node);
    Checked edge(const syntax::Node& node);
    Checked moved(const syntax::Node& node);
    Checked bound(const syntax::Node& node);
    Checked clock_change(const syntax::Node& node);
    Shift amounts(const syntax::Node& node);
    Checked add(Node node, std::span<const std::uint32_t> children, Type type);

    const Context* context_;
    FaultSink* faults_;
};

/// Checks numbers, texts, names of any type and results of named rules.
class ValueChecker {
public:
    ValueChecker(const Context& context, FaultSink& faults)
        : context_(&context), faults_(&faults) {}

    Checked check(const syntax::Node& node);
    /// A word by itself, of any type.
    Checked name(const Token& word);
    /// A number written or named; a fault when it is none.
    Checked number(const Token& word);
    /// A time of day written or named.
    Checked time(const Token& word);
    Checked result(const syntax::Node& node);

private:
    Checked fact(const Token& word, const Declared& declared);
    Checked count(const syntax::Node& node);
    Checked whole(const syntax::Node& node);
    Checked offset(const syntax::Node& node);
    Checked local_text(const syntax::Node& node);
    Checked add(Node node, std::span<const std::uint32_t> children, Type type);

    const Context* context_;
    FaultSink* faults_;
};

/// Checks conditions.
class GuardChecker {
public:
    GuardChecker(const Context& context, FaultSink& faults)
        : context_(&context), faults_(&faults), dates_(context, faults), values_(context, faults) {}

    std::uint32_t check(const syntax::Node& node);

private:
    std::uint32_t group(const syntax::Node& node, Op op);
    std::uint32_t comparison(const syntax::Node& node);
    std::uint32_t compared(const syntax::Node& node, const Checked& subject);
    std::uint32_t compared_moment(const syntax::Node& node, const Checked& subject);
    std::uint32_t compared_value(const syntax::Node& node, const Checked& subject);
    std::uint32_t compared_number(const syntax::Node& node, const Checked& subject);
    std::uint32_t compared_text(const syntax::Node& node, const Checked& subject);
    std::uint32_t compared_truth(const syntax::Node& node, const Checked& subject);
    std::uint32_t unsuited(const syntax::Node& node, Type type);
    std::uint32_t stands(const syntax::Node& node);
    std::uint32_t is_value(const syntax::Node& node, const Declared& subject);
    std::uint32_t fact_is(const syntax::Node& node, const Declared& subject);
    std::uint32_t wall_is(const syntax::Node& node);
    std::uint32_t strand_in(const syntax::Node& node, const Declared& subject);
    std::uint32_t gate_cleared(const syntax::Node& node);
    std::uint32_t is_known(const syntax::Node& node, const Declared& subject);
    std::uint32_t number(const syntax::Node& node, const Declared& subject);
    std::uint32_t wrong_comparison(const syntax::Node& node, const Declared& subject);
    Value value(const Token& subject, const Token& word, const Declared& declared);
    std::uint32_t add(Node node, std::span<const std::uint32_t> children = {});
    std::uint32_t add_values(Node node, std::vector<Value> values);

    const Context* context_;
    FaultSink* faults_;
    DateChecker dates_;
    ValueChecker values_;
};

/// Compiles results, those of named rules among them. A field of one when `field` is not empty.
class ResultChecker {
public:
    ResultChecker(Context& context, std::vector<Diagnostic>& faults)
        : context_(&context), faults_(&faults) {}

    /// The intermediate results, then what it gives.
    Checked rule(const RuleSource& rule, std::string_view field);
    Checked result(const ResultSource& source, std::string_view field);
    Checked expression(const std::string& text, const Place& place);

private:
    Checked fields(const ResultSource& source);
    Checked chosen(const ResultSource& source, std::string_view field);
    Checked list(const ResultSource& source);
    std::uint32_t condition(const ChoiceSource& choice);
    Checked field(const ResultSource& source, std::string_view name);

    Context* context_;
    std::vector<Diagnostic>* faults_;
    std::size_t depth_ = 0;
};

/// "a choice", "a day", "a strand": what a declared name is, for messages.
std::string_view kind_of(const Declared& declared);
/// "before", "from ... until ...": how the comparison reads, for messages.
std::string_view comparison_words(const syntax::Node& node);
/// "a day", "a number".
std::string_view kind_of(Type type);
/// Notes that the rule reads `name`.
void add_name(Program& program, Symbol name);
/// The fault of a name that the scope does not know. `dates_only`: suggests only dates.
void unknown_name(const Token& word, const Context& context, bool dates_only, FaultSink& faults);
/// Adds a fault when evaluating `program` would take too long.
void check_cost(const Program& program, FaultSink& faults);

}  // namespace throughgate::rules
