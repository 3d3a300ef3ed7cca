// SPDX-License-Identifier: MIT
// What the tests of rules/ share: a scope like that of the accommodation pathway, inputs that a
// test sets by name, and the shipped calendars.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/named_rule.hpp"

namespace throughgate::rules::testing {

class TestScope final : public Scope {
public:
    TestScope();
    [[nodiscard]] const Declared* find(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] const RuleSource* rule(std::string_view name,
                                         std::optional<Date> day) const override;
    [[nodiscard]] std::vector<std::string> rule_names() const override;

    std::map<std::string, RuleSource, std::less<>> rules;
    std::map<std::string, Declared, std::less<>> declared;

private:
    void add_rules();
};

const TestScope& test_scope();

/// From workflows/common/calendars/NAME.yaml, which has one holiday a line.
Calendar shipped_calendar(std::string_view name);
const Calendar& england_and_wales();
const Zone& london();

class TestInputs final : public Inputs {
public:
    [[nodiscard]] const Value& fact(Symbol name) const override;
    [[nodiscard]] std::optional<Instant> anchor(Symbol name) const override;
    [[nodiscard]] bool strand_in(Symbol strand, Symbol state) const override;
    [[nodiscard]] bool gate_cleared(Symbol gate) const override;
    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] const Calendar& calendar() const override { return *calendar_; }
    [[nodiscard]] const Zone& zone() const override { return london(); }

    /// As text, read by the type that the scope declares: "2026-03-17", "high", "3".
    TestInputs& set(std::string_view fact, std::string_view value);
    TestInputs& set_anchor(std::string_view name, std::string_view instant);
    TestInputs& set_now(std::string_view instant);
    TestInputs& set_state(std::string_view strand, std::string_view state);
    TestInputs& clear_gate(std::string_view gate);
    TestInputs& use(const Calendar& calendar);

private:
    std::map<Symbol, Value> facts_;
    std::map<Symbol, Instant> anchors_;
    std::set<std::pair<Symbol, Symbol>> states_;
    std::set<Symbol> gates_;
    Instant now_{};
    const Calendar* calendar_ = &england_and_wales();
};

DeadlineSource phrase(std::string_view text);
/// Both fail the running test when there is a fault.
Deadline deadline(const DeadlineSource& source);
Deadline deadline(std::string_view text);
Guard guard(std::string_view text);
Expression expression(std::string_view text);
/// An expression as the result of a rule.
ResultSource result(std::string_view text);

/// Local time in London, "2026-03-17 09:00 GMT" or BST; "none" when absent.
std::string local(std::optional<Instant> instant);
/// What `text` gives over `inputs`, in local time.
std::string due(std::string_view text, const Inputs& inputs);
/// The same when `release` is `day`.
std::string due_for(std::string_view text, std::string_view day);

std::string_view name_of(Truth truth);
Date day(std::string_view text);

}  // namespace throughgate::rules::testing
