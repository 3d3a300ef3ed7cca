// SPDX-License-Identifier: MIT
#include "core/ownership.hpp"

#include <algorithm>

#include "journey/reading.hpp"

namespace throughgate::core {
namespace {

struct Open {
    Symbol role;
    std::int64_t incident = 0;
};

Result<std::vector<Open>> open_ones(store::Reader& reader, CaseId id) {
    const auto incidents = reader.open_incidents_of(id);
    if (!incidents.ok()) return incidents.error();
    std::vector<Open> open;
    for (const Incident& each : *incidents)
        if (each.kind == owner_missing) open.push_back({Symbol::of(each.subject), each.id});
    return open;
}

Incident incident_for(const Case& the_case, Symbol role, const journey::World& world) {
    Incident incident;
    incident.case_id = the_case.id;
    incident.kind = owner_missing;
    incident.subject = role.text();
    incident.message = "nobody in the directory answers for the work of the " +
                       journey::label_of(world, role) +
                       ", and nobody is being asked to name one; name a holder, or correct the "
                       "directory";
    incident.opened = world.now;
    return incident;
}

bool holds(const std::vector<Symbol>& roles, Symbol role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace

Symbol phase_owner(const Case& the_case, const Surroundings& around) {
    if (the_case.pathways.empty()) return {};
    const Pathway& spine = the_case.pathways.front();
    const auto* definition = around.definitions.find(spine.definition);
    if (definition == nullptr) return {};
    for (const Entry& entry : spine.entries) {
        const auto& state = definition->states[entry.state];
        if (!state.owner.empty() && state.strand == definition->main_strand) return state.owner;
    }
    return {};
}

journey::BehindRole behind_roles(const Surroundings& surroundings, const Case& the_case,
                                 Instant now) {
    return [&surroundings, context = context_of(the_case),
            today = surroundings.today(now)](Symbol role) {
        const auto owner = notices::owner_of(surroundings.directory, surroundings.definitions,
                                             context, role, today);
        if (!owner) return journey::Behind::nobody;
        return owner->box ? journey::Behind::box : journey::Behind::person;
    };
}

namespace {

/// The same for as long as the case stays as it is, at less cost: most roles have a named holder.
journey::BehindRole look_behind(const Surroundings& surroundings, const Case& the_case,
                                Instant now) {
    journey::BehindRole asked;
    return [&surroundings, &the_case, now, asked](Symbol role) mutable {
        const StaffMember* holder = surroundings.directory.find(the_case.holder_of(role));
        if (holder != nullptr && !holder->box) return journey::Behind::person;
        if (!asked) asked = behind_roles(surroundings, the_case, now);
        return asked(role);
    };
}

}  // namespace

Result<bool> keep_owned(store::Transaction& transaction, const Surroundings& surroundings,
                        const journey::World& world, Case& the_case) {
    const auto open = open_ones(transaction, the_case.id);
    if (!open.ok()) return open.error();
    std::vector<Symbol> missing =
        journey::unowned_roles(world, the_case, look_behind(surroundings, the_case, world.now));
    std::erase(missing, Symbol());
    std::vector<Symbol> found;
    for (const Open& each : *open) {
        if (holds(missing, each.role)) {
            std::erase(missing, each.role);
            continue;
        }
        found.push_back(each.role);
        auto ended = transaction.resolve_incident(each.incident, world.now, "engine");
        if (!ended.ok()) return ended.error();
    }
    if (missing.empty() && found.empty()) return false;
    for (const Symbol role : missing) {
        const auto opened = transaction.open_incident(incident_for(the_case, role, world));
        if (!opened.ok()) return opened.error();
    }
    const journey::BehindRole behind = behind_roles(surroundings, the_case, world.now);
    Change change = journey::note_owners(world, std::move(the_case), missing, found, behind);
    const auto written = transaction.write(change, Event{}, world.now);
    the_case = std::move(change.after);
    if (!written.ok()) return written.error();
    return true;
}

Result<journey::Ownership> ownership_of(store::Reader& reader, const Surroundings& surroundings,
                                        const Case& the_case, Instant now) {
    const auto open = open_ones(reader, the_case.id);
    if (!open.ok()) return open.error();
    journey::Ownership ownership{behind_roles(surroundings, the_case, now), {}};
    for (const Open& each : *open) ownership.escalated.push_back(each.role);
    return ownership;
}

}  // namespace throughgate::core
