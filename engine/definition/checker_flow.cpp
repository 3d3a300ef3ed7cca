// SPDX-License-Identifier: MIT
// The states together: is each reached, can each be left, does the pathway come to rest?
#include <set>

#include "definition/checker.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;

class FlowChecker {
public:
    FlowChecker(const CheckedPathway& checked, Faults& faults)
        : chart_(checked.chart), faults_(faults) {}

    void run() {
        reach();
        for (StateIndex i = 1; i < chart_.states.size(); ++i) {
            if (chart_.states[i].text->role != StateText::Role::state) continue;
            if (!reached_.has(i)) report_unreached(i);
            if (chart_.states[i].kind == Kind::atomic && !can_be_left(i)) report_dead_end(i);
        }
        for (StateIndex i = 1; i < chart_.states.size(); ++i) find_endless_step(i);
    }

private:
    /// Every state that some sequence of events could make active.
    void reach() {
        StateSet found = chart_.initial();
        while (!(found - reached_).empty()) {
            reached_ |= found;
            for (const ChartRule& rule : chart_.rules) {
                if (!reached_.has(rule.source)) continue;
                for (const ChartWay& way : rule.ways) {
                    found |= way.entries;
                    way.entries.each([&](StateIndex s) {
                        if (chart_.states[s].kind == Kind::history) found |= chart_.initial_of(s);
                    });
                }
            }
        }
    }

    void report_unreached(StateIndex index) {
        const StateText& text = *chart_.states[index].text;
        faults_.error("TG0210", text.id.place, "state '" + text.id.text + "' is never reached");
    }

    bool can_be_left(StateIndex index) const {
        for (const ChartRule& rule : chart_.rules) {
            const bool here =
                rule.source == index || (rule.source != 0 && chart_.inside(index, rule.source));
            if (!here) continue;
            for (const ChartWay& way : rule.ways)
                for (const StateIndex target : way.targets)
                    if (target != index) return true;
        }
        return false;
    }

    void report_dead_end(StateIndex index) {
        const StateText& text = *chart_.states[index].text;
        if (!reached_.has(index)) return;
        faults_.error("TG0211", text.id.place, "nothing leads out of state '" + text.id.text + "'");
    }

    /// Follows steps that need neither event nor condition.
    void find_endless_step(StateIndex start) {
        std::set<StateIndex> seen;
        StateIndex at = start;
        while (seen.insert(at).second) {
            const ChartRule* step = unconditional_step(at);
            if (step == nullptr) return;
            at = step->ways.front().targets.front();
            if (at != start) continue;
            faults_.error(
                "TG0217", step->text->branches.front().place,
                "the eventless steps from '" + chart_.states[start].short_id + "' lead back to it");
            return;
        }
    }

    const ChartRule* unconditional_step(StateIndex index) const {
        for (const ChartRule& rule : chart_.rules)
            if (rule.source == index && rule.text->trigger == Rule::Trigger::always &&
                !rule.text->branches.empty() && !rule.ways.front().targets.empty() &&
                !rule.text->branches.front().when.words.given())
                return &rule;
        return nullptr;
    }

    const Chart& chart_;
    Faults& faults_;
    StateSet reached_;
};

}  // namespace

void check_flow(const CheckedPathway& checked, Faults& faults) {
    FlowChecker(checked, faults).run();
}

}  // namespace throughgate::definition
