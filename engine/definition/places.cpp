// SPDX-License-Identifier: MIT
#include "definition/places.hpp"

namespace throughgate::definition {

namespace {

std::vector<Place> rungs_of(const View& view, const LadderText& ladder, std::string_view fallback) {
    const LadderText* text = &ladder;
    if (ladder.rungs.empty())
        text =
            view.find_ladder(ladder.name.given() ? std::string_view(ladder.name.text) : fallback);
    std::vector<Place> places;
    if (text == nullptr) return places;
    for (const RungText& rung : text->rungs) places.push_back(rung.id.place);
    return places;
}

Places::Clock clock_of(const View& view, const DeadlineText& due, const LadderText& ladder,
                       std::string_view fallback) {
    if (!due.given) return {};
    return {due.source.place, rungs_of(view, ladder, fallback)};
}

/// A ladder of the whole handoff belongs to the clock that ends it.
Places::Handoff handoff_of(const View& view, const HandoffText& text) {
    const bool completes = text.complete.due.given;
    const auto ladder = [&](const ClockText& own, bool ends) -> const LadderText& {
        return own.ladder.given() || !ends ? own.ladder : text.ladder;
    };
    return {
        clock_of(view, text.acknowledge.due, ladder(text.acknowledge, !completes), "acknowledge"),
        clock_of(view, text.complete.due, ladder(text.complete, true), "complete")};
}

Place place_of(const ChartState& state) {
    const bool drawn = state.text->role == StateText::Role::state &&
                       state.kind != State::Kind::history && state.parent != no_state;
    return drawn ? state.text->id.place : Place{};
}

std::vector<Place> ways_of(const ChartRule& rule) {
    std::vector<Place> places;
    for (const BranchText& branch : rule.text->branches)
        places.push_back(rule.text->origin == RuleOrigin::drawn ? branch.place : Place{});
    return places;
}

}  // namespace

Places places_of(const CheckedPathway& checked) {
    const View& view = *checked.view;
    Places places;
    for (const ChartState& state : checked.chart.states) {
        places.states.push_back(place_of(state));
        places.dues.push_back(clock_of(view, state.text->due, state.text->ladder, "state"));
    }
    for (const ChartRule& rule : checked.chart.rules) {
        places.ways.push_back(ways_of(rule));
        if (rule.text->trigger == Rule::Trigger::timer)
            places.timers.push_back(
                rule.text->origin == RuleOrigin::drawn ? rule.text->at.source.place : Place{});
    }
    for (const HandoffText& handoff : checked.text->handoffs)
        places.handoffs.push_back(handoff_of(view, handoff));
    return places;
}

}  // namespace throughgate::definition
