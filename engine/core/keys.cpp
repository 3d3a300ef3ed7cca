// SPDX-License-Identifier: MIT
// What a request is known by: its idempotency key, its body, its size.
#include "base/hash.hpp"
#include "core/performer.hpp"

namespace throughgate::core {

std::size_t size_of(const Request& request) {
    constexpr std::size_t fixed = 256;
    const auto* command = std::get_if<Command>(&request.what);
    if (command == nullptr) return fixed;
    std::size_t bytes = fixed + command->reason.size();
    const auto add = [&bytes](const std::vector<Field>& fields) {
        for (const Field& field : fields)
            bytes += sizeof(Field) + field.name.size() +
                     (field.value.type() == ValueType::text ? field.value.text().size() : 0);
    };
    if (const auto* open = std::get_if<OpenCase>(&command->what)) add(open->facts);
    if (const auto* place = std::get_if<PlaceCase>(&command->what)) add(place->facts);
    if (const auto* send = std::get_if<SendEvent>(&command->what)) add(send->fields);
    return bytes;
}

Digest key_digest(const Command& command) {
    const bool inbound = !command.source.empty();
    return Sha256()
        .add_field(inbound ? "inbound" : "command")
        .add_field(inbound ? command.source
                           : command.actor.person + "/" + command.actor.asserted_by)
        .add_field(command.key)
        .finish();
}

namespace {

std::string text_of(const std::optional<Instant>& instant) {
    return instant ? format_instant(*instant) : std::string();
}

/// Where a case is placed: each list by its length first, so that nothing runs into the next.
void add_places(Sha256& hash, const PlaceCase& place) {
    hash.add_field(std::to_string(place.states.size()));
    for (const PlacedState& each : place.states)
        hash.add_field(each.pathway)
            .add_field(each.state)
            .add_field(text_of(each.since))
            .add_field(each.stage);
    hash.add_field(std::to_string(place.handoffs.size()));
    for (const PlacedHandoff& each : place.handoffs)
        hash.add_field(each.pathway)
            .add_field(each.name)
            .add_field(each.to)
            .add_field(text_of(each.raised))
            .add_field(each.acknowledged_by)
            .add_field(text_of(each.acknowledged_at))
            .add_field(each.evidence);
    hash.add_field(std::to_string(place.gates.size()));
    for (const PlacedGate& each : place.gates)
        hash.add_field(each.pathway)
            .add_field(each.gate)
            .add_field(each.cleared_by)
            .add_field(each.countersigned_by)
            .add_field(each.reason)
            .add_field(text_of(each.at));
}

}  // namespace

Digest body_digest(const Command& command) {
    Sha256 hash;
    const auto add_fields = [&hash](const std::vector<Field>& fields) {
        for (const Field& field : fields)
            hash.add_field(field.name).add_field(to_text(field.value));
    };
    const auto add_assignments = [&hash](const std::vector<Assignment>& assignments) {
        for (const Assignment& each : assignments) hash.add_field(each.role).add_field(each.person);
    };
    hash.add_field(command.reason).add_field(command.actor.person);
    hash.add_field(command.effective_at ? format_instant(*command.effective_at) : "");
    if (const auto* open = std::get_if<OpenCase>(&command.what)) {
        hash.add_field("open").add_field(open->person.noms_number).add_field(open->person.crn);
        add_fields(open->facts);
        add_assignments(open->assignments);
    } else if (const auto* place = std::get_if<PlaceCase>(&command.what)) {
        hash.add_field("place").add_field(place->person.noms_number).add_field(place->person.crn);
        add_fields(place->facts);
        add_assignments(place->assignments);
        add_places(hash, *place);
    } else if (const auto* send = std::get_if<SendEvent>(&command.what)) {
        hash.add_field("send").add_field(send->case_reference).add_field(send->name);
        hash.add_field(send->person.noms_number).add_field(send->person.crn);
        add_fields(send->fields);
        add_assignments(send->assignments);
    } else if (const auto* correct = std::get_if<CorrectEntry>(&command.what)) {
        hash.add_field("correct").add_field(correct->case_reference);
        hash.add_field(std::to_string(correct->sequence));
    } else {
        const auto& act = std::get<ActOnHandoff>(command.what);
        hash.add_field("act").add_field(act.case_reference).add_field(act.name);
        hash.add_field(act.person.noms_number).add_field(act.person.crn);
        hash.add_field(std::to_string(act.handoff)).add_field(name_of(act.action));
        hash.add_field(act.evidence);
    }
    return hash.finish();
}

}  // namespace throughgate::core
