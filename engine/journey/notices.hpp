// SPDX-License-Identifier: MIT
// Notices: rows of what somebody is owed; who exactly is found when they are sent.
#pragma once

#include "journey/effects.hpp"

namespace throughgate::journey {

/// "manager of ro".
std::string text_of(const Recipient& recipient);

/// Adds a notice and its log entry; `draft` of it comes filled except for the ordinal.
void plan_notice(Draft& draft, Notice notice);

/// A drawn `notify`.
void tell_of_event(Draft& draft, std::size_t lane, const Effects::Tell& tell, const Origin& origin);

/// Tells one role about a handoff, outside any ladder. Nothing when no such message is drawn.
void tell_of_handoff(Draft& draft, std::size_t lane, Handoff& handoff, Symbol role,
                     NoticeClass notice_class, Symbol message);

}  // namespace throughgate::journey
