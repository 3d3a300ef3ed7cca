// SPDX-License-Identifier: MIT
#include <algorithm>

#include "definition/chart.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;

BranchText branch_to(const std::string& target, const Place& place) {
    BranchText branch;
    branch.place = place;
    branch.says_where = true;
    branch.to.push_back({target, place});
    return branch;
}

class RuleLayout {
public:
    RuleLayout(const PathwayText& pathway, Chart& chart, Faults& faults)
        : pathway_(pathway), chart_(chart), faults_(faults) {}

    void run() {
        add_root_rules();
        for (StateIndex i = 1; i < chart_.states.size(); ++i) add_state(i);
    }

private:
    const StrandText& strand_of(StateIndex state) const {
        const StateIndex strand = chart_.states[state].strand;
        const auto& strands = chart_.states[0].children;
        const auto at = std::find(strands.begin(), strands.end(), strand) - strands.begin();
        return pathway_.strands[static_cast<std::size_t>(at)];
    }

    // --- which rules a state has
    // ------------------------------------------------------------------
    void add_state(StateIndex index) {
        const StateText& text = *chart_.states[index].text;
        if (chart_.states[index].kind == Kind::history) return;
        if (text.role == StateText::Role::strand || text.role == StateText::Role::region) return;
        for (const RuleText& rule : text.events) add(rule, index, false);
        add_inherited(index);
        for (const RuleText& rule : text.timers) add(rule, index, false);
        add_own_rules(index);
        if (text.always.has_value()) add(*text.always, index, false);
        if (text.done.has_value()) add(*text.done, index, false);
        add_end(index);
    }

    /// Events of the strand, region or pathway, given to each state directly below that can leave.
    void add_inherited(StateIndex index) {
        if (chart_.is_final(index)) return;
        const StateIndex parent = chart_.states[index].parent;
        const StateText& around = *chart_.states[parent].text;
        if (around.role == StateText::Role::region || around.role == StateText::Role::strand)
            for (const RuleText& rule : around.events) add(rule, index, true);
        if (around.role != StateText::Role::strand) return;
        for (const RuleText& rule : pathway_.events)
            if (strand_led_into(rule) == parent) add(rule, index, true);
    }

    /// The strand that an event of the pathway moves; no_state when it moves none.
    StateIndex strand_led_into(const RuleText& rule) const {
        for (const BranchText& branch : rule.branches)
            for (const Word& to : branch.to)
                if (const StateIndex target = chart_.find(to.text, 0); target != no_state)
                    return chart_.states[target].strand;
        return no_state;
    }

    void add_root_rules() {
        for (const RuleText& rule : pathway_.events) {
            refuse_several_strands(rule);
            if (strand_led_into(rule) == no_state) add(rule, 0, false);
        }
    }

    void refuse_several_strands(const RuleText& rule) {
        const StateIndex first = strand_led_into(rule);
        for (const BranchText& branch : rule.branches)
            for (const Word& to : branch.to) {
                const StateIndex target = chart_.find(to.text, 0);
                if (target == no_state || chart_.states[target].strand == first) continue;
                faults_.error("TG0225", to.place,
                              "'" + rule.name.text + "' leads into strand '" +
                                  chart_.states[chart_.states[target].strand].id +
                                  "' as well as '" + chart_.states[first].id + "'");
            }
    }

    // --- the engine's own rules
    // -------------------------------------------------------------------
    RuleText& own(RuleOrigin origin, Rule::Trigger trigger, const std::string& name,
                  const Place& place) {
        chart_.own_rules.push_back({});
        RuleText& rule = chart_.own_rules.back();
        rule.origin = origin;
        rule.trigger = trigger;
        rule.name = {name, place};
        return rule;
    }

    std::string start_of(const StrandText& strand) const { return strand.root.start.text; }

