// SPDX-License-Identifier: MIT
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "exchange/commands_json.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

json::string_view text(std::string_view from) { return {from.data(), from.size()}; }

void put(json::object& object, std::string_view key, std::string_view value) {
    if (!value.empty()) object[text(key)] = text(value);
}

json::object typed(std::string_view type, std::string_view value) {
    json::object object;
    object[text(type)] = text(value);
    return object;
}

json::value write_value(const Value& value) {
    switch (value.type()) {
        case ValueType::unknown: return nullptr;
        case ValueType::truth: return value.truth();
        case ValueType::number: return value.number();
        case ValueType::text: return text(value.text());
        case ValueType::choice:
        case ValueType::date:
        case ValueType::instant: break;
    }
    return typed(name_of(value.type()), to_text(value));
}

void put_fields(json::object& object, const std::vector<Field>& fields, std::string_view key) {
    if (fields.empty()) return;
    json::object written;
    for (const Field& field : fields) written[text(field.name)] = write_value(field.value);
    object[text(key)] = std::move(written);
}

void put_assignments(json::object& object, const std::vector<Assignment>& assignments) {
    if (assignments.empty()) return;
    json::object written;
    for (const Assignment& assignment : assignments) {
        json::value& holder = written[text(assignment.role)];
        if (!assignment.person.empty()) holder = text(assignment.person);
    }
    object["assignments"] = std::move(written);
}

json::object write_actor(const Actor& actor) {
    json::object written;
    put(written, "person", actor.person);
    put(written, "assertedBy", actor.asserted_by);
    put(written, "onBehalfOf", actor.on_behalf_of);
    return written;
}

void put_person(json::object& object, const PersonIdentity& person) {
    json::object written;
    put(written, "nomsNumber", person.noms_number);
    put(written, "crn", person.crn);
    if (!written.empty()) object["person"] = std::move(written);
}

void put_instant(json::object& object, std::string_view key, const std::optional<Instant>& at) {
    if (at) object[text(key)] = text(format_instant(*at));
}

json::object write_state(const PlacedState& state) {
    json::object written;
    put(written, "pathway", state.pathway);
    put(written, "state", state.state);
    put_instant(written, "since", state.since);
    put(written, "stage", state.stage);
    return written;
}

json::object write_handoff(const PlacedHandoff& handoff) {
    json::object written;
    put(written, "pathway", handoff.pathway);
    put(written, "name", handoff.name);
    put(written, "to", handoff.to);
    put_instant(written, "raised", handoff.raised);
    put(written, "acknowledgedBy", handoff.acknowledged_by);
    put_instant(written, "acknowledgedAt", handoff.acknowledged_at);
    put(written, "evidence", handoff.evidence);
    return written;
}

json::object write_gate(const PlacedGate& gate) {
    json::object written;
    put(written, "pathway", gate.pathway);
    put(written, "gate", gate.gate);
    put(written, "clearedBy", gate.cleared_by);
    put(written, "countersignedBy", gate.countersigned_by);
    put(written, "reason", gate.reason);
    put_instant(written, "at", gate.at);
    return written;
}

template <typename Item, typename Write>
void put_list(json::object& object, std::string_view key, const std::vector<Item>& items,
              Write write) {
    if (items.empty()) return;
    json::array written;
    for (const Item& item : items) written.push_back(write(item));
    object[text(key)] = std::move(written);
}

struct WriteWhat {
    json::object& object;

    void operator()(const OpenCase& open) const {
        json::object written;
        put_person(written, open.person);
        put_fields(written, open.facts, "facts");
        put_assignments(written, open.assignments);
        object["open"] = std::move(written);
    }

    void operator()(const PlaceCase& place) const {
        json::object written;
        put_person(written, place.person);
        put_fields(written, place.facts, "facts");
        put_assignments(written, place.assignments);
        put_list(written, "states", place.states, write_state);
        put_list(written, "handoffs", place.handoffs, write_handoff);
        put_list(written, "gates", place.gates, write_gate);
        object["place"] = std::move(written);
    }

    void operator()(const SendEvent& event) const {
        json::object written;
        put(written, "case", event.case_reference);
        put_person(written, event.person);
        put(written, "name", event.name);
        put_fields(written, event.fields, "fields");
        put_assignments(written, event.assignments);
        object["event"] = std::move(written);
    }

    void operator()(const ActOnHandoff& act) const {
        json::object written;
        put(written, "case", act.case_reference);
        put_person(written, act.person);
        if (act.handoff != 0) written["number"] = act.handoff;
        put(written, "name", act.name);
        put(written, "action", name_of(act.action));
        put(written, "evidence", act.evidence);
        object["handoff"] = std::move(written);
    }

    void operator()(const CorrectEntry& correct) const {
        json::object written;
        put(written, "case", correct.case_reference);
        written["sequence"] = correct.sequence;
        object["correct"] = std::move(written);
    }
};

}  // namespace

std::string to_json(const Command& command) {
    json::object object;
    put(object, "key", command.key);
    put(object, "source", command.source);
    if (json::object actor = write_actor(command.actor); !actor.empty())
        object["actor"] = std::move(actor);
    put(object, "reason", command.reason);
    if (command.expected_version) object["expectedVersion"] = *command.expected_version;
    if (command.effective_at) put(object, "effectiveAt", format_instant(*command.effective_at));
    std::visit(WriteWhat{object}, command.what);
    return json::serialize(object);
}

}  // namespace throughgate::exchange
