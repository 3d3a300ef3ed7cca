// SPDX-License-Identifier: MIT
// The law: the four fixed machines that every case, pathway, handoff and delivery obeys.
// Pure functions over constexpr tables; Boost.MSM executes them in one .cpp per machine. Operators
// cannot change them. All enumerators are stored as text; never rename.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace throughgate::lifecycle {

// --- case ---
enum class CaseState : std::uint8_t { custody, gate, released, community, away, closed };
enum class CaseMove : std::uint8_t {
    reached_gate,       ///< custody -> gate
    let_go,             ///< custody, gate, away -> released
    stood_down,         ///< gate -> custody: release cancelled, or its date moved out
    settled,            ///< released -> community
    lost_contact,       ///< community -> released
    taken_back,         ///< any open -> away: recalled, at large, hospital, detention
    returned,           ///< away -> custody
    resumed_gate,       ///< away -> gate: back where they were, within the same phase
    resumed_community,  ///< away -> community: the same, or the recall was rescinded
    ended,              ///< any open -> closed
};

// --- pathway ---
enum class Stage : std::uint8_t {
    not_started,
    needed,
    arranging,
    arranged,
    unarranged,
    in_place,
    closed
};
enum class StageMove : std::uint8_t {
    found_needed,       ///< not_started -> needed
    started_arranging,  ///< needed -> arranging
    agreed,             ///< arranging -> arranged
    fell_through,       ///< arranged -> arranging
    left_without,       ///< needed, arranging, arranged -> unarranged: past the gate without it
    confirmed,          ///< arranged, unarranged -> in_place; the latter by a named person's event
    lost,               ///< in_place -> unarranged
    reopened,           ///< arranging, arranged, unarranged, in_place -> needed
    ended,              ///< any open -> closed
};

// --- handoff ---
enum class HandoffState : std::uint8_t {
    raised,
    acknowledged,
    accepted,
    queried,
    declined,
    completed,
    ended
};
enum class HandoffMove : std::uint8_t {
    acknowledge,  ///< a named person has seen it
    accept,       ///< a named person takes it on; seen by that as well
    query,        ///< the receiver asks the sender something first
    decline,      ///< the sender keeps it; it has to be routed again
    answer,       ///< the sender answers: it lies before the receiver again
    reroute,      ///< declined, or accepted by somebody who has left: raised anew
    complete,     ///< done; only what was acknowledged can be
    end,          ///< no longer wanted, with a reason
};

// --- delivery ---
enum class DeliveryState : std::uint8_t {
    queued,
    held,
    retrying,
    delivered,
    dead_lettered,
    suppressed,
    refused,  ///< of an entry for another system: it will not take it; a person has to look
    waived,   ///< a named person decided that it need not go
};
enum class DeliveryMove : std::uint8_t {
    hold,      ///< wait: quiet hours, digest, restored backup
    release,   ///< held -> queued
    deliver,   ///< the channel has taken it
    fail,      ///< this attempt did not work, another follows
    give_up,   ///< no attempt follows
    suppress,  ///< no longer wanted, or the recipient may no longer see it
    requeue,   ///< retrying, refused -> queued: try now
    refuse,    ///< the other system will never take it as it is
    waive,     ///< a named person gave a reason why it need not go
};

std::string_view name_of(CaseState);
std::string_view name_of(CaseMove);
std::string_view name_of(Stage);
std::string_view name_of(StageMove);
std::string_view name_of(HandoffState);
std::string_view name_of(HandoffMove);
std::string_view name_of(DeliveryState);
std::string_view name_of(DeliveryMove);

std::optional<CaseState> case_state_named(std::string_view);
std::optional<Stage> stage_named(std::string_view);
std::optional<HandoffState> handoff_state_named(std::string_view);
std::optional<DeliveryState> delivery_state_named(std::string_view);

/// The state after the move, or nullopt: the law forbids it.
std::optional<CaseState> advance(CaseState from, CaseMove move);
std::optional<Stage> advance(Stage from, StageMove move);
std::optional<HandoffState> advance(HandoffState from, HandoffMove move);
std::optional<DeliveryState> advance(DeliveryState from, DeliveryMove move);

template <typename State, typename Move>
struct Row {
    State from;
    Move move;
    State to;
};

/// The tables themselves, in the order of the source: for the checker, docs and diagrams.
std::span<const Row<CaseState, CaseMove>> case_rows();
std::span<const Row<Stage, StageMove>> stage_rows();
std::span<const Row<HandoffState, HandoffMove>> handoff_rows();
std::span<const Row<DeliveryState, DeliveryMove>> delivery_rows();

/// The move that leads from one state to another, if the law has one (at most one does).
std::optional<StageMove> move_between(Stage from, Stage to);
std::optional<CaseMove> move_between(CaseState from, CaseState to);

constexpr bool is_end(CaseState s) { return s == CaseState::closed; }
constexpr bool is_end(Stage s) { return s == Stage::closed; }
constexpr bool is_end(HandoffState s) {
    return s == HandoffState::completed || s == HandoffState::ended;
}
constexpr bool is_end(DeliveryState s) {
    return s == DeliveryState::delivered || s == DeliveryState::dead_lettered ||
           s == DeliveryState::suppressed || s == DeliveryState::waived;
}

}  // namespace throughgate::lifecycle
