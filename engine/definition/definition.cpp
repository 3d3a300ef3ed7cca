// SPDX-License-Identifier: MIT
#include "definition/definition.hpp"

#include <algorithm>

namespace throughgate::definition {

namespace {

template <typename List, typename Name>
std::optional<std::uint16_t> index_of(const List& list, Symbol wanted, Name name) {
    for (std::size_t i = 0; i < list.size(); ++i)
        if (name(list[i]) == wanted) return static_cast<std::uint16_t>(i);
    return std::nullopt;
}

void add(std::vector<Symbol>& names, const rules::Deadline& deadline) {
    if (deadline.empty()) return;
    names.insert(names.end(), deadline.names().begin(), deadline.names().end());
}

std::vector<Symbol> read_by(const rules::Deadline& due, const std::vector<Rung>& ladder,
                            const Compression& compression = {}) {
    std::vector<Symbol> names;
    if (due.empty()) return names;
    add(names, due);
    add(names, compression.not_before);
    add(names, compression.not_after);
    add(names, compression.late);
    for (const Rung& rung : ladder) {
        add(names, rung.at);
        add(names, rung.again);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

void index_order(std::vector<Rung>& ladder) {
    for (std::uint16_t later = 1; later < ladder.size(); ++later)
        for (std::uint16_t rung = 0; rung < later && !ladder[later].follows; ++rung)
            if (ladder[later].at.never_before(ladder[rung].at)) ladder[later].follows = rung;
}

void index_dates(Definition& definition) {
    const Compression& compression = definition.compression;
    for (State& state : definition.states) {
        state.dated_by = read_by(state.due, state.due_ladder, compression);
        index_order(state.due_ladder);
    }
    for (HandoffDeclaration& handoff : definition.handoffs) {
        index_order(handoff.acknowledge.ladder);
        index_order(handoff.complete.ladder);
        Clock& acknowledge = handoff.acknowledge;
        acknowledge.dated_by = read_by(acknowledge.due, acknowledge.ladder);
        Clock& complete = handoff.complete;
        complete.dated_by = read_by(complete.due, complete.ladder, compression);
    }
}

/// Marks how the facts among `names` are used.
void mark(Definition& definition, const std::vector<Symbol>& names, bool FactUse::* use) {
    for (const Symbol name : names) {
        const std::uint16_t place = definition.facts_by_name.find(name);
        if (place != DenseIndex::none) definition.fact_uses[place].*use = true;
    }
}

void mark_dates(Definition& definition) {
    for (const State& state : definition.states) mark(definition, state.dated_by, &FactUse::dates);
    for (const TimerDeclaration& timer : definition.timers)
        mark(definition, timer.at.names(), &FactUse::dates);
    for (const HandoffDeclaration& handoff : definition.handoffs) {
        mark(definition, handoff.acknowledge.dated_by, &FactUse::dates);
        mark(definition, handoff.complete.dated_by, &FactUse::dates);
    }
}

void mark_keys(Definition& definition) {
    for (const FactDeclaration& fact : definition.facts)
        mark(definition, {fact.per}, &FactUse::keys);
    for (const Gate& gate : definition.gates) mark(definition, {gate.per}, &FactUse::keys);
}

void index_facts(Definition& definition) {
    for (std::uint16_t i = 0; i < definition.facts.size(); ++i)
        definition.facts_by_name.add(definition.facts[i].name, i);
    definition.fact_uses.resize(definition.facts.size());
    mark_dates(definition);
    mark_keys(definition);
}

template <typename List, typename Name>
void index_names(DenseIndex& index, const List& list, Name name) {
    for (std::uint16_t i = 0; i < list.size(); ++i) index.add(list[i].*name, i);
}

void index_events(Definition& definition) {
    for (const Rule& rule : definition.rules) {
        if (rule.trigger != Rule::Trigger::event && rule.trigger != Rule::Trigger::done) continue;
        const auto fresh = static_cast<std::uint16_t>(definition.answering.size());
        definition.answered.add(rule.event, fresh);
        if (definition.answered.find(rule.event) == fresh) definition.answering.emplace_back();
        definition.answering[definition.answered.find(rule.event)].add(rule.source);
    }
}

void index_effects(Effects& effects) {
    effects.any = !effects.sets.empty() || !effects.raises.empty() || !effects.tells_case.empty() ||
                  !effects.sends.empty() || !effects.opens.empty() || !effects.ends.empty() ||
                  !effects.completes.empty() || !effects.notify.empty() || !effects.records.empty();
}

void index_all_effects(Definition& definition) {
    for (State& state : definition.states) {
        index_effects(state.on_entry);
        index_effects(state.on_exit);
        index_effects(state.on_start);
    }
    for (Rule& rule : definition.rules)
        for (Branch& branch : rule.branches) index_effects(branch.effects);
}

void index_read_facts(Definition& definition, StateIndex source, const rules::Guard& guard) {
    for (const Symbol name : guard.names()) {
        const std::uint16_t place = definition.facts_by_name.find(name);
        if (place == DenseIndex::none) continue;
        definition.fact_uses[place].eventless = true;
        definition.askers_for_fact[place].add(source);
    }
}

void index_read_places(Definition& definition, StateIndex source, const rules::Guard& guard) {
    for (const auto& [strand, state] : guard.places())
        for (const NamedPlace& place : definition.places) {
            if (place.strand != strand || place.state != state) continue;
            definition.asked_for.add(place.index);
            definition.askers_for_state[place.index].add(source);
        }
}

/// What each eventless rule reads, so that it is asked again only when that has changed.
void index_eventless(Definition& definition) {
    definition.askers_for_state.resize(definition.states.size());
    definition.askers_for_fact.resize(definition.facts.size());
    for (const Rule& rule : definition.rules) {
        if (rule.trigger != Rule::Trigger::always) continue;
        for (const Branch& branch : rule.branches) {
            index_read_facts(definition, rule.source, branch.when);
            index_read_places(definition, rule.source, branch.when);
        }
    }
}

void index_shown(Definition& definition, StateIndex index) {
    const State& state = definition.states[index];
    if (!state.always.empty()) definition.has_eventless = true;
    if (state.suspended || state.declined) {
        definition.flagging.add(index);
        definition.has_flags = true;
    }
    if (state.silent) definition.silent.add(index);
    const bool main = state.strand == definition.main_strand;
    if (main && (state.stage || !state.phase.empty())) definition.showing.add(index);
}

bool is_below_eventless(const Definition& definition, StateIndex leaf) {
    for (StateIndex s = leaf; s != no_state; s = definition.states[s].parent)
        if (!definition.states[s].always.empty()) return true;
    return false;
}

void index_places(Definition& definition) {
    for (StateIndex i = 0; i < definition.states.size(); ++i) {
        const State& state = definition.states[i];
        if (!state.always.empty()) definition.eventless.add(i);
        index_shown(definition, i);
        const bool is_leaf =
            state.kind == State::Kind::atomic || state.kind == State::Kind::final_state;
        if (is_leaf) definition.leaves.add(i);
        if (is_leaf && is_below_eventless(definition, i)) definition.eventless_leaves.add(i);
        if (state.kind == State::Kind::history) definition.histories.add(i);
        if (state.strand == no_state) continue;
        const State& strand = definition.states[state.strand];
        for (const Symbol home : {strand.id, strand.short_id})
            for (const Symbol name : {state.id, state.short_id})
                definition.places.push_back({name, home, i});
    }
    auto& places = definition.places;
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    index_names(definition.places_by_state, places, &NamedPlace::state);
}

std::optional<std::uint16_t> look_up(const DenseIndex& index, Symbol wanted) {
    const std::uint16_t place = index.find(wanted);
    return place == DenseIndex::none ? std::nullopt : std::optional(place);
}

}  // namespace

std::string name_of(const Join& join) {
    switch (join.kind) {
        case Join::Kind::all: return "all";
        case Join::Kind::any: return "any";
        case Join::Kind::n_of: return std::to_string(join.n) + " of them";
        case Join::Kind::required: return "required";
        case Join::Kind::main_line: break;
    }
    return "main line";
}

Symbol exempt_event(Symbol state, Symbol exemption) {
    return Symbol::of(std::string(state.text()) + ".exempt." + std::string(exemption.text()));
}

Symbol resume_event(Symbol state) { return Symbol::of(std::string(state.text()) + ".resume"); }

void Definition::index() {
    index_names(states_by_name, states, &State::id);
    index_names(timers_by_name, timers, &TimerDeclaration::name);
    index_names(handoffs_by_name, handoffs, &HandoffDeclaration::id);
    index_names(messages_by_name, messages, &Message::id);
    for (std::uint16_t i = 0; i < events.size(); ++i) events_by_name.add(events[i], i);
    index_dates(*this);
    index_facts(*this);
    index_places(*this);
    index_events(*this);
    index_eventless(*this);
    index_all_effects(*this);
}

const FactDeclaration* Definition::find_fact(Symbol name) const {
    const std::uint16_t place = facts_by_name.find(name);
    return place == DenseIndex::none ? nullptr : &facts[place];
}

FactUse Definition::use_of(Symbol fact) const {
    const std::uint16_t place = facts_by_name.find(fact);
    return place == DenseIndex::none ? FactUse{} : fact_uses[place];
}

const StateSet& Definition::askers_of(Symbol fact) const {
    static constexpr StateSet nobody;
    const std::uint16_t place = facts_by_name.find(fact);
    return place == DenseIndex::none ? nobody : askers_for_fact[place];
}

StateSet Definition::askers_of(const StateSet& left, const StateSet& entered) const {
    StateSet askers = eventless & entered;
    ((left | entered) & asked_for).each([&](StateIndex state) {
        askers |= askers_for_state[state];
    });
    return askers;
}

const Message* Definition::find_message(Symbol id) const {
    const std::uint16_t place = messages_by_name.find(id);
    return place == DenseIndex::none ? nullptr : &messages[place];
}

std::optional<std::uint16_t> Definition::find_handoff(Symbol id) const {
    return look_up(handoffs_by_name, id);
}

std::optional<std::uint16_t> Definition::find_gate(Symbol id) const {
    return index_of(gates, id, [](const Gate& each) { return each.id; });
}

std::optional<StateIndex> Definition::find_state(Symbol id) const {
    return look_up(states_by_name, id);
}

std::optional<std::uint16_t> Definition::find_timer(Symbol name) const {
    return look_up(timers_by_name, name);
}

const StateSet* Definition::answering_states(Symbol event) const {
    const std::uint16_t place = answered.find(event);
    return place == DenseIndex::none ? nullptr : &answering[place];
}

bool Definition::answers(Symbol event) const {
    return events_by_name.find(event) != DenseIndex::none;
}

const Role* DefinitionSet::find_role(Symbol id) const {
    const auto index = index_of(roles, id, [](const Role& each) { return each.id; });
    return index.has_value() ? &roles[*index] : nullptr;
}

const Definition* DefinitionSet::find(const Digest& behaviour) const {
    // Nearly every case is pinned to what is current.
    for (const DefinitionPointer& each : current)
        if (each->behaviour == behaviour) return each.get();
    const auto found = versions.find(behaviour);
    return found == versions.end() ? nullptr : found->second.get();
}

const Definition* DefinitionSet::current_of(Symbol pathway) const {
    for (const DefinitionPointer& each : current)
        if (each->pathway == pathway) return each.get();
    return nullptr;
}

}  // namespace throughgate::definition
