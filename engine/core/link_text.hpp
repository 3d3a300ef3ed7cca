// SPDX-License-Identifier: MIT
// What a notice says of its one-time link.
#pragma once

#include "core/links.hpp"
#include "core/surroundings.hpp"

namespace throughgate::core {

/// The role whose acknowledgement a notice's handoff waits for; empty: none that a link could give
/// (an outside body's reply needs evidence).
Symbol acknowledging_role(const Case& the_case, const definition::Definition* definition,
                          HandoffId handoff);

/// Letters of either case are the same.
bool same_address(std::string_view one, std::string_view other);

/// The link for this person; empty: a team box or its address, somebody without the role, or
/// nothing to acknowledge.
std::string link_for(const LinkMaker& links, const notices::Item& item,
                     const notices::Person& person, const Surroundings& around, Instant now);
/// What a notice of its own says of the link; nothing of none.
std::string link_text(const std::string& link, const Surroundings& around, Instant now);

}  // namespace throughgate::core
