// SPDX-License-Identifier: MIT
#include "definition/rule_library.hpp"

#include <algorithm>
#include <utility>

#include "definition/checker_named.hpp"
#include "definition/checker_shape.hpp"
#include "definition/reader.hpp"

namespace throughgate::definition {

struct RuleLibrary::Files {
    std::deque<RulesText> rules;
};

RuleLibrary::RuleLibrary(const std::vector<SourceFile>& files) : files_(std::make_unique<Files>()) {
    Faults faults;
    for (const SourceFile& file : files) {
        const std::optional<Node> root = read(file, faults);
        if (!root.has_value()) continue;
        if (root->find("pathway") != nullptr) continue;  // its `rules` and `calendar` are names
        const bool rules = root->find("rules") != nullptr;
        const bool calendar = root->find("calendar") != nullptr;
        if (!rules && !calendar) continue;
        check_shape(*root, rules ? Map::rules : Map::calendar, faults);
        if (rules) {
            files_->rules.push_back(parse_rules(*root, file.path, faults));
            check_named_rules(files_->rules.back(), faults);
        } else if (const CalendarText text = parse_calendar(*root, file.path, faults);
                   text.calendar.has_value()) {
            calendars_.insert_or_assign(text.name.text, *text.calendar);
        }
    }
    const bool sound = !faults.any_error();
    diagnostics_ = std::move(faults.list);
    sort_diagnostics(diagnostics_);
    if (!sound) return;
    std::vector<Diagnostic> none;
    for (const RulesText& file : files_->rules)
        for (const rules::RuleSource& rule : file.rules)
            if (const auto compiled = rules::compile_rule(rule, FileScope(file), none))
                rules_.push_back({&rule, *compiled});
}

RuleLibrary::~RuleLibrary() = default;
RuleLibrary::RuleLibrary(RuleLibrary&&) noexcept = default;
RuleLibrary& RuleLibrary::operator=(RuleLibrary&&) noexcept = default;

const NamedRule* RuleLibrary::find(std::string_view name, std::optional<Date> day) const {
    const NamedRule* found = nullptr;
    for (const NamedRule& rule : rules_) {
        const rules::RuleSource& source = *rule.source;
        const bool in_force =
            !day || (source.from <= *day && (!source.until || *day <= *source.until));
        if (source.name != name || !in_force) continue;
        if (found == nullptr || found->source->from < source.from) found = &rule;
    }
    return found;
}

std::vector<std::string> RuleLibrary::names() const {
    std::vector<std::string> names;
    for (const NamedRule& rule : rules_) names.push_back(rule.source->name);
    return names;
}

}  // namespace throughgate::definition
