// SPDX-License-Identifier: MIT
#include "journey/stages.hpp"

#include "base/assert.hpp"
#include "journey/handoffs.hpp"
#include "journey/inputs.hpp"
#include "journey/step.hpp"
#include "journey/texts.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

using lifecycle::CaseState;
using lifecycle::Stage;
using lifecycle::StageMove;

/// What the main line shows: the last of its states, outermost first, that says so.
struct Shown {
    StateIndex stage_state = no_state;
    std::optional<Stage> stage;
    StateIndex phase_state = no_state;
    Symbol phase;
};

Shown shown_by(const Definition& definition, const StateSet& states) {
    Shown shown;
    (states & definition.showing).each([&](StateIndex index) {
        const State& state = definition.states[index];
        if (state.stage) {
            shown.stage = state.stage;
            shown.stage_state = index;
        }
        if (!state.phase.empty()) {
            shown.phase = state.phase;
            shown.phase_state = index;
        }
    });
    return shown;
}

std::vector<std::string> allowed_from(Stage stage) {
    std::vector<std::string> all;
    for (const auto& row : lifecycle::stage_rows())
        if (row.from == stage)
            all.push_back(std::string(lifecycle::name_of(row.move)) + " to " +
                          std::string(lifecycle::name_of(row.to)));
    return all;
}

std::vector<std::string> allowed_from(CaseState state) {
    std::vector<std::string> all;
    for (const auto& row : lifecycle::case_rows())
        if (row.from == state)
            all.push_back(std::string(lifecycle::name_of(row.move)) + " to " +
                          std::string(lifecycle::name_of(row.to)));
    return all;
}

std::string_view active_main_state(const Draft& draft, std::size_t lane) {
    const Definition& definition = draft.definition(lane);
    std::string_view id;
    for (const Entry& entry : draft.pathway(lane).entries)
        if (definition.states[entry.state].strand == definition.main_strand)
            id = definition.states[entry.state].id.text();
    return id;
}

const Rule* rule_to(const Choices& choices, StateIndex entered) {
    for (const Choice& choice : choices)
        if (entered != no_state && choice.branch->entering.states.has(entered)) return choice.rule;
    return choices.empty() ? nullptr : choices.front().rule;
}

/// In place without an arrangement: only by an event that a named person confirmed.
bool lacks_confirmation(const Draft& draft, Stage from, Stage to, const Rule* rule) {
    if (from != Stage::unarranged || to != Stage::in_place) return false;
    return rule == nullptr || !rule->confirmed_by_person || !draft.by_person;
}

std::optional<Error> stage_refusal(const Draft& draft, std::size_t lane, const Shown& shown,
                                   const Rule* rule) {
    const Stage from = draft.pathway(lane).stage;
    if (!shown.stage || *shown.stage == from) return std::nullopt;
    if (lacks_confirmation(draft, from, *shown.stage, rule))
        return texts::confirmation(draft.pathway(lane).name.text(), draft.cause.text());
    if (lifecycle::move_between(from, *shown.stage)) return std::nullopt;
    const Definition& definition = draft.definition(lane);
    return texts::law(draft.pathway(lane).name.text(), active_main_state(draft, lane),
                      lifecycle::name_of(from), definition.states[shown.stage_state].id.text(),
                      lifecycle::name_of(*shown.stage), allowed_from(from));
}

std::optional<CaseState> phase_of(const Shown& shown) {
    if (shown.phase.empty()) return std::nullopt;
    const auto phase = lifecycle::case_state_named(shown.phase.text());
    // The case itself closes when its last pathway has ended.
    return phase == CaseState::closed ? std::nullopt : phase;
}

