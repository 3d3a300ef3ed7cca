// SPDX-License-Identifier: MIT
#include "journey/charts.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "journey/chart_machine.hpp"
#include "journey/derive.hpp"
#include "journey/texts.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {

template class BasicChartMachine<AsSpecified>;

namespace {

const rules::Calendar& weekdays_only() {
    static const rules::Calendar calendar("monday-to-friday", "1", {6, 7}, {}, {},
                                          Date{std::chrono::days(0)});
    return calendar;
}

ChartSurroundings surroundings(const Draft& draft) {
    const auto& calendars = draft.world.definitions->calendars;
    const auto found = calendars.find(draft.definition(0).chart->calendar);
    return {draft.now, draft.world.zone,
            found == calendars.end() ? &weekdays_only() : &found->second};
}

void start(Draft& draft) {
    const Definition& definition = *draft.world.definitions->current.front();
    Pathway& pathway = draft.the_case().pathways.emplace_back();
    pathway.name = definition.pathway;
    pathway.definition = definition.behaviour;
    draft.lanes.emplace_back().definition = &definition;
    draft.log("chart.started", {{"chart", definition.pathway}});
    draft.change.changed = {true, true, true, true, true, true, true};
    const ChartSurroundings around = surroundings(draft);
    ChartMachine(definition, pathway, around, draft.change.log).start();
}

/// What another version of the chart remembered and this one does not have is forgotten.
void forget_vanished(Draft& draft) {
    const Definition& definition = draft.definition(0);
    std::erase_if(draft.pathway(0).history, [&](const StoredHistory& stored) {
        bool known = stored.state < definition.states.size() &&
                     definition.states[stored.state].kind == State::Kind::history;
        stored.remembered.each([&](StateIndex s) {
            known = known && is_descendant(definition, s, definition.states[stored.state].parent);
        });
        if (!known) draft.log("history.forgotten", {{"chart", definition.pathway}});
        return !known;
    });
}

bool deliver(Draft& draft, const ChartSignal& signal) {
    draft.log("event.applied", {{"event", signal.name}});
    forget_vanished(draft);
    const ChartSurroundings around = surroundings(draft);
    return ChartMachine(draft.definition(0), draft.pathway(0), around, draft.change.log)
        .deliver({signal.name, ChartEvent::Origin::external, {}, signal.data});
}

void fire_pending(Draft& draft, const TimerDue& due) {
    auto& pending = draft.pathway(0).chart.pending;
    const auto found = std::find_if(pending.begin(), pending.end(), [&](const ChartPending& each) {
        return each.timer == due.timer;
    });
    TG_ASSERT_WITH(found != pending.end(), "a timer of no delayed event");
    const ChartPending fired = std::move(*found);
    pending.erase(found);
    draft.log("timer.fired", {{"name", fired.event}, {"due", format_instant(fired.due)}});
    const ChartSurroundings around = surroundings(draft);
    ChartMachine(draft.definition(0), draft.pathway(0), around, draft.change.log).fire(fired);
}

bool is_wanted(const ChartMemory& memory, TimerId timer) {
    return std::any_of(memory.pending.begin(), memory.pending.end(),
                       [&](const ChartPending& each) { return each.timer == timer; });
}

/// Every delayed event has one due row, and every row its event.
void keep_timers(Draft& draft) {
    ChartMemory& memory = draft.pathway(0).chart;
    auto& timers = draft.the_case().timers;
    for (const Timer& timer : timers)
        if (!is_wanted(memory, timer.id)) touch(draft, timer);
    std::erase_if(timers, [&](const Timer& timer) { return !is_wanted(memory, timer.id); });
    for (ChartPending& pending : memory.pending) {
        if (pending.timer.number != 0) continue;
        Timer& timer = timers.emplace_back();
        timer.id = pending.timer = TimerId{++draft.the_case().last_timer};
        timer.kind = TimerKind::send;
        timer.pathway = draft.pathway(0).name;
        timer.name = Symbol::find(pending.event).value_or(Symbol());
        timer.target = timer.due = pending.due;
        draft.touched.push_back(timer.id);
        draft.change.changed.timers = true;
    }
}

}  // namespace

bool runs_a_chart(const Draft& draft) {
    if (!draft.lanes.empty()) return draft.definition(0).chart != nullptr;
    const auto& current = draft.world.definitions->current;
    return std::holds_alternative<Opened>(draft.event.what) && !current.empty() &&
           current.front()->chart != nullptr;
}

std::optional<Error> run_chart(Draft& draft) {
    if (std::holds_alternative<Opened>(draft.event.what)) {
        TG_ASSERT_WITH(draft.lanes.empty(), "opened twice");
        start(draft);
    } else if (const auto* signal = std::get_if<ChartSignal>(&draft.event.what)) {
        if (!deliver(draft, *signal)) {
            draft.change.log.rename_first("event.unanswered");
            draft.change.note = texts::unanswered();
        }
    } else if (const auto* due = std::get_if<TimerDue>(&draft.event.what)) {
        fire_pending(draft, *due);
    } else if (std::holds_alternative<Recompute>(draft.event.what)) {
        return std::nullopt;  // what a chart waits for was reckoned when it was sent
    } else {
        return texts::only_events(draft.pathway(0).name.text());
    }
    keep_timers(draft);
    draft.saw(0);
    return std::nullopt;
}

}  // namespace throughgate::journey
