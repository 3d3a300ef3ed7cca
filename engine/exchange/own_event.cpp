// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "exchange/event_line.hpp"
#include "exchange/identity.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

constexpr std::array known_members{"source",  "id",          "at",      "person",     "event",
                                   "fields",  "assignments", "actor",   "onBehalfOf", "reason",
                                   "handoff", "action",      "evidence"};

void read_fields(const json::object& line, LineReading& reading) {
    const json::value* value = member(line, "fields");
    if (value == nullptr) return;
    const json::object* fields = value->if_object();
    const bool usable = fields != nullptr && fields->size() <= limits::fields_per_event;
    if (!usable) reading.complaint = messages::event_bad_fields;
    if (!usable) return;
    for (const auto& [name, content] : *fields) {
        std::optional<Value> plain = read_plain_value(content);
        const std::string_view key(name.data(), name.size());
        if (!plain || !is_dotted_word(key)) {
            reading.complaint = messages::event_bad_fields;
            return;
        }
        reading.event.fields.push_back(Field{std::string(key), std::move(*plain)});
    }
}

void read_assignments(const json::object& line, LineReading& reading) {
    const json::value* value = member(line, "assignments");
    if (value == nullptr) return;
    const json::object* roles = value->if_object();
    if (roles == nullptr) reading.complaint = messages::event_bad_assignments;
    if (roles == nullptr) return;
    for (const auto& [name, person] : *roles) {
        const std::string_view role(name.data(), name.size());
        const bool taken_away = person.is_null();
        const std::string_view id = person.is_string() ? view(person.get_string()) : "";
        if (!is_dotted_word(role) || (!taken_away && !is_dotted_word(id))) {
            reading.complaint = messages::event_bad_assignments;
            return;
        }
        reading.event.assignments.push_back(Assignment{std::string(role), std::string(id)});
    }
}

/// "H06", or "H06:police" where it went to several receivers.
bool is_handoff_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    if (!is_dotted_word(name.substr(0, colon))) return false;
    return colon == std::string_view::npos || is_dotted_word(name.substr(colon + 1));
}

void read_handoff(const json::object& line, LineReading& reading) {
    if (member(line, "handoff") == nullptr) return;
    const std::string_view name = text_member(line, "handoff");
    const auto action = action_named(text_member(line, "action"));
    if (!is_handoff_name(name) || !action) {
        reading.complaint = messages::event_bad_handoff;
        return;
    }
    reading.event.handoff =
        HandoffStep{std::string(name), *action, std::string(text_member(line, "evidence"))};
}

void read_name(const json::object& line, LineReading& reading) {
    reading.event.name = std::string(text_member(line, "event"));
    const bool named = member(line, "event") != nullptr;
    const bool both = named && member(line, "handoff") != nullptr;
    if (named && !is_dotted_word(reading.event.name)) reading.complaint = messages::event_bad_name;
    if (both) reading.complaint = messages::event_bad_handoff;
    if (!named && member(line, "handoff") == nullptr)
        reading.complaint = messages::event_without_type;
}

void report_unknown_members(const json::object& line, LineReading& reading) {
    for (const auto& [name, value] : line) {
        const std::string_view key(name.data(), name.size());
        if (std::find(known_members.begin(), known_members.end(), key) != known_members.end())
            continue;
        const std::string shown = is_dotted_word(key) ? std::string(key) : "(odd name)";
        reading.problems.push_back(QualityItem{
            reading.event.place, std::string(messages::command_unknown_member) + shown});
    }
}

}  // namespace

std::optional<HandoffAction> action_named(std::string_view name) {
    for (const HandoffAction action :
         {HandoffAction::acknowledge, HandoffAction::accept, HandoffAction::decline,
          HandoffAction::query, HandoffAction::complete, HandoffAction::answer}) {
        if (name_of(action) == name) return action;
    }
    return std::nullopt;
}

bool read_person(const json::object& person, PersonIdentity& identity) {
    identity.noms_number = noms_number(text_member(person, "nomsNumber")).value_or("");
    identity.crn = crn(text_member(person, "crn")).value_or("");
    return !identity.noms_number.empty() || !identity.crn.empty();
}

std::optional<Value> read_plain_value(const json::value& value) {
    if (value.is_null()) return Value{};
    if (value.is_bool()) return Value(value.get_bool());
    if (value.is_int64()) return Value(value.get_int64());
    if (!value.is_string() || value.get_string().size() > limits::text_bytes) return std::nullopt;
    return Value(std::string(view(value.get_string())));
}

void read_own_event(const json::object& line, LineReading& reading) {
    InboundEvent& event = reading.event;
    event.source = std::string(text_member(line, "source"));
    event.id = std::string(text_member(line, "id"));
    event.actor = std::string(text_member(line, "actor"));
    event.on_behalf_of = std::string(text_member(line, "onBehalfOf"));
    event.reason = std::string(text_member(line, "reason"));
    read_name(line, reading);
    read_fields(line, reading);
    read_assignments(line, reading);
    read_handoff(line, reading);
    report_unknown_members(line, reading);
    const auto at = parse_instant(text_member(line, "at"));
    event.at = at.value_or(Instant{});
    const json::object* person = object_member(line, "person");
    if (!at) reading.complaint = messages::event_without_time;
    if (person == nullptr || !read_person(*person, event.person))
        reading.complaint = messages::event_without_person;
}

}  // namespace throughgate::exchange
