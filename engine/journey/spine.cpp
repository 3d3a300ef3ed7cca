// SPDX-License-Identifier: MIT
#include "journey/spine.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "journey/gates.hpp"
#include "journey/handoffs.hpp"
#include "journey/inputs.hpp"
#include "journey/stages.hpp"
#include "journey/step.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

bool is_wanted(const Draft& draft, const Definition& definition, bool again) {
    const CaseInputs inputs(draft.world, draft.the_case(), nullptr, definition, draft.now);
    return definition.start.when.evaluate(inputs) == rules::Truth::yes &&
           (!again || definition.start.again_when.evaluate(inputs) == rules::Truth::yes);
}

void begin(Draft& draft, std::size_t index) {
    const Definition& definition = draft.definition(index);
    Pathway& pathway = draft.pathway(index);
    pathway.name = definition.pathway;
    pathway.definition = definition.behaviour;
    draft.lanes[index].stir();
    enter_all(draft, index,
              definition::entering_of(definition, {StateIndex{0}}, no_state,
                                      definition::nothing_remembered));
    set_flags(draft, index);
    start_stage(draft, index);
    draft.saw(index);
    if (draft.lanes[index].ended) end_pathway(draft, index);
}

void start(Draft& draft, const Definition& definition) {
    draft.the_case().pathways.emplace_back();
    draft.lanes.emplace_back().definition = &definition;
    draft.log("pathway.started", {{"pathway", definition.pathway}});
    begin(draft, draft.lanes.size() - 1);
}

/// What is entered beside the places begins where it begins.
void stand(Draft& draft, std::size_t index, const PlacedLane& places) {
    const Definition& definition = draft.definition(index);
    Pathway& pathway = draft.pathway(index);
    pathway.name = definition.pathway;
    pathway.definition = definition.behaviour;
    draft.lanes[index].stir();
    draft.lanes[index].placed = &places;
    enter_all(draft, index,
              definition::entering_of(definition, places.targets, no_state,
                                      definition::nothing_remembered));
    draft.lanes[index].placed = nullptr;
    set_flags(draft, index);
    place_stage(draft, index, places.stage);
    draft.saw(index);
    if (draft.lanes[index].ended) end_pathway(draft, index);
}

/// Where it ended is left, so that the log goes on explaining where it stands.
void log_left(Draft& draft, std::size_t index) {
    const Pathway& pathway = draft.pathway(index);
    for (const Entry& entry : pathway.entries) {
        const State& state = draft.definition(index).states[entry.state];
        if (is_drawn(state))
            draft.log("state.left", {{"state", state.id}, {"pathway", pathway.name}});
    }
}

/// In the place of the instance that has ended; facts are the case's and stay.
void start_anew(Draft& draft, std::size_t index, const Definition& definition) {
    end_undeclared(draft, index, definition);
    shut_all_gates(draft, index);
    log_left(draft, index);
    Pathway fresh;
    fresh.version = draft.pathway(index).version;
    draft.pathway(index) = std::move(fresh);
    draft.lanes[index] = Lane();
    draft.lanes[index].definition = &definition;
    draft.lanes[index].restarted = true;
    draft.log("pathway.started", {{"pathway", definition.pathway}, {"again", "true"}});
    begin(draft, index);
}

bool start_called(Draft& draft) {
    bool any = false;
    for (std::size_t lane = 0; lane < draft.lanes.size(); ++lane) {
        if (!draft.lanes[lane].again) continue;
        draft.lanes[lane].again = false;
        const Definition* current = draft.world.definitions->current_of(draft.pathway(lane).name);
        if (current == nullptr || !is_wanted(draft, *current, true)) continue;
        start_anew(draft, lane, *current);
        any = true;
    }
    return any;
}

/// Conditions read facts and the clock: nothing to look at when neither was news.
bool may_have_changed(const Draft& draft) {
    return draft.facts_changed || draft.rederive_everything || draft.lanes.empty();
}

bool all_ended(const Case& the_case) {
    if (the_case.pathways.empty()) return false;
    for (const Pathway& pathway : the_case.pathways)
        if (!lifecycle::is_end(pathway.stage)) return false;
    return true;
}

}  // namespace

void start_placed(Draft& draft, const Definition& definition, const PlacedLane& places) {
    draft.the_case().pathways.emplace_back();
    draft.lanes.emplace_back().definition = &definition;
    draft.log("pathway.started", {{"pathway", definition.pathway}, {"placed", "true"}});
    stand(draft, draft.lanes.size() - 1, places);
}

void start_spine(Draft& draft) { start(draft, *draft.world.definitions->current.front()); }

bool start_pathways(Draft& draft) {
    const auto& current = draft.world.definitions->current;
    if (lifecycle::is_end(draft.the_case().state)) return false;
    if (!draft.lanes.empty() && !draft.open(0)) return false;
    bool any = start_called(draft);
    if (!may_have_changed(draft)) return any;
    for (const auto& definition : current) {
        if (draft.the_case().find_pathway(definition->pathway) != nullptr) continue;
        if (!is_wanted(draft, *definition, false)) continue;
        start(draft, *definition);
        any = true;
    }
    return any;
}

void call_again(Draft& draft, Symbol event) {
    for (std::size_t lane = 1; lane < draft.lanes.size(); ++lane) {
        if (draft.open(lane)) continue;
        const Definition* current = draft.world.definitions->current_of(draft.pathway(lane).name);
        if (current == nullptr) continue;
        const std::vector<Symbol>& on = current->start.again_on;
        if (std::find(on.begin(), on.end(), event) != on.end()) draft.lanes[lane].again = true;
    }
}

void close_if_ended(Draft& draft) {
    Case& the_case = draft.the_case();
    if (lifecycle::is_end(the_case.state) || !all_ended(the_case)) return;
    end_with_case(draft);
    disarm_all(draft);
    const auto closed = lifecycle::advance(the_case.state, lifecycle::CaseMove::ended);
    TG_ASSERT(closed.has_value());
    draft.log("case.closed", {{"from", lifecycle::name_of(the_case.state)}});
    the_case.state = *closed;
    draft.change.changed.summary = true;
    draft.seen = true;
}

}  // namespace throughgate::journey
