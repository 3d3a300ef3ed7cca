// SPDX-License-Identifier: MIT
// What authors easily forget: `check --strict` warns of it.
#include <algorithm>
#include <array>
#include <set>

#include "definition/checker_slips.hpp"
#include "definition/checker_uses.hpp"
#include "definition/situations.hpp"

namespace throughgate::definition {

namespace {

/// Ladders that hold where none is named.
constexpr std::array default_ladders = {"state", "acknowledge", "complete"};

class ForgottenChecker {
public:
    ForgottenChecker(const Checked& checked, Faults& faults) : checked_(checked), faults_(faults) {
        for (const CheckedPathway& pathway : checked.pathways) collect(pathway);
        for (const CommonText& common : checked.library.commons) collect(common.parts);
        for (const char* ladder : default_ladders) ladders_.insert(ladder);
    }

    void run() {
        for (const CheckedPathway& pathway : checked_.pathways) {
            undated_states(pathway);
            unanswered_timers(pathway);
            unused(pathway.text->parts);
        }
        for (const CommonText& common : checked_.library.commons) {
            unused(common.parts);
            unused_in_common(common.parts);
        }
        for (const CatalogueText& catalogue : checked_.library.catalogues)
            for (const ServiceText& service : catalogue.services)
                warn_unless(services_, service.id, "TG1102",
                            "service '" + service.id.text + "' is offered in no state");
    }

private:
    using Names = std::set<std::string, std::less<>>;

    void warn_unless(const Names& used, const Word& word, std::string_view code,
                     const std::string& what) {
        if (!used.contains(word.text)) faults_.warning(code, word.place, what);
    }

    void unused(const Parts& parts) {
        for (const LadderText& ladder : parts.ladders)
            warn_unless(ladders_, ladder.id, "TG0621",
                        "ladder '" + ladder.id.text + "' is never used");
        for (const RoleText& role : parts.roles)
            warn_unless(roles_, role.id, "TG0819", "role '" + role.id.text + "' has nothing to do");
        for (const ExemptionText& exemption : parts.exemptions)
            warn_unless(exemptions_, exemption.id, "TG0820",
                        "exemption '" + exemption.id.text + "' is never allowed");
    }

    /// Facts that come from a record alone may be there to be looked at.
    void unused_in_common(const Parts& parts) {
        for (const FactText& fact : parts.facts)
            if (!fact.set_by.empty())
                warn_unless(facts_, fact.name, "TG0226",
                            "fact '" + fact.name.text + "' is used by no pathway");
        for (const MessageText& message : parts.messages)
            if (!sent_by_engine(message.id.text))
                warn_unless(messages_, message.id, "TG0706",
                            "message '" + message.id.text + "' is sent by no pathway");
    }

    // --- states ----------------------------------------------------------------------------------
    void undated_states(const CheckedPathway& pathway) {
        const Chart& chart = pathway.chart;
        for (StateIndex i = 1; i < chart.states.size(); ++i) {
            const ChartState& state = chart.states[i];
            const bool drawn = state.text->role == StateText::Role::state;
            if (drawn && state.kind == State::Kind::atomic && !has_date(chart, i))
                faults_.warning("TG0239", state.text->id.place,
                                "state '" + state.text->id.text + "' has no date");
        }
    }

    static bool has_date(const Chart& chart, StateIndex state) {
        for (StateIndex s = state; s != no_state; s = chart.states[s].parent) {
            const StateText& text = *chart.states[s].text;
            if (text.rests.given() || text.due.given || !text.timers.empty()) return true;
        }
        return false;
    }

