// SPDX-License-Identifier: MIT
// Each event, timer and branch by itself: does it lead somewhere, and are its names known?
#include <algorithm>
#include <array>
#include <set>

#include "definition/checker.hpp"
#include "definition/phrases.hpp"
#include "definition/value_text.hpp"

namespace throughgate::definition {

namespace {

/// What has happened cannot be refused.
bool cannot_be_refused(std::string_view event) {
    static constexpr std::array<std::string_view, 3> events = {"released", "immediate_release",
                                                               "recalled"};
    return std::find(events.begin(), events.end(), event) != events.end();
}

/// Raised where a chart's content cannot be computed; a pathway has no such content.
bool is_error_of_charts(std::string_view event) {
    return event == "error" || event == "error.execution" || event == "error.communication" ||
           event == "error.platform";
}

class RuleChecker {
public:
    RuleChecker(const CheckedPathway& checked, Faults& faults)
        : checked_(checked), view_(*checked.view), faults_(faults) {
        for (const ChartRule& rule : checked.chart.rules)
            if (rule.text->trigger == Rule::Trigger::event) answered_.insert(rule.text->name.text);
        for (const GateText& gate : checked.text->gates)
            for (const Word& event : gate.shut_by) answered_.insert(event.text);
        for (const Word& event : checked.text->again_on) answered_.insert(event.text);
        each_effects(checked, [&](const EffectsText& text) {
            for (const auto* list : {&text.raises, &text.tells})
                for (const Word& word : *list) own_.insert(word.text);
            for (const SendText& send : text.sends) own_.insert(send.event.text);
        });
        for (const HandoffText& handoff : checked.text->handoffs)
            own_.insert(handoff.decline_to.text);
    }

    void run() {
        std::set<const RuleText*> seen;
        for (const ChartRule& rule : checked_.chart.rules)
            if (seen.insert(rule.text).second) check(*rule.text);
        for (const ChartState& state : checked_.chart.states) {
            effects(state.text->on_entry);
            effects(state.text->on_exit);
            effects(state.text->on_start);
        }
        for (const HandoffText& handoff : checked_.text->handoffs)
            if (handoff.decline_to.given()) event(handoff.decline_to);
        clock_free(checked_.text->starts_when, "the start of a pathway");
        clock_free(checked_.text->again_when, "the new start of a pathway");
        check_again();
    }

private:
    void check_again() {
        const std::vector<Word>& on = checked_.text->again_on;
        if (!on.empty() && checked_.text->id.text == "spine")
            faults_.error("TG0245", on.front().place, "the spine cannot start again");
    }

    void asks(const Word& word) {
        const FactText* fact = know_fact(word);
        if (fact != nullptr && fact->by_rules.given())
            faults_.error("TG0241", word.place,
                          "only rules set '" + word.text + "', so no event can bring it", {},
                          {{fact->by_rules.place, "it says so here"}});
    }

    void check(const RuleText& rule) {
        for (const Word& fact : rule.asks) asks(fact);
        if (rule.trigger == Rule::Trigger::event && is_error_of_charts(rule.name.text))
            faults_.error("TG0238", rule.name.place,
                          "'" + rule.name.text + "' never comes to a pathway",
                          "remove it: a step that cannot be carried out parks the case and is "
                          "shown as an incident");
        for (const Word& role : rule.by) know_role(role);
        if (rule.gate.given() && view_.find_gate(rule.gate.text) == nullptr)
            faults_.error("TG0501", rule.gate.place, "there is no gate '" + rule.gate.text + "'",
                          suggestion(rule.gate.text, view_.gate_names()));
        if (rule.if_shut >= 0 && !rule.gate.given())
            faults_.error("TG0224", rule.name.place,
                          "'" + rule.name.text + "' has 'if_shut' but no gate");
        for (const BranchText& branch : rule.branches) check(rule, branch);
        check_order(rule);
        check_unknown(rule);
        if (rule.at.given) check_timer(rule);
    }

    void check(const RuleText& rule, const BranchText& branch) {
        if (branch.refuses.given()) return check_refusal(rule, branch);
        if (!branch.says_where)
            faults_.error("TG0207", branch.place,
                          "'" + rule.name.text + "' does not say where it leads");
        effects(branch.effects);
        if (rule.trigger == Rule::Trigger::always) clock_free(branch.when, "an eventless step");
    }

    void check_refusal(const RuleText& rule, const BranchText& branch) {
        const bool goes_on = branch.says_where || !branch.effects.empty();
        const bool sent = rule.trigger == Rule::Trigger::event && !own_.contains(rule.name.text);
        if (goes_on || !sent)
            faults_.error("TG0244", branch.refuses.place,
                          "this branch of '" + rule.name.text + "' refuses, but " +
                              (goes_on ? "does something too" : "nobody sends the event"));
    }

    void clock_free(const GuardText& guard, const std::string& where) {
        if (!guard.compiled.empty() && guard.compiled.reads_clock())
            faults_.error("TG0218", guard.words.place, where + " reads the clock");
    }

