// SPDX-License-Identifier: MIT
// Where the listed states put each pathway.
#include <algorithm>

#include "journey/place.hpp"
#include "journey/texts.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::journey {
namespace {

using lifecycle::Stage;
namespace say = texts::placing;

/// One listed state of the pathway at hand.
struct Listed {
    const PlacedState* said = nullptr;
    StateIndex index = no_state;
    Instant since{};
};

bool is_around(const Definition& definition, StateIndex outer, StateIndex inner) {
    return outer < inner && inner <= definition.states[outer].last;
}

/// The innermost state that holds both.
StateIndex common_of(const Definition& definition, StateIndex a, StateIndex b) {
    StateIndex around = definition.states[a].parent;
    while (!is_around(definition, around, b)) around = definition.states[around].parent;
    return around;
}

/// The stage that a state which names none can only have; nullopt: more than one is possible.
std::optional<Stage> only_stage(const Definition& definition) {
    std::optional<Stage> only;
    for (const State& state : definition.states) {
        if (state.strand != definition.main_strand || !state.stage) continue;
        if (state.kind == State::Kind::final_state) continue;
        if (only && *only != *state.stage) return std::nullopt;
        only = state.stage;
    }
    return only;
}

std::vector<std::string> stages_of(const Definition& definition) {
    std::vector<std::string> all;
    for (const State& state : definition.states) {
        if (state.strand != definition.main_strand || !state.stage) continue;
        std::string name(lifecycle::name_of(*state.stage));
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(std::move(name));
    }
    return all;
}

/// By its full id, or by strand and own name where the strand has one of that name.
std::optional<StateIndex> find_place(const Definition& definition, std::string_view text) {
    if (const auto name = Symbol::find(text))
        if (const auto index = definition.find_state(*name)) return index;
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    std::optional<StateIndex> found;
    for (StateIndex s = 1; s < definition.states.size(); ++s) {
        const State& state = definition.states[s];
        if (!is_drawn(state) || state.short_id.text() != text.substr(dot + 1)) continue;
        if (definition.states[state.strand].id.text() != text.substr(0, dot)) continue;
        if (found) return std::nullopt;
        found = s;
    }
    return found;
}

std::string nearest_state(const Definition& definition, const std::string& wrong) {
    std::vector<std::string> known;
    for (const State& state : definition.states)
        if (is_drawn(state)) known.emplace_back(state.id.text());
    return did_you_mean(wrong, known);
}

std::string nearest_pathway(const Draft& draft, const std::string& wrong) {
    std::vector<std::string> known;
    for (const auto& each : draft.world.definitions->current)
        known.emplace_back(each->pathway.text());
    return did_you_mean(wrong, known);
}

/// The states listed for one pathway.
class PathwayReader {
public:
    PathwayReader(const Draft& draft, const Definition& definition,
                  std::vector<std::string>& faults)
        : draft_(draft), definition_(definition), faults_(faults) {}

    void add(const PlacedState& said) {
        const auto index = find_place(definition_, said.state);
        if (!index || *index == 0 || is_history(*index))
            return fault(
                say::unknown_state(pathway(), said.state, nearest_state(definition_, said.state)));
        const Instant since = said.since.value_or(draft_.effective);
        if (since > draft_.now) return fault(say::future(said.state));
        if (has(*index)) return fault(say::listed_twice(pathway(), said.state));
        listed_.push_back({&said, *index, since});
    }

    PlacedLane read() {
        std::sort(listed_.begin(), listed_.end(),
                  [](const Listed& a, const Listed& b) { return a.index < b.index; });
        check_together();
        PlacedLane lane;
        for (const Listed& each : listed_) {
            if (!is_innermost(each.index)) continue;
            check_leaf(each);
            lane.targets.push_back(each.index);
            add_around(each, lane);
        }
        lane.stage = stage();
        check_dates(lane);
        return lane;
    }

private:
    void fault(std::string text) { faults_.push_back(std::move(text)); }
    [[nodiscard]] std::string_view pathway() const { return definition_.pathway.text(); }
    [[nodiscard]] std::string_view id(StateIndex index) const {
        return definition_.states[index].id.text();
    }
    [[nodiscard]] bool is_history(StateIndex index) const {
        return definition_.states[index].kind == State::Kind::history;
    }
    [[nodiscard]] bool has(StateIndex index) const {
        return std::any_of(listed_.begin(), listed_.end(),
                           [index](const Listed& each) { return each.index == index; });
    }
    [[nodiscard]] bool is_innermost(StateIndex index) const {
        return std::none_of(listed_.begin(), listed_.end(), [&](const Listed& each) {
            return is_around(definition_, index, each.index);
        });
    }