    /// Timers come once: what is unknown then is never asked again, and `otherwise` not taken.
    void unanswered_timers(const CheckedPathway& pathway) {
        const DefinitionScope scope(*pathway.view, &pathway.chart);
        std::set<const RuleText*> seen;
        for (const ChartRule& rule : pathway.chart.rules) {
            const RuleText& text = *rule.text;
            if (text.trigger != Rule::Trigger::timer || text.origin != RuleOrigin::drawn ||
                !seen.insert(&text).second || !loses_its_otherwise(text))
                continue;
            if (std::any_of(text.branches.begin(), text.branches.end(),
                            [&](const BranchText& each) {
                                return can_be_unknown(each.when.compiled, scope, pathway.chart);
                            }))
                faults_.warning(
                    "TG0353", text.name.place,
                    "timer '" + text.name.text + "' does nothing when a condition is unknown");
        }
    }

    static bool loses_its_otherwise(const RuleText& rule) {
        bool lost = false;
        for (const BranchText& branch : rule.branches) {
            if (branch.if_unknown_here) return false;
            lost = lost || (branch.otherwise && (!branch.to.empty() || !branch.effects.empty()));
        }
        return lost && rule.if_unknown < 0;
    }

    /// As far as it can be counted out: `x is known and x is seen` never is.
    static bool can_be_unknown(const rules::Guard& guard, const DefinitionScope& scope,
                               const Chart& chart) {
        if (guard.empty() || !guard.can_be_unknown()) return false;
        const auto all = Situations::of({&guard}, scope, chart);
        return all.has_value() && all->any([&](const rules::Inputs& inputs) {
            return guard.evaluate(inputs) == rules::Truth::unknown;
        });
    }

    // --- who and what is used --------------------------------------------------------------------
    void collect(const CheckedPathway& checked) {
        const Uses uses = uses_of(checked);
        facts_.insert(uses.facts.begin(), uses.facts.end());
        messages_.insert(uses.messages.begin(), uses.messages.end());
        const PathwayText& text = *checked.text;
        collect(text.parts);
        for (const GateText& gate : text.gates) {
            role(gate.cleared_by);
            role(gate.countersigned_by);
        }
        for (const HandoffText& handoff : text.handoffs) collect(handoff);
        for (const ChartState& state : checked.chart.states) collect(*state.text);
        for (const ChartRule& rule : checked.chart.rules) collect(*rule.text);
    }

    void collect(const Parts& parts) {
        for (const FactText& fact : parts.facts) roles(fact.set_by);
        for (const ExemptionText& exemption : parts.exemptions) roles(exemption.set_by);
        for (const LadderText& ladder : parts.ladders) collect(ladder);
        for (const RoleText& each : parts.roles) role(each.manager);
    }

    void collect(const LadderText& ladder) {
        if (ladder.name.given()) ladders_.insert(ladder.name.text);
        for (const RungText& rung : ladder.rungs) {
            messages_.insert(rung.message.text);
            for (const RecipientText& who : rung.tell) role(who.role);
        }
    }

    void collect(const HandoffText& handoff) {
        role(handoff.from);
        roles(handoff.to);
        collect(handoff.ladder);
        collect(handoff.acknowledge.ladder);
        collect(handoff.complete.ladder);
    }

    void collect(const StateText& state) {
        role(state.owner);
        roles(state.with);
        collect(state.ladder);
        collect(state.on_entry);
        collect(state.on_exit);
        for (const Word& service : state.services) services_.insert(service.text);
        for (const Word& exemption : state.exempt) exemptions_.insert(exemption.text);
    }

    void collect(const RuleText& rule) {
        roles(rule.by);
        for (const BranchText& branch : rule.branches) collect(branch.effects);
    }

    void collect(const EffectsText& effects) {
        for (const TellText& tell : effects.notify)
            for (const RecipientText& who : tell.who) role(who.role);
    }

    void role(const Word& word) { roles_.insert(word.text); }
    void roles(const std::vector<Word>& words) {
        for (const Word& word : words) role(word);
    }

    const Checked& checked_;
    Faults& faults_;
    Names facts_, messages_, roles_, ladders_, exemptions_, services_;
};

}  // namespace

void check_forgotten(const Checked& checked, Faults& faults) {
    ForgottenChecker(checked, faults).run();
    check_event_slips(checked, faults);
}

}  // namespace throughgate::definition
