// SPDX-License-Identifier: MIT
// Acknowledging without signing in: prison staff may not reach the system that sends the notice.
// A notice to a named person about a handoff that waits for them can carry a link (see
// EngineOptions::one_time_links). It belongs to that person and that handoff, works once, ends
// after a week, and shows nothing but what must be confirmed: programs that look at mail follow
// links too, so that looking never acknowledges.
// Functions of an Engine with EngineOptions::one_time_links: from any thread, durable when they
// answer. The log names the person, as who vouches for them "notice:" with the id of the notice,
// and as the reason whether by its link or by a reply.
// not_found: not a link of this store, or cut short. refused: it ended, the handoff is over, or it
// is for somebody else by now. forbidden: the person may not see the case any more.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughgate/engine.hpp"

namespace throughgate {

/// What a link would do; nothing of the person in prison.
struct LinkView {
    std::string case_reference;
    std::uint32_t handoff = 0;
    std::string name;   ///< "H06"
    std::string state;  ///< "raised"
    std::optional<Instant> due;
    std::string person;  ///< staff id
    Instant expires{};
    bool open = false;    ///< following it would acknowledge
    std::string because;  ///< why not, as a sentence; empty: it would
};

/// Changes nothing and is no read of the case.
Result<LinkView> read_link(Engine& engine, std::string_view token);
/// Acknowledges. Again: `duplicate`, and nothing changes; conflict: a reply used it up before.
Result<Receipt> follow_link(Engine& engine, std::string_view token);
/// The same for a reply by mail. `from`: the address that it came from, which must be the one the
/// staff directory has for that very person.
Result<Receipt> accept_reply(Engine& engine, std::string_view token, std::string_view from);

}  // namespace throughgate
