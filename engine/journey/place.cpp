// SPDX-License-Identifier: MIT
#include "journey/place.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "journey/asks.hpp"
#include "journey/derive.hpp"
#include "journey/facts.hpp"
#include "journey/select.hpp"
#include "journey/spine.hpp"
#include "journey/step.hpp"
#include "journey/telling.hpp"
#include "journey/texts.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

namespace say = texts::placing;
using Faults = std::vector<std::string>;

void check_who(const Draft& draft, Faults& faults) {
    if (draft.event.actor.person.empty()) faults.push_back(say::named_person());
    if (draft.event.reason.empty()) faults.push_back(say::reason_wanted());
    if (draft.world.definitions->current.empty()) faults.push_back(say::no_definitions());
}

void record(Draft& draft, const Placed& placed, Faults& faults) {
    ChangeLog& log = draft.log("case.placed");
    for (const EventField& field : placed.fields) log.with(field.name.text(), field.value);
    Recorded recorded = record_fields(draft, placed.fields, false);
    check_assignments(draft, placed.assignments, recorded);
    for (std::string& each : recorded.faults) faults.push_back(std::move(each));
}

/// As it was read: since when, and in which stage.
void log_places(Draft& draft, const PlacedPathway& placed) {
    const auto& targets = placed.lane.targets;
    for (const PlacedLane::Since& each : placed.lane.since) {
        const State& state = placed.definition->states[each.state];
        if (!is_drawn(state)) continue;
        ChangeLog& log = draft.log("state.placed", {{"pathway", placed.definition->pathway},
                                                    {"state", state.id},
                                                    {"since", format_instant(each.at)}});
        const bool main = state.strand == placed.definition->main_strand;
        const bool inner = std::find(targets.begin(), targets.end(), each.state) != targets.end();
        if (main && inner && placed.lane.stage)
            log.with("stage", lifecycle::name_of(*placed.lane.stage));
    }
}

/// The spine first, listed or not; every other pathway that is not listed starts by its condition.
void put(Draft& draft, const std::vector<PlacedPathway>& places) {
    const auto& current = draft.world.definitions->current;
    for (const PlacedPathway& each : places)
        if (each.sound) log_places(draft, each);
    for (const auto& definition : current) {
        const auto mine = std::find_if(
            places.begin(), places.end(),
            [&](const PlacedPathway& each) { return each.definition == definition.get(); });
        if (mine != places.end() && mine->sound)
            start_placed(draft, *definition, mine->lane);
        else if (definition == current.front())
            start_spine(draft);
    }
}

/// What was left, though it was said that the case stands there: by facts, or by what began beside.
std::string left_again(const Draft& draft, const std::vector<PlacedPathway>& places) {
    std::vector<std::string> left;
    for (const PlacedPathway& each : places) {
        const std::size_t lane = draft.lane_of(each.definition->pathway);
        for (const StateIndex target : each.lane.targets)
            if (!draft.pathway(lane).configuration.has(target) && draft.open(lane))
                left.emplace_back(each.definition->states[target].id.text());
    }
    return left.empty() ? std::string() : say::led_on(left);
}

/// A timed move out of a state whose time was before today: then the case does not stand there.
void check_passed(const Draft& draft, Faults& faults) {
    for (const TimerId id : draft.passed_by) {
        const Timer* timer = draft.the_case().find_timer(id);
        if (timer == nullptr) continue;
        const std::size_t lane = draft.lane_of(timer->pathway);
        const Definition& definition = draft.definition(lane);
        const auto declared = definition.find_timer(timer->name);
        const Entry* entry = entry_of(draft.pathway(lane), timer->entry);
        if (!declared || entry == nullptr) continue;
        const Rule& rule = definition.rules[definition.timers[*declared].rule];
        const Selection selection = select_timer(draft, lane, rule, *entry);
        for (const Choice& choice : selection.taken) {
            const StateSet gone = (choice.branch->exits & draft.pathway(lane).configuration) -
                                  choice.branch->entering.states;
            if (choice.branch->targets.empty() || gone.empty()) continue;
            faults.push_back(say::left_before(
                definition.pathway.text(), definition.states[entry->state].id.text(),
                timer->name.text(), words_of(draft.world, *timer->target),
                definition.states[choice.branch->targets.front()].id.text()));
        }
    }
}

