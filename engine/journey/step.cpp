// SPDX-License-Identifier: MIT
#include "journey/step.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "journey/effects.hpp"
#include "journey/gates.hpp"
#include "journey/handoffs.hpp"
#include "journey/spine.hpp"
#include "journey/stages.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

[[noreturn]] void restless(const Definition& definition) {
    throw AssertionFailed("decide.loop: pathway " + std::string(definition.pathway.text()) +
                          " did not come to rest after " +
                          std::to_string(limits::microsteps_per_macrostep) + " steps");
}

void raise_done(Draft& draft, std::size_t lane, const State& state) {
    const std::string name = "done.state." + std::string(state.id.text());
    // A name that nobody interned is one that no rule answers.
    if (const auto event = Symbol::find(name)) draft.lanes[lane].raised.push_back(*event);
}

void log_joined(Draft& draft, std::size_t lane, const State& parallel) {
    if (parallel.join.kind == definition::Join::Kind::all) return;
    draft.log("state.joined", {{"state", parallel.id},
                               {"join", definition::name_of(parallel.join)},
                               {"pathway", draft.pathway(lane).name}});
}

/// A strand has ended: the pathway too, when that was all that it waits for.
void finish_strand(Draft& draft, std::size_t lane, StateIndex strand, StateIndex final_state) {
    const Definition& definition = draft.definition(lane);
    if (is_newly_joined(definition, draft.pathway(lane).configuration, 0, final_state)) {
        draft.lanes[lane].ended = true;
        return;
    }
    raise_done(draft, lane, definition.states[strand]);
    end_with_strand(draft, lane, strand);
    const definition::Join& join = definition.states[0].join;
    if (join.kind != definition::Join::Kind::main_line)
        draft.log("strand.ended", {{"strand", definition.states[strand].id},
                                   {"join", definition::name_of(join)},
                                   {"pathway", draft.pathway(lane).name}});
}

/// A final state ends its parent; that may complete a parallel around it, and so on outwards.
void finish(Draft& draft, std::size_t lane, StateIndex final_state) {
    const Definition& definition = draft.definition(lane);
    const StateIndex parent = definition.states[final_state].parent;
    StateIndex around = definition.states[parent].parent;
    if (around == 0) return finish_strand(draft, lane, parent, final_state);
    raise_done(draft, lane, definition.states[parent]);
    while (around != 0 && definition.states[around].kind == State::Kind::parallel &&
           is_newly_joined(definition, draft.pathway(lane).configuration, around, final_state)) {
        raise_done(draft, lane, definition.states[around]);
        log_joined(draft, lane, definition.states[around]);
        around = definition.states[around].parent;
    }
}

Origin origin_of_branch(const Draft& draft, std::size_t lane, const Choice& choice) {
    Origin origin;
    origin.state = choice.rule->source;
    if (const Entry* entry = entry_of(draft.pathway(lane), choice.rule->source))
        origin.entry = entry->id;
    if (choice.branch->targets.empty()) return origin;
    origin.target = choice.branch->targets.front();
    const State& target = draft.definition(lane).states[origin.target];
    // A case that closes cancels what it was going to say, except about its own end.
    if (target.kind == State::Kind::final_state) origin.notice_state = target.id;
    return origin;
}

/// Content only: nothing is left or entered.
bool is_targetless(const Choice& choice) { return choice.branch->targets.empty(); }

/// What beginning in the start of `says` does, on behalf of the state that is entered.
void begin(Draft& draft, std::size_t lane, StateIndex entered, StateIndex says) {
    Origin origin;
    origin.state = entered;
    origin.entry = entry_of(draft.pathway(lane), entered)->id;
    origin.notice_state = draft.definition(lane).states[entered].id;
    apply_effects(draft, lane, draft.definition(lane).states[says].on_start, origin);
}

bool is_placed(const Draft& draft, std::size_t lane, StateIndex index) {
    const PlacedLane* placed = draft.lanes[lane].placed;
    return placed != nullptr && placed->has(index);
}

