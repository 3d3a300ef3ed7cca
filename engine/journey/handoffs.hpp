// SPDX-License-Identifier: MIT
// Handoffs: raising them, acting on them, ending them with their scope. Every move goes through the
// law in lifecycle/.
#pragma once

#include "journey/effects.hpp"

namespace throughgate::journey {

/// Opens the declared handoff, one for each receiver. A receiver that already has a live one about
/// the same subject gets no second; one that declined it is asked again (re-route).
void raise(Draft& draft, std::size_t lane, std::uint16_t declared, const Origin& origin);
/// The same towards one of the receivers alone.
void raise_towards(Draft& draft, std::size_t lane, std::uint16_t declared, Symbol to,
                   const Origin& origin);
/// One that is open when a case is placed; checked before.
struct OpenWork {
    Symbol to;
    StateIndex opened_in = no_state;
    Instant raised{};
    std::string acknowledged_by;
    std::optional<Instant> acknowledged_at;
    std::string evidence;
};
/// Puts it there; where the case has just raised the same, that one takes these dates.
void place_open(Draft& draft, std::size_t lane, std::uint16_t declared, const OpenWork& open);
/// Ties handoffs that live as long as a target state to its entering.
void settle_opened(Draft& draft, std::size_t lane, const Origins& origins);

/// Withdraws every live handoff of one declaration; the reason is the event.
void end_declared(Draft& draft, std::size_t lane, std::uint16_t declared);
/// The event is their work: each live one is completed by whoever sent it, acknowledged by them too
/// if nobody had; where that person could not have completed it, it is withdrawn.
void complete_declared(Draft& draft, std::size_t lane, const Effects::Done& done);
void end_with_state(Draft& draft, std::size_t lane, EntryId entry);
void end_with_strand(Draft& draft, std::size_t lane, StateIndex strand);
void end_with_pathway(Draft& draft, std::size_t lane);
/// What outlived the pathway and has no place in the version with which it begins again.
void end_undeclared(Draft& draft, std::size_t lane, const Definition& next);
void end_with_case(Draft& draft);

/// Ends one that is live.
void end_one(Draft& draft, Handoff& handoff, std::string_view reason);
/// What was recorded, and what whoever recorded it said about it.
std::string reason_of(const Draft& draft);

/// A person's action. An Error leaves the case as it was.
std::optional<Error> act(Draft& draft, const HandoffCommand& command);

}  // namespace throughgate::journey
