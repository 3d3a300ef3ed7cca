// SPDX-License-Identifier: MIT
// Views: what queries answer. Plain values, copied out of one snapshot; nothing points back.
// Texts are those of the definition the case is pinned to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "throughgate/command.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

struct CaseRow {
    std::string reference;
    PersonIdentity person;
    std::string state;  ///< custody, gate, released, community, away, closed
    std::string prison;
    std::string team;
    std::string officer;  ///< staff id of the responsible officer; empty: nobody
    std::optional<Date> release;
    bool parked = false;
    bool restricted = false;  ///< limited access: a reference, and nothing else
};

struct FactView {
    std::string name;
    std::string subject;
    std::string value;
    std::string label;  ///< data label; empty: standard
    Instant recorded{};
    std::string recorded_by;
};

struct StateView {
    std::string id;
    std::string title;
    std::string instruction;
    std::string owner;  ///< role
    Instant since{};
};

struct PathwayView {
    std::string id;
    std::string title;
    std::string stage;
    std::string definition;  ///< behaviour hash, hex
    std::string outcome;
    std::vector<StateView> states;  ///< active ones without children
};

/// A gate of a pathway, for what the case is about now.
struct GateView {
    std::string pathway, id, title;
    std::string subject;                 ///< what it is keyed by; empty: the case, or not known yet
    std::string state;                   ///< shut, signed (waits for a countersignature), cleared
    std::string cleared_by;              ///< role that may clear it
    std::string by;                      ///< staff id of whoever did
    std::vector<std::string> waits_for;  ///< while shut: conditions that are not met
};

struct DeadlineView {
    std::string kind;  ///< move, deadline, acknowledge, complete, send, review
    std::string pathway;
    std::string name;
    std::uint32_t handoff = 0;
    std::optional<Instant> target;  ///< nullopt: unanchored
    std::optional<Instant> next;    ///< when something fires next
    std::string why;                ///< "Due Tue 3 Mar 2026: 10 working days before release ..."
};

struct HandoffView {
    std::string case_reference;
    std::uint32_t number = 0;
    std::string name;  ///< "H06"
    std::string title;
    std::string pathway;
    std::string from;
    std::string to;
    std::string state;
    std::uint64_t version = 0;
    Instant raised{};
    std::optional<Instant> acknowledge_due;
    std::optional<Instant> complete_due;
    std::string acknowledged_by;
    std::string completed_by;
    std::string reason;
    bool overdue = false;
    bool escalated = false;
};

struct NoticeView {
    std::string effect;  ///< effect id, as plug-ins see it
    std::string case_reference;
    std::string message;
    std::string notice_class;
    std::string to;         ///< "ro", "manager of ro"
    std::string recipient;  ///< staff id, once known
    std::string state;      ///< queued, held, retrying, delivered, dead_lettered, suppressed
    std::uint32_t handoff = 0;
    std::uint32_t attempts = 0;
    Instant queued{};
    std::string detail;
};

struct HistoryEntry {
    std::uint64_t sequence = 0;
    std::string kind;
    Instant recorded{};
    Instant effective{};
    std::string actor;
    std::string asserted_by;
    std::string on_behalf_of;
    std::string reason;
    std::vector<std::pair<std::string, std::string>> fields;
};

struct CaseView {
    CaseRow row;
    std::uint64_t version = 0;
    std::string parked_because;
    std::vector<std::pair<std::string, std::string>> holders;  ///< role, staff id
    std::vector<PathwayView> pathways;
    std::vector<FactView> facts;
    std::vector<DeadlineView> deadlines;
    std::vector<GateView> gates;
    std::vector<HandoffView> handoffs;
    std::vector<NoticeView> notices;
    std::vector<std::string> quality;  ///< imported values that could not be used
};

struct WorklistRow {
    std::string case_reference;
    std::string pathway;
    std::string pathway_title;  ///< as people call it
    std::string title;
    std::string instruction;
    std::string role;
    std::uint32_t handoff = 0;
    std::optional<Instant> due;
    std::string why;
    bool overdue = false;
    /// Of serious harm, as the definitions record it: low, medium, high, very_high; empty: nobody
    /// has recorded it, or it is not for whoever looks.
    std::string risk;
    std::string handoff_state;  ///< empty: no handoff
};

struct IncidentView {
    std::int64_t id = 0;
    std::string case_reference;
    std::string kind;
    std::string subject;
    std::string message;
    Instant opened{};
};

/// A run through all cases because something around them changed.
struct RecomputeView {
    std::string cause;          ///< "calendar england-and-wales is now 2026-09"
    std::uint64_t total = 0;    ///< cases when it began
    std::uint64_t done = 0;     ///< looked at so far
    std::uint64_t changed = 0;  ///< of these: a date moved
    Instant started{};
    std::optional<Instant> finished;  ///< nullopt: under way
};

/// Counters since the store was made; `violations` since this engine was opened.
struct Totals {
    std::uint64_t cases = 0;
    std::uint64_t events = 0;
    std::uint64_t handoffs_raised = 0;
    std::uint64_t handoffs_acknowledged = 0;
    std::uint64_t handoffs_escalated = 0;
    std::uint64_t notices_delivered = 0;
    std::uint64_t notices_undeliverable = 0;
    std::uint64_t notices_suppressed = 0;
    std::uint64_t duplicate_effects = 0;
    std::uint64_t invariant_violations = 0;
};

struct Health {
    bool ok = true;
    std::vector<std::string> problems;  ///< plain sentences
    std::vector<std::string> warnings;  ///< plain sentences; nothing stands still because of them
    Instant now{};
    std::optional<Instant> next_due;
    std::uint64_t open_incidents = 0;
    bool clock_held = false;  ///< a forward jump waits for `confirm_clock`
};

}  // namespace throughgate
