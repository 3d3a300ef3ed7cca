// SPDX-License-Identifier: MIT
// Timer: one instant at which something is offered to its case.
// One row per deadline: its next rung and generation are updated in place. Fired means the
// generation moved on; an older generation that comes due is a no-op.
#pragma once

#include <cstdint>
#include <optional>

#include "model/ids.hpp"
#include "model/state_set.hpp"
#include "throughgate/symbol.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

/// Stored as number in the timer row's kind column; append only.
enum class TimerKind : std::uint8_t {
    move = 0,         ///< a drawn timer of a state: takes its transition
    deadline = 1,     ///< `due` of a state: tells, never moves; rungs of its ladder
    acknowledge = 2,  ///< next rung of a handoff's first clock
    complete = 3,     ///< next rung of a handoff's second clock
    send = 4,         ///< a delayed event to the case itself
    review = 5,       ///< next dated action where nothing else is armed
    settle = 6,       ///< dates that moved have settled: what still differs is told
    resume = 7,       ///< an exemption ends by itself: the clock of its deadline runs again
};

struct Timer {
    TimerId id;
    TimerKind kind = TimerKind::move;
    Symbol pathway;                ///< its pathway; empty for review timers of the case
    Symbol name;                   ///< definition id: "place.sourcing.none_found", "H06"
    EntryId entry;                 ///< entering of the state it belongs to (move, deadline, send)
    HandoffId handoff;             ///< for acknowledge and complete
    std::uint32_t generation = 1;  ///< raised on every re-arming and firing; never lowered
    std::uint16_t rung = 0;        ///< index of the rung that is next (ladders)
    std::uint16_t occurrence = 0;  ///< which repeat of that rung
    std::uint32_t deadline_version =
        1;  ///< raised when the due instant becomes one not told before
    std::optional<Instant>
        target;  ///< the deadline itself; nullopt = unanchored, visible, never fires
    std::optional<Instant> due;   ///< when this row fires next; nullopt = nothing left to fire
    std::optional<Instant> told;  ///< the target that was last told about
    /// How often each rung has fired (or was skipped) for `told`: 6 bits a rung, rung 0 lowest.
    /// Stored as a 64-bit integer.
    std::uint64_t fired = 0;
    friend bool operator==(const Timer&, const Timer&) = default;
};

}  // namespace throughgate
