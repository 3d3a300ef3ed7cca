// SPDX-License-Identifier: MIT
#include "exchange/events.hpp"

#include "base/limits.hpp"
#include "exchange/event_line.hpp"
#include "exchange/identity.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

/// The SNS envelope carries the domain event as text in `Message`.
void read_envelope(const json::object& envelope, LineReading& reading) {
    reading.event.id = std::string(text_member(envelope, "MessageId"));
    const Result<json::value> message = parse_json(text_member(envelope, "Message"), "Message");
    const json::object* inner = message.ok() ? message->if_object() : nullptr;
    if (inner == nullptr) {
        reading.complaint = messages::message_not_json;
        return;
    }
    read_domain_event(*inner, reading);
}

void read_object(const json::object& line, LineReading& reading) {
    if (line.contains("Message")) return read_envelope(line, reading);
    if (line.contains("eventType")) return read_domain_event(line, reading);
    read_own_event(line, reading);
}

/// What every kind of event needs before anything can act on it.
void check(LineReading& reading) {
    if (!reading.complaint.empty()) return;
    const InboundEvent& event = reading.event;
    if (event.source.empty()) reading.complaint = messages::event_without_source;
    if (event.id.empty()) reading.complaint = messages::event_without_id;
    if (event.source.size() + event.id.size() >= limits::key_bytes)
        reading.complaint = messages::key_too_long;
}

class FeedReader {
public:
    explicit FeedReader(std::string_view file_name) : file_name_(file_name) {}

    void read_line(std::string_view line, std::size_t number) {
        LineReading reading;
        reading.event.place = std::string(file_name_) + ':' + std::to_string(number);
        if (line.size() > limits::feed_line_bytes) {
            reading.complaint = messages::line_too_long;
            return file(std::move(reading), line.substr(0, limits::import_text_bytes));
        }
        const Result<json::value> value = parse_json(line, file_name_, number);
        if (!value) return file_unreadable(line, value.error().message);
        const json::object* object = value->if_object();
        reading.complaint = object == nullptr ? messages::not_object : std::string_view{};
        if (object != nullptr) read_object(*object, reading);
        check(reading);
        file(std::move(reading), line);
    }

    EventImport take() { return std::move(result_); }

private:
    /// `message` is "file:line:column: reason".
    void file_unreadable(std::string_view line, std::string_view message) {
        const std::size_t end = message.find(": ", file_name_.size());
        result_.rejects.push_back(Reject{std::string(message.substr(0, end)),
                                         std::string(message.substr(end + 2)), std::string(line)});
    }

    void file(LineReading reading, std::string_view line) {
        for (QualityItem& problem : reading.problems)
            result_.problems.push_back(std::move(problem));
        if (reading.complaint.empty()) {
            reading.event.raw = line;
            if (reading.first) {
                reading.first->raw = line;
                result_.events.push_back(std::move(*reading.first));
            }
            result_.events.push_back(std::move(reading.event));
            return;
        }
        auto& list = reading.unhandled ? result_.unhandled : result_.rejects;
        list.push_back(
            Reject{reading.event.place, std::string(reading.complaint), std::string(line)});
    }

    std::string_view file_name_;
    EventImport result_;
};

}  // namespace

Command to_command(const InboundEvent& event, std::string_view asserted_by) {
    Command command;
    command.key = event.id;
    command.source = event.source;
    command.actor = Actor{event.actor, std::string(asserted_by), event.on_behalf_of};
    command.reason = event.reason;
    if (command.reason.empty() && !event.merged_into.noms_number.empty())
        command.reason = std::string(messages::merged_into) + event.merged_into.noms_number;
    command.effective_at = event.at;
    if (event.handoff) {
        command.what = ActOnHandoff{"",
                                    event.person,
                                    0,
                                    event.handoff->handoff,
                                    event.handoff->action,
                                    event.handoff->evidence};
    } else {
        command.what = SendEvent{"", event.person, event.name, event.fields, event.assignments};
    }
    return command;
}

EventImport read_events(std::string_view json_lines, std::string_view file_name) {
    FeedReader reader(file_name);
    if (json_lines.starts_with("\xEF\xBB\xBF")) json_lines.remove_prefix(3);
    for (std::size_t number = 1; !json_lines.empty(); ++number) {
        const std::size_t end = std::min(json_lines.find('\n'), json_lines.size());
        const std::string_view line = json_lines.substr(0, end);
        json_lines.remove_prefix(std::min(end + 1, json_lines.size()));
        if (!trim(line).empty()) reader.read_line(line, number);
    }
    return reader.take();
}

}  // namespace throughgate::exchange
