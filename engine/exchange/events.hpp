// SPDX-License-Identifier: MIT
// Event feeds (JSON lines) to inbound events. Pure: bytes in, values out.
// Reads the justice services' domain events, bare or in their SNS envelope, and Throughgate's own
// shape (docs/operate/import.md). A line that cannot be used is reported with its number and kept;
// none is dropped without a word.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/report.hpp"
#include "throughgate/command.hpp"
#include "throughgate/time.hpp"

namespace throughgate::exchange {

/// Acts on the open handoff with that definition id of the person's case: "H02", or "H06:police"
/// where it went to several receivers.
struct HandoffStep {
    std::string handoff;
    HandoffAction action = HandoffAction::acknowledge;
    std::string evidence;
    friend bool operator==(const HandoffStep&, const HandoffStep&) = default;
};

struct InboundEvent {
    std::string place;     ///< "events.jsonl:12"
    std::string_view raw;  ///< the line itself, within the bytes that were read
    std::string source;    ///< who sent it; (source, id) is applied once
    std::string id;
    Instant at{};  ///< when it was true
    PersonIdentity person;
    PersonIdentity merged_into;  ///< with person.merged: the identity that lives on
    std::string name;            ///< event of the definitions; empty when `handoff` is set
    std::vector<Field> fields;
    std::vector<Assignment> assignments;
    std::optional<HandoffStep> handoff;
    std::string actor;         ///< staff id; empty for a system's own event
    std::string on_behalf_of;  ///< staff id or outside body; may be empty
    std::string reason;
};

struct EventImport {
    std::vector<InboundEvent> events;  ///< in file order
    std::vector<Reject> rejects;       ///< lines that cannot be read
    std::vector<Reject> unhandled;  ///< readable, but of a type or reason that means nothing here
    std::vector<QualityItem> problems;  ///< parts that were left out; the event itself is kept
};

/// The command that applies the event: key scope is (source, id), the person names the case.
/// `asserted_by` is the principal that vouches for the feed.
Command to_command(const InboundEvent& event, std::string_view asserted_by);

EventImport read_events(std::string_view json_lines, std::string_view file_name);

}  // namespace throughgate::exchange