    /// Read from the top: nothing after `otherwise`, and something for when all are false.
    void check_order(const RuleText& rule) {
        const BranchText* last = nullptr;
        for (const BranchText& branch : rule.branches) {
            if (branch.aside) continue;
            const bool always_taken = last != nullptr && (last->otherwise || unguarded(*last));
            if (always_taken)
                faults_.error("TG0208", branch.place,
                              "this branch of '" + rule.name.text + "' is never read", {},
                              {{last->place, "this one is always taken"}});
            last = &branch;
        }
        const bool event = rule.trigger == Rule::Trigger::event && rule.chooses;
        if (event && last != nullptr && !last->otherwise && !unguarded(*last))
            faults_.warning("TG0209", rule.name.place,
                            "'" + rule.name.text + "' does nothing when all conditions are false");
    }

    /// One that did not compile has a fault of its own.
    static bool can_be_unknown(const GuardText& guard) {
        return guard.words.given() && (guard.compiled.empty() || guard.compiled.can_be_unknown());
    }

    static bool unguarded(const BranchText& branch) { return !branch.when.words.given(); }

    void check_unknown(const RuleText& rule) {
        const bool guarded =
            std::any_of(rule.branches.begin(), rule.branches.end(),
                        [](const BranchText& branch) { return can_be_unknown(branch.when); });
        if (rule.trigger == Rule::Trigger::event && guarded && rule.if_unknown < 0 &&
            cannot_be_refused(rule.name.text))
            faults_.error("TG0216", rule.name.place,
                          "'" + rule.name.text +
                              "' does not say where it leads when a condition "
                              "is unknown");
    }

    void check_timer(const RuleText& rule) {
        each_phrase(rule.at.source, [&](const rules::DeadlineSource& phrase) {
            const auto offset = offset_of(phrase.text);
            if (offset.has_value() && offset->amount < 0 && offset->anchor == "entry")
                faults_.error("TG0233", phrase.place,
                              "timer '" + rule.name.text + "' is due before its state is entered");
        });
    }

    // --- effects
    // ----------------------------------------------------------------------------------
    void effects(const EffectsText& text) {
        for (const auto& [fact, value] : text.sets) set(fact, value);
        for (const Word& word : text.raises) event(word);
        for (const SendText& send : text.sends) event(send.event);
        for (const auto* list : {&text.opens, &text.ends})
            for (const Word& word : *list) know_handoff(word);
        for (const Word& word : text.completes) know_done(word);
    }

    /// "H08", or "H06.police" towards one of its receivers.
    void know_done(const Word& word) {
        const std::size_t dot = word.text.find('.');
        Word id = word;
        id.text.resize(std::min(dot, id.text.size()));
        know_handoff(id);
        const HandoffText* handoff = view_.find_handoff(id.text);
        if (dot == word.text.npos || handoff == nullptr) return;
        std::vector<std::string> receivers;
        for (const Word& to : handoff->to) receivers.push_back(to.text);
        const std::string wanted = word.text.substr(dot + 1);
        if (std::find(receivers.begin(), receivers.end(), wanted) == receivers.end())
            faults_.error("TG0601", word.place,
                          "handoff '" + id.text + "' has no receiver '" + wanted + "'",
                          suggestion(wanted, receivers));
    }

    void set(const Word& fact, const Word& value) {
        const FactText* known = know_fact(fact);
        if (known != nullptr && !value_of(known->declaration, value.text).has_value())
            faults_.error("TG0206", value.place,
                          "'" + value.text + "' is not a value of '" + fact.text + "'",
                          suggestion(value.text, choices_of(*known)));
    }

    static std::vector<std::string> choices_of(const FactText& fact) {
        std::vector<std::string> names;
        for (const Symbol choice : fact.declaration.choices) names.emplace_back(choice.text());
        return names;
    }

    void event(const Word& word) {
        if (answered_.count(word.text) > 0) return;
        faults_.error("TG0205", word.place, "nothing in this pathway answers '" + word.text + "'",
                      suggestion(word.text, {answered_.begin(), answered_.end()}));
    }

    const FactText* know_fact(const Word& word) {
        const FactText* fact = view_.find_fact(word.text);
        if (fact == nullptr)
            faults_.error("TG0203", word.place, "there is no fact '" + word.text + "'",
                          suggestion(word.text, view_.fact_names()));
        return fact;
    }

    void know_role(const Word& word) {
        if (view_.find_role(word.text) == nullptr)
            faults_.error("TG0204", word.place, "there is no role '" + word.text + "'",
                          suggestion(word.text, view_.role_names()));
    }

    void know_handoff(const Word& word) {
        if (view_.find_handoff(word.text) == nullptr)
            faults_.error("TG0601", word.place, "there is no handoff '" + word.text + "'",
                          suggestion(word.text, view_.handoff_names()));
    }

    const CheckedPathway& checked_;
    const View& view_;
    Faults& faults_;
    std::set<std::string> answered_;
    std::set<std::string, std::less<>> own_;  ///< events that the pathway raises or sends itself
};

}  // namespace

void check_rules(const CheckedPathway& checked, Faults& faults) {
    RuleChecker(checked, faults).run();
}

}  // namespace throughgate::definition
