// SPDX-License-Identifier: MIT
// Event: what `decide` is asked about. Outside input becomes an Event before anything acts on it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/case.hpp"
#include "model/rows.hpp"
#include "throughgate/command.hpp"

namespace throughgate {

/// A field whose name is known to the case's definitions.
struct EventField {
    Symbol name;
    Value value;
};

/// The case is opened: identity and first facts are already in the given Case.
struct Opened {
    std::vector<EventField> fields;
    std::vector<Assignment> assignments;
};

/// The case is opened where it stands already.
struct Placed {
    std::vector<EventField> fields;
    std::vector<Assignment> assignments;
    std::vector<PlacedState> states;
    std::vector<PlacedHandoff> handoffs;
    std::vector<PlacedGate> gates;
    std::vector<std::string> faults;  ///< what is wrong with it already: people nobody knows
};

/// An event for a plain chart; its name need not be known to anybody.
struct ChartSignal {
    std::string name;
    Datum data;
};

/// A named event of the definitions, from a person or another system.
struct Named {
    Symbol name;
    std::vector<EventField> fields;
    std::vector<Assignment> assignments;
};

struct HandoffCommand {
    HandoffId handoff;
    HandoffAction action = HandoffAction::acknowledge;
    std::string evidence;
};

/// A due row. Stale (generation passed, timer gone): no-op.
struct TimerDue {
    TimerId timer;
    std::uint32_t generation = 0;
};

/// How the delivery of one notice ended (for now).
struct DeliveryReport {
    EffectId effect;
    HandoffId handoff;  ///< 0 when it belongs to none
    lifecycle::DeliveryState state = lifecycle::DeliveryState::delivered;
    std::string recipient;   ///< staff id, never an address
    std::string detail;      ///< the channel's own word, without personal data
    std::string upstream{};  ///< given: it was an entry for this other system
};

/// The world around the case changed (calendar, zones, publication): derive its dates again.
struct Recompute {
    std::string cause;     ///< plain clause: "calendar england-and-wales is now 2026-09"
    std::string together;  ///< names the run through all cases; empty: this case alone
};

/// An entry that should never have been made is taken back.
struct TakenBack {
    std::uint64_t sequence = 0;
    std::vector<StoredLogEntry> log;  ///< the whole log of the case
};

struct Event {
    Actor actor;
    std::vector<Symbol> grants;  ///< roles the actor holds on this case, worked out by core
    std::string reason;
    std::optional<std::uint64_t> expected_version;
    std::optional<Instant> effective_at;
    std::variant<Opened, Named, HandoffCommand, TimerDue, DeliveryReport, Recompute, ChartSignal,
                 TakenBack, Placed>
        what;
    std::string together;      ///< one of many with this cause, in plain words; empty: alone
    std::string together_key;  ///< names the cause; empty: its words do
    bool of_record =
        false;  ///< the record itself speaks: no role is asked, no workflow need answer
};

}  // namespace throughgate
