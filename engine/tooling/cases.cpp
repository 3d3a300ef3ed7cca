// SPDX-License-Identifier: MIT
// Many cases of named rules.
#include <algorithm>
#include <set>

#include "tooling/calendars.hpp"
#include "tooling/eval.hpp"
#include "tooling/facts.hpp"

namespace throughgate {
namespace {

using definition::NamedRule;

std::string text_of(const Datum& fields, std::string_view name) {
    const Datum* found = fields.find(name);
    return found == nullptr ? std::string() : found->text;
}

const rules::InputSource* input_named(const rules::RuleSource& rule, std::string_view name) {
    for (const rules::InputSource& input : rule.inputs)
        if (input.name == name) return &input;
    return nullptr;
}

/// Only the fields that the case asks for; anything else as it is.
Datum restricted(Datum value, const Datum* expected) {
    const bool both = expected != nullptr && expected->kind == Datum::Kind::fields &&
                      value.kind == Datum::Kind::fields;
    if (!both) return value;
    std::erase_if(value.fields,
                  [&](const auto& field) { return expected->find(field.first) == nullptr; });
    return value;
}

class CaseEvaluator {
public:
    CaseEvaluator(const definition::RuleLibrary& library, const Datum& calendars,
                  const rules::Zone& zone, Instant now, const CaseOptions& options)
        : library_(&library), calendars_(calendars), zone_(&zone), now_(now), options_(options) {}

    CaseAnswer evaluate(const Datum& item) {
        CaseAnswer answer;
        answer.id = text_of(item, "id");
        const NamedRule* rule = library_->find(text_of(item, "rule"));
        if (rule == nullptr) {
            answer.error = unknown_rule(text_of(item, "rule"));
            return answer;
        }
        const auto calendar = calendar_of(item);
        if (!calendar) {
            answer.error = calendar.error().message;
            return answer;
        }
        tooling::Facts facts(**calendar, *zone_, now_);
        answer.error = read_inputs(item, *rule, facts);
        if (answer.error.empty()) fill(answer, item, *rule, facts);
        return answer;
    }

    std::set<std::string> remarks;

private:
    [[nodiscard]] std::string unknown_rule(const std::string& name) const {
        const std::string near = did_you_mean(name, library_->names());
        return "there is no rule '" + name + "'" +
               (near.empty() ? std::string() : "; did you mean '" + near + "'?");
    }

    Result<const rules::Calendar*> calendar_of(const Datum& item) {
        const Datum* name = item.find("calendar");
        if (name == nullptr || name->kind != Datum::Kind::text) return &tooling::weekdays_only();
        return calendars_.find(name->text);
    }

    std::string read_inputs(const Datum& item, const NamedRule& rule, tooling::Facts& facts) {
        const Datum* inputs = item.find("inputs");
        if (inputs == nullptr || inputs->kind != Datum::Kind::fields)
            return "the case has no 'inputs'";
        std::string wrong;
        for (const auto& [name, datum] : tooling::flattened(*inputs)) {
            const std::string fault = read_input(name, *datum, rule, facts);
            if (!fault.empty())
                wrong += (wrong.empty() ? "input '" : "; input '") + name + "': " + fault;
        }
        return wrong;
    }

    std::string read_input(const std::string& name, const Datum& datum, const NamedRule& rule,
                           tooling::Facts& facts) {
        const rules::InputSource* input = input_named(*rule.source, name);
        Value value;
        if (name == "today" || name == "now") return read_clock(name, datum, facts);
        if (input == nullptr) {
            if (datum.kind != Datum::Kind::nothing)
                remarks.insert("rule '" + rule.source->name + "' does not read '" + name + "'");
            return {};
        }
        const std::string fault = tooling::read_value(input->declared, datum, value);
        facts.set(name, std::move(value));
        return fault;
    }

    std::string read_clock(const std::string& name, const Datum& datum, tooling::Facts& facts) {
        const bool today = name == "today";
        const rules::Declared declared{rules::Declared::What::fact,
                                       today ? ValueType::date : ValueType::instant,
                                       {},
                                       rules::Declared::Reading::plain};
        Value value;
        const std::string fault = tooling::read_value(declared, datum, value);
        if (!fault.empty() || !value.known()) return fault;
        facts.set_now(today ? zone_->at(value.date(), Milliseconds{0}) : value.instant());
        return {};
    }

    void fill(CaseAnswer& answer, const Datum& item, const NamedRule& rule,
              const tooling::Facts& facts) {
        answer.value = rule.compiled.evaluate(facts);
        if (options_.only_expected_fields)
            answer.value = restricted(std::move(answer.value), item.find("expected"));
        if (options_.explain) answer.explanation = rule.compiled.explain(facts);
    }

    const definition::RuleLibrary* library_;
    tooling::CaseCalendars calendars_;
    const rules::Zone* zone_;
    Instant now_;
    CaseOptions options_;
};

Error unreadable(const std::string& what) { return {ErrorKind::invalid, what, "cases"}; }

}  // namespace

Result<CaseReport> evaluate_cases(const std::vector<Datum>& cases, const Datum& calendars,
                                  const EvaluationSurroundings& surroundings,
                                  const CaseOptions& options) {
    const definition::RuleLibrary library = tooling::library_of(surroundings.files);
    if (const std::string text = tooling::errors_in(library.diagnostics()); !text.empty())
        return unreadable(text);
    const auto zone = rules::Zone::load(surroundings.zone);
    if (!zone) return zone.error();
    CaseEvaluator evaluator(library, calendars, *zone, surroundings.now, options);
    CaseReport report;
    for (const Datum& file : cases) {
        const Datum* list = file.find("cases");
        if (list == nullptr || list->kind != Datum::Kind::list)
            return unreadable("a file of cases has no list 'cases'");
        for (const Datum& item : list->items) {
            report.answers.push_back(evaluator.evaluate(item));
            if (!report.answers.back().error.empty()) ++report.errors;
        }
    }
    report.remarks.assign(evaluator.remarks.begin(), evaluator.remarks.end());
    return report;
}

}  // namespace throughgate
