// SPDX-License-Identifier: MIT
// A diagram as values, for whoever lays it out themselves.
#include <algorithm>

#include "tooling/diagram_words.hpp"

namespace throughgate::tooling {
namespace {

std::string kind_of(const State& state) {
    switch (state.kind) {
        case State::Kind::parallel: return "parallel";
        case State::Kind::final_state: return "end";
        case State::Kind::compound: return "group";
        case State::Kind::atomic:
        case State::Kind::history: break;
    }
    return "state";
}

bool begins(const State& around, StateIndex index) {
    return around.kind == State::Kind::parallel ||
           std::find(around.start.begin(), around.start.end(), index) != around.start.end();
}

/// Histories are not drawn: they stand for what is around them. Nor is what holds all strands.
std::string id_of(const Diagram& diagram, StateIndex index) {
    if (state_of(diagram, index).kind == State::Kind::history)
        index = state_of(diagram, index).parent;
    return index == 0 ? std::string() : text(state_of(diagram, index).id);
}

DrawnState drawn(const Diagram& diagram, StateIndex index) {
    const State& state = state_of(diagram, index);
    DrawnState out;
    out.id = text(state.id);
    out.title = title_of(state);
    out.parent = state.parent == no_state ? std::string() : id_of(diagram, state.parent);
    out.kind = kind_of(state);
    out.owner = text(state.owner);
    if (!state.due.empty()) out.due = state.due.text();
    out.outcome = text(state.outcome);
    out.first = state.parent != no_state && begins(state_of(diagram, state.parent), index);
    return out;
}

DrawnWay drawn(const Diagram& diagram, const Arrow& arrow) {
    DrawnWay way;
    way.from = arrow.from == 0 ? std::string() : text(state_of(diagram, arrow.from).id);
    for (const StateIndex target : arrow.to) way.to.push_back(id_of(diagram, target));
    way.event = arrow.event;
    way.when = arrow.when;
    way.gate = arrow.gate;
    way.by = arrow.by;
    way.at = arrow.at;
    way.opens = arrow.opens;
    way.refuses = arrow.refuses;
    return way;
}

}  // namespace

DrawnPathway to_drawn(const Diagram& diagram) {
    DrawnPathway out;
    out.id = text(diagram.definition->pathway);
    out.title = diagram.definition->title;
    for (const StateIndex index : diagram.states) out.states.push_back(drawn(diagram, index));
    for (const Arrow& arrow : diagram.arrows) out.ways.push_back(drawn(diagram, arrow));
    return out;
}

}  // namespace throughgate::tooling
