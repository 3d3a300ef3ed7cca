// SPDX-License-Identifier: MIT
// Owners: which roles own work under way, who stands behind them, and saying so when nobody does.
#include <algorithm>

#include "journey/derive.hpp"
#include "journey/notices.hpp"
#include "journey/reading.hpp"

namespace throughgate::journey {
namespace {

/// Waiting for a strand to begin is nobody's work.
bool is_engines_own(const State& state) {
    const std::string_view id = state.short_id.text();
    return state.title.empty() && (id == "waiting" || id == "held");
}

/// The state's own owner or that of the nearest state around it; empty: nobody was drawn.
Symbol drawn_owner(const Definition& definition, StateIndex index) {
    for (StateIndex s = index; s != no_state; s = definition.states[s].parent)
        if (!definition.states[s].owner.empty()) return definition.states[s].owner;
    return {};
}

void add_once(std::vector<Symbol>& roles, Symbol role) {
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
}

void add_owners(const Reading& reading, std::vector<Symbol>& roles) {
    for (const Entry& entry : reading.pathway->entries) {
        if (entry.state >= reading.definition->states.size()) continue;
        const State& state = reading.definition->states[entry.state];
        if (state.kind != State::Kind::atomic || state.rests || is_engines_own(state)) continue;
        add_once(roles, drawn_owner(*reading.definition, entry.state));
    }
}

std::vector<Symbol> owning_roles(const World& world, const Case& the_case) {
    std::vector<Symbol> roles;
    for (const Pathway& pathway : the_case.pathways) {
        const Reading reading = reading_of(world, the_case, pathway.name);
        if (reading && !lifecycle::is_end(pathway.stage)) add_owners(reading, roles);
    }
    return roles;
}

/// Does it ask the team to name somebody for this very role?
bool asks_box(const std::vector<Rung>& ladder, Symbol role) {
    for (const Rung& rung : ladder)
        for (const Recipient& who : rung.tell)
            if (who.relation == Relation::team_box && who.role == role) return true;
    return false;
}

/// A ladder runs until its last rung has fired; one that waits for its date still does.
bool is_running(const Timer& timer) {
    const bool climbs = timer.kind == TimerKind::deadline || timer.kind == TimerKind::acknowledge ||
                        timer.kind == TimerKind::complete;
    return climbs && (timer.due || !timer.target);
}

/// A handoff to or from whoever is missing tells the box of work that waits, no more.
bool is_between_others(const Case& the_case, HandoffId id, Symbol role) {
    const Handoff* handoff = the_case.find_handoff(id);
    return handoff != nullptr && handoff->to_role != role && handoff->from_role != role;
}

bool is_asked_for(const World& world, const Case& the_case, Symbol role) {
    for (const Timer& timer : the_case.timers) {
        if (!is_running(timer)) continue;
        const Reading reading = reading_of(world, the_case, timer.pathway);
        if (!reading) continue;
        const bool of_state = timer.handoff.number == 0;
        if (of_state && entry_of(*reading.pathway, timer.entry) == nullptr) continue;
        if (!of_state && !is_between_others(the_case, timer.handoff, role)) continue;
        const Source source = source_of(the_case, *reading.definition, *reading.pathway, timer);
        if (source.ladder != nullptr && asks_box(*source.ladder, role)) return true;
    }
    return false;
}

bool is_owned(const World& world, const Case& the_case, Symbol role, const BehindRole& behind) {
    if (role.empty()) return false;
    switch (behind(role)) {
        case Behind::person: return true;
        case Behind::box: return is_asked_for(world, the_case, role);
        case Behind::nobody: return false;
    }
    return false;
}

void tell_missing(Draft& draft, Symbol role) {
    if (draft.lanes.empty() || draft.definition(0).find_message(names().owner_missing) == nullptr)
        return;
    for (const Relation relation : {Relation::team_box, Relation::manager}) {
        Notice notice;
        notice.recipient = {role, relation};
        notice.pathway = draft.pathway(0).name;
        notice.message = names().owner_missing;
        notice.rung = names().owner_missing;
        plan_notice(draft, std::move(notice));
    }
}

}  // namespace

std::vector<Symbol> unowned_roles(const World& world, const Case& the_case,
                                  const BehindRole& behind) {
    std::vector<Symbol> roles;
    if (lifecycle::is_end(the_case.state)) return roles;
    roles = owning_roles(world, the_case);
    std::erase_if(roles, [&](Symbol role) { return is_owned(world, the_case, role, behind); });
    return roles;
}

Change note_owners(const World& world, Case given, const std::vector<Symbol>& missing,
                   const std::vector<Symbol>& found, const BehindRole& behind) {
    const Event event;
    Change change(std::move(given));
    Draft draft(world, change, event);
    for (const Symbol role : missing) {
        draft.log("owner.missing", {{"role", role}});
        if (behind(role) != Behind::nobody) tell_missing(draft, role);
    }
    for (const Symbol role : found) draft.log("owner.found", {{"role", role}});
    return change;
}

}  // namespace throughgate::journey
