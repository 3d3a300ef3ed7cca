// SPDX-License-Identifier: MIT
#include "journey/effects.hpp"

#include <algorithm>

#include "journey/facts.hpp"
#include "journey/handoffs.hpp"
#include "journey/notices.hpp"
#include "journey/records.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {

namespace {

bool was_given(const Draft& draft, Symbol fact) {
    const auto& fields = std::get<Placed>(draft.event.what).fields;
    return std::any_of(fields.begin(), fields.end(),
                       [fact](const EventField& field) { return field.name == fact; });
}

}  // namespace

void keep_effects(Draft& draft, std::size_t lane, const Effects& effects, const Entry& entry) {
    for (const auto& [fact, value] : effects.sets)
        if (!was_given(draft, fact)) set_fact_by_rule(draft, fact, value);
    for (const Effects::Delayed& delayed : effects.sends) arm_send(draft, lane, delayed, entry.id);
}

void carry_out_effects(Draft& draft, std::size_t lane, const Effects& effects,
                       const Origin& origin) {
    for (const auto& [fact, value] : effects.sets) set_fact_by_rule(draft, fact, value);
    for (const Symbol event : effects.raises) draft.lanes[lane].raised.push_back(event);
    for (const Symbol event : effects.tells_case) draft.told.push_back(event);
    for (const Effects::Delayed& delayed : effects.sends)
        arm_send(draft, lane, delayed, origin.entry);
    for (const std::uint16_t handoff : effects.ends) end_declared(draft, lane, handoff);
    for (const Effects::Done& done : effects.completes) complete_declared(draft, lane, done);
    for (const std::uint16_t handoff : effects.opens) raise(draft, lane, handoff, origin);
    for (const Effects::Tell& tell : effects.notify) tell_of_event(draft, lane, tell, origin);
    for (const Effects::Record& record : effects.records)
        record_elsewhere(draft, lane, record, origin);
}

}  // namespace throughgate::journey
