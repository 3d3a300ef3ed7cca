// SPDX-License-Identifier: MIT
#include "core/translate.hpp"

#include <set>

#include "base/limits.hpp"
#include "core/erasure_texts.hpp"
#include "store/erasing.hpp"

namespace throughgate::core {
namespace {

Error refused(std::string message, std::string subject) {
    return {ErrorKind::refused, std::move(message), std::move(subject)};
}

Error invalid(std::string message, std::string subject) {
    return {ErrorKind::invalid, std::move(message), std::move(subject)};
}

std::string suggestion(std::string_view wrong, const std::set<std::string>& known) {
    const std::string near = did_you_mean(wrong, {known.begin(), known.end()});
    return near.empty() ? "" : "; did you mean '" + near + "'?";
}

std::set<std::string> event_names(const definition::DefinitionSet& definitions) {
    std::set<std::string> names;
    for (const auto& definition : definitions.current)
        for (const Symbol event : definition->events) names.emplace(event.text());
    return names;
}

std::set<std::string> fact_names(const definition::DefinitionSet& definitions) {
    std::set<std::string> names;
    for (const auto& definition : definitions.current)
        for (const auto& fact : definition->facts) names.emplace(fact.name.text());
    return names;
}

Result<std::vector<EventField>> to_fields(const std::vector<Field>& fields,
                                          const Surroundings& surroundings) {
    std::vector<EventField> read;
    read.reserve(fields.size());
    std::string faults;
    for (const Field& field : fields) {
        if (const auto name = Symbol::find(field.name)) {
            read.push_back({*name, field.value});
            continue;
        }
        faults += (faults.empty() ? "" : "; ") + ("no fact '" + field.name + "' is declared") +
                  suggestion(field.name, fact_names(surroundings.definitions));
    }
    if (!faults.empty()) return refused(faults, fields.front().name);
    return read;
}

/// Nobody is nobody unknown.
void add_unknown(const std::string& person, const std::string& what, const Directory& directory,
                 std::vector<std::string>& faults) {
    if (!person.empty() && directory.find(person) == nullptr)
        faults.push_back(what + ": no member of staff '" + person + "' is in the directory");
}

/// Of each role that is given to somebody who is not in the directory.
std::vector<std::string> unknown_people(const std::vector<Assignment>& assignments,
                                        const Directory& directory) {
    std::vector<std::string> faults;
    for (const Assignment& each : assignments)
        add_unknown(each.person, "role " + each.role, directory, faults);
    return faults;
}

std::string joined(const std::vector<std::string>& faults) {
    std::string all;
    for (const std::string& each : faults) all += (all.empty() ? "" : "; ") + each;
    return all;
}

Result<Event> named(const SendEvent& send, const Surroundings& surroundings, Event event) {
    const auto name =
        event.of_record ? std::optional(Symbol::of(send.name)) : Symbol::find(send.name);
    if (!name) {
        return refused("no workflow knows the event '" + send.name + "'" +
                           suggestion(send.name, event_names(surroundings.definitions)),
                       send.name);
    }
    auto fields = to_fields(send.fields, surroundings);
    if (!fields.ok()) return fields.error();
    // What another system recorded is kept as it came.
    const auto unknown = unknown_people(send.assignments, surroundings.directory);
    if (!event.of_record && !unknown.empty())
        return refused(joined(unknown) + "; correct the id, or import the directory",
                       send.assignments.front().person);
    event.what = Named{*name, std::move(*fields), send.assignments};
    return event;
}

/// People who are not in the directory, each with what they are named for.
std::vector<std::string> unknown_people(const PlaceCase& place, const Directory& directory) {
    std::vector<std::string> faults = unknown_people(place.assignments, directory);
    const auto know = [&](const std::string& person, const std::string& what) {
        add_unknown(person, what, directory, faults);
    };
    for (const PlacedHandoff& each : place.handoffs)
        know(each.acknowledged_by, "handoff " + each.name);
    for (const PlacedGate& each : place.gates) {
        know(each.cleared_by, "gate " + each.gate);
        know(each.countersigned_by, "gate " + each.gate);
    }
    return faults;
}

Result<Event> placed(const PlaceCase& place, const Surroundings& surroundings, Event event) {
    Placed what;
    what.faults = unknown_people(place, surroundings.directory);
    auto fields = to_fields(place.facts, surroundings);
    if (fields.ok())
        what.fields = std::move(*fields);
    else
        what.faults.push_back(fields.error().message);
    what.assignments = place.assignments;
    what.states = place.states;
    what.handoffs = place.handoffs;
    what.gates = place.gates;
    event.what = std::move(what);
    return event;
}

/// "H06" or "H06:police": the one open handoff of that name (and receiver).
Result<HandoffId> find_open(const Case& the_case, std::string_view wanted) {
    const std::size_t colon = wanted.find(':');
    const std::string_view name = wanted.substr(0, colon);
    const std::string_view to = colon == wanted.npos ? "" : wanted.substr(colon + 1);
    std::vector<HandoffId> found;
    for (const Handoff& handoff : the_case.handoffs) {
        const bool fits =
            handoff.name.text() == name && (to.empty() || handoff.to_role.text() == to);
        if (fits && !lifecycle::is_end(handoff.state)) found.push_back(handoff.id);
    }
    if (found.size() == 1) return found.front();
    const std::string subject = the_case.reference + "/" + std::string(wanted);
    if (found.empty())
        return refused("case " + the_case.reference + " has no open handoff " +
                           std::string(wanted) + "; `throughgate handoff list " +
                           the_case.reference + "` shows its own",
                       subject);
    return refused("case " + the_case.reference + " has " + std::to_string(found.size()) +
                       " open handoffs " + std::string(wanted) + "; name one by its number",
                   subject);
}

Result<Event> handoff_event(const ActOnHandoff& act, const Case& the_case, Event event) {
    HandoffId id{act.handoff};
    if (id.number == 0) {
        const auto found = find_open(the_case, act.name);
        if (!found.ok()) return found.error();
        id = *found;
    }
    event.what = HandoffCommand{id, act.action, act.evidence};
    return event;
}

}  // namespace

Status check_command(const Command& command, const Surroundings& surroundings) {
    if (command.key.empty())
        return invalid("the command has no idempotency key; give each command its own", "key");
    if (command.key.size() > limits::key_bytes)
        return invalid("the idempotency key is longer than 200 bytes", "key");
    if (command.reason.size() > limits::text_bytes)
        return invalid("the reason is longer than 4000 bytes; shorten it", "reason");
    const std::string& person = command.actor.person;
    if (!person.empty() && surroundings.directory.find(person) == nullptr)
        return refused("no member of staff '" + person +
                           "' is in the directory; import the directory or correct the id",
                       person);
    return {};
}

Result<Event> to_event(const Command& command, const Case& the_case,
                       const Surroundings& surroundings, Instant now) {
    if (store::is_erased(the_case)) return erasure_texts::was_erased(the_case.reference);
    Event event;
    event.actor = command.actor;
    if (!command.source.empty())  // who brought it and who ran the program that did
        event.actor.asserted_by = command.source + " via " + command.actor.asserted_by;
    event.reason = command.reason;
    event.expected_version = command.expected_version;
    event.effective_at = command.effective_at;
    event.together = command.together;
    event.together_key = command.together_key;
    event.of_record = command.of_record;
    if (!command.actor.person.empty())
        event.grants =
            notices::grants_of(surroundings.directory, surroundings.definitions,
                               context_of(the_case), command.actor.person, surroundings.today(now));
    if (const auto* open = std::get_if<OpenCase>(&command.what)) {
        auto fields = to_fields(open->facts, surroundings);
        if (!fields.ok()) return fields.error();
        event.what = Opened{std::move(*fields), open->assignments};
        return event;
    }
    if (const auto* place = std::get_if<PlaceCase>(&command.what))
        return placed(*place, surroundings, std::move(event));
    if (const auto* send = std::get_if<SendEvent>(&command.what))
        return named(*send, surroundings, std::move(event));
    if (const auto* correct = std::get_if<CorrectEntry>(&command.what)) {
        event.what = TakenBack{correct->sequence, {}};
        return event;
    }
    return handoff_event(std::get<ActOnHandoff>(command.what), the_case, std::move(event));
}

}  // namespace throughgate::core
