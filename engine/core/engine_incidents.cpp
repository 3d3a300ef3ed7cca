// SPDX-License-Identifier: MIT
// Incidents: what stands still until a person has looked at it.
#include "core/engine_parts.hpp"

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

/// Its due rows were taken out when it was parked; they come back as they stood.
Status unpark(store::Transaction& transaction, CaseId id, const Actor& actor,
              std::string_view reason, Instant now) {
    auto loaded = transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value() || !(*loaded)->parked) return {};
    Change change;
    change.after = std::move(**loaded);
    change.after.parked = false;
    change.after.parked_because.clear();
    change.changed.core = change.changed.summary = true;
    for (const Timer& timer : change.after.timers)
        if (timer.due) change.arm.push_back({*timer.due, timer.id, timer.generation});
    change.log.add("case.unparked");
    Event event;
    event.actor = actor;
    event.reason = reason;
    const auto written = transaction.write(change, event, now);
    return written.ok() ? Status{} : Status{written.error()};
}

}  // namespace

Status Engine::resolve_incident(std::int64_t id, const Actor& actor, std::string_view reason) {
    const Error refused{ErrorKind::refused,
                        "resolving an incident needs a named person and a reason",
                        std::to_string(id)};
    if (actor.person.empty() || reason.empty()) return refused;
    auto reader = parts_->store->read();
    if (!reader.ok()) return reader.error();
    const auto incident = find_open(**reader, id);
    if (!incident.ok()) return incident.error();
    if (!incident->has_value())
        return Error{ErrorKind::not_found,
                     "there is no open incident " + std::to_string(id) +
                         "; `throughgate incident list` shows those there are",
                     std::to_string(id)};
    const CaseId held = (**incident).case_id;
    const Status resolved = parts_->work(
        [=, why = std::string(reason)](store::Transaction& transaction, Instant now) -> Status {
            if (auto ended = transaction.resolve_incident(id, now, actor.person); !ended.ok())
                return ended;
            if (held.number == 0) return {};
            return unpark(transaction, held, actor, why, now);
        });
    if (!resolved.ok() || held.number == 0) return resolved;
    // While it stood still a calendar may have changed; a case that was not parked keeps its dates.
    parts_->loop->submit({core::RecomputeCase{held, "the case moves again", 0}, {}});
    parts_->drive();
    return resolved;
}

}  // namespace throughgate