void deliver_told(Draft& draft, Symbol event) {
    draft.in_hand = event;
    shut_gates(draft, event);
    call_again(draft, event);
    Few<std::pair<std::size_t, Selection>, 4> answers;
    for (std::size_t lane = 0; lane < draft.lanes.size(); ++lane) {
        if (!draft.open(lane)) continue;
        auto& answer = answers.emplace_back(lane, Selection());
        select_event(draft, lane, event, answer.second);
        if (!answer.second.answered()) answers.pop_back();
    }
    for (auto& [lane, selection] : answers) {
        note_waiting(draft, lane, selection);
        resolve_conflicts(draft, lane, selection);
        take(draft, lane, selection.taken);
        settle(draft, lane);
    }
    draft.in_hand = Symbol();
}

void settle_all(Draft& draft) {
    // A step in one pathway may set a fact that another one waits for.
    bool moved = true;
    for (std::uint32_t round = 0; moved; ++round) {
        if (round > limits::microsteps_per_macrostep) restless(draft.definition(0));
        moved = false;
        for (std::size_t lane = 0; lane < draft.lanes.size(); ++lane) {
            if (draft.lanes[lane].at_rest() || !draft.open(lane)) continue;
            settle(draft, lane);
            moved = true;
        }
    }
}

}  // namespace

void note_way(Draft& draft, std::size_t lane, const Choice& choice) {
    draft.change.ways.push_back(
        {draft.pathway(lane).name,
         static_cast<std::uint16_t>(choice.rule - draft.definition(lane).rules.data()),
         static_cast<std::uint16_t>(choice.branch - choice.rule->branches.data())});
}

void set_flags(Draft& draft, std::size_t lane) {
    Pathway& pathway = draft.pathway(lane);
    bool suspended = false;
    bool declined = false;
    for (const Entry& entry : pathway.entries) {
        const State& state = draft.definition(lane).states[entry.state];
        suspended = suspended || state.suspended;
        declined = declined || state.declined;
    }
    pathway.suspended = suspended;
    pathway.declined = declined;
}

void enter(Draft& draft, std::size_t lane, StateIndex index) {
    const Definition& definition = draft.definition(lane);
    const State& state = definition.states[index];
    Pathway& pathway = draft.pathway(lane);
    TG_ASSERT_WITH(!pathway.configuration.has(index),
                   "entered twice: " + std::string(state.id.text()));
    pathway.configuration.add(index);
    const bool stands = is_placed(draft, lane, index);
    const Entry entry{index, EntryId{++draft.the_case().last_entry},
                      stands ? draft.lanes[lane].placed->since_of(index) : draft.now};
    auto place = pathway.entries.end();
    while (place != pathway.entries.begin() && (place - 1)->state > index) --place;
    pathway.entries.insert(place, entry);
    if (is_drawn(state))
        draft.log("state.entered", {{"state", state.id}, {"pathway", pathway.name}});
    arm_state(draft, lane, index, entry);
    Origin origin;
    origin.state = index;
    origin.entry = entry.id;
    origin.notice_state = state.id;
    if (!stands)
        apply_effects(draft, lane, state.on_entry, origin);
    else
        keep_effects(draft, lane, state.on_entry, entry);
    if (state.kind == State::Kind::final_state) finish(draft, lane, index);
}

void enter_all(Draft& draft, std::size_t lane, const definition::Entering& entering) {
    const Definition& definition = draft.definition(lane);
    const bool by_history = !entering.histories.empty();
    entering.states.each([&](StateIndex index) {
        enter(draft, lane, index);
        if (is_placed(draft, lane, index)) return;
        if (entering.by_default.has(index)) begin(draft, lane, index, index);
        if (!by_history) return;
        entering.histories.each([&](StateIndex history) {
            if (definition.states[history].parent == index) begin(draft, lane, index, history);
        });
    });
}

