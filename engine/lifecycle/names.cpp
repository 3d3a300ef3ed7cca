// SPDX-License-Identifier: MIT
// The stored words of the law, in the order of the enumerators.
#include <algorithm>
#include <array>

#include "lifecycle/checks.hpp"
#include "lifecycle/lifecycle.hpp"

namespace throughgate::lifecycle {
namespace {

template <typename Enum>
using Words = std::array<std::string_view, count_of<Enum>>;

constexpr Words<CaseState> case_states{"custody",   "gate", "released",
                                       "community", "away", "closed"};
constexpr Words<CaseMove> case_moves{
    "reached_gate", "let_go",   "stood_down",   "settled",           "lost_contact",
    "taken_back",   "returned", "resumed_gate", "resumed_community", "ended"};
constexpr Words<Stage> stages{"not_started", "needed",   "arranging", "arranged",
                              "unarranged",  "in_place", "closed"};
constexpr Words<StageMove> stage_moves{"found_needed", "started_arranging", "agreed",
                                       "fell_through", "left_without",      "confirmed",
                                       "lost",         "reopened",          "ended"};
constexpr Words<HandoffState> handoff_states{"raised",   "acknowledged", "accepted", "queried",
                                             "declined", "completed",    "ended"};
constexpr Words<HandoffMove> handoff_moves{"acknowledge", "accept",  "query",    "decline",
                                           "answer",      "reroute", "complete", "end"};
constexpr Words<DeliveryState> delivery_states{
    "queued", "held", "retrying", "delivered", "dead_lettered", "suppressed", "refused", "waived"};
constexpr Words<DeliveryMove> delivery_moves{"hold",     "release", "deliver", "fail", "give_up",
                                             "suppress", "requeue", "refuse",  "waive"};

template <typename Enum>
std::optional<Enum> find(const Words<Enum>& words, std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::string_view name_of(CaseState value) { return case_states.at(index_of(value)); }
std::string_view name_of(CaseMove value) { return case_moves.at(index_of(value)); }
std::string_view name_of(Stage value) { return stages.at(index_of(value)); }
std::string_view name_of(StageMove value) { return stage_moves.at(index_of(value)); }
std::string_view name_of(HandoffState value) { return handoff_states.at(index_of(value)); }
std::string_view name_of(HandoffMove value) { return handoff_moves.at(index_of(value)); }
std::string_view name_of(DeliveryState value) { return delivery_states.at(index_of(value)); }
std::string_view name_of(DeliveryMove value) { return delivery_moves.at(index_of(value)); }

std::optional<CaseState> case_state_named(std::string_view word) {
    return find<CaseState>(case_states, word);
}
std::optional<Stage> stage_named(std::string_view word) { return find<Stage>(stages, word); }
std::optional<HandoffState> handoff_state_named(std::string_view word) {
    return find<HandoffState>(handoff_states, word);
}
std::optional<DeliveryState> delivery_state_named(std::string_view word) {
    return find<DeliveryState>(delivery_states, word);
}

}  // namespace throughgate::lifecycle
