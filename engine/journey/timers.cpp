// SPDX-License-Identifier: MIT
#include "journey/timers.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "journey/derive.hpp"
#include "journey/holds.hpp"
#include "journey/moves.hpp"
#include "journey/stages.hpp"

namespace throughgate::journey {
namespace {

Timer& make(Draft& draft, std::size_t lane, TimerKind kind, Symbol name, EntryId entry) {
    Timer& timer = draft.the_case().timers.emplace_back();
    timer.id = TimerId{++draft.the_case().last_timer};
    timer.kind = kind;
    timer.pathway = draft.pathway(lane).name;
    timer.name = name;
    timer.entry = entry;
    draft.touched.push_back(timer.id);
    draft.change.changed.timers = true;
    return timer;
}

void start(Draft& draft, std::size_t lane, Timer& timer, const Source& source) {
    set_first(draft, timer, source, derive(draft, lane, timer, source));
}

template <typename Wanted>
void disarm_if(Draft& draft, Wanted wanted) {
    std::erase_if(draft.the_case().timers, [&](const Timer& timer) {
        if (!wanted(timer)) return false;
        touch(draft, timer);
        return true;
    });
}

bool outlives_pathway(const Draft& draft, const Timer& timer) {
    if (timer.handoff.number == 0) return false;
    const Handoff* handoff = draft.the_case().find_handoff(timer.handoff);
    if (handoff == nullptr) return false;
    const std::size_t lane = draft.lane_of(handoff->pathway);
    const auto& declared = declaration_of(draft.definition(lane), *handoff);
    return declared.until == definition::Until::case_end;
}

enum class Dated : std::uint8_t {
    apart,      ///< reads nothing that changed
    with_that,  ///< does, and was derived after all of it had
    before
};

/// Dates read nothing but facts and anchors. What a placed case has behind it is derived twice.
Dated dated(const Draft& draft, const Timer& timer, const Source& source) {
    if (draft.rederive_everything) return Dated::before;
    const std::vector<Symbol>& names = *source.dated_by;
    Dated found = Dated::apart;
    for (const ChangedFact& changed : draft.changed_facts) {
        if (std::find(names.begin(), names.end(), changed.name) == names.end()) continue;
        if (draft.placing || timer.id.number <= changed.last_timer) return Dated::before;
        found = Dated::with_that;
    }
    return found;
}

Source handoff_source(const Case& the_case, const Definition& definition, const Timer& timer) {
    const Handoff* handoff = the_case.find_handoff(timer.handoff);
    TG_ASSERT_WITH(handoff != nullptr, "clock of no handoff");
    const HandoffDeclaration& declared = declaration_of(definition, *handoff);
    const definition::Clock& clock =
        timer.kind == TimerKind::acknowledge ? declared.acknowledge : declared.complete;
    Source source{&clock.due, &clock.ladder, &clock.dated_by, {}};
    source.anchors.entry = handoff->raised;
    source.anchors.raised = handoff->raised;
    source.anchors.acknowledged = handoff->acknowledged_at;
    return source;
}

const rules::Deadline* drawn_deadline(const Definition& definition, StateIndex state, Symbol name) {
    for (const std::uint16_t index : definition.states[state].timers)
        if (definition.timers[index].name == name) return &definition.timers[index].at;
    return nullptr;
}

Source state_source(const Definition& definition, const Pathway& pathway, const Timer& timer) {
    Source source;
    const Entry* entry = entry_of(pathway, timer.entry);
    TG_ASSERT_WITH(entry != nullptr,
                   "timer of a state that is not active: " + std::string(timer.name.text()));
    source.anchors.entry = entry->at;
    if (timer.kind == TimerKind::move) {
        source.deadline = drawn_deadline(definition, entry->state, timer.name);
    } else {
        source.deadline = &definition.states[entry->state].due;
        source.ladder = &definition.states[entry->state].due_ladder;
        source.dated_by = &definition.states[entry->state].dated_by;
    }
    TG_ASSERT_WITH(source.deadline != nullptr,
                   "timer of no rule: " + std::string(timer.name.text()));
    if (source.dated_by == nullptr) source.dated_by = &source.deadline->names();
    return source;
}

}  // namespace

Source source_of(const Case& the_case, const Definition& definition, const Pathway& pathway,
                 const Timer& timer) {
    switch (timer.kind) {
        case TimerKind::move:
        case TimerKind::deadline: return state_source(definition, pathway, timer);
        case TimerKind::acknowledge:
        case TimerKind::complete: return handoff_source(the_case, definition, timer);
        case TimerKind::send:
        case TimerKind::review:
        case TimerKind::settle:
        case TimerKind::resume: return {};
    }
    return {};
}

namespace {

/// A timed move that lies before a case was placed is not made up for.
void pass_by(Draft& draft, Timer& timer) {
    if (!timer.due || *timer.due > draft.now) return;
    draft.log("timer.skipped", {{"name", timer.name}, {"due", format_instant(*timer.due)}});
    timer.told = timer.target;
    timer.due.reset();
    draft.passed_by.push_back(timer.id);
}

}  // namespace

void arm_move(Draft& draft, std::size_t lane, std::uint16_t index, const Entry& entry) {
    const definition::TimerDeclaration& declared = draft.definition(lane).timers[index];
    Anchors anchors;
    anchors.entry = entry.at;
    Timer& timer = make(draft, lane, TimerKind::move, declared.name, entry.id);
    start(draft, lane, timer, Source{&declared.at, nullptr, &declared.at.names(), anchors});
    const PlacedLane* placed = draft.lanes[lane].placed;
    if (placed != nullptr && placed->has(declared.state)) pass_by(draft, timer);
}

void arm_due(Draft& draft, std::size_t lane, StateIndex index, const Entry& entry) {
    const State& state = draft.definition(lane).states[index];
    if (state.due.empty()) return;
    Anchors anchors;
    anchors.entry = entry.at;
    Timer& timer = make(draft, lane, TimerKind::deadline, state.id, entry.id);
    start(draft, lane, timer, Source{&state.due, &state.due_ladder, &state.dated_by, anchors});
}

void arm_state(Draft& draft, std::size_t lane, StateIndex index, const Entry& entry) {
    for (const std::uint16_t each : draft.definition(lane).states[index].timers)
        arm_move(draft, lane, each, entry);
    arm_due(draft, lane, index, entry);
}

void arm_clock(Draft& draft, std::size_t lane, Handoff& handoff, TimerKind kind) {
    const HandoffDeclaration& declared = declaration_of(draft.definition(lane), handoff);
    const definition::Clock& clock =
        kind == TimerKind::acknowledge ? declared.acknowledge : declared.complete;
    if (clock.due.empty()) return;
    Timer& timer = make(draft, lane, kind, handoff.name, EntryId{});
    timer.handoff = handoff.id;
    start(draft, lane, timer, handoff_source(draft.the_case(), draft.definition(lane), timer));
}

void arm_send(Draft& draft, std::size_t lane, const Effects::Delayed& delayed, EntryId entry) {
    Anchors anchors;
    for (const Entry& each : draft.pathway(lane).entries)
        if (each.id == entry) anchors.entry = each.at;
    const std::optional<Instant> at = delayed.at.evaluate(inputs_of(draft, lane, anchors));
    Timer& timer = make(draft, lane, TimerKind::send, delayed.event, EntryId{});
    timer.target = at;
    timer.due = at;
    if (!at) draft.log("deadline.unanchored", {{"name", delayed.event}});
}

void rewrite_due_rows(Change& change, const Case& before, const Case& after) {
    const auto rows_of = [](const Case& the_case) {
        std::vector<Change::DueRow> rows;
        for (const Timer& timer : the_case.timers)
            if (timer.due) rows.push_back({*timer.due, timer.id, timer.generation});
        return rows;
    };
    const auto minus = [](const auto& from, const auto& what, auto& into) {
        into.clear();
        for (const Change::DueRow& row : from)
            if (std::find(what.begin(), what.end(), row) == what.end()) into.push_back(row);
    };
    const auto was = rows_of(before), is = rows_of(after);
    minus(was, is, change.disarm);
    minus(is, was, change.arm);
}

void disarm_entry(Draft& draft, EntryId entry) {
    disarm_if(draft, [entry](const Timer& timer) { return timer.entry == entry; });
}

void disarm_clock(Draft& draft, HandoffId handoff, TimerKind kind) {
    disarm_if(draft,
              [=](const Timer& timer) { return timer.handoff == handoff && timer.kind == kind; });
}

void disarm_clocks(Draft& draft, HandoffId handoff) {
    disarm_if(draft, [=](const Timer& timer) { return timer.handoff == handoff; });
}

void disarm_pathway(Draft& draft, Symbol pathway) {
    disarm_if(draft, [&draft, pathway](const Timer& timer) {
        return timer.pathway == pathway && !outlives_pathway(draft, timer);
    });
}

void disarm_all(Draft& draft) {
    disarm_if(draft, [](const Timer&) { return true; });
}

namespace {

/// What a person would name as the cause: the fact that changed, or what a recomputation says.
Symbol cause_of(const Draft& draft) {
    if (const auto* again = std::get_if<Recompute>(&draft.event.what))
        return Symbol::of(again->cause);
    if (!draft.event.together.empty()) return Symbol::of(draft.event.together);
    return draft.changed_facts.empty() ? draft.cause : draft.changed_facts.front().name;
}

void derive_again(Draft& draft, std::size_t lane, Timer& timer, const Source& source) {
    Derived derived = derive(draft, lane, timer, source);
    if (squeeze(draft, lane, timer, derived)) derived = derive(draft, lane, timer, source);
    set_again(draft, timer, source, std::move(derived));
}

}  // namespace

void rederive(Draft& draft) {
    if (draft.changed_facts.empty() && !draft.rederive_everything) return;
    const Symbol cause = cause_of(draft);
    Difference difference;
    for (Timer& timer : draft.the_case().timers) {
        const std::size_t lane = draft.lane_of(timer.pathway);
        if (lane == draft.lanes.size()) continue;
        const Source source =
            source_of(draft.the_case(), draft.definition(lane), draft.pathway(lane), timer);
        if (source.deadline == nullptr) continue;
        const Dated when = dated(draft, timer, source);
        if (when == Dated::apart) continue;
        const std::optional<Instant> before = timer.target;
        if (when == Dated::before) derive_again(draft, lane, timer, source);
        count(draft, timer, before, cause, difference);
    }
    record(draft, cause, difference);
}

void rederive_clock(Draft& draft, HandoffId handoff, TimerKind kind) {
    for (Timer& timer : draft.the_case().timers) {
        if (timer.handoff != handoff || timer.kind != kind) continue;
        const std::size_t lane = draft.lane_of(timer.pathway);
        const Source source =
            source_of(draft.the_case(), draft.definition(lane), draft.pathway(lane), timer);
        set_again(draft, timer, source, derive(draft, lane, timer, source));
    }
}

void finish_timers(Draft& draft) {
    auto& disarm = draft.change.disarm;
    for (const TimerId id : draft.touched) {
        const Timer* timer = find_timer(draft, id);
        if (timer == nullptr || !timer->due) continue;
        const Change::DueRow row{*timer->due, id, timer->generation};
        const auto same = std::find(disarm.begin(), disarm.end(), row);
        if (same == disarm.end())
            draft.change.arm.push_back(row);
        else
            disarm.erase(same);
    }
}

}  // namespace throughgate::journey
