// SPDX-License-Identifier: MIT
// The justice services' domain events, as far as they mean something here.
#include <algorithm>
#include <array>

#include "exchange/event_line.hpp"
#include "exchange/fact_names.hpp"
#include "exchange/identity.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

constexpr std::string_view feed_source = "hmpps-domain-events";

/// A message and what has been read from it so far.
struct DomainEvent {
    const json::object& message;
    const json::object& details;  ///< additionalInformation
    LineReading& reading;

    [[nodiscard]] std::string_view detail(std::string_view key) const {
        return trim(text_member(details, key));
    }
    void name(std::string_view event) const { reading.event.name = std::string(event); }
    void field(std::string_view fact, Value value) const {
        reading.event.fields.push_back(Field{std::string(fact), std::move(value)});
    }
    void leave(std::string_view reason) const {
        reading.complaint = reason;
        reading.unhandled = true;
    }
};

/// The day at the place of the event: the date as it was written, before its offset.
std::optional<Date> local_day(const DomainEvent& event) {
    return parse_date(text_member(event.message, "occurredAt").substr(0, 10));
}

void transferred(const DomainEvent& event) {
    const std::optional<std::string> prison = prison_id(event.detail("prisonId"));
    if (!prison || is_pseudo_prison(*prison)) return event.leave(messages::names_no_prison);
    event.name("transferred");
    event.field(fact::prison, Value(*prison));
}

/// Received under a revoked licence: the recall and the return are one message.
void received_on_recall(const DomainEvent& event) {
    InboundEvent recall = event.reading.event;
    recall.name = "recalled";
    recall.id += "#recalled";
    event.reading.first = std::move(recall);
    event.name("return_to_custody.confirmed");
    if (const auto day = local_day(event)) event.field(fact::return_date, Value(*day));
}

void received(const DomainEvent& event) {
    const std::string_view reason = event.detail("reason");
    if (reason == "TRANSFERRED") return transferred(event);
    if (reason == "RETURN_FROM_COURT") return event.leave(messages::known_no_move);
    if (reason == "TEMPORARY_ABSENCE_RETURN") return event.name("returned");
    if (reason != "ADMISSION") return event.leave(messages::unknown_reason);
    if (event.detail("nomisMovementReasonCode") == "L") return received_on_recall(event);
    event.leave(messages::admission_seen);
}

void left_for_good(const DomainEvent& event) {
    const std::string_view code = event.detail("nomisMovementReasonCode");
    if (code == "DEC") return event.name("died");
    if (code == "UAL" || code == "ESCP") return event.name("unlawfully_at_large");
    event.name("released");
    event.field(fact::gate_time, Value(event.reading.event.at));
}

void released(const DomainEvent& event) {
    const std::string_view reason = event.detail("reason");
    if (reason == "RELEASED") return left_for_good(event);
    if (reason == "RELEASED_TO_HOSPITAL") return event.name("hospital");
    const bool known = reason == "TRANSFERRED" || reason == "SENT_TO_COURT" ||
                       reason == "TEMPORARY_ABSENCE_RELEASE";
    event.leave(known ? messages::known_no_move : messages::unknown_reason);
}

/// The number that goes is the one whose case must close; the other lives on.
void merged(const DomainEvent& event) {
    InboundEvent& result = event.reading.event;
    const auto removed = noms_number(event.detail("removedNomsNumber"));
    if (!removed) {
        event.reading.complaint = messages::event_without_person;
        return;
    }
    result.merged_into = result.person;
    result.person = PersonIdentity{*removed, ""};
    event.name("person.merged");
}

void allocated(const DomainEvent& event, std::string_view name, std::string_view role) {
    std::string_view code = event.detail("staffCode");
    if (const json::object* manager = object_member(event.details, "communityManager"))
        code = trim(text_member(*manager, "code"));
    if (!is_dotted_word(code)) return event.leave(messages::names_no_officer);
    event.name(name);
    event.reading.event.assignments.push_back(Assignment{std::string(role), std::string(code)});
}

void community_manager_allocated(const DomainEvent& event) {
    allocated(event, "ro.allocated", role::ro);
}
void prison_manager_allocated(const DomainEvent& event) {
    allocated(event, "pom.allocated", role::pom);
}
void record_changed(const DomainEvent& event) { event.leave(messages::record_changed); }

struct Kind {
    std::string_view type;
    void (*read)(const DomainEvent&);
};

constexpr std::array kinds{Kind{"prison-offender-events.prisoner.received", received},
                           Kind{"prison-offender-events.prisoner.released", released},
                           Kind{"prison-offender-events.prisoner.merged", merged},
                           Kind{"prisoner-offender-search.prisoner.received", received},
                           Kind{"prisoner-offender-search.prisoner.released", released},
                           Kind{"prisoner-offender-search.prisoner.updated", record_changed},
                           Kind{"person.community.manager.allocated", community_manager_allocated},
                           Kind{"offender-management.allocation.changed", prison_manager_allocated},
                           Kind{"offender-management.handover.changed", record_changed},
                           Kind{"tier.calculation.changed", record_changed}};

/// {"identifiers":[{"type":"NOMS","value":".."},{"type":"CRN","value":".."}]}
void read_identifiers(const json::object& message, PersonIdentity& person) {
    const json::object* reference = object_member(message, "personReference");
    const json::value* list = reference == nullptr ? nullptr : member(*reference, "identifiers");
    if (list == nullptr || !list->is_array()) return;
    for (const json::value& item : list->get_array()) {
        const json::object* identifier = item.if_object();
        if (identifier == nullptr) continue;
        const std::string_view type = text_member(*identifier, "type");
        const std::string_view value = text_member(*identifier, "value");
        if (type == "NOMS") person.noms_number = noms_number(value).value_or("");
        if (type == "CRN") person.crn = crn(value).value_or("");
    }
}

/// From the person reference, else from the details, whose members differ between services.
bool read_identity(const DomainEvent& event) {
    PersonIdentity& person = event.reading.event.person;
    read_identifiers(event.message, person);
    for (const std::string_view key : {"nomsNumber", "prisonerNumber", "prisonNumber"}) {
        if (person.noms_number.empty())
            person.noms_number = noms_number(event.detail(key)).value_or("");
    }
    if (person.crn.empty()) person.crn = crn(event.detail("crn")).value_or("");
    return !person.noms_number.empty() || !person.crn.empty();
}

/// A message without an envelope has no id of its own: what it says identifies it.
std::string made_up_id(std::string_view type, const InboundEvent& event) {
    return std::string(type) + '|' + event.person.noms_number + event.person.crn + '|' +
           format_instant(event.at);
}

}  // namespace

void read_domain_event(const json::object& message, LineReading& reading) {
    static const json::object nothing;
    const json::object* details = object_member(message, "additionalInformation");
    const DomainEvent event{message, details == nullptr ? nothing : *details, reading};
    const std::string_view type = text_member(message, "eventType");
    reading.event.source = feed_source;
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const Kind& each) { return each.type == type; });
    if (kind == kinds.end()) return event.leave(messages::unknown_type);
    const auto at = parse_instant(text_member(message, "occurredAt"));
    reading.event.at = at.value_or(Instant{});
    if (!at) reading.complaint = messages::event_without_time;
    if (!read_identity(event)) reading.complaint = messages::event_without_person;
    if (!reading.complaint.empty()) return;
    if (reading.event.id.empty()) reading.event.id = made_up_id(type, reading.event);
    kind->read(event);
}

}  // namespace throughgate::exchange
