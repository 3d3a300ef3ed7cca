// SPDX-License-Identifier: MIT
// What the log of one case says about its release, as was known at an instant. Pure: entries that
// were recorded later are read only to take back what they moved.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/handoff.hpp"
#include "model/rows.hpp"

namespace throughgate::core {

/// A handoff as was known.
struct PastHandoff {
    std::uint32_t number = 0;
    std::string name;
    Instant raised{};
    std::optional<Instant> acknowledge_due, complete_due;
    std::optional<Instant> acknowledged, completed, ended;
    std::string acknowledged_by;
};

struct PastCase {
    std::string state = "custody";
    std::string prison, team;
    std::optional<Date> release;
    std::string officer;
    std::optional<Instant> opened, left;            ///< left: last went through the gate
    std::map<std::string, std::string> stages;      ///< by pathway, without the spine
    std::map<std::string, std::string> at_release;  ///< the same when the person left
    std::map<std::uint32_t, PastHandoff> handoffs;
    std::string officer_at_release;
    std::uint64_t log_length = 0;  ///< entries known then
    Digest log_head;               ///< hash of the last of them
};

/// `handoffs`: all of the case as they are now; their dues are taken back to what they were.
PastCase past_of(const std::vector<StoredLogEntry>& log, const std::vector<Handoff>& handoffs,
                 Instant known);

/// The three questions about Through the Gate, answered by what is recorded. Evidence, not a
/// judgement.
struct PastEvidence {
    std::uint64_t needs = 0, begun = 0, settled = 0;  ///< pathways, by the day of release
    std::uint64_t raised = 0, acknowledged = 0, on_time = 0, late = 0;  ///< handoffs
    bool opened_late = false;  ///< after the person had left
    [[nodiscard]] bool planned() const { return needs > 0 && begun == needs && !opened_late; }
    [[nodiscard]] bool acted() const { return needs > 0 && settled == needs; }
    [[nodiscard]] bool coordinated() const {
        return raised > 0 && acknowledged == raised && late == 0;
    }
};
PastEvidence evidence_of(const PastCase& past, Instant known);

/// Was every clock of it met? nullopt: none has come to its end yet.
std::optional<bool> is_on_time(const PastHandoff& handoff, Instant known);

}  // namespace throughgate::core
