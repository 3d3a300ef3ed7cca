// SPDX-License-Identifier: MIT
// People: who owns the work once the person is out, and what is handed to others before anybody
// asked whether the person agrees.
#include <algorithm>
#include <map>
#include <set>

#include "base/limits.hpp"
#include "definition/checker.hpp"
#include "definition/phrases.hpp"

namespace throughgate::definition {

namespace {

class PeopleChecker {
public:
    PeopleChecker(const CheckedPathway& checked, Faults& faults)
        : checked_(checked), chart_(checked.chart), view_(*checked.view), faults_(faults) {}

    void run() {
        for (const ChartRule& rule : chart_.rules) after_gate(rule);
        find_consents();
        if (consents_.empty()) return;
        walk_without_consent();
        for (const HandoffText& handoff : checked_.text->handoffs) consent(handoff);
    }

private:
    // --- no owner after the gate -----------------------------------------------------------------
    static bool is_release(const RuleText& rule) {
        return rule.trigger == Rule::Trigger::event &&
               (rule.name.text == "released" || rule.name.text == "immediate_release");
    }

    void after_gate(const ChartRule& rule) {
        if (!is_release(*rule.text)) return;
        for (const ChartWay& way : rule.ways)
            way.entries.each([&](StateIndex s) { owned_outside(s, *rule.text); });
    }

    void owned_outside(StateIndex index, const RuleText& by) {
        const StateText& text = *chart_.states[index].text;
        const RoleText* role = text.owner.given() ? view_.find_role(text.owner.text) : nullptr;
        const bool main = chart_.states[index].strand == chart_.states[0].children.front();
        if (!main || role == nullptr || role->role.side == Side::community) return;
        if (!told_.insert(&text).second) return;
        faults_.warning("TG0450", text.owner.place,
                        "after the gate '" + text.id.text + "' belongs to '" + text.owner.text +
                            "', who is not in the community",
                        {}, {{by.name.place, "the release leads here"}});
    }

    // --- consent ---------------------------------------------------------------------------------
    void find_consents() {
        for (const FactText& fact : checked_.text->parts.facts) {
            if (fact.name.text.find("consent") != std::string::npos)
                consents_.insert(fact.name.text);
        }
    }

    bool sets_consent(const EffectsText& effects) const {
        return std::any_of(effects.sets.begin(), effects.sets.end(),
                           [&](const auto& pair) { return consents_.contains(pair.first.text); });
    }

    bool asks_consent(const ChartRule& rule, std::size_t way) const {
        const BranchText& branch = rule.text->branches[way];
        const auto asked = [&](const Word& word) { return consents_.contains(word.text); };
        if (std::any_of(rule.text->asks.begin(), rule.text->asks.end(), asked)) return true;
        return std::any_of(consents_.begin(), consents_.end(),
                           [&](const std::string& fact) {
                               return mentions(branch.when.words.text, fact);
                           }) ||
               sets_consent(branch.effects);
    }

    /// States that can be reached although nothing was ever said about consent.
    void walk_without_consent() {
        StateSet found = chart_.initial();
        while (!(found - unasked_).empty()) {
            unasked_ |= found;
            for (const ChartRule& rule : chart_.rules) {
                if (!unasked_.has(rule.source)) continue;
                for (std::size_t i = 0; i < rule.ways.size(); ++i)
                    if (!asks_consent(rule, i)) enter(rule, rule.ways[i].entries, found);
            }
        }
    }

    void enter(const ChartRule& rule, const StateSet& entries, StateSet& found) {
        (entries - found).each([&](StateIndex s) {
            came_by_[s] = {rule.source, &rule.text->name};
        });
        found |= entries;
    }

    /// "'released', 'support.wanted'": the steps that lead from the beginning to this state.
    std::string way_to(StateIndex state) const {
        std::string names;
        for (std::size_t steps = 0; steps < limits::states_per_pathway; ++steps) {
            const auto came = came_by_.find(state);
            if (came == came_by_.end()) break;
            names = "'" + came->second.second->text + "'" + (names.empty() ? "" : ", ") + names;
            state = came->second.first;
        }
        return names.empty() ? "at the beginning" : "after " + names;
    }

    bool goes_to_others(const HandoffText& handoff) const {
        return std::any_of(handoff.to.begin(), handoff.to.end(), [&](const Word& to) {
            const RoleText* role = view_.find_role(to.text);
            return role != nullptr && (role->role.provider || role->role.side == Side::outside);
        });
    }

    void consent(const HandoffText& handoff) {
        if (!goes_to_others(handoff) || handoff.carries.empty()) return;
        for (const ChartRule& rule : chart_.rules) {
            if (!unasked_.has(rule.source)) continue;
            for (std::size_t i = 0; i < rule.ways.size(); ++i)
                if (!asks_consent(rule, i) && opens(rule.text->branches[i].effects, handoff))
                    return report(handoff, rule.text->branches[i].place, rule.source);
        }
        for (StateIndex s = 1; s < chart_.states.size(); ++s)
            if (unasked_.has(s) && opens(chart_.states[s].text->on_entry, handoff))
                return report(handoff, chart_.states[s].text->id.place, s);
    }

    static bool opens(const EffectsText& effects, const HandoffText& handoff) {
        return std::any_of(effects.opens.begin(), effects.opens.end(),
                           [&](const Word& word) { return word.text == handoff.id.text; });
    }

    void report(const HandoffText& handoff, const Place& where, StateIndex state) {
        faults_.warning("TG0654", handoff.id.place,
                        "handoff " + handoff.id.text +
                            " tells others about the person before "
                            "anything was said about consent",
                        {}, {{where, "it can be opened here " + way_to(state)}});
    }

    const CheckedPathway& checked_;
    const Chart& chart_;
    const View& view_;
    Faults& faults_;
    std::set<std::string, std::less<>> consents_;
    StateSet unasked_;
    std::map<StateIndex, std::pair<StateIndex, const Word*>> came_by_;
    std::set<const StateText*> told_;
};

}  // namespace

void check_people(const CheckedPathway& checked, Faults& faults) {
    PeopleChecker(checked, faults).run();
}

}  // namespace throughgate::definition
