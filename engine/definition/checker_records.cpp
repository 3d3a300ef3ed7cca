// SPDX-License-Identifier: MIT
// Entries for other systems: these are declared, and what a label protects is not written there.
#include <algorithm>

#include "definition/checker.hpp"

namespace throughgate::definition {

namespace {

class RecordChecker {
public:
    RecordChecker(const CheckedPathway& checked, Faults& faults)
        : chart_(checked.chart), view_(*checked.view), faults_(faults) {}

    void run() {
        for (StateIndex i = 0; i < chart_.states.size(); ++i) {
            const StateText& state = *chart_.states[i].text;
            for (const EffectsText* effects : {&state.on_entry, &state.on_exit, &state.on_start})
                check(*effects, i);
        }
        for (const ChartRule& rule : chart_.rules)
            for (const BranchText& branch : rule.text->branches) check(branch.effects, rule.source);
        for (const HandoffText& handoff : view_.pathway().handoffs) check(handoff);
    }

private:
    void check(const EffectsText& effects, StateIndex at) {
        for (const RecordText& record : effects.records) {
            know(record.in);
            if (const Word* label = label_of(at))
                faults_.error("TG0709", record.place,
                              "'" + record.words + "' would be recorded elsewhere, though state '" +
                                  chart_.states[at].text->id.text + "' is labelled '" +
                                  label->text + "'",
                              {}, {{label->place, "the label stands here"}});
        }
    }

    void check(const HandoffText& handoff) {
        know(handoff.recorded_in);
        const Word* label = handoff.recorded_in.empty() ? nullptr : label_over(handoff.id.text);
        if (label != nullptr)
            faults_.error("TG0709", handoff.id.place,
                          "handoff '" + handoff.id.text +
                              "' would be recorded elsewhere, though a state labelled '" +
                              label->text + "' opens it",
                          {}, {{label->place, "the label stands here"}});
    }

    /// Of a state that opens the handoff.
    [[nodiscard]] const Word* label_over(const std::string& handoff) const {
        const auto opens = [&](const EffectsText& effects) {
            return std::any_of(effects.opens.begin(), effects.opens.end(),
                               [&](const Word& each) { return each.text == handoff; });
        };
        for (StateIndex i = 0; i < chart_.states.size(); ++i) {
            const StateText& state = *chart_.states[i].text;
            if (opens(state.on_entry) || opens(state.on_exit) || opens(state.on_start))
                if (const Word* label = label_of(i)) return label;
        }
        for (const ChartRule& rule : chart_.rules)
            for (const BranchText& branch : rule.text->branches)
                if (opens(branch.effects))
                    if (const Word* label = label_of(rule.source)) return label;
        return nullptr;
    }

    /// Of the state itself or of one around it; nullptr: anybody may read it.
    [[nodiscard]] const Word* label_of(StateIndex at) const {
        for (; at != no_state; at = chart_.states[at].parent) {
            const Word& label = chart_.states[at].text->label;
            if (label.given() && label.text != "standard") return &label;
        }
        return nullptr;
    }

    void know(const std::vector<Word>& systems) {
        const std::vector<std::string> names = view_.source_names();
        for (const Word& system : systems)
            if (std::find(names.begin(), names.end(), system.text) == names.end())
                faults_.error("TG0708", system.place, "there is no system '" + system.text + "'",
                              suggestion(system.text, names));
    }

    const Chart& chart_;
    const View& view_;
    Faults& faults_;
};

}  // namespace

void check_records(const CheckedPathway& checked, Faults& faults) {
    RecordChecker(checked, faults).run();
}

}  // namespace throughgate::definition
