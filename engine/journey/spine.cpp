// SPDX-License-Identifier: MIT
#include "journey/spine.hpp"

#include "base/assert.hpp"
#include "journey/handoffs.hpp"
#include "journey/inputs.hpp"
#include "journey/stages.hpp"
#include "journey/step.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

bool is_wanted(const Draft& draft, const Definition& definition) {
    const CaseInputs inputs(draft.world, draft.the_case(), nullptr, definition, draft.now);
    return definition.start.when.evaluate(inputs) == rules::Truth::yes;
}

void start(Draft& draft, const Definition& definition) {
    Pathway& pathway = draft.the_case().pathways.emplace_back();
    pathway.name = definition.pathway;
    pathway.definition = definition.behaviour;
    Lane& lane = draft.lanes.emplace_back();
    lane.definition = &definition;
    lane.restless = true;
    const std::size_t index = draft.lanes.size() - 1;
    draft.log("pathway.started", {{"pathway", definition.pathway}});
    enter_all(draft, index,
              definition::entering_of(definition, {StateIndex{0}}, no_state,
                                      definition::nothing_remembered));
    set_flags(draft, index);
    start_stage(draft, index);
    draft.saw(index);
    if (draft.lanes[index].ended) end_pathway(draft, index);
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

bool start_pathways(Draft& draft) {
    const auto& current = draft.world.definitions->current;
    if (lifecycle::is_end(draft.the_case().state) || !may_have_changed(draft)) return false;
    if (!draft.lanes.empty() && !draft.open(0)) return false;
    bool any = false;
    for (const auto& definition : current) {
        if (draft.the_case().find_pathway(definition->pathway) != nullptr) continue;
        if (!is_wanted(draft, *definition)) continue;
        start(draft, *definition);
        any = true;
    }
    return any;
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
