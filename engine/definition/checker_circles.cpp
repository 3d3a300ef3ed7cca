// SPDX-License-Identifier: MIT
// Does every way come to an end? Circles that nothing leaves, pathways without an end, eventless
// steps that may run in a circle, events and timers that do nothing new.
#include <algorithm>
#include <set>

#include "definition/checker.hpp"
#include "definition/situations.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;

class CircleChecker {
public:
    CircleChecker(const CheckedPathway& checked, Faults& faults)
        : checked_(checked),
          chart_(checked.chart),
          scope_(*checked.view, &checked.chart),
          faults_(faults) {}

    void run() {
        collect_ends();
        if (checked_.text->strands.empty()) return;
        for (const StateIndex strand : chart_.states[0].children) circles(strand);
        for (StateIndex i = 1; i < chart_.states.size(); ++i) follow({i});
        for (const ChartRule& rule : chart_.rules) idle(rule);
        for (const ChartState& state : chart_.states) timers(*state.text);
    }

private:
    // --- states from which no end is reached -----------------------------------------------------
    /// Grows the set of states from which an end can be reached until it no longer grows.
    void collect_ends() {
        for (StateIndex i = 1; i < chart_.states.size(); ++i)
            if (chart_.is_final(i) && chart_.states[i].parent == chart_.states[i].strand)
                ends_.add(i);
            else if (chart_.states[i].kind == Kind::atomic && !can_be_left(i))
                ends_.add(i);  // a dead end, which is told as that
        for (bool grown = true; grown;) {
            grown = false;
            for (const ChartRule& rule : chart_.rules)
                if (leads_on(rule)) grown = add_around(rule.source) || grown;
        }
    }

    bool can_be_left(StateIndex index) const {
        return std::any_of(chart_.rules.begin(), chart_.rules.end(), [&](const ChartRule& rule) {
            return rule.source != 0 && chart_.inside(index, rule.source) &&
                   std::any_of(rule.ways.begin(), rule.ways.end(), [&](const ChartWay& way) {
                       return std::any_of(way.targets.begin(), way.targets.end(),
                                          [&](StateIndex target) { return target != index; });
                   });
        });
    }

    bool leads_on(const ChartRule& rule) const {
        return std::any_of(rule.ways.begin(), rule.ways.end(), [&](const ChartWay& way) {
            return way.entries.meets(ends_) || leads_into_history(way);
        });
    }

    /// What a history remembers is anything in its state.
    bool leads_into_history(const ChartWay& way) const {
        bool found = false;
        way.entries.each([&](StateIndex s) {
            if (chart_.states[s].kind == Kind::history)
                found = found || chart_.initial_of(s).meets(ends_);
        });
        return found;
    }

    bool add_around(StateIndex source) {
        bool grown = false;
        for (StateIndex s = source; s <= chart_.states[source].last; ++s)
            if (!ends_.has(s)) {
                ends_.add(s);
                grown = true;
            }
        return grown;
    }

    bool has_end(StateIndex strand) const {
        const auto& children = chart_.states[strand].children;
        return std::any_of(children.begin(), children.end(),
                           [&](StateIndex s) { return chart_.is_final(s) && is_drawn(s); });
    }

    bool is_drawn(StateIndex s) const {
        return chart_.states[s].text->role == StateText::Role::state;
    }

    void circles(StateIndex strand) {
        const bool is_main = strand == chart_.states[0].children.front();
        if (!has_end(strand)) {
            if (is_main)
                faults_.warning("TG0251", checked_.text->id.place,
                                "pathway '" + checked_.text->id.text + "' has no end");
            return;
        }
        std::string names;
        const StateText* first = nullptr;
        for (StateIndex s = strand; s <= chart_.states[strand].last; ++s) {
            if (!is_drawn(s) || ends_.has(s) || chart_.states[s].kind != Kind::atomic) continue;
            if (first == nullptr) first = chart_.states[s].text;
            names += (names.empty() ? "'" : ", '") + chart_.states[s].short_id + "'";
        }
        if (first != nullptr)
            faults_.warning("TG0250", first->id.place, "no end can be reached from " + names);
    }

    // --- eventless steps -------------------------------------------------------------------------
    struct Step {
        StateIndex from = no_state;
        const BranchText* branch = nullptr;
    };

    /// Follows eventless steps that ask something; those that do not are found elsewhere.
    void follow(const std::vector<StateIndex>& path, std::vector<Step> steps = {}) {
        constexpr std::size_t longest = 8;
        if (path.size() > longest) return;
        for (const ChartRule& rule : chart_.rules) {
            if (rule.source != path.back() || rule.text->trigger != Rule::Trigger::always ||
                rule.text->origin != RuleOrigin::drawn)
                continue;
            for (std::size_t i = 0; i < rule.ways.size(); ++i)
                for (const StateIndex target : rule.ways[i].targets) {
                    steps.push_back({rule.source, &rule.text->branches[i]});
                    go(path, steps, target);
                    steps.pop_back();
                }
        }
    }

