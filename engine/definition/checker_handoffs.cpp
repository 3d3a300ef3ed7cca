// SPDX-License-Identifier: MIT
// Handoffs: two sides, two clocks, and ladders that reach somebody.
#include <algorithm>
#include <utility>

#include "definition/checker_ladders.hpp"
#include "definition/phrases.hpp"

namespace throughgate::definition {

namespace {

class HandoffChecker {
public:
    HandoffChecker(CheckedPathway& checked, Faults& faults)
        : checked_(checked),
          view_(*checked.view),
          faults_(faults),
          ladders_(checked, faults),
          facts_(view_) {}

    void run() {
        for (HandoffText& handoff : checked_.text->handoffs) check(handoff);
        for (const ChartState& state : checked_.chart.states) check_due(state);
    }

private:
    void check(HandoffText& handoff) {
        check_sides(handoff);
        check_carried(handoff);
        check_acknowledgement(handoff);
        ladders_.know_message(handoff.message);
        if (handoff.acknowledge.due.given) clock(handoff.acknowledge.due, {"entry", "raised"});
        if (handoff.complete.due.given)
            clock(handoff.complete.due, {"entry", "raised", "acknowledged"});
        check_order(handoff);
        resolve_ladders(handoff);
    }

    // --- the two sides
    // ----------------------------------------------------------------------------
    const RoleText* role(const Word& word) {
        const RoleText* found = view_.find_role(word.text);
        if (found == nullptr && word.given())
            faults_.error("TG0204", word.place, "there is no role '" + word.text + "'",
                          suggestion(word.text, view_.role_names()));
        return found;
    }

    void check_sides(const HandoffText& handoff) {
        role(handoff.from);
        std::size_t outside = 0;
        for (const Word& to : handoff.to) {
            const RoleText* receiver = role(to);
            outside += receiver != nullptr && receiver->role.side == Side::outside ? 1u : 0u;
            if (to.text == handoff.from.text)
                faults_.error("TG0603", to.place,
                              handoff.id.text + " goes from '" + to.text + "' to itself");
        }
        if (outside > 0 && outside < handoff.to.size())
            faults_.error("TG0612", handoff.id.place,
                          handoff.id.text + " goes to outside bodies and to insiders");
    }

    bool goes_outside(const HandoffText& handoff) const {
        if (handoff.to.empty()) return false;
        const RoleText* receiver = view_.find_role(handoff.to.front().text);
        return receiver != nullptr && receiver->role.side == Side::outside;
    }

    void check_carried(const HandoffText& handoff) {
        for (const auto& [name, label] : handoff.carries) {
            const FactText* fact = know_fact(name);
            const std::string own(fact == nullptr ? "" : fact->declaration.label.text());
            if (!own.empty() && own != label.text)
                faults_.error("TG0617", label.place,
                              "'" + name.text + "' is labelled '" + own + "' but carried as '" +
                                  label.text + "'");
        }
        if (handoff.about.given()) know_fact(handoff.about);
    }

    const FactText* know_fact(const Word& name) {
        const FactText* fact = view_.find_fact(name.text);
        if (fact == nullptr)
            faults_.error("TG0203", name.place, "there is no fact '" + name.text + "'",
                          suggestion(name.text, view_.fact_names()));
        return fact;
    }

    // --- clocks
    // -----------------------------------------------------------------------------------
    void check_acknowledgement(const HandoffText& handoff) {
        const bool outside = goes_outside(handoff);
        if (!handoff.acknowledge.due.given && !handoff.complete.due.given)
            faults_.error("TG0604", handoff.id.place, handoff.id.text + " has no deadline");
        else if (!handoff.acknowledge.given)
            faults_.warning("TG0622", handoff.id.place,
                            "nobody has to acknowledge " + handoff.id.text,
                            outside ? "add 'acknowledge: on reply'" : "");
        if (outside && handoff.acknowledge.given && !handoff.acknowledge.on_reply)
            faults_.error("TG0613", handoff.acknowledge.place,
                          handoff.id.text + " goes outside, where nobody can acknowledge");
        if (!outside && handoff.acknowledge.on_reply)
            faults_.error("TG0613", handoff.acknowledge.place,
                          handoff.id.text + " goes to an insider, who acknowledges by a deadline");
    }

    void clock(DeadlineText& text, std::initializer_list<std::string_view> anchors) {
        bool later = false;
        each_phrase(text.source, [&](const rules::DeadlineSource& phrase) {
            for (const std::string_view word : {"due", "acknowledged", "previous"}) {
                const bool known = std::find(anchors.begin(), anchors.end(), word) != anchors.end();
                if (known || !mentions(phrase.text, word)) continue;
                later = true;
                faults_.error("TG0610", phrase.place,
                              "this clock reads '" + std::string(word) +
                                  "', which comes after it has stopped");
            }
        });
        if (later) return;
        const auto compiled = compile_kept_date(
            text, facts_.with(anchors), std::chrono::minutes(checked_.text->working_time), faults_);
        if (compiled.has_value()) text.compiled = *compiled;
    }

    void check_order(const HandoffText& handoff) {
        const auto first = offset_of(handoff.acknowledge.due.source.text);
        if (!first.has_value()) return;
        const auto compare = [&](const rules::DeadlineSource& source) {
            const auto second = offset_of(source.text);
            if (!second.has_value() || second->unit != first->unit ||
                second->anchor != first->anchor || second->amount >= first->amount)
                return;
            faults_.error("TG0611", source.place,
                          handoff.id.text + " must be done before it has to be acknowledged", {},
                          {{handoff.acknowledge.due.source.place, "acknowledged by this"}});
        };
        compare(handoff.complete.due.source);
        for (const auto& each : handoff.complete.due.source.first_of) compare(each);
    }

    // --- ladders
    // ----------------------------------------------------------------------------------
    void resolve_ladders(const HandoffText& handoff) {
        Sides sides{"", handoff.from.text, {}};
        for (const Word& to : handoff.to) sides.to.push_back(to.text);
        const bool ends_with_complete = handoff.complete.due.given;
        const auto ladder_for = [&](const ClockText& own, bool ends) -> const LadderText& {
            return own.ladder.given() || !ends ? own.ladder : handoff.ladder;
        };
        const std::string thing = "handoff " + handoff.id.text;
        if (handoff.acknowledge.due.given)
            checked_.ladders.acknowledge[&handoff] =
                ladders_.resolve(ladder_for(handoff.acknowledge, !ends_with_complete),
                                 "acknowledge", handoff.id.place, sides, true, thing);
        if (ends_with_complete)
            checked_.ladders.complete[&handoff] =
                ladders_.resolve(ladder_for(handoff.complete, true), "complete", handoff.id.place,
                                 sides, true, thing);
    }

    void check_due(const ChartState& state) {
        const StateText& text = *state.text;
        if (!text.due.given) return;
        each_phrase(text.due.source, [&](const rules::DeadlineSource& phrase) {
            if (mentions(phrase.text, "due"))
                faults_.error("TG0610", phrase.place, "this deadline reads itself");
        });
        const Sides sides{text.owner.text, "", {}};
        checked_.ladders.due[&text] =
            ladders_.resolve(text.ladder, "state", text.id.place, sides, false, text.id.text);
    }

    CheckedPathway& checked_;
    const View& view_;
    Faults& faults_;
    LadderChecker ladders_;
    DefinitionScope facts_;
};

}  // namespace

void check_handoffs(CheckedPathway& checked, Faults& faults) {
    HandoffChecker(checked, faults).run();
}

}  // namespace throughgate::definition
