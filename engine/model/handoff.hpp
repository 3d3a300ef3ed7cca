// SPDX-License-Identifier: MIT
// Handoff: one obligation passed from one role to another, alive until a named person completes it.
// Two clocks: acknowledged by, and done by. Overdue and escalated are positions on a ladder (its
// timers), not states.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lifecycle/lifecycle.hpp"
#include "model/ids.hpp"
#include "throughgate/symbol.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

struct Handoff {
    HandoffId id;
    Symbol name;     ///< definition id: "H06"
    Symbol pathway;  ///< pathway whose definition declares it
    Symbol from_role;
    Symbol to_role;       ///< one of `to_each`
    std::string subject;  ///< key of what it is about (an address id); may be empty
    lifecycle::HandoffState state = lifecycle::HandoffState::raised;
    EntryId entry;                     ///< entering of the state that opened it
    std::uint16_t opened_in = 0xffff;  ///< StateIndex that opened it
    std::uint64_t version = 1;         ///< raised by what a person can see
    Instant raised{};
    std::optional<Instant> acknowledge_due;  ///< nullopt: no such clock, or unanchored
    std::optional<Instant> complete_due;
    std::optional<Instant> acknowledged_at;
    std::string
        acknowledged_by;  ///< staff id of the named person; for an outside body its recorder
    std::optional<Instant> completed_at;
    std::string completed_by;
    std::string owner;       ///< staff id who accepted; empty: the holder of `to_role`
    std::string reason;      ///< of declining or ending; a question or its answer
    std::string evidence;    ///< how an outside body's answer is known
    std::uint16_t told = 0;  ///< notices planned so far
    bool escalated = false;  ///< a rung that tells a manager has fired
    friend bool operator==(const Handoff&, const Handoff&) = default;
};

}  // namespace throughgate
