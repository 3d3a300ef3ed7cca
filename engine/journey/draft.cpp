// SPDX-License-Identifier: MIT
#include "journey/draft.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace throughgate::journey {
namespace {

bool asked_from_outside(const Event& event) {
    return std::holds_alternative<Named>(event.what) ||
           std::holds_alternative<HandoffCommand>(event.what) ||
           std::holds_alternative<Opened>(event.what) || std::holds_alternative<Placed>(event.what);
}

}  // namespace

Draft::Draft(const World& the_world, Change& filled, const Event& the_event)
    : world(the_world), event(the_event), change(filled) {
    now = std::max(world.now, change.after.last_recorded);
    effective = std::min(event.effective_at.value_or(now), now);
    from_outside = asked_from_outside(event);
    together = Symbol::of(event.together_key.empty() ? event.together : event.together_key);
    by_person = from_outside && !event.actor.person.empty();
    for (const Pathway& pathway : change.after.pathways) {
        Lane& lane = lanes.emplace_back();
        lane.definition = world.definitions->find(pathway.definition);
        TG_ASSERT_WITH(lane.definition != nullptr,
                       "no definition for pathway " + std::string(pathway.name.text()));
    }
}

Instant PlacedLane::since_of(StateIndex state) const {
    for (const Since& each : since)
        if (each.state == state) return each.at;
    TG_ASSERT_WITH(false, "not a place");
    return {};
}

std::size_t Draft::lane_of(Symbol pathway) const {
    for (std::size_t i = 0; i < lanes.size(); ++i)
        if (change.after.pathways[i].name == pathway) return i;
    return lanes.size();
}

void Draft::stir() {
    for (Lane& lane : lanes) lane.stir();
}

void Draft::saw(std::size_t lane) {
    lanes[lane].seen = true;
    seen = true;
    change.changed.pathways = true;
}

void Draft::write_handoff(Handoff& handoff, bool seen_by_people) {
    change.changed.handoffs = true;
    const bool first = std::find(change.handoffs.begin(), change.handoffs.end(), handoff.id) ==
                       change.handoffs.end();
    if (first) change.handoffs.push_back(handoff.id);
    if (seen_by_people) seen = true;
}

const Entry* entry_of(const Pathway& pathway, StateIndex state) {
    for (const Entry& entry : pathway.entries)
        if (entry.state == state) return &entry;
    return nullptr;
}

const Entry* entry_of(const Pathway& pathway, EntryId id) {
    for (const Entry& entry : pathway.entries)
        if (entry.id == id) return &entry;
    return nullptr;
}

}  // namespace throughgate::journey
