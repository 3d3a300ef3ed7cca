// SPDX-License-Identifier: MIT
#include "host/http/commands.hpp"

#include <algorithm>

#include "host/http/request_check.hpp"
#include "host/json/views.hpp"
#include "throughgate/migration.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

Value value_of(const json::value& value) {
    switch (value.kind()) {
        case json::kind::bool_: return Value(value.get_bool());
        case json::kind::int64: return Value(value.get_int64());
        case json::kind::string: return Value(std::string(value.get_string()));
        default: break;
    }
    return Value(Unknown{});
}

std::vector<Field> fields_of(const json::object& body, std::string_view name) {
    std::vector<Field> fields;
    if (const json::value* given = body.if_contains(name))
        for (const auto& [field, value] : given->get_object())
            fields.push_back({std::string(field), value_of(value)});
    return fields;
}

std::vector<Assignment> assignments_of(const json::object& body) {
    std::vector<Assignment> assignments;
    if (const json::value* given = body.if_contains("assignments"))
        for (const auto& [role, person] : given->get_object())
            assignments.push_back({std::string(role), person.is_null()
                                                          ? std::string()
                                                          : std::string(person.get_string())});
    return assignments;
}

std::vector<const json::object*> objects_of(const json::object& body, std::string_view name) {
    std::vector<const json::object*> objects;
    if (const json::value* given = body.if_contains(name))
        for (const json::value& each : given->get_array()) objects.push_back(&each.get_object());
    return objects;
}

std::optional<Instant> instant_member(const json::object& body, std::string_view name) {
    return parse_instant(text_member(body, name));
}

Command common(const Call& call, const json::object& body) {
    Command command;
    command.actor = {call.principal.person, call.principal.id, text_member(body, "on_behalf_of")};
    command.viewer = viewer_of(call.principal);
    command.reason = text_member(body, "reason");
    command.effective_at = instant_member(body, "effective_at");
    return command;
}

}  // namespace

std::string text_member(const json::object& body, std::string_view name) {
    const json::value* value = body.if_contains(name);
    return value == nullptr ? std::string() : std::string(value->get_string());
}

std::optional<HandoffAction> action_of(std::string_view name) {
    for (const HandoffAction each :
         {HandoffAction::acknowledge, HandoffAction::accept, HandoffAction::decline,
          HandoffAction::query, HandoffAction::complete, HandoffAction::answer})
        if (name_of(each) == name) return each;
    return std::nullopt;
}

Actor planner_of(const Principal& principal) {
    Actor actor{principal.person, principal.id, ""};
    if (!principal.token_made_by.empty())
        actor.asserted_by = with_token_maker(principal.id, principal.token_made_by);
    return actor;
}

Command command_of(const Call& call) {
    Command command = common(call, call.body.get_object());
    command.key = call.key;
    command.expected_version = call.if_version;
    return command;
}

Command command_of(const Call& call, const json::object& item) {
    Command command = common(call, item);
    command.key = text_member(item, "key");
    return command;
}

PersonIdentity person_of(const json::object& body) {
    const json::object& person = body.at("person").get_object();
    return {text_member(person, "noms"), text_member(person, "crn")};
}

OpenCase open_case_of(const json::object& body) {
    return {person_of(body), fields_of(body, "facts"), assignments_of(body)};
}

PlaceCase place_case_of(const json::object& body) {
    PlaceCase place;
    place.person = person_of(body);
    place.facts = fields_of(body, "facts");
    place.assignments = assignments_of(body);
    for (const json::object* each : objects_of(body, "states"))
        place.states.push_back({text_member(*each, "pathway"), text_member(*each, "state"),
                                instant_member(*each, "since"), text_member(*each, "stage")});
    for (const json::object* each : objects_of(body, "handoffs"))
        place.handoffs.push_back(
            {text_member(*each, "pathway"), text_member(*each, "name"), text_member(*each, "to"),
             instant_member(*each, "raised"), text_member(*each, "acknowledged_by"),
             instant_member(*each, "acknowledged_at"), text_member(*each, "evidence")});
    for (const json::object* each : objects_of(body, "gates"))
        place.gates.push_back({text_member(*each, "pathway"), text_member(*each, "gate"),
                               text_member(*each, "cleared_by"),
                               text_member(*each, "countersigned_by"), text_member(*each, "reason"),
                               instant_member(*each, "at")});
    return place;
}

SendEvent event_of(const json::object& body, std::string reference) {
    SendEvent event;
    event.case_reference = std::move(reference);
    if (event.case_reference.empty()) event.person = person_of(body);
    event.name = text_member(body, "event");
    event.fields = fields_of(body, "fields");
    event.assignments = assignments_of(body);
    return event;
}

ActOnHandoff move_of(const json::object& body, std::string reference, std::uint32_t number,
                     std::string_view action) {
    ActOnHandoff act;
    act.case_reference = std::move(reference);
    act.handoff = number;
    act.action = action_of(action).value();
    act.evidence = text_member(body, "evidence");
    return act;
}

void take_item(Command& command, std::string_view kind, const json::object& item) {
    if (kind == "open")
        command.what = open_case_of(item);
    else if (kind == "event")
        command.what = event_of(item, text_member(item, "case"));
    else if (kind == "event_of_person")
        command.what = event_of(item, "");
    else
        command.what =
            move_of(item, text_member(item, "case"), item.at("handoff").to_number<std::uint32_t>(),
                    text_member(item, "action"));
}

std::vector<DefinitionFile> definition_files_of(const json::object& body, std::string_view name) {
    std::vector<DefinitionFile> files;
    for (const json::object* each : objects_of(body, name))
        files.push_back({text_member(*each, "path"), text_member(*each, "text")});
    return files;
}

Response response_of(const Result<Receipt>& result, const Call& call, unsigned success) {
    if (!result.ok()) return to_response(problem_of(result.error(), call.if_version.has_value()));
    Response response = json_response(to_json(*result), success);
    if (result->outcome == Outcome::duplicate)
        response.headers.emplace_back("Idempotency-Replayed", "true");
    if (!result->case_reference.empty() && success == 201)
        response.headers.emplace_back("Location", "/api/v1/cases/" + result->case_reference);
    return response;
}

}  // namespace throughgate::http