    void go(const std::vector<StateIndex>& path, const std::vector<Step>& steps,
            StateIndex target) {
        if (target == path.front()) return close(path, steps);
        const bool seen = std::find(path.begin(), path.end(), target) != path.end();
        if (seen || target < path.front()) return;  // each circle from its first state
        std::vector<StateIndex> longer = path;
        longer.push_back(target);
        follow(longer, steps);
    }

    void close(const std::vector<StateIndex>& path, const std::vector<Step>& steps) {
        std::vector<const rules::Guard*> guards;
        for (const Step& step : steps)
            if (!step.branch->when.compiled.empty()) guards.push_back(&step.branch->when.compiled);
        if (guards.empty() || changes_itself(path, steps, guards)) return;
        const auto all = Situations::of(guards, scope_, chart_);
        if (!all.has_value() || !all->any([&](const rules::Inputs& inputs) {
                return std::all_of(guards.begin(), guards.end(), [&](const rules::Guard* guard) {
                    return guard->evaluate(inputs) == rules::Truth::yes;
                });
            }))
            return;
        faults_.warning("TG0252", steps.front().branch->place,
                        "the conditions of the eventless steps from '" +
                            chart_.states[path.front()].short_id +
                            "' back to it can be true together");
    }

    /// The steps set what their conditions read: one situation no longer holds for all of them.
    bool changes_itself(const std::vector<StateIndex>& path, const std::vector<Step>& steps,
                        const std::vector<const rules::Guard*>& guards) const {
        std::set<std::string, std::less<>> set;
        const auto add = [&](const EffectsText& effects) {
            for (const auto& [fact, value] : effects.sets) set.insert(fact.text);
        };
        for (const Step& step : steps) add(step.branch->effects);
        for (const StateIndex state : path) add(chart_.states[state].text->on_entry);
        return std::any_of(guards.begin(), guards.end(), [&](const rules::Guard* guard) {
            const auto names = guard->names();
            return std::any_of(names.begin(), names.end(),
                               [&](Symbol name) { return set.contains(name.text()); });
        });
    }

    // --- events and timers that do nothing new ---------------------------------------------------
    void idle(const ChartRule& rule) {
        const RuleText& text = *rule.text;
        if (text.trigger != Rule::Trigger::event || text.origin != RuleOrigin::drawn) return;
        if (!text.asks.empty() || text.gate.given() || !judged_.insert(&text).second) return;
        for (const BranchText& branch : text.branches)
            if (!branch.to.empty() || !branch.effects.empty() ||
                !branch.effects.completes.empty() || branch.refuses.given() ||
                !branch.because.empty())
                return;
        if (is_heard_elsewhere(rule)) return;
        faults_.warning("TG0253", text.name.place, "'" + text.name.text + "' changes nothing");
    }

    /// It keeps a state around it from answering, shuts a gate, or starts the pathway anew.
    bool is_heard_elsewhere(const ChartRule& rule) const {
        const std::string& name = rule.text->name.text;
        const auto same = [&](const Word& word) { return word.text == name; };
        for (const GateText& gate : checked_.text->gates)
            if (std::any_of(gate.shut_by.begin(), gate.shut_by.end(), same)) return true;
        const auto& again = checked_.text->again_on;
        if (std::any_of(again.begin(), again.end(), same)) return true;
        return std::any_of(chart_.rules.begin(), chart_.rules.end(), [&](const ChartRule& other) {
            return other.text != rule.text && other.text->trigger == Rule::Trigger::event &&
                   other.text->name.text == name;
        });
    }

    void timers(const StateText& state) {
        for (std::size_t i = 0; i < state.timers.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const RuleText& later = state.timers[i];
                const RuleText& first = state.timers[j];
                const std::string& at = later.at.source.text;
                if (at.empty() || at != first.at.source.text || !leads_away(first)) continue;
                faults_.warning("TG0254", later.name.place,
                                "timer '" + later.name.text + "' is due with '" + first.name.text +
                                    "', which leaves the state",
                                {}, {{first.name.place, "this one comes first"}});
            }
    }

    static bool leads_away(const RuleText& rule) {
        return std::all_of(rule.branches.begin(), rule.branches.end(),
                           [](const BranchText& branch) { return !branch.to.empty(); });
    }

    const CheckedPathway& checked_;
    const Chart& chart_;
    DefinitionScope scope_;
    Faults& faults_;
    StateSet ends_;
    std::set<const RuleText*> judged_;
};

}  // namespace

void check_circles(const CheckedPathway& checked, Faults& faults) {
    CircleChecker(checked, faults).run();
}

}  // namespace throughgate::definition
