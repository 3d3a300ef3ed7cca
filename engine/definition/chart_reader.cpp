// SPDX-License-Identifier: MIT
// States of a plain chart. Its root is a parallel with one strand, as in a pathway; the strand is
// what SCXML calls the root.
#include "definition/chart_reader.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "definition/checker_joins.hpp"
#include "definition/checker_parse.hpp"
#include "definition/entry_walk.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;
constexpr StateIndex strand = 1;

}  // namespace

std::shared_ptr<Definition> read_chart(const Node& root, Faults& faults) {
    return ChartReader(root, faults).run();
}

std::shared_ptr<Definition> ChartReader::run() {
    const std::size_t before = faults_.errors();
    add_root();
    if (faults_.errors() != before || states().size() < 3) return nullptr;
    find_starts();
    check_joins();
    add_data();
    if (faults_.errors() != before) return nullptr;
    for (StateIndex i = 2; i < states().size(); ++i) add_content(i);
    for (StateIndex i = 2; i < states().size(); ++i) add_transitions(i);
    if (faults_.errors() != before) return nullptr;
    index_events();
    warn_of_loops();
    program_->calendar = text_of(root_, "calendar");
    definition_->chart = program_;
    definition_->index();
    return definition_;
}

std::optional<std::uint16_t> ChartReader::data(std::string_view name) const {
    const auto found = slots_.find(name);
    return found == slots_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint16_t> ChartReader::state(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> ChartReader::data_names() const {
    std::vector<std::string> names;
    for (const auto& [name, slot] : slots_) names.push_back(name);
    return names;
}

std::vector<std::string> ChartReader::state_names() const {
    std::vector<std::string> names;
    for (const auto& [name, index] : by_id_) names.push_back(name);
    return names;
}

void ChartReader::add_root() {
    const std::string id = text_of(root_, "chart");
    definition_->pathway = Symbol::of(id);
    definition_->title = text_of(root_, "title");
    add(id, no_state, Kind::parallel, nullptr);
    add(id, 0, Kind::compound, &root_);
    if (const Node* children = child(root_, "states")) add_states(*children, strand);
    for (const StateIndex top : {StateIndex{0}, strand})
        definition_->states[top].last = static_cast<StateIndex>(states().size() - 1);
    if (states().size() == 2)
        faults_.error("TG0202", root_.place, "the chart '" + id + "' has no states");
    definition_->main_strand = strand;
}

StateIndex ChartReader::add(const std::string& id, StateIndex parent, Kind kind, const Node* node) {
    const auto index = static_cast<StateIndex>(states().size());
    State& state = definition_->states.emplace_back();
    state.id = Symbol::of(id);
    state.short_id = state.id;
    state.kind = kind;
    state.parent = parent;
    state.last = index;
    state.strand = index == 0 ? no_state : strand;
    if (parent != no_state && kind != Kind::history)
        definition_->states[parent].children.push_back(index);
    nodes_.push_back(node);
    program_->states.emplace_back();
    return index;
}

void ChartReader::add_states(const Node& mapping, StateIndex parent) {
    for (const Member& member : mapping.members)
        if (member.value.is_mapping()) add_state(member, parent);
}

void ChartReader::add_state(const Member& member, StateIndex parent) {
    if (states().size() == limits::states_per_pathway)
        faults_.error("TG0220", member.key_place, "this is state number 513 of the chart");
    if (states().size() >= limits::states_per_pathway) return;
    const auto [first, is_new] = places_.emplace(member.key, member.key_place);
    if (!is_new)
        faults_.error("TG0201", member.key_place,
                      "'" + member.key + "' is the id of two states of this chart", {},
                      {{first->second, "the first stands here"}});
    const Kind kind = kind_of(member);
    const StateIndex index = add(member.key, parent, kind, &member.value);
    if (is_new) by_id_.emplace(member.key, index);
    check_state(member, kind, parent);
    State& state = definition_->states[index];
    state.title = text_of(member.value, "title");
    state.deep = text_of(member.value, "history") == "deep";
    state.join = join_of(member.value, faults_).join;
    state.required = flag_of(member.value, "required");
    for (const std::string_view key : {"states", "parallel"})
        if (const Node* children = child(member.value, key)) add_states(*children, index);
    definition_->states[index].last = static_cast<StateIndex>(states().size() - 1);
}

Kind ChartReader::kind_of(const Member& member) {
    std::vector<Kind> kinds;
    const Node& node = member.value;
    if (const Node* nested = child(node, "states"); nested != nullptr)
        kinds.push_back(Kind::compound);
    if (child(node, "parallel") != nullptr) kinds.push_back(Kind::parallel);
    if (flag_of(node, "final")) kinds.push_back(Kind::final_state);
    if (child(node, "history") != nullptr) kinds.push_back(Kind::history);
    if (kinds.size() > 1)
        faults_.error("TG0230", member.key_place,
                      "state '" + member.key + "' is of more than one kind");
    return kinds.empty() ? Kind::atomic : kinds.front();
}

/// Keys that say nothing about a state of this kind.
void ChartReader::check_state(const Member& member, Kind kind, StateIndex parent) {
    const auto refuse = [&](std::string_view key, std::string_view why) {
        if (const Node* found = child(member.value, key))
            faults_.error(
                "TG0909", found->place,
                "'" + std::string(key) + "' of '" + member.key + "': " + std::string(why));
    };
    if (kind == Kind::final_state) {
        for (const std::string_view key : {"transitions", "start", "on_start"})
            refuse(key, "a final state is left no more");
        if (states()[parent].kind == Kind::parallel)
            faults_.error("TG0909", member.key_place,
                          "'" + member.key + "' is final, but stands directly in a parallel state");
    } else {
        for (const std::string_view key : {"gives", "gives_value"})
            refuse(key, "only a final state gives something");
    }
    if (kind == Kind::history) {
        for (const std::string_view key : {"transitions", "start", "on_entry", "on_exit"})
            refuse(key, "a history is never active itself");
        if (states()[parent].parent == no_state || parent == strand)
            faults_.error("TG0219", member.key_place,
                          "'" + member.key + "' stands in no state that it could remember");
    } else {
        refuse("to", "only a history has a target of its own; use 'transitions'");
    }
    if (kind == Kind::atomic || kind == Kind::parallel)
        for (const std::string_view key : {"start", "on_start"})
            refuse(key, "only a state with 'states' starts in one of them");
}

void ChartReader::check_joins() {
    for (StateIndex i = strand; i < states().size(); ++i) {
        Beside beside{states()[i].kind == Kind::parallel, join_of(*nodes_[i], faults_), {}};
        for (const StateIndex index : states()[i].children) {
            Beside::Child& each = beside.children.emplace_back();
            each.name = states()[index].id.text();
            each.ends = can_end(index);
            if (states()[index].required) each.required = word_of(*nodes_[index], "required");
        }
        check_join(beside, faults_);
    }
}

/// A nested parallel ends with what it joins.
bool ChartReader::can_end(StateIndex index) const {
    const auto& children = states()[index].children;
    return std::any_of(children.begin(), children.end(), [&](StateIndex child) {
        if (states()[index].kind == Kind::parallel) return can_end(child);
        return states()[child].kind == Kind::final_state;
    });
}

void ChartReader::find_starts() {
    for (StateIndex i = strand; i < states().size(); ++i) {
        if (states()[i].kind == Kind::history) find_history_start(i);
        if (states()[i].kind == Kind::compound) find_start(i);
    }
    if (states()[strand].start.empty()) return;
    definition_->initial = entering_of(*definition_, {0}, no_state, nothing_remembered).states;
}

void ChartReader::find_start(StateIndex index) {
    State& state = definition_->states[index];
    state.start = states_named(*nodes_[index], "start");
    const std::string name(state.id.text());
    if (child(*nodes_[index], "start") == nullptr) {
        if (state.children.empty())
            return faults_.error("TG0202", nodes_[index]->place,
                                 "'" + name + "' has no nested state in which it could start");
        state.start = {state.children.front()};
    }
    for (const StateIndex start : state.start)
        if (!inside(start, index))
            faults_.error(
                "TG0202", child(*nodes_[index], "start")->place,
                "'" + std::string(states()[start].id.text()) + "' is not inside '" + name + "'");
}

void ChartReader::find_history_start(StateIndex index) {
    State& state = definition_->states[index];
    state.start = states_named(*nodes_[index], "to");
    const StateIndex around = state.parent;
    const Node* to = child(*nodes_[index], "to");
    if (to == nullptr)
        return faults_.error("TG0219", nodes_[index]->place,
                             "the history '" + std::string(state.id.text()) +
                                 "' does not say with 'to' what it leads to the first time");
    for (const StateIndex start : state.start)
        if (!inside(start, around) || start == index)
            faults_.error("TG0219", to->place,
                          "'" + std::string(states()[start].id.text()) + "' is not inside '" +
                              std::string(states()[around].id.text()) + "'");
}

}  // namespace throughgate::definition
