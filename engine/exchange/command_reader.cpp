// SPDX-License-Identifier: MIT
#include <algorithm>
#include <initializer_list>
#include <limits>

#include "base/limits.hpp"
#include "exchange/commands_json.hpp"
#include "exchange/event_line.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"
#include "exchange/place_reader.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

/// Collects the first thing that is wrong, so that the readers below stay straight.
class CommandReader {
public:
    Result<Command> read(const json::object& object) {
        only(object, {"key", "source", "actor", "reason", "expectedVersion", "effectiveAt", "open",
                      "place", "event", "handoff", "correct"});
        Command command;
        command.key = text(object, "key");
        command.source = text(object, "source");
        command.reason = text(object, "reason");
        command.actor = actor(object);
        if (object.contains("expectedVersion"))
            command.expected_version = whole_number(object, "expectedVersion");
        if (object.contains("effectiveAt")) command.effective_at = instant(object, "effectiveAt");
        if (command.key.empty()) refuse(messages::command_without_key);
        if (command.key.size() > limits::key_bytes) refuse(messages::key_too_long);
        read_what(object, command);
        if (!fault_.empty()) return Error{ErrorKind::invalid, fault_, command.key};
        return command;
    }

private:
    void refuse(std::string_view reason, std::string_view name = {}) {
        if (fault_.empty()) fault_ = std::string(reason) + std::string(name);
    }

    void only(const json::object& object, std::initializer_list<std::string_view> known) {
        for (const auto& [name, value] : object) {
            const std::string_view key(name.data(), name.size());
            if (std::find(known.begin(), known.end(), key) == known.end())
                refuse(messages::command_unknown_member, key);
        }
    }

    std::string text(const json::object& object, std::string_view key) {
        const json::value* value = member(object, key);
        if (value == nullptr) return {};
        const bool usable = value->is_string() && value->get_string().size() <= limits::text_bytes;
        if (!usable) refuse(messages::command_bad_field, key);
        return usable ? std::string(view(value->get_string())) : std::string{};
    }

    std::uint64_t whole_number(const json::object& object, std::string_view key) {
        const json::value* value = member(object, key);
        if (value != nullptr && value->is_uint64()) return value->get_uint64();
        const bool usable = value != nullptr && value->is_int64() && value->get_int64() >= 0;
        if (!usable) refuse(messages::command_bad_field, key);
        return usable ? static_cast<std::uint64_t>(value->get_int64()) : 0;
    }

    Instant instant(const json::object& object, std::string_view key) {
        const std::optional<Instant> at = parse_instant(text(object, key));
        if (!at) refuse(messages::command_bad_field, key);
        return at.value_or(Instant{});
    }

    const json::object& sub_object(const json::object& object, std::string_view key) {
        static const json::object nothing;
        const json::value* value = member(object, key);
        if (value == nullptr) return nothing;
        if (!value->is_object()) refuse(messages::command_bad_field, key);
        return value->is_object() ? value->get_object() : nothing;
    }

    Actor actor(const json::object& object) {
        const json::object& written = sub_object(object, "actor");
        only(written, {"person", "assertedBy", "onBehalfOf"});
        return Actor{text(written, "person"), text(written, "assertedBy"),
                     text(written, "onBehalfOf")};
    }

    /// {"date": ".."}, {"instant": ".."} or {"choice": ".."}.
    std::optional<Value> typed_value(const json::object& object) {
        if (object.size() != 1) return std::nullopt;
        if (object.contains("choice") && object.at("choice").is_string()) {
            std::string name(text_member(object, "choice"));
            if (const auto symbol = Symbol::find(name)) return Value(*symbol);
            return Value(std::move(name));
        }
        if (const auto date = parse_date(text_member(object, "date"))) return Value(*date);
        if (const auto at = parse_instant(text_member(object, "instant"))) return Value(*at);
        return std::nullopt;
    }

