// SPDX-License-Identifier: MIT
// Maps of pathways: drawn from the definition that a case is pinned to. What leads out of every
// state of a group is one way out of the group.
#include "throughgate/pathway_maps.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/queries.hpp"

namespace throughgate {
namespace {

using definition::Branch;
using definition::Definition;
using definition::Rule;
using definition::State;

std::string spaced(std::string_view id) {
    std::string words(id);
    for (char& c : words)
        if (c == '.' || c == '_') c = ' ';
    return words;
}

std::string words_of(const Definition& definition, const Rule& rule) {
    switch (rule.trigger) {
        case Rule::Trigger::event: return spaced(rule.event.text());
        case Rule::Trigger::timer: return definition.timers[rule.timer].at.text();
        case Rule::Trigger::done: return "when it is done";
        case Rule::Trigger::always: break;
    }
    return "by itself, as soon as it fits";
}

/// One state, what leads out of it, and where to.
struct Leading {
    std::string words;
    StateIndex to = no_state;
    bool timed = false;
    friend auto operator<=>(const Leading&, const Leading&) = default;
};
using Ways = std::vector<std::set<Leading>>;  ///< by state

class Maker {
public:
    Maker(const Definition& definition, const core::Withheld& hidden, const Pathway& pathway)
        : definition_(definition), hidden_(hidden), pathway_(pathway) {}

    PathwayMap run() {
        map_.pathway = pathway_.name.text();
        map_.title = definition_.title.empty() ? map_.pathway : definition_.title;
        for (StateIndex i = 1; i < definition_.states.size(); ++i) add_state(i);
        Ways ways = ways_of_states();
        for (StateIndex i = static_cast<StateIndex>(definition_.states.size()); i-- > 1;)
            widen(i, ways);
        for (StateIndex i = 1; i < definition_.states.size(); ++i) add_ways(i, ways[i]);
        return std::move(map_);
    }

private:
    [[nodiscard]] bool is_shown(StateIndex index) const { return places_.contains(index); }

    void add_state(StateIndex index) {
        const State& state = definition_.states[index];
        if (state.kind == State::Kind::history) return;
        const bool inside_shown = state.parent == 0 || is_shown(state.parent);
        if (!inside_shown || hidden_.state(pathway_.name, state.id)) {
            ++map_.withheld;
            return;
        }
        MapState shown{std::string(state.id.text()),
                       state.title.empty() ? spaced(state.short_id.text()) : state.title,
                       std::string(state.owner.text())};
        if (state.parent != 0) shown.parent = places_.at(state.parent);
        shown.group = !state.children.empty();
        shown.end = state.kind == State::Kind::final_state;
        shown.current = std::any_of(pathway_.entries.begin(), pathway_.entries.end(),
                                    [&](const Entry& entry) { return entry.state == index; });
        places_[index] = map_.states.size();
        map_.states.push_back(std::move(shown));
    }

    /// A history is drawn as the state that it remembers for.
    [[nodiscard]] StateIndex drawn(StateIndex target) const {
        const State& state = definition_.states[target];
        return state.kind == State::Kind::history ? state.parent : target;
    }

    [[nodiscard]] Ways ways_of_states() const {
        Ways ways(definition_.states.size());
        for (const Rule& rule : definition_.rules)
            for (const Branch& branch : rule.branches)
                for (const StateIndex target : branch.targets) {
                    const StateIndex to = drawn(target);
                    if (to == 0 || to == rule.source) continue;
                    ways[rule.source].insert(
                        {words_of(definition_, rule), to, rule.trigger == Rule::Trigger::timer});
                }
        return ways;
    }

    /// Moves what all children of a group that may be left share up to the group.
    void widen(StateIndex group, Ways& ways) const {
        std::vector<StateIndex> children;
        for (const StateIndex child : definition_.states[group].children)
            if (definition_.states[child].kind != State::Kind::final_state)
                children.push_back(child);
        if (children.size() < 2) return;
        const std::set<Leading> first = ways[children.front()];
        for (const Leading& way : first) {
            const bool shared = std::all_of(
                children.begin(), children.end(),
                [&](StateIndex child) { return ways[child].contains(way) || child == way.to; });
            if (!shared) continue;
            for (const StateIndex child : children) ways[child].erase(way);
            ways[group].insert(way);
        }
    }

    void add_ways(StateIndex from, const std::set<Leading>& ways) {
        if (!is_shown(from)) return;
        std::map<std::pair<StateIndex, bool>, MapWay> merged;
        for (const Leading& way : ways) {
            if (!is_shown(way.to) || way.to == from) continue;
            MapWay& here = merged[{way.to, way.timed}];
            here.from = places_.at(from);
            here.to = places_.at(way.to);
            here.timed = way.timed;
            if (!hidden_.speaks(way.words)) here.words.push_back(way.words);
        }
        for (auto& [key, way] : merged) map_.ways.push_back(std::move(way));
    }

    const Definition& definition_;
    const core::Withheld& hidden_;
    const Pathway& pathway_;
    std::map<StateIndex, std::size_t> places_;
    PathwayMap map_;
};

}  // namespace

Result<std::vector<PathwayMap>> pathway_maps(Engine& engine, const Viewer& viewer,
                                             std::string_view reference) {
    using Maps = std::vector<PathwayMap>;
    return core::ask<Maps>(
        {engine.parts(), &viewer}, {"pathways"}, [&](core::Window& window) -> Result<Maps> {
            const auto loaded = window.load_case(reference);
            if (!loaded.ok()) return loaded.error();
            const core::Withheld hidden = window.withheld_of(*loaded);
            const core::Surroundings& around = window.around_for(*loaded);
            Maps maps;
            for (const Pathway& pathway : loaded->pathways)
                if (const auto* definition = around.definitions.find(pathway.definition))
                    maps.push_back(Maker(*definition, hidden, pathway).run());
            return maps;
        });
}

}  // namespace throughgate
