// SPDX-License-Identifier: MIT
// Dates that nobody can keep: past when they begin, between bounds that exclude each other, or
// after the release that ends their state; and rungs that only double others.
#include <algorithm>

#include "definition/checker.hpp"
#include "definition/phrases.hpp"

namespace throughgate::definition {

namespace {

/// Without its time of day: "2 days before raised at 09:00".
std::string_view day_part(std::string_view phrase) { return phrase.substr(0, phrase.find(" at ")); }

/// What is over when it begins, and rungs that only double others.
class RungDates {
public:
    explicit RungDates(Faults& faults) : faults_(faults) {}

    /// Counted back from what begins it, it is over before anybody hears of it.
    void past(const rules::DeadlineSource& phrase, const std::string& thing) {
        const auto offset = offset_of(day_part(phrase.text));
        if (offset.has_value() && offset->amount < 0 &&
            (offset->anchor == "entry" || offset->anchor == "raised" ||
             offset->anchor == "acknowledged"))
            faults_.error("TG0650", phrase.place,
                          "'" + thing + "' is overdue when it begins: " + phrase.text);
    }

    void rungs(const LadderText& ladder) {
        for (std::size_t i = 0; i < ladder.rungs.size(); ++i) {
            rung_before(ladder.rungs[i]);
            for (std::size_t j = 0; j < i; ++j)
                if (tells_the_same(ladder.rungs[i], ladder.rungs[j]))
                    faults_.warning("TG0653", ladder.rungs[i].id.place,
                                    "rung '" + ladder.rungs[i].id.text +
                                        "' tells the same people "
                                        "at the same time as '" +
                                        ladder.rungs[j].id.text + "'");
        }
    }

private:
    void rung_before(const RungText& rung) {
        if (rung.at.given)
            each_phrase(rung.at.source,
                        [&](const rules::DeadlineSource& phrase) { past(phrase, rung.id.text); });
    }

    static bool tells_the_same(const RungText& a, const RungText& b) {
        if (a.at.source.text.empty() || a.at.source.text != b.at.source.text) return false;
        return std::any_of(a.tell.begin(), a.tell.end(), [&](const RecipientText& one) {
            return std::any_of(b.tell.begin(), b.tell.end(), [&](const RecipientText& other) {
                return one.role.text == other.role.text && one.relation == other.relation;
            });
        });
    }

    Faults& faults_;
};

class DateChecker {
public:
    DateChecker(const CheckedPathway& checked, Faults& faults)
        : checked_(checked), chart_(checked.chart), faults_(faults), rungs_(faults) {}

    void run() {
        for (StateIndex i = 1; i < chart_.states.size(); ++i) state(i);
        for (const HandoffText& handoff : checked_.text->handoffs) {
            if (handoff.acknowledge.due.given) date(handoff.acknowledge.due, handoff.id.text);
            if (handoff.complete.due.given) date(handoff.complete.due, handoff.id.text);
            for (const LadderText* ladder :
                 {&handoff.ladder, &handoff.acknowledge.ladder, &handoff.complete.ladder})
                rungs_.rungs(*ladder);
        }
        for (const LadderText& ladder : checked_.text->parts.ladders) rungs_.rungs(ladder);
    }

private:
    void state(StateIndex index) {
        const StateText& text = *chart_.states[index].text;
        if (!text.due.given) return;
        date(text.due, text.id.text);
        rungs_.rungs(text.ladder);
        after_release(index, text);
    }

    void date(const DeadlineText& text, const std::string& thing) {
        each_phrase(text.source,
                    [&](const rules::DeadlineSource& phrase) { rungs_.past(phrase, thing); });
        bounds(text.source, thing);
    }

    void bounds(const rules::DeadlineSource& source, const std::string& thing) {
        for (const auto& low : source.but_not_before)
            for (const auto& high : source.but_not_after) compare(low, high, thing);
        for (const auto* list : {&source.first_of, &source.last_of})
            for (const auto& each : *list) bounds(each, thing);
    }

    void compare(const rules::DeadlineSource& low, const rules::DeadlineSource& high,
                 const std::string& thing) {
        const auto first = offset_of(low.text);
        const auto last = offset_of(high.text);
        if (!first || !last || first->unit != last->unit || first->anchor != last->anchor ||
            first->amount <= last->amount)
            return;
        faults_.error("TG0651", low.place,
                      "'" + thing + "' may not be before " + low.text + ", nor after " + high.text,
                      {}, {{high.place, "the other bound"}});
    }

    // --- after the release that ends the state
    // ----------------------------------------------------
    void after_release(StateIndex index, const StateText& text) {
        const auto offset = offset_of(text.due.source.text);
        if (!offset || offset->anchor != "release" || offset->amount <= 0) return;
        const ChartRule* ends = leaves_with_release(index);
        if (ends == nullptr) return;
        faults_.warning("TG0652", text.due.source.place,
                        "'" + text.id.text + "' is due after the release that ends it", {},
                        {{ends->text->name.place, "it is left here"}});
    }

    /// The rule by which a release always leaves this state.
    const ChartRule* leaves_with_release(StateIndex index) const {
        for (StateIndex s = index; s != no_state; s = chart_.states[s].parent)
            for (const ChartRule& rule : chart_.rules) {
                if (rule.source != s || rule.text->trigger != Rule::Trigger::event ||
                    rule.text->name.text != "released")
                    continue;
                const bool always =
                    std::all_of(rule.ways.begin(), rule.ways.end(),
                                [&](const ChartWay& way) { return way.exits.has(index); });
                return always ? &rule : nullptr;
            }
        return nullptr;
    }

    const CheckedPathway& checked_;
    const Chart& chart_;
    Faults& faults_;
    RungDates rungs_;
};

}  // namespace

void check_dates(const CheckedPathway& checked, Faults& faults) {
    DateChecker(checked, faults).run();
}

void check_common_dates(const Library& library, Faults& faults) {
    for (const CommonText& common : library.commons)
        for (const LadderText& ladder : common.parts.ladders) RungDates(faults).rungs(ladder);
}

}  // namespace throughgate::definition
