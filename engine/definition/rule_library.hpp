// SPDX-License-Identifier: MIT
// RuleLibrary: the named rules and calendars among definition files, for tools that evaluate them.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "definition/load.hpp"
#include "rules/named_rule.hpp"

namespace throughgate::definition {

struct NamedRule {
    const rules::RuleSource* source = nullptr;
    rules::Expression compiled;
};

class RuleLibrary {
public:
    /// Reads files of rules and calendars; passes over pathways and common files. Pure.
    explicit RuleLibrary(const std::vector<SourceFile>& files);
    ~RuleLibrary();
    RuleLibrary(RuleLibrary&&) noexcept;
    RuleLibrary& operator=(RuleLibrary&&) noexcept;

    /// Sorted by place; the rest is usable only when no error is among them.
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
    /// The version in force on `day`, the newest when there is no day; nullptr: none.
    [[nodiscard]] const NamedRule* find(std::string_view name, std::optional<Date> day = {}) const;
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] const rules::Calendars& calendars() const { return calendars_; }

private:
    struct Files;
    std::unique_ptr<Files> files_;  // what the rules point into
    std::vector<NamedRule> rules_;
    rules::Calendars calendars_;
    std::vector<Diagnostic> diagnostics_;
};

}  // namespace throughgate::definition
