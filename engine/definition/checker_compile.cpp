// SPDX-License-Identifier: MIT
// Compiles every guard and deadline in its place, so that each is written to and read once.
#include "definition/checker.hpp"
#include "definition/scope.hpp"

namespace throughgate::definition {

namespace {

class RuleCompiler {
public:
    RuleCompiler(CheckedPathway& checked, Faults& faults)
        : checked_(checked),
          faults_(faults),
          scope_(*checked.view, &checked.chart),
          timed_(scope_.with({"entry"})),
          time_(checked.text->working_time) {}

    void run() {
        PathwayText& pathway = *checked_.text;
        const DefinitionScope outside(*checked_.view);
        guard(pathway.starts_when, outside);
        guard(pathway.again_when, outside);
        for (GateText& gate : pathway.gates) {
            guard(gate.countersigned_when, scope_);
            for (GuardText& need : gate.needs) guard(need, scope_);
        }
        for (RuleText& each : pathway.events) rule(each);
        for (StrandText& strand : pathway.strands) state(strand.root);
        for (RuleText& each : checked_.chart.own_rules) rule(each);
    }

private:
    void guard(GuardText& text, const rules::Scope& scope) {
        if (!text.words.given() || reads_the_event(text.words)) return;
        const auto compiled =
            rules::compile_guard(text.words.text, text.words.place, scope, faults_.list);
        if (compiled.has_value()) text.compiled = *compiled;
    }

    /// What an event brings is recorded as facts before conditions are read.
    bool reads_the_event(const Word& words) {
        std::size_t at = words.text.find("event.");
        while (at != std::string::npos && at != 0 && words.text[at - 1] != ' ' &&
               words.text[at - 1] != '(')
            at = words.text.find("event.", at + 1);
        if (at == std::string::npos) return false;
        const std::string name = words.text.substr(at, words.text.find_first_of(" )", at) - at);
        if (scope_.find(name) != nullptr) return false;
        faults_.error("TG0238", words.place, "'" + name + "' reads the event itself",
                      "ask for the fact with 'asks:' and read the fact: what an event brings is "
                      "recorded first");
        return true;
    }

    void deadline(DeadlineText& text) {
        if (!text.given) return;
        const auto compiled = rules::compile_deadline(text.source, timed_, time_, faults_.list);
        if (compiled.has_value()) text.compiled = *compiled;
    }

    void kept(DeadlineText& text) {
        if (!text.given) return;
        if (auto compiled = compile_kept_date(text, timed_, time_, faults_); compiled.has_value())
            text.compiled = *compiled;
    }

    void effects(EffectsText& text) {
        for (SendText& send : text.sends) deadline(send.at);
    }

    void rule(RuleText& text) {
        kept(text.at);
        for (BranchText& branch : text.branches) {
            guard(branch.when, scope_);
            effects(branch.effects);
        }
    }

    void state(StateText& text) {
        kept(text.due);
        effects(text.on_entry);
        effects(text.on_exit);
        effects(text.on_start);
        for (RuleText& each : text.events) rule(each);
        for (RuleText& each : text.timers) rule(each);
        if (text.always.has_value()) rule(*text.always);
        if (text.done.has_value()) rule(*text.done);
        for (StateText& each : text.children) state(each);
    }

    CheckedPathway& checked_;
    Faults& faults_;
    DefinitionScope scope_;
    DefinitionScope timed_;
    std::chrono::minutes time_;
};

}  // namespace

void compile_rules(CheckedPathway& checked, Faults& faults) { RuleCompiler(checked, faults).run(); }

std::optional<rules::Deadline> compile_kept_date(const DeadlineText& text,
                                                 const rules::Scope& scope,
                                                 std::chrono::minutes working_time,
                                                 Faults& faults) {
    auto compiled = rules::compile_deadline(text.source, scope, working_time, faults.list);
    if (compiled.has_value() && compiled->reads_clock()) {
        faults.error("TG0620", text.source.place,
                     "'" + compiled->text() + "' reads the clock, so this date would never come");
        return std::nullopt;
    }
    return compiled;
}

}  // namespace throughgate::definition
