// SPDX-License-Identifier: MIT
// Parts of migrating one pathway: where it stands by the new version, its handoffs, its timers.
#pragma once

#include <map>

#include "journey/migrate.hpp"
#include "journey/step.hpp"

namespace throughgate::journey {

using definition::Carry;
using definition::MigrationMap;
using Faults = std::vector<MigrationFault>;

/// One pathway on its way, with where it will stand.
struct Seat {
    std::size_t lane = 0;
    const Definition* from = nullptr;
    const Definition* to = nullptr;
    const MigrationMap* how = nullptr;
    definition::Entering entering;        ///< everything that is active then
    std::vector<Entry> kept;              ///< entries that go on, in the states of `to`
    std::vector<Entry> left;              ///< entries that end, in the states of `from`
    std::map<EntryId, StateIndex> stood;  ///< of those kept: the state of `from`
    /// Receivers that a handoff no longer goes to: those of now are asked instead.
    std::vector<std::pair<std::uint16_t, StateIndex>> raise_anew;
    std::vector<TimerId> relaid;  ///< running dates whose ladder has other rungs now
};

/// The state of the new version that a state of the old one became; no_state: it is gone.
StateIndex image_of(const Seat& seat, StateIndex old);
/// The same, or that of the nearest state around it that is still there; the root at last.
StateIndex nearest_image_of(const Seat& seat, StateIndex old);
/// The handoff that one of the old version became; nullopt: it is gone.
std::optional<std::uint16_t> handoff_image_of(const Seat& seat, Symbol old);

/// Where the pathway will stand; every fault is added.
Seat seat_of(const Draft& draft, std::size_t lane, const Passage& passage, Faults& faults);
/// Facts that the new version declares otherwise must still fit it.
void check_facts(const Draft& draft, const Seat& seat, Faults& faults);

// By the old version:
/// Leaves what has no place in the new one, with what lived there.
void leave_behind(Draft& draft, Seat& seat);
/// Then nothing of the pathway belongs to the old version any more.
void switch_over(Draft& draft, const Seat& seat);

// By the new one:
/// Running clocks, then what the new version wants besides.
void carry_timers(Draft& draft, Seat& seat);
void enter_fresh(Draft& draft, const Seat& seat, Faults& faults);
void add_what_is_new(Draft& draft, const Seat& seat);
/// What became of the dates that go on.
void date_again(Draft& draft, Seat& seat, Symbol cause);

/// Rungs that have fired, by the place that they have in another ladder.
std::uint64_t fired_in(std::uint64_t fired, const std::vector<Rung>& before,
                       const std::vector<Rung>& now);
bool same_rungs(const std::vector<Rung>& a, const std::vector<Rung>& b);

MigrationFault fault_of(MigrationFaultKind kind, const Seat& seat, std::string_view subject,
                        std::string message);

}  // namespace throughgate::journey
