// SPDX-License-Identifier: MIT
// What files declare for each other: common parts, calendars, roles, and facts of several pathways.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "definition/checker.hpp"
#include "definition/checker_named.hpp"

namespace throughgate::definition {

namespace {

void refuse_second(std::map<std::string, Place>& seen, const Word& name, const std::string& what,
                   Faults& faults) {
    const auto [first, is_new] = seen.emplace(name.text, name.place);
    if (!is_new)
        faults.error("TG0803", name.place, what + " '" + name.text + "' is declared in two files",
                     {}, {{first->second, "the first stands here"}});
}

void check_manager(const Library& library, const RoleText& role, Faults& faults) {
    const auto find = [&](const std::string& id) -> const RoleText* {
        for (const CommonText& common : library.commons)
            for (const RoleText& each : common.parts.roles)
                if (each.id.text == id) return &each;
        return nullptr;
    };
    std::set<std::string> below = {role.id.text};
    const RoleText* at = &role;
    while (at != nullptr && at->manager.given()) {
        const RoleText* next = find(at->manager.text);
        if (next == nullptr && at == &role)
            faults.error(
                "TG0804", role.manager.place,
                "'" + role.manager.text + "', manager of '" + role.id.text + "', is not a role");
        if (next != nullptr && !below.insert(next->id.text).second) {
            faults.error("TG0804", role.manager.place,
                         "role '" + role.id.text + "' is its own manager in the end");
            return;
        }
        at = next;
    }
}

/// The parts that one pathway sees together, so that each name has one meaning.
class NameChecker {
public:
    explicit NameChecker(Faults& faults) : faults_(faults) {}

