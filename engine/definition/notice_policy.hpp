// SPDX-License-Identifier: MIT
// NoticePolicy: when people are told and how much at a time, as the workflows say it under
// `notify:`. Read by notices/ when something is sent; no decision about a case reads it.
#pragma once

#include <cstdint>
#include <map>

#include "model/change.hpp"
#include "throughgate/symbol.hpp"

namespace throughgate::definition {

/// Times are minutes after midnight on the wall; working days are those of the spine's calendar. A
/// workflow without `notify:` has no policy: then each notice goes at once.
struct NoticePolicy {
    std::uint32_t digest = 8 * 60 + 30;     ///< the digest of each working day
    std::uint32_t second_digest = 16 * 60;  ///< another, when something is due tomorrow
    std::uint32_t quiet_from = 18 * 60;
    std::uint32_t quiet_until = 7 * 60 + 30;
    std::uint32_t alone_a_day = 3;    ///< `action` mails a person gets at once; then the digest
    std::uint32_t bulk_over = 50;     ///< more of one cause: a summary; 0: never
    std::uint32_t bulk_minutes = 10;  ///< within so many minutes
    std::uint32_t many_open = 25;     ///< more open items: said, and the manager gets a copy
    std::uint32_t unread_hours = 4;   ///< working hours; 0: a critical notice is never sent on
    std::uint32_t late_minutes = 60;  ///< what comes later than this is caught up in one digest
    std::map<Symbol, NoticeClass> classes;  ///< by message, in place of what the ladders say
};

}  // namespace throughgate::definition
