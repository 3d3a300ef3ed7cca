// SPDX-License-Identifier: MIT
// Ladders: the rungs of one running clock. A rung fires once per occurrence and deadline version;
// going back to a due instant that was told about reuses its version.
#pragma once

#include "journey/inputs.hpp"

namespace throughgate::journey {

/// One occurrence of one rung, at its instant.
struct Slot {
    Instant at{};
    std::uint16_t rung = 0;
    std::uint16_t occurrence = 0;
    friend auto operator<=>(const Slot&, const Slot&) = default;
};

using Slots = Few<Slot, 12>;

/// What is next for a ladder, and what is passed over so that nobody gets a flood of old reminders.
struct Position {
    std::optional<Slot> next;
    Slots skipped;
};

/// Occurrences a rung has had for the told target.
std::uint16_t fired_of(std::uint64_t fired, std::uint16_t rung);
std::uint64_t with_fired(std::uint64_t fired, std::uint16_t rung, std::uint16_t count);

/// The occurrences that have not fired, in order (instant, rung, occurrence); of those ahead, rungs
/// that surely come after another one ahead are left out. `inputs` has `due`.
Slots pending_slots(const std::vector<Rung>& rungs, std::uint64_t fired, CaseInputs& inputs);

/// Which of the occurrences already past are passed over.
enum class Prune : std::uint8_t { none, to_latest, all };
Position position_after(const Slots& pending, Instant now, Prune prune);

/// The version that a target has, given what the timer was told and had before.
std::uint32_t version_for(const Timer& timer, const std::optional<Instant>& target);

/// Is the timer at a target that no rung has spoken of?
inline bool is_untold(const Timer& timer) { return timer.told != timer.target; }

}  // namespace throughgate::journey