    void add(const char* what, const Word& name) {
        const auto [first, is_new] = seen_.emplace(std::string(what) + " " + name.text, name.place);
        if (is_new || first->second == name.place) return;
        faults_.error("TG0806", name.place,
                      std::string(what) + " '" + name.text + "' is declared twice", {},
                      {{first->second, "it is declared here too"}});
    }

private:
    Faults& faults_;
    std::map<std::string, Place> seen_;
};

void check_rule_names(const CheckedPathway& checked, Faults& faults) {
    std::map<std::string, std::string> kinds;
    for (const std::string& name : checked.view->fact_names()) kinds.emplace(name, "a fact");
    const auto add = [&](const Word& name, const std::string& kind) {
        const auto [first, is_new] = kinds.emplace(name.text, kind);
        if (!is_new)
            faults.error("TG0221", name.place,
                         "'" + name.text + "' is " + kind + " and " + first->second);
    };
    for (const GateText& gate : checked.text->gates) add(gate.id, "a gate");
    for (const StrandText& strand : checked.text->strands) add(strand.root.id, "a strand");
}

void check_used_files(const CheckedPathway& checked, Faults& faults) {
    std::vector<std::string> names;
    for (const CommonText& common : checked.view->library().commons)
        names.push_back(common.name.text);
    for (const Word& name : checked.text->common)
        if (std::find(names.begin(), names.end(), name.text) == names.end())
            faults.error("TG0801", name.place, "there is no common file '" + name.text + "'",
                         suggestion(name.text, names));
    std::vector<std::string> rules;
    for (const RulesText& file : checked.view->library().rules) rules.push_back(file.name.text);
    for (const Word& name : checked.text->rules)
        if (std::find(rules.begin(), rules.end(), name.text) == rules.end())
            faults.error("TG0813", name.place, "there is no file of rules '" + name.text + "'",
                         suggestion(name.text, rules));
    std::vector<std::string> calendars;
    for (const CalendarText& calendar : checked.view->library().calendars)
        calendars.push_back(calendar.name.text);
    const Word& calendar = checked.text->calendar;
    if (calendar.given() && checked.view->calendar() == nullptr)
        faults.error("TG0802", calendar.place, "there is no calendar '" + calendar.text + "'",
                     suggestion(calendar.text, calendars));
}

void check_fact(const View& view, const FactText& fact, Faults& faults) {
    if (fact.per.given() && view.find_fact(fact.per.text) == nullptr)
        faults.error("TG0203", fact.per.place, "there is no fact '" + fact.per.text + "'",
                     suggestion(fact.per.text, view.fact_names()));
    for (const Word& role : fact.set_by)
        if (view.find_role(role.text) == nullptr)
            faults.error("TG0204", role.place, "there is no role '" + role.text + "'",
                         suggestion(role.text, view.role_names()));
}

bool same_type(const FactDeclaration& a, const FactDeclaration& b) {
    return a.type == b.type && a.choices == b.choices && a.per == b.per && a.label == b.label &&
           a.by_rules == b.by_rules &&
           std::set<Symbol>(a.set_by.begin(), a.set_by.end()) ==
               std::set<Symbol>(b.set_by.begin(), b.set_by.end());
}

void check_shared_facts(const Checked& checked, Faults& faults) {
    std::map<std::string, const FactText*> seen;
    for (const CheckedPathway& pathway : checked.pathways)
        for (const FactText& fact : pathway.text->parts.facts) {
            const auto [first, is_new] = seen.emplace(fact.name.text, &fact);
            if (is_new || same_type(first->second->declaration, fact.declaration)) continue;
            faults.error("TG0807", fact.name.place,
                         "fact '" + fact.name.text + "' is declared differently in '" +
                             first->second->name.place.file + "'",
                         {}, {{first->second->name.place, "the other declaration"}});
        }
}

/// What one pathway tells all of them cannot be refused by another.
void check_told_refusals(const Checked& checked, Faults& faults) {
    std::map<std::string, const BranchText*> refusing;
    for (const CheckedPathway& pathway : checked.pathways)
        for (const ChartRule& rule : pathway.chart.rules)
            for (const BranchText& branch : rule.text->branches)
                if (branch.refuses.given()) refusing.emplace(rule.text->name.text, &branch);
    for (const CheckedPathway& pathway : checked.pathways)
        each_effects(pathway, [&](const EffectsText& effects) {
            for (const Word& event : effects.tells)
                if (const auto found = refusing.find(event.text);
                    found != refusing.end() && found->second->place.file != pathway.text->path)
                    faults.error("TG0244", found->second->refuses.place,
                                 "'" + event.text + "' is refused here, but '" +
                                     pathway.text->id.text + "' tells it",
                                 {}, {{event.place, "it is told here"}});
        });
}

/// A fact that only rules may set is of use when one does.
void check_set_by_rules(const Checked& checked, Faults& faults) {
    std::set<std::string> set;
    for (const CheckedPathway& pathway : checked.pathways)
        each_effects(pathway, [&](const EffectsText& effects) {
            for (const auto& [fact, value] : effects.sets) set.insert(fact.text);
        });
    const auto look = [&](const Parts& parts) {
        for (const FactText& fact : parts.facts)
            if (fact.by_rules.given() && !set.contains(fact.name.text))
                faults.warning("TG0242", fact.name.place,
                               "no rule sets '" + fact.name.text + "', and nobody else may");
    };
    for (const CheckedPathway& pathway : checked.pathways) look(pathway.text->parts);
    for (const CommonText& common : checked.library.commons) look(common.parts);
}

void check_told_events(const Checked& checked, Faults& faults) {
    std::set<std::string> answered;
    for (const CheckedPathway& pathway : checked.pathways) {
        for (const ChartRule& rule : pathway.chart.rules) answered.insert(rule.text->name.text);
        for (const GateText& gate : pathway.text->gates)
            for (const Word& event : gate.shut_by) answered.insert(event.text);
        for (const Word& event : pathway.text->again_on) answered.insert(event.text);
    }
    const std::vector<std::string> names(answered.begin(), answered.end());
    for (const CheckedPathway& pathway : checked.pathways)
        each_effects(pathway, [&](const EffectsText& effects) {
            for (const Word& event : effects.tells)
                if (answered.count(event.text) == 0)
                    faults.warning("TG0231", event.place, "no pathway answers '" + event.text + "'",
                                   suggestion(event.text, names));
        });
}

}  // namespace

void each_effects(const CheckedPathway& pathway,
                  const std::function<void(const EffectsText&)>& see) {
    for (const ChartState& state : pathway.chart.states) {
        see(state.text->on_entry);
        see(state.text->on_exit);
        see(state.text->on_start);
    }
    for (const ChartRule& rule : pathway.chart.rules)
        for (const BranchText& branch : rule.text->branches) see(branch.effects);
}

void check_common_files(const Library& library, Faults& faults) {
    std::map<std::string, Place> pathways, commons, calendars;
    for (const PathwayText& each : library.pathways)
        refuse_second(pathways, each.id, "pathway", faults);
    for (const CommonText& each : library.commons)
        refuse_second(commons, each.name, "common file", faults);
    for (const CalendarText& each : library.calendars)
        refuse_second(calendars, each.name, "calendar", faults);
    std::map<std::string, Place> rules;
    for (const RulesText& each : library.rules) {
        refuse_second(rules, each.name, "file of rules", faults);
        check_named_rules(each, faults);
    }
    for (const CommonText& common : library.commons)
        for (const RoleText& role : common.parts.roles) check_manager(library, role, faults);
}

void check_declarations(const CheckedPathway& checked, Faults& faults) {
    NameChecker names(faults);
    const View& view = *checked.view;
    for (const Parts* part : view.parts()) {
        for (const FactText& each : part->facts) names.add("fact", each.name);
        for (const RoleText& each : part->roles) names.add("role", each.id);
        for (const LadderText& each : part->ladders) names.add("ladder", each.id);
        for (const MessageText& each : part->messages) names.add("message", each.id);
        for (const ExemptionText& each : part->exemptions) names.add("exemption", each.id);
        for (const FactText& each : part->facts) check_fact(view, each, faults);
    }
    check_used_files(checked, faults);
    check_rule_names(checked, faults);
}

void check_between_pathways(const Checked& checked, CheckOptions options, Faults& faults) {
    check_shared_facts(checked, faults);
    const bool only_charts = checked.pathways.empty() && !checked.charts.empty();
    if (options.alone || only_charts) return;
    check_common_dates(checked.library, faults);
    check_told_events(checked, faults);
    check_told_refusals(checked, faults);
    check_set_by_rules(checked, faults);
    const bool has_spine =
        std::any_of(checked.pathways.begin(), checked.pathways.end(),
                    [](const CheckedPathway& each) { return each.text->id.text == "spine"; });
    if (!has_spine) {
        const std::string file =
            checked.pathways.empty() ? "spine/pathway.yaml" : checked.pathways[0].text->path;
        faults.warning("TG0808", {file, 0, 0}, "there is no pathway 'spine'");
    }
}

}  // namespace throughgate::definition
