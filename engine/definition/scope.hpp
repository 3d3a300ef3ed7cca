// SPDX-License-Identifier: MIT
// DefinitionScope: which names a guard or deadline at one place may use.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "definition/chart.hpp"
#include "definition/view.hpp"
#include "rules/rules.hpp"

namespace throughgate::definition {

class DefinitionScope : public rules::Scope {
public:
    /// Facts of the view; with a chart, its strands and gates too.
    explicit DefinitionScope(const View& view, const Chart* chart = nullptr);

    /// The same names and these anchors (`entry`, `raised`, ...).
    [[nodiscard]] DefinitionScope with(std::initializer_list<std::string_view> anchors) const;

    [[nodiscard]] const rules::Declared* find(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] const rules::RuleSource* rule(std::string_view name,
                                                std::optional<Date> day) const override;
    [[nodiscard]] std::vector<std::string> rule_names() const override;

private:
    std::map<std::string, rules::Declared, std::less<>> declared_;
    std::vector<const RulesText*> rule_files_;
};

}  // namespace throughgate::definition