/// Does a strand that was placed answer it? Then it has heard of it before.
bool was_heard(const std::vector<PlacedPathway>& places, Symbol event) {
    for (const PlacedPathway& each : places) {
        const StateSet* answering = each.definition->answering_states(event);
        if (answering == nullptr) continue;
        bool heard = false;
        answering->each([&](StateIndex s) {
            const StateIndex strand = each.definition->states[s].strand;
            heard = heard || s == 0 || (strand != no_state && each.lane.has(strand));
        });
        if (heard) return true;
    }
    return false;
}

void tell_allocations(Draft& draft, const Placed& placed,
                      const std::vector<PlacedPathway>& places) {
    for (const Assignment& each : placed.assignments) {
        const auto event = Symbol::find(each.role + ".allocated");
        if (!event || each.person.empty() || was_heard(places, *event)) continue;
        draft.told.push_back(*event);
    }
    run_to_rest(draft);
}

/// Timed moves of what begins by default whose time has come already, as they would have been made
/// one after the other.
void catch_up(Draft& draft) {
    for (std::uint32_t round = 0; round < limits::microsteps_per_macrostep; ++round) {
        const Timer* next = nullptr;
        for (const Timer& timer : draft.the_case().timers) {
            const bool moves = timer.kind == TimerKind::move || timer.kind == TimerKind::send;
            if (!moves || !timer.due || *timer.due > draft.now) continue;
            if (next == nullptr || *timer.due < *next->due) next = &timer;
        }
        if (next == nullptr) return;
        catch_up_with(draft, next->id);
        run_to_rest(draft);
    }
    throw AssertionFailed("decide.loop: a placed case did not come to rest");
}

std::string note_of(const Draft& draft, const std::string& left) {
    std::size_t passed = 0;
    for (const LogEntry& entry : draft.change.log.entries())
        if (entry.kind.ends_with(".skipped")) ++passed;
    std::string note = say::placed(passed);
    if (!left.empty()) note += " " + left;
    return note;
}

void go_on(Draft& draft, const Placed& placed, const std::vector<PlacedPathway>& places,
           Faults& faults) {
    run_to_rest(draft);
    tell_allocations(draft, placed, places);
    catch_up(draft);
    if (lifecycle::is_end(draft.the_case().state)) faults.push_back(say::ends_at_once());
    draft.change.note = note_of(draft, left_again(draft, places));
}

}  // namespace

std::optional<Error> place_case(Draft& draft, const Placed& placed) {
    TG_ASSERT_WITH(draft.the_case().pathways.empty(), "placed twice");
    Case given = draft.the_case();
    draft.placing = true;
    draft.cause = names().entry;
    Faults faults = placed.faults;
    check_who(draft, faults);
    record(draft, placed, faults);
    const std::vector<PlacedPathway> places = read_places(draft, placed.states, faults);
    if (faults.empty()) assign(draft, placed.assignments);
    draft.change.changed = {true, true, true, true, true, true, true, true};
    draft.seen = true;
    // Whatever is wrong already: all the rest is looked at as well, and told with it.
    if (!draft.world.definitions->current.empty()) put(draft, places);
    place_gates(draft, placed.gates, places, faults);
    place_handoffs(draft, placed.handoffs, places, faults);
    check_passed(draft, faults);
    if (faults.empty()) go_on(draft, placed, places, faults);
    if (faults.empty()) return std::nullopt;
    draft.the_case() = std::move(given);
    return texts::placing::refused(faults);
}

}  // namespace throughgate::journey