void leave(Draft& draft, std::size_t lane, StateIndex index) {
    const State& state = draft.definition(lane).states[index];
    const Entry* found = entry_of(draft.pathway(lane), index);
    TG_ASSERT_WITH(found != nullptr, "left without entering: " + std::string(state.id.text()));
    const Entry entry = *found;
    Origin origin;
    origin.state = index;
    origin.entry = entry.id;
    apply_effects(draft, lane, state.on_exit, origin);
    disarm_entry(draft, entry.id);
    end_with_state(draft, lane, entry.id);
    if (state.parent == 0) end_with_strand(draft, lane, index);
    Pathway& pathway = draft.pathway(lane);
    pathway.configuration.remove(index);
    std::erase_if(pathway.entries, [index](const Entry& e) { return e.state == index; });
    if (is_drawn(state)) draft.log("state.left", {{"state", state.id}, {"pathway", pathway.name}});
}

void take(Draft& draft, std::size_t lane, const Choices& choices) {
    if (choices.empty()) return;
    const Definition& definition = draft.definition(lane);
    draft.routed = true;
    if (draft.world.notes_ways)
        for (const Choice& choice : choices) note_way(draft, lane, choice);
    if (std::all_of(choices.begin(), choices.end(), is_targetless)) {
        for (const Choice& choice : choices)
            apply_effects(draft, lane, choice.branch->effects,
                          origin_of_branch(draft, lane, choice));
        return;
    }
    StateSet exits = choices.front().branch->exits;
    for (std::size_t i = 1; i < choices.size(); ++i) exits |= choices[i].branch->exits;
    exits &= draft.pathway(lane).configuration;
    if (!exits.empty() && !definition.histories.empty())
        record_histories(definition, draft.pathway(lane).configuration, exits,
                         draft.pathway(lane).history);
    Origins origins;
    for (const Choice& choice : choices) origins.push_back(origin_of_branch(draft, lane, choice));
    std::optional<definition::Entering> several;
    const definition::Entering& entering =
        entering_of(definition, draft.pathway(lane).history, choices, several);
    draft.lanes[lane].silent = definition.silent.meets(entering.states);
    exits.each_reverse([&](StateIndex state) { leave(draft, lane, state); });
    for (std::size_t i = 0; i < choices.size(); ++i)
        apply_effects(draft, lane, choices[i].branch->effects, origins[i]);
    enter_all(draft, lane, entering);
    settle_opened(draft, lane, origins);
    if (definition.has_eventless)
        draft.lanes[lane].to_ask |= definition.askers_of(exits, entering.states);
    draft.saw(lane);
    if (definition.has_flags &&
        (definition.flagging.meets(exits) || definition.flagging.meets(entering.states)))
        set_flags(draft, lane);
    move_stages(draft, lane, entering.states, choices);
    if (draft.lanes[lane].ended)
        end_pathway(draft, lane);
    else
        draft.lanes[lane].silent = false;
}

void settle(Draft& draft, std::size_t index) {
    for (std::uint32_t step = 0; draft.open(index); ++step) {
        if (step > limits::microsteps_per_macrostep) restless(draft.definition(index));
        Lane& lane = draft.lanes[index];
        Selection selection;
        if (!lane.to_ask.empty()) select_always(draft, index, lane.to_ask, selection);
        if (selection.taken.empty()) {
            lane.to_ask = StateSet();
            if (lane.next_raised == lane.raised.size()) break;
            const Symbol event = lane.raised[lane.next_raised++];
            shut_gates(draft, event, index);
            select_event(draft, index, event, selection);
            note_waiting(draft, index, selection);
        }
        resolve_conflicts(draft, index, selection);
        take(draft, index, selection.taken);
    }
    draft.lanes[index].raised.clear();
    draft.lanes[index].next_raised = 0;
    draft.lanes[index].to_ask = StateSet();
}

void run_to_rest(Draft& draft) {
    for (std::uint32_t round = 0;; ++round) {
        if (round > limits::microsteps_per_macrostep) restless(draft.definition(0));
        settle_all(draft);
        if (draft.next_told < draft.told.size())
            deliver_told(draft, draft.told[draft.next_told++]);
        else if (!start_pathways(draft))
            break;
    }
    close_if_ended(draft);
}

}  // namespace throughgate::journey
