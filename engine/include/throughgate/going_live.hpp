// SPDX-License-Identifier: MIT
// Going live with live cases: placing people where they really stand, and shadow mode, in which
// every notice is planned, logged and listed but sent to nobody until its team is live.
// Functions of an Engine: from any thread, durable when they answer. Shadow mode belongs to the
// store: it goes on, whoever runs the store next, until teams are switched live.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/engine.hpp"

namespace throughgate {

/// Places the person of every line (JSON; docs/operate/going-live.md). A line that cannot be read
/// is rejected, one that the workflows refuse is refused; both are kept in `rejects`, all others
/// are placed. The same line by the same person again is a duplicate.
Result<ImportReport> place_cases(Engine& engine, std::string_view json_lines,
                                 std::string_view file_name, const Actor& actor,
                                 std::string_view reason);

/// One switch of a team; `team` "*": all of them.
struct LiveSwitch {
    Instant at{};
    bool live = true;  ///< false: in shadow from then on
    std::string team, person, reason;
};
/// `shadow`: the store was ever run in shadow; until then everything is sent.
struct LiveState {
    bool shadow = false;
    std::optional<Instant> since;
    bool all = false;                ///< every team is live but `except`
    std::vector<std::string> teams;  ///< live ones while not all are
    std::vector<std::string> except;
    std::vector<LiveSwitch> switches;  ///< oldest first
};
Result<LiveState> live_state(Engine& engine);
/// From now on the notices of these staff are sent (or no more). What was shadowed before is never
/// sent late. Switching off begins shadow mode where there was none. refused: no named person or
/// reason, an unknown team, or switching on in a store that was never in shadow.
Status switch_live(Engine& engine, std::string_view team, bool live, const Actor& actor,
                   std::string_view reason);

/// A notice that would have gone.
struct ShadowedNotice {
    Instant at{};
    Date day{};  ///< in the time zone of the definitions
    std::string case_reference;
    std::string team;    ///< of the person
    std::string person;  ///< staff id
    std::string message, notice_class;
};
/// In order of time; `team` empty: of all.
Result<std::vector<ShadowedNotice>> shadowed_notices(Engine& engine, std::string_view team = {});

}  // namespace throughgate
