// SPDX-License-Identifier: MIT
#include "tooling/coverage.hpp"

#include <algorithm>

#include "tooling/generate.hpp"

namespace throughgate {

unsigned covered_percent(const std::vector<CoveredThing>& things) {
    if (things.empty()) return 100;
    const auto reached = std::count_if(things.begin(), things.end(),
                                       [](const CoveredThing& each) { return each.times > 0; });
    return static_cast<unsigned>(static_cast<std::size_t>(reached) * 100 / things.size());
}

namespace tooling {
namespace {

using definition::Branch;
using definition::Definition;
using definition::Places;
using definition::Rule;
using definition::Rung;

std::string text(Symbol symbol) { return std::string(symbol.text()); }

std::string trigger_of(const Definition& definition, const Rule& rule) {
    switch (rule.trigger) {
        case Rule::Trigger::event: return text(rule.event);
        case Rule::Trigger::timer: return "timer " + text(definition.timers[rule.timer].name);
        case Rule::Trigger::always: return "always";
        case Rule::Trigger::done: return "done";
    }
    return "";
}

std::string field_of(const ChangeLog::Entry& entry, std::string_view name) {
    for (const auto& field : entry.fields)
        if (field.name == name) return std::string(field.value);
    return {};
}

}  // namespace

std::string way_name(const Definition& definition, const Rule& rule, const Branch& branch) {
    std::string name = text(definition.states[rule.source].id);
    if (name.empty()) name = text(definition.pathway);
    name += ": " + trigger_of(definition, rule) + " -> ";
    std::string targets;
    for (const StateIndex target : branch.targets)
        targets += (targets.empty() ? "" : ", ") + text(definition.states[target].id);
    if (targets.empty()) targets = branch.refuses.empty() ? "stay" : "refused";
    name += targets;
    if (!branch.when.empty()) name += ", when " + branch.when.text();
    return branch.otherwise ? name + ", otherwise" : name;
}

void Coverage::Things::add(std::string name, const Place& place) {
    if (place.line == 0) return;
    const Key key{place.file, place.line, place.column};
    if (by_place.emplace(key, list.size()).second) list.push_back({std::move(name), place, 0});
}

void Coverage::Things::reached(const Place& place) {
    const auto found = by_place.find({place.file, place.line, place.column});
    if (found != by_place.end()) ++list[found->second].times;
}

void Coverage::add(const definition::Loaded& loaded) {
    for (std::size_t i = 0; i < loaded.set.current.size(); ++i) {
        if (of(loaded.set.current[i]->pathway) != nullptr) continue;
        auto ledger = std::make_unique<Ledger>();
        ledger->known = {loaded.set.current[i], loaded.places[i]};
        add_things(*ledger);
        ledgers_.push_back(std::move(ledger));
    }
}

void Coverage::add_things(Ledger& ledger) {
    const Definition& definition = *ledger.known.definition;
    const Places& places = *ledger.known.places;
    for (std::size_t i = 0; i < definition.states.size(); ++i) {
        const auto& state = definition.states[i];
        ledger.states.add(text(state.id), places.states[i]);
        add_clock(ledger, text(state.id), places.dues[i], state.due_ladder);
    }
    for (std::size_t i = 0; i < definition.rules.size(); ++i) {
        const Rule& rule = definition.rules[i];
        for (std::size_t way = 0; way < rule.branches.size(); ++way)
            ledger.transitions.add(way_name(definition, rule, rule.branches[way]),
                                   places.ways[i][way]);
    }
    for (std::size_t i = 0; i < definition.timers.size(); ++i)
        ledger.deadlines.add("timer " + text(definition.timers[i].name), places.timers[i]);
    for (std::size_t i = 0; i < definition.handoffs.size(); ++i) {
        const auto& handoff = definition.handoffs[i];
        add_clock(ledger, text(handoff.id) + " acknowledge", places.handoffs[i].acknowledge,
                  handoff.acknowledge.ladder);
        add_clock(ledger, text(handoff.id) + " complete", places.handoffs[i].complete,
                  handoff.complete.ladder);
    }
}

void Coverage::add_clock(Ledger& ledger, const std::string& name, const Places::Clock& clock,
                         const std::vector<Rung>& ladder) {
    ledger.deadlines.add(name + " due", clock.due);
    for (std::size_t i = 0; i < clock.rungs.size() && i < ladder.size(); ++i)
        ledger.rungs.add(name + " rung " + text(ladder[i].id), clock.rungs[i]);
}

Coverage::Ledger* Coverage::of(Symbol pathway) {
    for (const auto& ledger : ledgers_)
        if (ledger->known.definition->pathway == pathway) return ledger.get();
    return nullptr;
}

void Coverage::begin_case() {
    live_.clear();
    due_.clear();
}

void Coverage::saw(const Change& change, const Event& event) {
    for (std::size_t i = 0; i < change.log.size(); ++i) {
        const auto entry = change.log[i];
        if (entry.kind == "state.entered")
            enter(field_of(entry, "pathway"), field_of(entry, "state"));
        if (entry.kind != "rung.fired") continue;
        const auto* due = std::get_if<TimerDue>(&event.what);
        if (const auto timer = due == nullptr ? live_.end() : live_.find(due->timer);
            timer != live_.end())
            climb(timer->second);
    }
    for (const Change::Way& way : change.ways) take(way);
    const Case& after = change.after;
    for (const auto& [id, timer] : live_) {
        const Timer* now = after.find_timer(id);
        end_of_date(now != nullptr ? *now : timer, after.last_recorded, now != nullptr);
    }
    live_.clear();
    for (const Timer& timer : after.timers) live_.emplace(timer.id, timer);
}

void Coverage::enter(std::string_view pathway, std::string_view state) {
    Ledger* ledger = of(Symbol::of(pathway));
    if (ledger == nullptr) return;
    if (const auto index = ledger->known.definition->find_state(Symbol::of(state)))
        ledger->states.reached(ledger->known.places->states[*index]);
}

void Coverage::take(const Change::Way& way) {
    if (Ledger* ledger = of(way.pathway))
        ledger->transitions.reached(ledger->known.places->ways[way.rule][way.branch]);
}

/// A date is reached when it fell due, or was known when what it was for happened before it.
void Coverage::end_of_date(const Timer& timer, Instant now, bool still_live) {
    Ledger* ledger = of(timer.pathway);
    if (ledger == nullptr || !timer.target || due_.contains(timer.id)) return;
    if (still_live && *timer.target > now) return;
    due_.insert(timer.id);
    const Definition& definition = *ledger->known.definition;
    if (timer.kind == TimerKind::move) {
        if (const auto index = definition.find_timer(timer.name))
            ledger->deadlines.reached(ledger->known.places->timers[*index]);
    } else if (const Places::Clock* clock = clock_of(*ledger, timer)) {
        ledger->deadlines.reached(clock->due);
    }
}

void Coverage::climb(const Timer& timer) {
    Ledger* ledger = of(timer.pathway);
    const Places::Clock* clock = ledger == nullptr ? nullptr : clock_of(*ledger, timer);
    if (clock != nullptr && timer.rung < clock->rungs.size())
        ledger->rungs.reached(clock->rungs[timer.rung]);
}

const Places::Clock* Coverage::clock_of(const Ledger& ledger, const Timer& timer) const {
    const Definition& definition = *ledger.known.definition;
    const Places& places = *ledger.known.places;
    if (timer.kind == TimerKind::deadline) {
        const auto index = definition.find_state(timer.name);
        return index ? &places.dues[*index] : nullptr;
    }
    const auto index = definition.find_handoff(timer.name);
    if (!index) return nullptr;
    if (timer.kind == TimerKind::acknowledge) return &places.handoffs[*index].acknowledge;
    return timer.kind == TimerKind::complete ? &places.handoffs[*index].complete : nullptr;
}

std::vector<PathwayCoverage> Coverage::report() const {
    std::vector<PathwayCoverage> all;
    for (const auto& ledger : ledgers_)
        all.push_back({text(ledger->known.definition->pathway), ledger->states.list,
                       ledger->transitions.list, ledger->deadlines.list, ledger->rungs.list});
    return all;
}

}  // namespace tooling
}  // namespace throughgate