    void add_own_rules(StateIndex index) {
        const StrandText& strand = strand_of(index);
        const StateText& text = *chart_.states[index].text;
        const bool starts_here = chart_.states[index].short_id == start_of(strand) &&
                                 chart_.states[chart_.states[index].parent].parent == 0;
        const bool waiting = text.role == StateText::Role::waiting;
        if (strand.skip.given() && (waiting || starts_here)) add_skip(strand, index, waiting);
        if (waiting && strand.starts.given) add_starts(strand, index);
        const bool held = text.role == StateText::Role::held;
        const bool only_guard = waiting && !strand.starts.given;
        if (strand.starts_when.words.given() && (held || only_guard))
            add_starts_when(strand, index);
    }

    /// A strand that only can be skipped goes on at once unless it is; unknown goes on.
    void add_skip(const StrandText& strand, StateIndex index, bool waiting) {
        RuleText& rule = own(RuleOrigin::skip, Rule::Trigger::always, "skip", strand.skip.place);
        rule.branches.push_back(branch_to("skipped", strand.skip.place));
        rule.branches.back().when = strand.skip_when;
        rule.branches.back().because = strand.skip_instruction;
        const bool waits_for_more = strand.starts.given || strand.starts_when.words.given();
        if (waiting && !waits_for_more) {
            rule.branches.push_back(branch_to(start_of(strand), strand.skip.place));
            rule.branches.back().otherwise = true;
            rule.branches.back().if_unknown_here = true;
            rule.if_unknown = 1;
        }
        add(rule, index, false);
    }

    void add_starts(const StrandText& strand, StateIndex index) {
        const Place& place = strand.starts.source.place;
        RuleText& rule = own(RuleOrigin::starts, Rule::Trigger::timer, "starts", place);
        rule.at = strand.starts;
        const bool held = strand.starts_when.words.given();
        rule.branches.push_back(branch_to(held ? "held" : start_of(strand), place));
        add(rule, index, false);
    }

    void add_starts_when(const StrandText& strand, StateIndex index) {
        const Place& place = strand.starts_when.words.place;
        RuleText& rule = own(RuleOrigin::starts, Rule::Trigger::always, "starts_when", place);
        rule.branches.push_back(branch_to(start_of(strand), place));
        rule.branches.back().when = strand.starts_when;
        add(rule, index, false);
    }

    void add_end(StateIndex index) {
        const StrandText& strand = strand_of(index);
        const bool top = chart_.states[chart_.states[index].parent].parent == 0;
        if (!strand.ends_when.words.given() || !top || chart_.is_final(index)) return;
        const Place& place = strand.ends_when.words.place;
        RuleText& rule = own(RuleOrigin::ends_when, Rule::Trigger::always, "ends_when", place);
        rule.branches.push_back(branch_to("ended", place));
        rule.branches.back().when = strand.ends_when;
        add(rule, index, false);
    }

    // --- ways
    // -------------------------------------------------------------------------------------
    void add(const RuleText& text, StateIndex source, bool inherited) {
        ChartRule rule{&text, source, inherited, {}};
        for (const BranchText& branch : text.branches)
            rule.ways.push_back(way_of(text, branch, source));
        chart_.rules.push_back(std::move(rule));
    }

    ChartWay way_of(const RuleText& rule, const BranchText& branch, StateIndex source) {
        ChartWay way;
        for (const Word& to : branch.to) {
            const StateIndex target = chart_.find(to.text, chart_.states[source].strand == no_state
                                                               ? 0
                                                               : chart_.states[source].strand);
            if (target != no_state) way.targets.push_back(target);
            if (target == no_state) missing_target(to, source);
        }
        if (way.targets.empty() || way.targets.size() != branch.to.size()) return {};
        if (!can_be_together(way.targets)) {
            faults_.error("TG0229", branch.to[1].place,
                          "'" + branch.to[0].text + "' and '" + branch.to[1].text +
                              "' cannot be active together");
            return {};
        }
        find_domain(way, rule, branch, source);
        return way;
    }