    std::vector<Field> fields(const json::object& object, std::string_view key) {
        std::vector<Field> result;
        const json::object& written = sub_object(object, key);
        if (written.size() > limits::fields_per_event) refuse(messages::command_bad_field, key);
        for (const auto& [name, content] : written) {
            const std::string_view field(name.data(), name.size());
            std::optional<Value> value =
                content.is_object() ? typed_value(content.get_object()) : read_plain_value(content);
            if (!value) refuse(messages::command_bad_field, field);
            if (value) result.push_back(Field{std::string(field), std::move(*value)});
        }
        return result;
    }

    std::vector<Assignment> assignments(const json::object& object) {
        std::vector<Assignment> result;
        const json::object& written = sub_object(object, "assignments");
        for (const auto& [name, person] : written) {
            const std::string_view role(name.data(), name.size());
            if (!person.is_null() && !person.is_string()) refuse(messages::command_bad_field, role);
            result.push_back(Assignment{std::string(role), text(written, role)});
        }
        return result;
    }

    void read_what(const json::object& object, Command& command) {
        const auto kinds = {"open", "place", "event", "handoff", "correct"};
        if (std::count_if(kinds.begin(), kinds.end(),
                          [&](const char* kind) { return object.contains(kind); }) != 1)
            return refuse(messages::command_unknown_what);
        if (object.contains("open")) command.what = open_case(sub_object(object, "open"));
        if (object.contains("place")) command.what = place(sub_object(object, "place"));
        if (object.contains("event")) command.what = send_event(sub_object(object, "event"));
        if (object.contains("handoff")) command.what = act(sub_object(object, "handoff"));
        if (object.contains("correct")) command.what = correct(sub_object(object, "correct"));
    }

    PersonIdentity person(const json::object& object) {
        const json::object& written = sub_object(object, "person");
        only(written, {"nomsNumber", "crn"});
        return PersonIdentity{text(written, "nomsNumber"), text(written, "crn")};
    }

    OpenCase open_case(const json::object& written) {
        only(written, {"person", "facts", "assignments"});
        return OpenCase{person(written), fields(written, "facts"), assignments(written)};
    }

    PlaceCase place(const json::object& written) {
        std::vector<std::string> faults;
        PlaceCase result = read_place(written, faults);
        if (!faults.empty()) refuse(faults.front());
        return result;
    }

    SendEvent send_event(const json::object& written) {
        only(written, {"case", "person", "name", "fields", "assignments"});
        SendEvent result;
        result.case_reference = text(written, "case");
        result.person = person(written);
        result.name = text(written, "name");
        result.fields = fields(written, "fields");
        result.assignments = assignments(written);
        return result;
    }

    ActOnHandoff act(const json::object& written) {
        only(written, {"case", "person", "number", "name", "action", "evidence"});
        ActOnHandoff result;
        result.case_reference = text(written, "case");
        result.person = person(written);
        result.handoff = handoff_number(written);
        result.name = text(written, "name");
        const std::optional<HandoffAction> action = action_named(text(written, "action"));
        if (!action) refuse(messages::command_bad_field, "action");
        result.action = action.value_or(HandoffAction::acknowledge);
        result.evidence = text(written, "evidence");
        return result;
    }

    CorrectEntry correct(const json::object& written) {
        only(written, {"case", "sequence"});
        return CorrectEntry{text(written, "case"), whole_number(written, "sequence")};
    }

    std::uint32_t handoff_number(const json::object& written) {
        if (!written.contains("number")) return 0;
        const std::uint64_t number = whole_number(written, "number");
        if (number > std::numeric_limits<std::uint32_t>::max())
            refuse(messages::command_bad_field, "number");
        return static_cast<std::uint32_t>(number);
    }

    std::string fault_;  ///< the first thing that is wrong
};

}  // namespace

Result<Command> read_command(std::string_view bytes) {
    const Result<json::value> document = parse_json(bytes, "command");
    if (!document) return document.error();
    const json::object* object = document->if_object();
    if (object == nullptr)
        return Error{ErrorKind::invalid, std::string(messages::command_not_object), ""};
    return CommandReader{}.read(*object);
}

}  // namespace throughgate::exchange