std::optional<Error> phase_refusal(const Draft& draft, std::size_t lane, const Shown& shown) {
    const CaseState from = draft.the_case().state;
    const std::optional<CaseState> to = phase_of(shown);
    if (lane != 0 || !to || *to == from) return std::nullopt;
    if (lifecycle::move_between(from, *to)) return std::nullopt;
    const Definition& definition = draft.definition(lane);
    return texts::law(draft.pathway(lane).name.text(), active_main_state(draft, lane),
                      lifecycle::name_of(from), definition.states[shown.phase_state].id.text(),
                      lifecycle::name_of(*to), allowed_from(from));
}

void move_stage(Draft& draft, std::size_t lane, Stage to) {
    Pathway& pathway = draft.pathway(lane);
    const Stage from = pathway.stage;
    if (from == to) return;
    const std::optional<StageMove> move = lifecycle::move_between(from, to);
    TG_ASSERT_WITH(move.has_value(), "law: " + std::string(lifecycle::name_of(from)) + " to " +
                                         std::string(lifecycle::name_of(to)));
    pathway.stage = *lifecycle::advance(from, *move);
    draft.log("stage.moved", {{"pathway", pathway.name},
                              {"move", lifecycle::name_of(*move)},
                              {"from", lifecycle::name_of(from)},
                              {"to", lifecycle::name_of(to)}});
    draft.saw(lane);
}

void move_case(Draft& draft, CaseState to) {
    Case& the_case = draft.the_case();
    const CaseState from = the_case.state;
    if (from == to) return;
    const auto move = lifecycle::move_between(from, to);
    TG_ASSERT_WITH(move.has_value(), "law: case " + std::string(lifecycle::name_of(from)) + " to " +
                                         std::string(lifecycle::name_of(to)));
    the_case.state = *lifecycle::advance(from, *move);
    draft.log("case.moved", {{"move", lifecycle::name_of(*move)},
                             {"from", lifecycle::name_of(from)},
                             {"to", lifecycle::name_of(to)}});
    draft.change.changed.summary = true;
    draft.seen = true;
}

void move_to(Draft& draft, std::size_t lane, const Shown& shown) {
    // The main line may end before what the pathway waits for beside it; then the stage stays.
    if (shown.stage && (*shown.stage != Stage::closed || draft.lanes[lane].ended))
        move_stage(draft, lane, *shown.stage);
    if (lane != 0) return;
    if (const auto phase = phase_of(shown)) move_case(draft, *phase);
}

/// The strand that says how a pathway ended: the main line if it has ended, else the first.
StateIndex speaking_strand(const Definition& definition, const StateSet& configuration) {
    if (is_done(definition, configuration, definition.main_strand)) return definition.main_strand;
    for (const StateIndex strand : definition.states[0].children) {
        bool speaks = false;
        for (const StateIndex child : definition.states[strand].children)
            speaks = speaks || (configuration.has(child) && !definition.states[child].skipped);
        if (speaks && is_done(definition, configuration, strand)) return strand;
    }
    return definition.main_strand;
}

Symbol outcome_of(const Draft& draft, std::size_t lane, StateIndex strand) {
    const Definition& definition = draft.definition(lane);
    for (const Entry& entry : draft.pathway(lane).entries) {
        const State& state = definition.states[entry.state];
        if (state.parent != strand || state.kind != State::Kind::final_state) continue;
        if (!state.outcome_is_fact) return state.outcome;
        const Value& value = value_of(draft.the_case(), state.outcome);
        return value.type() == ValueType::choice ? value.choice() : state.outcome;
    }
    return {};
}

/// Leaves every strand but the one that speaks; that one keeps showing where it ended.
void leave_the_rest(Draft& draft, std::size_t lane, StateIndex speaking) {
    const Definition& definition = draft.definition(lane);
    StateSet rest = draft.pathway(lane).configuration;
    rest.remove(0);
    rest.each([&](StateIndex state) {
        if (definition.states[state].strand == speaking) rest.remove(state);
    });
    rest.each_reverse([&](StateIndex state) { leave(draft, lane, state); });
}

}  // namespace

