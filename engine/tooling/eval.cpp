// SPDX-License-Identifier: MIT
// One expression over facts given by hand.
#include "tooling/eval.hpp"

#include <map>

#include "tooling/calendars.hpp"
#include "tooling/facts.hpp"

namespace throughgate {

namespace tooling {

definition::RuleLibrary library_of(const std::vector<DefinitionFile>& files) {
    std::vector<definition::SourceFile> sources;
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    return definition::RuleLibrary(sources);
}

std::string errors_in(const std::vector<Diagnostic>& diagnostics) {
    std::string text;
    for (const Diagnostic& each : diagnostics)
        if (each.severity == Severity::error)
            text += (text.empty() ? "" : "\n") + format_diagnostic(each);
    return text;
}

}  // namespace tooling

namespace {

using tooling::FlatFacts;

/// The facts, typed by their look, beside the named rules.
class FactScope final : public rules::Scope {
public:
    FactScope(const FlatFacts& facts, const definition::RuleLibrary& library) : library_(&library) {
        for (const auto& [name, datum] : facts)
            declared_.emplace(name, tooling::declared_by_look(*datum));
    }
    [[nodiscard]] const rules::Declared* find(std::string_view name) const override {
        const auto found = declared_.find(name);
        return found == declared_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] std::vector<std::string> names() const override {
        std::vector<std::string> names;
        for (const auto& [name, unused] : declared_) names.push_back(name);
        return names;
    }
    [[nodiscard]] const rules::RuleSource* rule(std::string_view name,
                                                std::optional<Date> day) const override {
        const definition::NamedRule* found = library_->find(name, day);
        return found == nullptr ? nullptr : found->source;
    }
    [[nodiscard]] std::vector<std::string> rule_names() const override { return library_->names(); }

private:
    std::map<std::string, rules::Declared, std::less<>> declared_;
    const definition::RuleLibrary* library_;
};

Error invalid(const std::string& text) { return {ErrorKind::invalid, text, "eval"}; }

Result<const rules::Calendar*> calendar_named(const std::string& name,
                                              const definition::RuleLibrary& library) {
    if (name.empty()) return &tooling::weekdays_only();
    const auto found = library.calendars().find(name);
    if (found != library.calendars().end()) return &found->second;
    std::string known;
    for (const auto& [each, unused] : library.calendars())
        known += (known.empty() ? "" : ", ") + each;
    return Error{ErrorKind::not_found,
                 "there is no calendar '" + name + "'; " +
                     (known.empty() ? std::string("no calendar was read") : "there are: " + known),
                 name};
}

/// Sets every fact; gives what is wrong with those that cannot be read.
std::string set_facts(const FlatFacts& flat, const FactScope& scope, tooling::Facts& facts) {
    std::string wrong;
    for (const auto& [name, datum] : flat) {
        Value value;
        const std::string fault = tooling::read_value(*scope.find(name), *datum, value);
        if (!fault.empty())
            wrong += (wrong.empty() ? "" : "\n") + std::string("fact '") + name + "': " + fault;
        facts.set(name, std::move(value));
    }
    return wrong;
}

}  // namespace

Result<Evaluation> evaluate_expression(std::string_view expression, const Datum& facts,
                                       const EvaluationSurroundings& surroundings) {
    const definition::RuleLibrary library = tooling::library_of(surroundings.files);
    if (const std::string text = tooling::errors_in(library.diagnostics()); !text.empty())
        return invalid(text);
    const auto calendar = calendar_named(surroundings.calendar, library);
    if (!calendar) return calendar.error();
    const auto zone = rules::Zone::load(surroundings.zone);
    if (!zone) return zone.error();
    const FlatFacts flat = tooling::flattened(facts);
    const FactScope scope(flat, library);
    tooling::Facts inputs(**calendar, *zone, surroundings.now);
    if (const std::string wrong = set_facts(flat, scope, inputs); !wrong.empty())
        return invalid(wrong);
    std::vector<Diagnostic> faults;
    const auto compiled =
        rules::compile_expression(expression, {"expression", 1, 1}, scope, faults);
    for (Diagnostic& fault : faults) fault.source_line = std::string(expression);
    if (!compiled) return invalid(tooling::errors_in(faults));
    Evaluation evaluation{compiled->evaluate(inputs), compiled->explain(inputs), {}};
    for (const Symbol name : compiled->waits_for(inputs))
        evaluation.waits_for.emplace_back(name.text());
    return evaluation;
}

}  // namespace throughgate
