// SPDX-License-Identifier: MIT
// Gates: cleared by a named person, never gone around because time passed.
#include <algorithm>
#include <set>

#include "definition/checker.hpp"
#include "definition/phrases.hpp"

namespace throughgate::definition {

namespace {

/// What has happened passes every gate.
bool cannot_be_refused(std::string_view event) {
    return event == "released" || event == "immediate_release" || event == "recalled";
}

class GateChecker {
public:
    GateChecker(const CheckedPathway& checked, const GateText& gate, Faults& faults)
        : chart_(checked.chart), view_(*checked.view), gate_(gate), faults_(faults) {}

    void run() {
        check_roles();
        if (gate_.per.given() && view_.find_fact(gate_.per.text) == nullptr)
            faults_.error("TG0203", gate_.per.place, "there is no fact '" + gate_.per.text + "'",
                          suggestion(gate_.per.text, view_.fact_names()));
        if (gate_.needs.empty())
            faults_.warning("TG0505", gate_.id.place,
                            "gate '" + gate_.id.text + "' needs nothing to be cleared");
        if (!blocks_anything())
            faults_.warning("TG0504", gate_.id.place,
                            "gate '" + gate_.id.text + "' blocks no event");
        find_open_ground();
        for (const ChartRule& rule : chart_.rules) check_step(rule);
        for (const ChartRule& rule : chart_.rules) check_way_round(rule);
    }

private:
    void check_role(const Word& word) {
        if (!word.given()) return;
        const RoleText* role = view_.find_role(word.text);
        if (role == nullptr)
            faults_.error("TG0204", word.place, "there is no role '" + word.text + "'",
                          suggestion(word.text, view_.role_names()));
        else if (role->role.side == Side::outside)
            faults_.error("TG0506", word.place, "'" + word.text + "' is an outside body");
    }

    void check_roles() {
        check_role(gate_.cleared_by);
        check_role(gate_.countersigned_by);
        if (gate_.countersigned_by.given() && gate_.countersigned_by.text == gate_.cleared_by.text)
            faults_.error("TG0507", gate_.countersigned_by.place,
                          "'" + gate_.cleared_by.text + "' would countersign its own clearance");
    }

    bool passes(const ChartRule& rule) const { return rule.text->gate.text == gate_.id.text; }

    bool blocks_anything() const {
        return std::any_of(chart_.rules.begin(), chart_.rules.end(),
                           [&](const ChartRule& rule) { return passes(rule); });
    }

    /// While the gate is shut only `if_shut` is open on its events.
    bool is_open(const ChartRule& rule, std::size_t way) const {
        return !passes(rule) || static_cast<int>(way) == rule.text->if_shut;
    }

    static bool by_itself(const ChartRule& rule) {
        return rule.text->trigger == Rule::Trigger::timer ||
               (rule.text->trigger == Rule::Trigger::always &&
                rule.text->origin == RuleOrigin::drawn);
    }

    /// States that people can bring about without passing this gate.
    void find_open_ground() {
        StateSet found = chart_.initial();
        while (!(found - open_).empty()) {
            open_ |= found;
            for (const ChartRule& rule : chart_.rules) {
                if (!open_.has(rule.source) || by_itself(rule)) continue;
                for (std::size_t i = 0; i < rule.ways.size(); ++i)
                    if (is_open(rule, i)) found |= rule.ways[i].entries;
            }
        }
    }

    /// Is it a target of an event that this gate blocks, and reached in no other way?
    bool is_behind(StateIndex state) const {
        if (open_.has(state)) return false;
        return std::any_of(chart_.rules.begin(), chart_.rules.end(), [&](const ChartRule& rule) {
            if (!passes(rule)) return false;
            for (std::size_t i = 0; i < rule.ways.size(); ++i)
                if (!is_open(rule, i) && rule.ways[i].entries.has(state)) return true;
            return false;
        });
    }

    void check_step(const ChartRule& rule) {
        if (!by_itself(rule) || !open_.has(rule.source)) return;
        const bool timer = rule.text->trigger == Rule::Trigger::timer;
        for (std::size_t i = 0; i < rule.ways.size(); ++i) {
            const BranchText& branch = rule.text->branches[i];
            const bool asks_gate = mentions(branch.when.words.text, gate_.id.text);
            if (!timer && asks_gate) continue;
            for (const StateIndex target : rule.ways[i].targets)
                if (is_behind(target))
                    faults_.error("TG0503", branch.to.front().place,
                                  std::string(timer ? "timer '" : "eventless step '") +
                                      rule.text->name.text + "' leads past gate '" + gate_.id.text +
                                      "' to '" + chart_.states[target].short_id + "'");
        }
    }

    /// Another event of the same state leads to the same target and names no gate.
    void check_way_round(const ChartRule& gated) {
        if (!passes(gated)) return;
        for (const ChartRule& rule : chart_.rules) {
            if (rule.source != gated.source || rule.text == gated.text ||
                rule.text->trigger != Rule::Trigger::event || rule.text->gate.given() ||
                cannot_be_refused(rule.text->name.text))
                continue;
            for (std::size_t i = 0; i < gated.ways.size(); ++i)
                if (!is_open(gated, i)) compare(rule, gated.ways[i].targets);
        }
    }

    void compare(const ChartRule& rule, const std::vector<StateIndex>& behind) {
        for (std::size_t i = 0; i < rule.ways.size(); ++i) {
            const BranchText& branch = rule.text->branches[i];
            const auto& to = rule.ways[i].targets;
            if (behind.empty() || to != behind || mentions(branch.when.words.text, gate_.id.text) ||
                !told_.insert(&branch).second)
                continue;
            faults_.warning("TG0550", rule.text->name.place,
                            "'" + rule.text->name.text + "' leads to '" +
                                chart_.states[to.front()].short_id + "' without gate '" +
                                gate_.id.text + "'");
        }
    }

    const Chart& chart_;
    const View& view_;
    const GateText& gate_;
    std::set<const BranchText*> told_;
    Faults& faults_;
    StateSet open_;
};

}  // namespace

void check_gates(const CheckedPathway& checked, Faults& faults) {
    for (const GateText& gate : checked.text->gates) GateChecker(checked, gate, faults).run();
}

}  // namespace throughgate::definition
