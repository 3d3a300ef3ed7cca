// SPDX-License-Identifier: MIT
// Each state by itself: has it what a state of its kind needs?
#include "definition/checker.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;

class StateChecker {
public:
    StateChecker(const CheckedPathway& checked, Faults& faults)
        : checked_(checked), chart_(checked.chart), view_(*checked.view), faults_(faults) {}

    void run() {
        check_main_strand();
        for (StateIndex i = 1; i < chart_.states.size(); ++i) {
            const StateText& text = *chart_.states[i].text;
            if (text.role == StateText::Role::state) check(i, text);
            roles(text.with);
            if (text.owner.given()) roles({text.owner});
        }
    }

private:
    void check_main_strand() {
        const StrandText& main = checked_.text->strands.front();
        if (main.skip.given())
            faults_.error("TG0222", main.skip.place, "the main strand cannot be skipped");
        if (main.ends_when.words.given())
            faults_.error("TG0222", main.ends_when.words.place,
                          "the main strand cannot be ended from outside");
    }

    void roles(const std::vector<Word>& words) {
        for (const Word& word : words)
            if (view_.find_role(word.text) == nullptr)
                faults_.error("TG0204", word.place, "there is no role '" + word.text + "'",
                              suggestion(word.text, view_.role_names()));
    }

    void check(StateIndex index, const StateText& text) {
        const Kind kind = chart_.states[index].kind;
        check_rest(kind, text);
        if (text.silent.given() && kind != Kind::final_state)
            faults_.error("TG0243", text.silent.place, "'" + text.id.text + "' ends nothing");
        if (kind == Kind::history) return;
        if (kind == Kind::final_state)
            check_final(text);
        else
            check_open(text);
        if (text.done.has_value() && text.children.empty())
            faults_.error("TG0232", text.done->name.place,
                          "'" + text.id.text + "' has no nested states that could be done");
    }

    void check_rest(Kind kind, const StateText& text) {
        if (!text.rests.given()) return;
        const bool dated = text.due.given || text.ladder.given() || !text.exempt.empty();
        if (kind != Kind::atomic || dated)
            faults_.error("TG0240", text.rests.place,
                          "'" + text.id.text + "' rests, but " +
                              (dated ? "has a date" : "it is not a plain state"));
    }

    void check_open(const StateText& text) {
        std::string missing;
        if (text.title.empty()) missing = "title";
        const bool group = !text.children.empty();  // the states in it say who does what
        const auto lacks = [&](const char* key) {
            missing += missing.empty() ? key : std::string(", ") + key;
        };
        const bool rests = text.rests.given();
        if (!text.owner.given() && !rests && (!group || text.due.given)) lacks("owner");
        if (text.instruction.empty() && !rests && !group) lacks("do");
        if (!missing.empty())
            faults_.error("TG0212", text.id.place,
                          "state '" + text.id.text + "' lacks: " + missing);
        if (text.outcome.given())
            faults_.error("TG0214", text.outcome.place,
                          "'" + text.id.text + "' has an outcome but is not final");
    }

    void check_final(const StateText& text) {
        if (!text.outcome.given())
            faults_.error("TG0213", text.id.place,
                          "final state '" + text.id.text + "' names no outcome");
        if (text.title.empty())
            faults_.error("TG0212", text.id.place, "state '" + text.id.text + "' lacks: title");
        const bool leaves = !text.events.empty() || !text.timers.empty() ||
                            text.always.has_value() || text.done.has_value();
        if (leaves || text.due.given || !text.on_entry.opens.empty())
            faults_.error("TG0214", text.id.place,
                          "final state '" + text.id.text + "' still has work in it");
    }

    const CheckedPathway& checked_;
    const Chart& chart_;
    const View& view_;
    Faults& faults_;
};

}  // namespace

void check_states(const CheckedPathway& checked, Faults& faults) {
    StateChecker(checked, faults).run();
}

}  // namespace throughgate::definition
