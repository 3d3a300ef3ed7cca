// SPDX-License-Identifier: MIT
// Files of named rules: nodes -> rules::RuleSource, checked and compiled.
#pragma once

#include "definition/checker_parse.hpp"
#include "definition/view.hpp"

namespace throughgate::definition {

RulesText parse_rules(const Node& root, const std::string& path, Faults& faults);
/// Versions that overlap; compiles each rule, so that its own faults are told where they stand.
void check_named_rules(const RulesText& file, Faults& faults);

/// The rule of that name in force on `day` (no day: the newest); nullptr: none.
const rules::RuleSource* find_rule(const RulesText& file, std::string_view name,
                                   std::optional<Date> day);

/// Finds the rules of one file: a rule may name those of its own file.
class FileScope final : public rules::Scope {
public:
    explicit FileScope(const RulesText& file) : file_(&file) {}
    [[nodiscard]] const rules::Declared* find(std::string_view) const override { return nullptr; }
    [[nodiscard]] std::vector<std::string> names() const override { return {}; }
    [[nodiscard]] const rules::RuleSource* rule(std::string_view name,
                                                std::optional<Date> day) const override {
        return find_rule(*file_, name, day);
    }
    [[nodiscard]] std::vector<std::string> rule_names() const override;

private:
    const RulesText* file_;
};

}  // namespace throughgate::definition