    void missing_target(const Word& to, StateIndex source) {
        const StateIndex strand = chart_.states[source].strand;
        const auto names = chart_.names_in(strand == no_state ? 0 : strand);
        faults_.error("TG0107", to.place, "transition target '" + to.text + "' does not exist",
                      suggestion(to.text, names));
    }

    /// A history stands for all of the state that it remembers.
    bool can_be_together(std::vector<StateIndex> targets) const {
        for (StateIndex& target : targets)
            if (targets.size() > 1 && chart_.states[target].kind == Kind::history)
                target = chart_.states[target].parent;
        for (std::size_t i = 0; i < targets.size(); ++i)
            for (std::size_t j = i + 1; j < targets.size(); ++j) {
                const bool nested =
                    chart_.inside(targets[i], targets[j]) || chart_.inside(targets[j], targets[i]);
                const StateIndex both = chart_.around(targets[i], {targets[j]});
                if (nested || both == no_state || chart_.states[both].kind != Kind::parallel)
                    return false;
            }
        return true;
    }

    std::string restart_of(const RuleText& rule, const BranchText& branch,
                           StateIndex source) const {
        if (branch.restart.given()) return branch.restart.text;
        if (rule.restart.given()) return rule.restart.text;
        return chart_.states[source].text->restart.text;
    }

    void find_domain(ChartWay& way, const RuleText& rule, const BranchText& branch,
                     StateIndex source) {
        if (rule.internal.given()) return find_internal(way, rule, source);
        const StateIndex near = chart_.around(source, way.targets);
        const std::string restart = restart_of(rule, branch, source);
        const bool across = chart_.states[near].kind == Kind::parallel;
        if (across && restart.empty()) {
            faults_.error("TG0215", branch.to.front().place,
                          "'" + rule.name.text + "' leads from '" + chart_.states[source].id +
                              "' across regions to '" + chart_.states[way.targets[0]].id + "'");
        } else if (across && restart == "region") {
            return restart_regions(way, near);
        }
        StateIndex domain = near;
        while (domain != 0 && chart_.states[domain].kind == Kind::parallel)
            domain = chart_.states[domain].parent;
        fill(way, domain);
    }

    void find_internal(ChartWay& way, const RuleText& rule, StateIndex source) {
        const bool inner = std::all_of(way.targets.begin(), way.targets.end(), [&](StateIndex t) {
            return t != source && chart_.inside(t, source);
        });
        if (inner && chart_.states[source].kind == Kind::compound) return fill(way, source);
        faults_.error("TG0228", rule.internal.place,
                      "'" + rule.name.text + "' is internal, but leads out of '" +
                          chart_.states[source].id + "'");
    }

    void fill(ChartWay& way, StateIndex domain) {
        way.domain = domain;
        for (StateIndex s = static_cast<StateIndex>(domain + 1); s <= chart_.states[domain].last;
             ++s)
            way.exits.add(s);
        way.entries = chart_.entries_for(way.targets, domain);
        if (domain == 0) way.entries |= other_strands(way);
    }

    StateSet other_strands(const ChartWay& way) const {
        StateSet others;
        for (const StateIndex strand : chart_.states[0].children)
            if (!way.entries.has(strand)) {
                others.add(strand);
                others |= chart_.initial_of(strand);
            }
        return others;
    }

    /// Leaves and enters only those regions of `parallel` that the targets lie in.
    void restart_regions(ChartWay& way, StateIndex parallel) {
        way.domain = parallel;
        for (const StateIndex region : chart_.states[parallel].children)
            for (const StateIndex target : way.targets)
                if (chart_.inside(target, region))
                    for (StateIndex s = region; s <= chart_.states[region].last; ++s)
                        way.exits.add(s);
        way.entries = chart_.entries_for(way.targets, parallel);
    }

    const PathwayText& pathway_;
    Chart& chart_;
    Faults& faults_;
};

}  // namespace

void lay_out_rules(const PathwayText& pathway, Chart& chart, Faults& faults) {
    RuleLayout(pathway, chart, faults).run();
}

}  // namespace throughgate::definition
