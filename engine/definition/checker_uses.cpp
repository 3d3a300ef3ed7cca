// SPDX-License-Identifier: MIT
// What is declared and never used: warnings only.
#include "definition/checker_uses.hpp"

#include <algorithm>
#include <set>

#include "definition/engine_messages.hpp"
#include "definition/phrases.hpp"

namespace throughgate::definition {

namespace {

class UseCollector {
public:
    explicit UseCollector(const CheckedPathway& checked)
        : checked_(checked), text_(*checked.text) {}

    Uses run() {
        collect();
        return std::move(uses_);
    }

private:
    void collect() {
        moving(checked_.moving);
        guard(text_.starts_when);
        guard(text_.again_when);
        for (const FactText& fact : text_.parts.facts) uses_.facts.insert(fact.per.text);
        for (const GateText& gate : text_.gates) collect(gate);
        for (const HandoffText& handoff : text_.handoffs) collect(handoff);
        for (const AppointmentText& each : text_.appointments) collect(each);
        for (const CheckText& each : text_.checklist) guard(each.when);
        for (const ChartState& state : checked_.chart.states) collect(*state.text);
        for (const ChartRule& rule : checked_.chart.rules) collect(*rule.text);
        for (const LadderText& ladder : text_.parts.ladders) collect(ladder);
        const ResolvedLadders& ladders = checked_.ladders;
        for (const auto& [state, rungs] : ladders.due) collect(rungs);
        for (const auto& [handoff, rungs] : ladders.acknowledge) collect(rungs);
        for (const auto& [handoff, rungs] : ladders.complete) collect(rungs);
    }

    void guard(const GuardText& guard) {
        if (guard.compiled.empty()) return;
        for (const Symbol name : guard.compiled.names()) uses_.facts.emplace(name.text());
    }

    void deadline(const DeadlineText& text) { deadline(text.compiled); }

    void deadline(const rules::Deadline& deadline) {
        if (deadline.empty()) return;
        for (const Symbol name : deadline.names()) uses_.facts.emplace(name.text());
    }

    void moving(const MovingDates& moving) {
        deadline(moving.squeeze);
        deadline(moving.compression.not_before);
        deadline(moving.compression.not_after);
        deadline(moving.compression.late);
        for (const Exemption& each : moving.exemptions) {
            deadline(each.gives);
            deadline(each.at_most);
        }
    }

    void collect(const GateText& gate) {
        uses_.facts.insert(gate.per.text);
        guard(gate.countersigned_when);
        for (const GuardText& need : gate.needs) guard(need);
    }

    void collect(const AppointmentText& appointment) {
        for (const Word* fact : {&appointment.day, &appointment.time, &appointment.place,
                                 &appointment.travel, &appointment.lasts})
            uses_.facts.insert(fact->text);
        guard(appointment.wanted);
    }

    void collect(const HandoffText& handoff) {
        uses_.facts.insert(handoff.about.text);
        for (const auto& [fact, label] : handoff.carries) uses_.facts.insert(fact.text);
        uses_.messages.insert(handoff.message.text);
        deadline(handoff.acknowledge.due);
        deadline(handoff.complete.due);
    }

    void collect(const EffectsText& effects) {
        for (const auto& [fact, value] : effects.sets) uses_.facts.insert(fact.text);
        for (const Word& handoff : effects.opens) uses_.handoffs.insert(handoff.text);
        for (const TellText& tell : effects.notify) uses_.messages.insert(tell.message.text);
        for (const SendText& send : effects.sends) deadline(send.at);
    }

    void collect(const StateText& state) {
        uses_.facts.insert(state.outcome.text);
        deadline(state.due);
        collect(state.on_entry);
        collect(state.on_exit);
        collect(state.on_start);
    }

    void collect(const RuleText& rule) {
        for (const Word& fact : rule.asks) uses_.facts.insert(fact.text);
        deadline(rule.at);
        for (const BranchText& branch : rule.branches) {
            guard(branch.when);
            collect(branch.effects);
        }
    }

    void collect(const LadderText& ladder) {
        for (const RungText& rung : ladder.rungs) uses_.messages.insert(rung.message.text);
    }

    void collect(const std::vector<Rung>& rungs) {
        for (const Rung& rung : rungs) {
            uses_.messages.emplace(rung.message.text());
            if (!rung.at.empty())
                for (const Symbol name : rung.at.names()) uses_.facts.emplace(name.text());
        }
    }

    const CheckedPathway& checked_;
    const PathwayText& text_;
    Uses uses_;
};

}  // namespace

bool sent_by_engine(std::string_view message) {
    const auto among = [message](const auto& names) {
        return std::find(names.begin(), names.end(), message) != names.end();
    };
    return among(case_messages) || among(handoff_messages) || among(moving_messages) ||
           message == glass_broken_message;
}

Uses uses_of(const CheckedPathway& checked) { return UseCollector(checked).run(); }

void check_uses(const CheckedPathway& checked, Faults& faults) {
    const PathwayText& text = *checked.text;
    const Uses uses = uses_of(checked);
    for (const FactText& fact : text.parts.facts)
        if (!uses.facts.contains(fact.name.text))
            faults.warning("TG0226", fact.name.place,
                           "fact '" + fact.name.text + "' is never used");
    for (const MessageText& message : text.parts.messages)
        if (!uses.messages.contains(message.id.text) && !sent_by_engine(message.id.text))
            faults.warning("TG0706", message.id.place,
                           "message '" + message.id.text + "' is never sent");
    for (const HandoffText& handoff : text.handoffs)
        if (!uses.handoffs.contains(handoff.id.text))
            faults.warning("TG0614", handoff.id.place,
                           "handoff " + handoff.id.text + " is never opened");
}

}  // namespace throughgate::definition
