// SPDX-License-Identifier: MIT
// Request: one thing that waits for the commit loop, and who hears the answer.
#pragma once

#include <functional>
#include <variant>

#include "base/digest.hpp"
#include "delivery/courier.hpp"
#include "model/rows.hpp"
#include "store/store.hpp"
#include "throughgate/command.hpp"

namespace throughgate::core {

/// How one planned notice ended for now: from the courier, or decided without sending.
struct NoticeEnd {
    OutboxRow row;  ///< as it should be written
    Digest key;     ///< rung key and person; written when delivered
    bool has_key = false;
    bool shadowed = false;  ///< it would have gone; its key is written, so that it never goes late
    std::string incident;   ///< plain sentence: opens an incident (dead letter, nobody to tell)
    Digest item;            ///< what it is about, and person; written when it went alone
    bool has_item = false;
    NoticeClass notice_class = NoticeClass::action;  ///< by the policy
    std::optional<Mailing> joins;                    ///< it waits for this mail
    std::vector<Mailing> opens;                      ///< beside it
    std::vector<DeliveryLine> lines;
};

/// How one item for another system ended for now, and what that says of the system.
/// How the sending of a mail of several notices went; settles all of them once it has ended.
struct MailingEnd {
    Mailing mailing;                 ///< as it should be written
    std::vector<NoticeEnd> notices;  ///< of its notices, once it has ended
    std::vector<Mailing> opens;      ///< beside it
    std::vector<DeliveryLine> lines;
    bool moves = false;  ///< it goes at another time, or with a mail that goes then
};

struct UpstreamEnd {
    UpstreamItem item;    ///< as it should be written
    UpstreamState state;  ///< of its system
    bool recovered = false;
};

/// A write that is not about one case's events: directory, publications, housekeeping.
struct StoreWork {
    std::function<Status(store::Transaction&, Instant now)> body;
    bool moves_cases = true;  ///< false: writes neither cases nor anything around them
};

/// The kind of incident of a case that a run passed over; stored, never rename.
inline constexpr std::string_view recompute_failed = "recompute.failed";

/// Derive the dates of one case again because something around it changed.
struct RecomputeCase {
    CaseId id;  ///< 0: the run is at its end
    std::string cause;
    std::int64_t run = 0;  ///< of a run through all cases; 0: this case alone
    CaseId after;          ///< how far the run must have come: cases are never left out
};

struct Request {
    std::variant<Command, store::DueRow, NoticeEnd, StoreWork, RecomputeCase, UpstreamEnd,
                 MailingEnd>
        what;
    std::function<void(Result<Receipt>)> answer;  ///< may be empty
};

/// Rough size in memory, for the batch limit.
std::size_t size_of(const Request& request);

}  // namespace throughgate::core
