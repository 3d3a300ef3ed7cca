// SPDX-License-Identifier: MIT
// Shadow: whose notices are sent. Kept in the store as one line for each switch, never shortened.
#pragma once

#include <string>
#include <string_view>

#include "store/store.hpp"
#include "throughgate/going_live.hpp"

namespace throughgate::core {

/// What a shadowed notice has for a channel; stored, never rename.
inline constexpr std::string_view shadow_channel = "shadow";
/// Before the team in its detail; stored, never rename.
inline constexpr std::string_view shadow_detail = "in shadow: team ";
inline constexpr std::string_view every_team = "*";

/// Reads what was written; not shadowed when nothing was.
LiveState read_live(std::string_view written);
Result<LiveState> read_live(store::Reader& reader);
/// One line: when, "shadow", "live" or "off", team, person, reason.
std::string line_of(const LiveSwitch& each, bool begins);
/// Do members of this team get their notices?
bool is_live(const LiveState& state, std::string_view team);
/// Begins shadow mode in a store that was never in it. refused: every team is live already.
Status begin_shadow(store::Store& store, Instant now);

namespace meta {
inline constexpr std::string_view live = "live";
}

}  // namespace throughgate::core
