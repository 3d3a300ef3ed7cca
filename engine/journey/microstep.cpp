// SPDX-License-Identifier: MIT
#include "journey/microstep.hpp"

#include <algorithm>

namespace throughgate::journey {

using definition::ChartProgram;
using definition::Definition;
using definition::State;

namespace {

/// A strand that had nothing to do: it is not waited for, and it decides nothing.
bool was_skipped(const Definition& definition, const StateSet& configuration, StateIndex index) {
    for (const StateIndex child : definition.states[index].children)
        if (configuration.has(child)) return definition.states[child].skipped;
    return false;
}

bool must_end(const Definition& definition, StateIndex parallel, StateIndex child) {
    using Kind = definition::Join::Kind;
    switch (definition.states[parallel].join.kind) {
        case Kind::all: return true;
        case Kind::required: return definition.states[child].required;
        case Kind::main_line: return child == definition.main_strand;
        case Kind::any:
        case Kind::n_of: break;
    }
    return false;
}

StateSet seen_by(const Definition& definition, const StateSet& configuration, StateIndex index) {
    const State& history = definition.states[index];
    const State& parent = definition.states[history.parent];
    StateSet seen;
    if (!history.deep) {
        for (const StateIndex child : parent.children)
            if (configuration.has(child)) seen.add(child);
        return seen;
    }
    (configuration & definition.leaves).each([&](StateIndex s) {
        if (s > history.parent && s <= parent.last) seen.add(s);
    });
    return seen;
}

void store(StateIndex index, const StateSet& seen, std::vector<StoredHistory>& history) {
    for (StoredHistory& each : history)
        if (each.state == index) {
            each.remembered = seen;
            return;
        }
    history.push_back({index, seen});
}

}  // namespace

bool is_done(const Definition& definition, const StateSet& configuration, StateIndex index) {
    const State& looked = definition.states[index];
    if (looked.kind == State::Kind::final_state) return configuration.has(index);
    if (looked.kind == State::Kind::parallel) return is_joined(definition, configuration, index);
    for (const StateIndex child : looked.children)
        if (configuration.has(child))
            return definition.states[child].kind == State::Kind::final_state;
    return false;
}

bool is_joined(const Definition& definition, const StateSet& configuration, StateIndex index) {
    const State& parallel = definition.states[index];
    std::size_t ended = 0;
    std::size_t beside = 0;
    for (const StateIndex child : parallel.children) {
        const bool done = is_done(definition, configuration, child);
        if (!done && must_end(definition, index, child)) return false;
        if (done && was_skipped(definition, configuration, child)) continue;
        ++beside;
        if (done) ++ended;
    }
    const bool counted = parallel.join.kind == definition::Join::Kind::any ||
                         parallel.join.kind == definition::Join::Kind::n_of;
    return !counted || ended >= std::min<std::size_t>(parallel.join.n, beside);
}

bool is_newly_joined(const Definition& definition, const StateSet& configuration, StateIndex index,
                     StateIndex entered) {
    if (!is_joined(definition, configuration, index)) return false;
    StateSet before = configuration;
    before.remove(entered);
    return !is_joined(definition, before, index);
}

namespace {

void add_entries(const Definition& definition, const std::vector<StoredHistory>& history,
                 const definition::Branch& branch, definition::Entering& entering) {
    if (branch.targets.empty()) return;
    if (!branch.entering.remembers) {
        entering.states |= branch.entering.states;
        entering.by_default |= branch.entering.by_default;
        return;
    }
    const definition::Entering found = definition::entering_through(
        definition, branch, [&](StateIndex index) { return remembered_in(history, index); });
    entering.states |= found.states;
    entering.by_default |= found.by_default;
    entering.histories |= found.histories;
}

}  // namespace

const definition::Entering& entering_of(const Definition& definition,
                                        const std::vector<StoredHistory>& history,
                                        const Choices& choices,
                                        std::optional<definition::Entering>& several) {
    if (choices.size() == 1 && !choices.front().branch->entering.remembers)
        return choices.front().branch->entering;
    several.emplace();
    for (const Choice& choice : choices) add_entries(definition, history, *choice.branch, *several);
    return *several;
}

EventKey EventKey::of(std::string_view name) {
    EventKey key;
    std::size_t end = name.find('.');
    for (std::size_t part = 0; part < key.prefixes_.size(); ++part) {
        if (const auto known = Symbol::find(name.substr(0, end)); known && !known->empty())
            key.prefixes_[key.size_++] = *known;
        if (end == std::string_view::npos) break;
        end = name.find('.', end + 1);
    }
    return key;
}

StateSet EventKey::sources(const ChartProgram& program) const {
    StateSet sources = program.answering_every;
    for (std::size_t i = 0; i < size_; ++i)
        if (const auto place = program.by_descriptor.find(prefixes_[i]); place != DenseIndex::none)
            sources |= program.answering[place];
    return sources;
}

void record_histories(const Definition& definition, const StateSet& configuration,
                      const StateSet& exits, std::vector<StoredHistory>& history) {
    definition.histories.each([&](StateIndex index) {
        if (exits.has(definition.states[index].parent))
            store(index, seen_by(definition, configuration, index), history);
    });
}

void plan_exits(const StateSet& configuration, Scratch& scratch) {
    using Kind = StepEffect::Kind;
    scratch.effects.clear();
    if (scratch.taken.empty()) {
        scratch.exits = StateSet();
        return;
    }
    scratch.exits = scratch.taken.front().branch->exits;
    for (std::size_t i = 1; i < scratch.taken.size(); ++i)
        scratch.exits |= scratch.taken[i].branch->exits;
    scratch.exits &= configuration;
    scratch.exits.each_reverse(
        [&](StateIndex s) { scratch.effects.push_back({Kind::leave, s, 0}); });
    for (std::size_t i = 0; i < scratch.taken.size(); ++i)
        scratch.effects.push_back({Kind::content, no_state, static_cast<std::uint16_t>(i)});
}

void plan_entries(const Definition& definition, const std::vector<StoredHistory>& history,
                  Scratch& scratch) {
    using Kind = StepEffect::Kind;
    std::optional<definition::Entering> several;
    const definition::Entering& entering = entering_of(definition, history, scratch.taken, several);
    scratch.entries = entering.states;
    scratch.by_default = entering.by_default;
    scratch.histories = entering.histories;
    scratch.entries.each([&](StateIndex s) { scratch.effects.push_back({Kind::enter, s, 0}); });
}

}  // namespace throughgate::journey
