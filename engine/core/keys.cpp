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
