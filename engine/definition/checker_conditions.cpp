// SPDX-License-Identifier: MIT
// Conditions that are no conditions: always true, never true, or asked only when an earlier branch
// has been taken. Found by trying every situation.
#include <algorithm>
#include <set>

#include "definition/checker.hpp"
#include "definition/situations.hpp"

namespace throughgate::definition {

namespace {

using rules::Truth;

class ConditionChecker {
public:
    ConditionChecker(const CheckedPathway& checked, Faults& faults)
        : checked_(checked), scope_(*checked.view, &checked.chart), faults_(faults) {}

    void run() {
        std::set<const RuleText*> seen;
        for (const ChartRule& rule : checked_.chart.rules)
            if (rule.text->origin == RuleOrigin::drawn && seen.insert(rule.text).second)
                branches(*rule.text);
        for (const GateText& gate : checked_.text->gates) {
            constant(gate.countersigned_when);
            for (const GuardText& need : gate.needs) constant(need);
        }
        for (const CheckText& each : checked_.text->checklist) constant(each.when);
        constant(checked_.text->starts_when);
        constant(checked_.text->again_when);
        strands();
    }

private:
    /// What the engine draws for a strand holds the compiled copies of its conditions.
    void strands() {
        std::set<const RuleText*> seen;
        for (const ChartRule& rule : checked_.chart.rules)
            if (rule.text->origin != RuleOrigin::drawn && seen.insert(rule.text).second)
                for (const BranchText& branch : rule.text->branches) constant(branch.when);
    }

    std::optional<Situations> situations(const std::vector<const rules::Guard*>& guards) const {
        return Situations::of(guards, scope_, checked_.chart);
    }

    /// True when the condition is reported.
    bool constant(const GuardText& text) {
        if (text.compiled.empty()) return false;
        const auto all = situations({&text.compiled});
        if (!all.has_value()) return false;
        const auto is = [&](Truth wanted) {
            return all->any([&](const rules::Inputs& inputs) {
                return (text.compiled.evaluate(inputs) == Truth::yes) == (wanted == Truth::yes);
            });
        };
        const bool ever = is(Truth::yes);
        if (ever && is(Truth::no)) return false;
        faults_.warning(
            ever ? "TG0350" : "TG0351", text.words.place,
            "'" + text.words.text + "' is " + (ever ? "true whatever is known" : "never true"));
        return true;
    }

    void branches(const RuleText& rule) {
        std::vector<const BranchText*> earlier;
        for (const BranchText& branch : rule.branches) {
            const bool asked = !branch.aside && !branch.otherwise && branch.when.words.given();
            if (!asked || constant(branch.when)) continue;
            if (!earlier.empty()) covered(rule, branch, earlier);
            earlier.push_back(&branch);
        }
    }

    void covered(const RuleText& rule, const BranchText& branch,
                 const std::vector<const BranchText*>& earlier) {
        std::vector<const rules::Guard*> guards{&branch.when.compiled};
        for (const BranchText* each : earlier) guards.push_back(&each->when.compiled);
        const auto all = situations(guards);
        if (!all.has_value()) return;
        const bool taken = all->any([&](const rules::Inputs& inputs) {
            for (std::size_t i = 1; i < guards.size(); ++i)
                if (guards[i]->evaluate(inputs) == Truth::yes) return false;
            return guards.front()->evaluate(inputs) == Truth::yes;
        });
        if (taken) return;
        std::vector<RelatedPlace> related;
        for (const BranchText* each : earlier)
            related.push_back({each->when.words.place, "asked before it"});
        faults_.warning("TG0352", branch.when.words.place,
                        "whenever '" + branch.when.words.text +
                            "' is true, an earlier branch of '" + rule.name.text + "' is taken",
                        {}, std::move(related));
    }

    const CheckedPathway& checked_;
    DefinitionScope scope_;
    Faults& faults_;
};

}  // namespace

void check_conditions(const CheckedPathway& checked, Faults& faults) {
    ConditionChecker(checked, faults).run();
}

}  // namespace throughgate::definition