    /// Two states stand together only where one holds the other, or side by side.
    void check_together() {
        for (std::size_t i = 0; i < listed_.size(); ++i)
            for (std::size_t j = i + 1; j < listed_.size(); ++j) {
                const StateIndex a = listed_[i].index;
                const StateIndex b = listed_[j].index;
                if (is_around(definition_, a, b)) continue;
                const StateIndex around = common_of(definition_, a, b);
                if (around != 0 && definition_.states[around].kind != State::Kind::parallel)
                    fault(say::exclusive(pathway(), id(a), id(b)));
            }
    }

    void check_leaf(const Listed& each) {
        const State& state = definition_.states[each.index];
        if (state.kind == State::Kind::compound && state.start.empty())
            fault(say::not_innermost(pathway(), each.said->state));
        if (state.kind == State::Kind::final_state && definition_.pathway == spine() &&
            state.parent == definition_.main_strand)
            fault(say::is_over(each.said->state));
    }

    [[nodiscard]] Symbol spine() const {
        return draft_.world.definitions->current.front()->pathway;
    }

    /// The state and those around it: since it was entered, at the latest.
    void add_around(const Listed& inner, PlacedLane& lane) {
        for (StateIndex s = inner.index; s != no_state; s = definition_.states[s].parent) {
            Instant since = inner.since;
            for (const Listed& each : listed_)
                if (each.index == s) since = each.since;
            if (!lane.states.has(s)) {
                lane.states.add(s);
                lane.since.push_back({s, since});
                continue;
            }
            for (PlacedLane::Since& known : lane.since)
                if (known.state == s) known.at = std::min(known.at, since);
        }
    }

    /// The state of the main line says which stage it is, or keeps the one before it.
    std::optional<Stage> stage() {
        std::optional<Stage> asked;
        const Listed* main = nullptr;
        for (const Listed& each : listed_) {
            const bool in_main = definition_.states[each.index].strand == definition_.main_strand;
            if (in_main && is_innermost(each.index)) main = &each;
            if (each.said->stage.empty()) continue;
            asked = lifecycle::stage_named(each.said->stage);
            if (!asked || !in_main)
                fault(say::bad_stage(pathway(), each.said->state, each.said->stage,
                                     stages_of(definition_)));
        }
        if (main == nullptr) return std::nullopt;
        const State& state = leaf_of(main->index);
        if (state.stage && asked && *asked != *state.stage)
            fault(say::bad_stage(pathway(), main->said->state, main->said->stage,
                                 {std::string(lifecycle::name_of(*state.stage))}));
        if (state.stage || asked) return asked;
        const auto only = only_stage(definition_);
        const bool has_stages = !stages_of(definition_).empty();
        if (!only && has_stages && state.kind != State::Kind::final_state)
            fault(say::stage_wanted(pathway(), main->said->state, stages_of(definition_)));
        return only;
    }

    /// Where a listed state begins in its own start.
    [[nodiscard]] const State& leaf_of(StateIndex index) const {
        const State* state = &definition_.states[index];
        while (state->kind == State::Kind::compound && !state->start.empty())
            state = &definition_.states[state->start.front()];
        return *state;
    }

    void check_dates(const PlacedLane& lane) {
        for (const Listed& each : listed_) {
            const StateIndex parent = definition_.states[each.index].parent;
            if (parent != no_state && has(parent) && lane.states.has(parent) &&
                lane.since_of(parent) > each.since)
                fault(say::before_around(pathway(), id(each.index), id(parent)));
        }
    }

    const Draft& draft_;
    const Definition& definition_;
    std::vector<std::string>& faults_;
    std::vector<Listed> listed_;
};

}  // namespace

std::vector<PlacedPathway> read_places(const Draft& draft, const std::vector<PlacedState>& states,
                                       std::vector<std::string>& faults) {
    const auto& current = draft.world.definitions->current;
    for (const PlacedState& each : states) {
        const auto name = Symbol::find(each.pathway);
        if (name && draft.world.definitions->current_of(*name) != nullptr) continue;
        faults.push_back(say::unknown_pathway(each.pathway, nearest_pathway(draft, each.pathway)));
    }
    std::vector<PlacedPathway> all;
    for (const auto& definition : current) {
        PathwayReader reader(draft, *definition, faults);
        const std::size_t before = faults.size();
        bool any = false;
        for (const PlacedState& each : states) {
            if (each.pathway != definition->pathway.text()) continue;
            any = true;
            reader.add(each);
        }
        if (any && definition->chart != nullptr) {
            faults.push_back(say::plain_chart(definition->pathway.text()));
        } else if (any) {
            PlacedLane lane = reader.read();
            all.push_back({definition.get(), std::move(lane), faults.size() == before});
        }
    }
    return all;
}

}  // namespace throughgate::journey
