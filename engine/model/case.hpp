// SPDX-License-Identifier: MIT
// Case: everything the engine holds about one person's release, as one value.
// Read from its rows inside a transaction, given to `decide` by value, written back as a Change.
// Never cached across transactions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "lifecycle/lifecycle.hpp"
#include "model/fact_table.hpp"
#include "model/handoff.hpp"
#include "model/ids.hpp"
#include "model/state_set.hpp"
#include "model/timer.hpp"
#include "throughgate/command.hpp"
#include "throughgate/datum.hpp"
#include "throughgate/value.hpp"

namespace throughgate {

struct RoleHolder {
    Symbol role;
    std::string person;  ///< staff id
    Instant since{};
    friend bool operator==(const RoleHolder&, const RoleHolder&) = default;
};

/// A gate is shut unless a row says it was cleared for this subject.
struct GateClearance {
    Symbol pathway;
    Symbol gate;
    std::string subject;  ///< what it was cleared for: an address id; empty for case-wide gates
    std::string cleared_by;
    std::string countersigned_by;
    std::string reason;
    Instant at{};
    bool cleared = false;  ///< false while a countersignature is still wanted
    friend bool operator==(const GateClearance&, const GateClearance&) = default;
};

/// One active state of a pathway and when it was entered.
struct Entry {
    StateIndex state = no_state;
    EntryId id;
    Instant at{};
    friend bool operator==(const Entry&, const Entry&) = default;
};

struct StoredHistory {
    StateIndex state = no_state;  ///< the history state
    StateSet remembered;
    friend bool operator==(const StoredHistory&, const StoredHistory&) = default;
};

/// An event that a plain chart sent and that is still to come.
struct ChartPending {
    std::uint32_t number = 0;  ///< order of sending
    TimerId timer;             ///< its due row
    Instant due{};
    std::string event;
    std::string id;
    Datum data;  ///< as it was when it was sent
    friend bool operator==(const ChartPending&, const ChartPending&) = default;
};

/// What a plain chart keeps besides its configuration; empty in every other pathway.
struct ChartMemory {
    std::vector<Datum> data;  ///< by slot
    std::vector<ChartPending> pending;
    std::uint32_t last_sent = 0;
    bool ended = false;
    friend bool operator==(const ChartMemory&, const ChartMemory&) = default;
};

struct Pathway {
    Symbol name;        ///< "accommodation"
    Digest definition;  ///< behaviour hash of the version it is pinned to
    lifecycle::Stage stage = lifecycle::Stage::not_started;
    StateSet configuration;      ///< every active state, ancestors included
    std::vector<Entry> entries;  ///< of the active states, document order
    std::vector<StoredHistory> history;
    Symbol outcome;          ///< outcome code once closed
    bool suspended = false;  ///< flags beside the stage
    bool declined = false;
    std::uint64_t version = 1;  ///< raised by what a person can see
    ChartMemory chart;          ///< of a plain chart
    friend bool operator==(const Pathway&, const Pathway&) = default;
};

/// A date that moved and has not been told about yet. Ends when a rung speaks of the new date, when
/// it is told after the settle delay, or when the date is back where it was.
struct DateMove {
    TimerId timer;
    std::optional<Instant> before;  ///< what people last knew; nullopt: it had no date
    Symbol cause;                   ///< fact that moved it, or the cause of a recomputation
    Symbol together;                ///< of a recomputation of many cases: told once a person
    friend bool operator==(const DateMove&, const DateMove&) = default;
};

/// What stands between a deadline's rule and its date: an exemption that stops its clock, and the
/// earliest date that a past exemption or a squeezed release left it.
struct Hold {
    TimerId timer;
    Symbol exemption;              ///< its id while it stops the clock; empty: it runs
    std::string by;                ///< staff id who set it
    std::optional<Instant> since;  ///< when it was set
    bool was_overdue = false;      ///< overdue when it was set: clearing it moves nothing
    std::optional<Instant> not_before;
    friend bool operator==(const Hold&, const Hold&) = default;
};

struct Case {
    CaseId id;
    std::string reference;  ///< "TG-000123": what people and notices use
    PersonIdentity person;
    lifecycle::CaseState state = lifecycle::CaseState::custody;
    std::uint64_t version = 0;
    std::uint64_t log_length = 0;  ///< sequence of the last log entry
    Digest log_head;               ///< hash of the last log entry
    Instant last_recorded{};       ///< case time = max(now, last_recorded)
    std::uint32_t last_timer = 0;  ///< high-water marks: only ever rise
    std::uint32_t last_handoff = 0;
    std::uint32_t last_entry = 0;
    bool parked = false;  ///< an incident holds it; only its repair may touch it
    std::string parked_because;
    std::vector<RoleHolder> holders;  ///< sorted by role text
    std::vector<Pathway> pathways;    ///< spine first, then in order of starting
    FactTable facts;
    std::vector<GateClearance> gates;
    std::vector<Timer> timers;      ///< live ones, by id
    std::vector<DateMove> moves;    ///< of live timers, by timer; stored with the timers
    std::vector<Hold> holds;        ///< of live timers, by timer; stored with the timers
    std::vector<Handoff> handoffs;  ///< open ones and those ended under 90 days ago, by id

    [[nodiscard]] const Fact* find_fact(Symbol name, std::string_view subject = {}) const {
        return facts.find(name, subject);
    }
    [[nodiscard]] const Pathway* find_pathway(Symbol name) const;
    [[nodiscard]] const Handoff* find_handoff(HandoffId id) const;
    [[nodiscard]] const Timer* find_timer(TimerId id) const;
    /// Staff id of the holder, or empty.
    [[nodiscard]] std::string_view holder_of(Symbol role) const;

    friend bool operator==(const Case&, const Case&) = default;
};

}  // namespace throughgate
