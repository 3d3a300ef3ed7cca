// SPDX-License-Identifier: MIT
#include "journey/microstep.hpp"

namespace throughgate::journey {

using definition::ChartProgram;
using definition::Definition;
using definition::State;

namespace {

void add_entries(const Definition& definition, const std::vector<StoredHistory>& history,
                 const Choice& choice, Scratch& scratch) {
    const definition::Branch& branch = *choice.branch;
    if (branch.targets.empty()) return;
    if (!branch.remembers) {
        scratch.entries |= branch.entries;
        scratch.by_default |= branch.by_default;
        return;
    }
    const definition::Entering entering =
        definition::entering_of(definition, branch.targets, branch.domain,
                                [&](StateIndex index) { return remembered_in(history, index); });
    scratch.entries |= entering.states;
    scratch.by_default |= entering.by_default;
    scratch.histories |= entering.histories;
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
    const bool simple = scratch.taken.size() == 1 && !scratch.taken.front().branch->remembers;
    scratch.histories = StateSet();
    if (simple) {
        scratch.entries = scratch.taken.front().branch->entries;
        scratch.by_default = scratch.taken.front().branch->by_default;
    } else {
        scratch.entries = scratch.by_default = StateSet();
        for (const Choice& choice : scratch.taken)
            add_entries(definition, history, choice, scratch);
    }
    scratch.entries.each([&](StateIndex s) { scratch.effects.push_back({Kind::enter, s, 0}); });
}

}  // namespace throughgate::journey
