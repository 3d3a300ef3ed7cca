// SPDX-License-Identifier: MIT
// What is declared and never used: warnings only.
#include <algorithm>
#include <set>

#include "definition/checker.hpp"
#include "definition/engine_messages.hpp"
#include "definition/phrases.hpp"

namespace throughgate::definition {

namespace {

/// Sent by the engine, not by anything that is drawn.
bool is_engines(std::string_view message) {
    const auto among = [message](const auto& names) {
        return std::find(names.begin(), names.end(), message) != names.end();
    };
    return among(case_messages) || among(handoff_messages) || among(moving_messages);
}

class UseChecker {
public:
    UseChecker(const CheckedPathway& checked, Faults& faults)
        : checked_(checked), text_(*checked.text), faults_(faults) {}

    void run() {
        collect();
        for (const FactText& fact : text_.parts.facts)
            if (facts_.count(fact.name.text) == 0)
                faults_.warning("TG0226", fact.name.place,
                                "fact '" + fact.name.text + "' is never used");
        for (const MessageText& message : text_.parts.messages)
            if (messages_.count(message.id.text) == 0 && !is_engines(message.id.text))
                faults_.warning("TG0706", message.id.place,
                                "message '" + message.id.text + "' is never sent");
        for (const HandoffText& handoff : text_.handoffs)
            if (handoffs_.count(handoff.id.text) == 0)
                faults_.warning("TG0614", handoff.id.place,
                                "handoff " + handoff.id.text + " is never opened");
    }

private:
    void collect() {
        moving(checked_.moving);
        guard(text_.starts_when);
        for (const FactText& fact : text_.parts.facts) facts_.insert(fact.per.text);
        for (const GateText& gate : text_.gates) collect(gate);
        for (const HandoffText& handoff : text_.handoffs) collect(handoff);
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
        for (const Symbol name : guard.compiled.names()) facts_.emplace(name.text());
    }

    void deadline(const DeadlineText& text) { deadline(text.compiled); }

    void deadline(const rules::Deadline& deadline) {
        if (deadline.empty()) return;
        for (const Symbol name : deadline.names()) facts_.emplace(name.text());
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
        facts_.insert(gate.per.text);
        guard(gate.countersigned_when);
        for (const GuardText& need : gate.needs) guard(need);
    }

    void collect(const HandoffText& handoff) {
        facts_.insert(handoff.about.text);
        for (const auto& [fact, label] : handoff.carries) facts_.insert(fact.text);
        messages_.insert(handoff.message.text);
        deadline(handoff.acknowledge.due);
        deadline(handoff.complete.due);
    }

    void collect(const EffectsText& effects) {
        for (const auto& [fact, value] : effects.sets) facts_.insert(fact.text);
        for (const Word& handoff : effects.opens) handoffs_.insert(handoff.text);
        for (const TellText& tell : effects.notify) messages_.insert(tell.message.text);
        for (const SendText& send : effects.sends) deadline(send.at);
    }

    void collect(const StateText& state) {
        facts_.insert(state.outcome.text);
        deadline(state.due);
        collect(state.on_entry);
        collect(state.on_exit);
        collect(state.on_start);
    }

    void collect(const RuleText& rule) {
        for (const Word& fact : rule.asks) facts_.insert(fact.text);
        deadline(rule.at);
        for (const BranchText& branch : rule.branches) {
            guard(branch.when);
            collect(branch.effects);
        }
    }

    void collect(const LadderText& ladder) {
        for (const RungText& rung : ladder.rungs) messages_.insert(rung.message.text);
    }

    void collect(const std::vector<Rung>& rungs) {
        for (const Rung& rung : rungs) {
            messages_.emplace(rung.message.text());
            if (!rung.at.empty())
                for (const Symbol name : rung.at.names()) facts_.emplace(name.text());
        }
    }

    const CheckedPathway& checked_;
    const PathwayText& text_;
    Faults& faults_;
    std::set<std::string> facts_;
    std::set<std::string> messages_;
    std::set<std::string> handoffs_;
};

}  // namespace

void check_uses(const CheckedPathway& checked, Faults& faults) {
    UseChecker(checked, faults).run();
}

}  // namespace throughgate::definition
