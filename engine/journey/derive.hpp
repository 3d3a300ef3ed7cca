// SPDX-License-Identifier: MIT
// Deriving: the target, next rung and version that a timer should have now.
#pragma once

#include "journey/ladders.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {

struct Derived {
    std::optional<Instant> target;
    std::optional<Instant> due;
    std::uint32_t version = 1;
    Slot slot;  ///< rung and occurrence that come next
    Slots skipped;
};

Derived derive(const Draft& draft, std::size_t lane, const Timer& timer, const Source& source);

/// The same for a date that stands, whatever its rule says.
Derived derive_at(const Draft& draft, std::size_t lane, const Timer& timer, const Source& source,
                  const std::optional<Instant>& target);

/// Was its state entered, or its handoff raised, after the last day that the definition's
/// compression allows? Such a date is critical.
bool entered_late(const Draft& draft, std::size_t lane, const Timer& timer, const Source& source);

/// The date that the rule alone gives, before any exemption or squeeze.
std::optional<Instant> date_by_rule(const Definition& definition, const Timer& timer,
                                    const Source& source, const CaseInputs& inputs);

/// First derivation of a timer that was just made: no generation is spent.
void set_first(Draft& draft, Timer& timer, const Source& source, Derived derived);
/// Writes what differs; nothing when all is as it was.
void set_again(Draft& draft, Timer& timer, const Source& source, Derived derived);

/// Remembers the due row as it was before this decision.
void touch(Draft& draft, const Timer& timer);
Timer* find_timer(Draft& draft, TimerId id);
Handoff* find_handoff(Draft& draft, HandoffId id);
const HandoffDeclaration& declaration_of(const Definition& definition, const Handoff& handoff);

}  // namespace throughgate::journey
