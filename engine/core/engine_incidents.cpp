// SPDX-License-Identifier: MIT
// Incidents: what stands still until a person has looked at it.
#include "core/engine_parts.hpp"
#include "core/ownership.hpp"
#include "throughgate/blank.hpp"

namespace throughgate {
namespace {

constexpr std::size_t all = 100000;

Result<std::optional<Incident>> find_open(store::Reader& reader, std::int64_t id) {
    const auto open = reader.list_incidents(true, all);
    if (!open.ok()) return open.error();
    for (const Incident& incident : *open)
        if (incident.id == id) return std::optional(incident);
    return std::optional<Incident>{};
}

/// What one transaction is about.
struct Resolving {
    store::Transaction& transaction;
    const core::Surroundings& around;
    journey::World world;
    const Incident& incident;
    const Actor& actor;
    const std::string& reason;
};

/// Its due rows were taken out when it was parked; they come back as they stood.
Status unpark(const Resolving& here, Case& the_case) {
    Change change;
    change.after = std::move(the_case);
    change.after.parked = false;
    change.after.parked_because.clear();
    change.changed.core = change.changed.summary = true;
    for (const Timer& timer : change.after.timers)
        if (timer.due) change.arm.push_back({*timer.due, timer.id, timer.generation});
    change.log.add("case.unparked");
    Event event;
    event.actor = here.actor;
    event.reason = here.reason;
    const auto written = here.transaction.write(change, event, here.world.now);
    the_case = std::move(change.after);
    return written.ok() ? Status{} : Status{written.error()};
}

/// While it stood still a calendar, the rules or the directory may have changed.
Status catch_up(const Resolving& here, Case the_case) {
    if (lifecycle::is_end(the_case.state)) return {};
    Event event;
    event.what = Recompute{"the case moves again", ""};
    const journey::World world =
        here.around.of(the_case).world(here.world.now, here.world.incarnation);
    Change change = journey::decide(world, std::move(the_case), event);
    const auto written = here.transaction.write(change, event, here.world.now);
    if (!written.ok()) return written.error();
    const auto kept = core::keep_owned(here.transaction, here.around, here.world, change.after);
    return kept.ok() ? Status{} : Status{kept.error()};
}

/// A case that fails as before stays parked, and its incident open.
Status move_again(const Resolving& here) {
    auto loaded = here.transaction.load_case(here.incident.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return {};
    Case the_case = std::move(**loaded);
    const bool parked = the_case.parked;
    if (!parked && here.incident.kind != core::recompute_failed) return {};
    try {
        if (parked)
            if (auto moves = unpark(here, the_case); !moves.ok()) return moves;
        return catch_up(here, std::move(the_case));
    } catch (const std::exception& mistake) {
        return Error{ErrorKind::refused,
                     "incident " + std::to_string(here.incident.id) +
                         " stays open: the case fails again (" + mistake.what() +
                         "); mend what the incident names first",
                     std::to_string(here.incident.id)};
    }
}

}  // namespace

Status Engine::resolve_incident(std::int64_t id, const Actor& actor, std::string_view reason) {
    const Error refused{ErrorKind::refused,
                        "resolving an incident needs a named person and a reason",
                        std::to_string(id)};
    if (actor.person.empty() || is_blank(reason)) return refused;
    auto reader = parts_->store->read();
    if (!reader.ok()) return reader.error();
    const auto incident = find_open(**reader, id);
    if (!incident.ok()) return incident.error();
    if (!incident->has_value())
        return Error{ErrorKind::not_found,
                     "there is no open incident " + std::to_string(id) +
                         "; `throughgate incident list` shows those there are",
                     std::to_string(id)};
    const core::SurroundingsPointer around = parts_->loop->surroundings();
    return parts_->work([=, this, why = std::string(reason)](store::Transaction& transaction,
                                                             Instant now) -> Status {
        const Incident& open = **incident;
        if (auto ended = transaction.resolve_incident(id, now, actor.person); !ended.ok())
            return ended;
        if (open.case_id.number == 0) return {};
        const journey::World world = around->world(now, parts_->store->incarnation());
        return move_again({transaction, *around, world, open, actor, why});
    });
}

}  // namespace throughgate
