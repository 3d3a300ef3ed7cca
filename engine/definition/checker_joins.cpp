// SPDX-License-Identifier: MIT
// What stands side by side: can its join be met, and does what begins have something to begin?
#include "definition/checker_joins.hpp"

#include <algorithm>

#include "definition/checker.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;

class JoinChecker {
public:
    JoinChecker(const CheckedPathway& checked, Faults& faults)
        : chart_(checked.chart), faults_(faults) {}

    void run() {
        for (StateIndex i = 0; i < chart_.states.size(); ++i) {
            const StateText& text = *chart_.states[i].text;
            check_start(i, text);
            Beside beside{chart_.states[i].kind == Kind::parallel, text.join, {}};
            for (const StateIndex child : chart_.states[i].children)
                beside.children.push_back({chart_.states[child].short_id, ends(child),
                                           chart_.states[child].text->required});
            check_join(beside, faults_);
        }
    }

private:
    /// Has it a final state of its own, drawn or the engine's?
    bool ends(StateIndex index) const {
        const auto& children = chart_.states[index].children;
        return std::any_of(children.begin(), children.end(),
                           [&](StateIndex child) { return chart_.is_final(child); });
    }

    void check_start(StateIndex index, const StateText& text) {
        const Kind kind = chart_.states[index].kind;
        if (!text.starting.given() || kind == Kind::compound || kind == Kind::history) return;
        faults_.error("TG0237", text.starting.place,
                      "'" + text.id.text + "' has no 'start' that 'on_start' could follow");
    }

    const Chart& chart_;
    Faults& faults_;
};

void check_never_met(const Beside& beside, Faults& faults) {
    const Join& join = beside.join.join;
    const auto ending = std::count_if(beside.children.begin(), beside.children.end(),
                                      [](const Beside::Child& each) { return each.ends; });
    const bool counted = join.kind == Join::Kind::n_of || join.kind == Join::Kind::any;
    if (counted && (join.n == 0 || join.n > ending))
        return faults.error("TG0234", beside.join.word.place,
                            "'join' waits for " +
                                (join.kind == Join::Kind::any ? "1" : beside.join.word.text) +
                                " of " + std::to_string(beside.children.size()) + ", of which " +
                                std::to_string(ending) + " can end");
    for (const Beside::Child& each : beside.children) {
        const bool waited_for = join.kind == Join::Kind::all ||
                                (join.kind == Join::Kind::required && each.required.given());
        if (waited_for && !each.ends)
            faults.error("TG0234", beside.join.word.place,
                         "'join' waits for '" + each.name + "', which has no end");
    }
}

}  // namespace

void check_join(const Beside& beside, Faults& faults) {
    const Word& word = beside.join.word;
    const bool wants_required = word.given() && beside.join.join.kind == Join::Kind::required;
    bool any = false;
    for (const Beside::Child& each : beside.children) {
        any = any || each.required.given();
        if (each.required.given() && !(beside.parallel && wants_required))
            faults.error("TG0236", each.required.place,
                         "'" + each.name +
                             "' is required, but nothing around it says 'join: "
                             "required'");
    }
    if (!word.given()) return;
    if (!beside.parallel || beside.children.size() < 2)
        return faults.error("TG0235", word.place, "there is nothing beside each other to join");
    if (wants_required && !any)
        return faults.error("TG0236", word.place, "'join: required', but nothing is required");
    check_never_met(beside, faults);
}

void check_joins(const CheckedPathway& checked, Faults& faults) {
    JoinChecker(checked, faults).run();
}

}  // namespace throughgate::definition
