// SPDX-License-Identifier: MIT
// Command to JSON text and back: for buffered events, the command line and HTTP.
// Stored; never rename a member. Round trip: read_command(to_json(c)) equals c, except that a
// choice whose name no definition knows comes back as text (outside text is never interned).
#pragma once

#include <string>
#include <string_view>

#include "throughgate/command.hpp"
#include "throughgate/error.hpp"

namespace throughgate::exchange {

/// One line without line ends:
/// {"key":..,"source":..,"actor":{"person","assertedBy","onBehalfOf"},"reason","expectedVersion",
///  "effectiveAt", and one of
///  "open":{"person":{"nomsNumber","crn"},"fields":{..},"assignments":{role: staff}},
///  "event":{"case" or "person","name","fields","assignments"},
///  "handoff":{"case" or "person","number" or "name","action","evidence"}}.
/// Empty members are left out. A date is {"date":".."}, an instant {"instant":".."}, a choice
/// {"choice":".."}; text, whole numbers, true, false and null stand for themselves.
std::string to_json(const Command& command);

/// Refuses with `invalid` whatever it does not understand, and names the member.
Result<Command> read_command(std::string_view bytes);

}  // namespace throughgate::exchange