std::optional<Error> law_refusal(const Draft& draft, std::size_t lane, const Choices& choices) {
    const Definition& definition = draft.definition(lane);
    std::optional<definition::Entering> several;
    const StateSet& entered =
        entering_of(definition, draft.pathway(lane).history, choices, several).states;
    if (!entered.meets(definition.showing)) return std::nullopt;
    const Shown shown = shown_by(definition, entered);
    std::optional<Error> error =
        stage_refusal(draft, lane, shown, rule_to(choices, shown.stage_state));
    if (error) {
        // A state that names its stage was walked by the checker; `same` could not be.
        const bool person_missing = lacks_confirmation(
            draft, draft.pathway(lane).stage, *shown.stage, rule_to(choices, shown.stage_state));
        const Shown here = shown_by(definition, draft.pathway(lane).configuration);
        TG_ASSERT_WITH(person_missing || here.stage != draft.pathway(lane).stage, error->message);
        return error;
    }
    return phase_refusal(draft, lane, shown);
}

std::optional<Error> standing_refusal(const Draft& draft, std::size_t lane) {
    const Shown shown = shown_by(draft.definition(lane), draft.pathway(lane).configuration);
    // An ended main line may wait for other strands; until then the stage stays.
    const bool waits = shown.stage == Stage::closed && !draft.lanes[lane].ended;
    if (!waits)
        if (auto error = stage_refusal(draft, lane, shown, nullptr)) return error;
    return phase_refusal(draft, lane, shown);
}

void move_stages(Draft& draft, std::size_t lane, const StateSet& entered, const Choices& choices) {
    if (!entered.meets(draft.definition(lane).showing)) return;
    const Shown shown = shown_by(draft.definition(lane), entered);
    if (shown.stage)
        TG_ASSERT_WITH(!lacks_confirmation(draft, draft.pathway(lane).stage, *shown.stage,
                                           rule_to(choices, shown.stage_state)),
                       "in place without a named person's event");
    move_to(draft, lane, shown);
}

void start_stage(Draft& draft, std::size_t lane) {
    move_to(draft, lane, shown_by(draft.definition(lane), draft.pathway(lane).configuration));
}

void place_stage(Draft& draft, std::size_t lane, std::optional<Stage> kept) {
    const Shown shown = shown_by(draft.definition(lane), draft.pathway(lane).configuration);
    Pathway& pathway = draft.pathway(lane);
    // It closes when it has ended, not before.
    const Stage before = kept.value_or(pathway.stage);
    const Stage to = shown.stage && *shown.stage != Stage::closed ? *shown.stage : before;
    if (to != pathway.stage)
        draft.log("stage.moved", {{"pathway", pathway.name},
                                  {"move", "placed"},
                                  {"from", lifecycle::name_of(pathway.stage)},
                                  {"to", lifecycle::name_of(to)}});
    pathway.stage = to;
    const auto phase = lane == 0 ? phase_of(shown) : std::nullopt;
    Case& the_case = draft.the_case();
    if (!phase || *phase == the_case.state) return;
    draft.log("case.moved", {{"move", "placed"},
                             {"from", lifecycle::name_of(the_case.state)},
                             {"to", lifecycle::name_of(*phase)}});
    the_case.state = *phase;
}

void end_pathway(Draft& draft, std::size_t lane) {
    Lane& ending = draft.lanes[lane];
    const StateIndex speaking =
        speaking_strand(draft.definition(lane), draft.pathway(lane).configuration);
    leave_the_rest(draft, lane, speaking);
    end_with_pathway(draft, lane);
    disarm_pathway(draft, draft.pathway(lane).name);
    move_stage(draft, lane, Stage::closed);
    ending.raised.clear();
    ending.next_raised = 0;
    draft.pathway(lane).outcome = outcome_of(draft, lane, speaking);
    draft.log("pathway.closed",
              {{"pathway", draft.pathway(lane).name}, {"outcome", draft.pathway(lane).outcome}});
    draft.saw(lane);
}

}  // namespace throughgate::journey
