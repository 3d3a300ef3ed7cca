// SPDX-License-Identifier: MIT
// Rows of changing live cases: plans put to a second person, runs that carry them out or take them
// back, and what each case was before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "model/ids.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

/// The life of a publication; a draft is a file on its author's disk. Stored as text; never rename.
/// Tried: published for some teams only.
enum class ProposalState : std::uint8_t {
    in_review,
    approved,
    tried,
    published,
    superseded,
    withdrawn
};
std::string_view name_of(ProposalState state);
std::optional<ProposalState> proposal_state_named(std::string_view name);

/// A plan that was put to a second person, and what became of it.
struct Proposal {
    Digest plan;  ///< of its text
    ProposalState state = ProposalState::in_review;
    std::string author;       ///< who made the plan
    std::string approved_by;  ///< never its author
    std::string reason;       ///< of whoever approved or withdrew it
    Instant proposed{};
    std::optional<Instant> approved;
    std::optional<Instant> published;
    std::optional<Instant> effective_from;  ///< not applied before
    std::string text;                       ///< the plan itself
};

/// A run over live cases: to the versions of a plan, or back to what they were.
struct ChangeRun {
    std::int64_t id = 0;
    Digest plan;
    std::int64_t undoes = 0;  ///< the run that it takes back; 0: it carries out its plan
    std::string by;
    std::uint64_t total = 0;    ///< cases when it began
    std::uint64_t done = 0;     ///< cases looked at
    std::uint64_t changed = 0;  ///< of these: brought over, or back
    std::uint64_t left = 0;     ///< of these: could not be
    CaseId last;                ///< it goes on after this case
    Instant started{};
    std::optional<Instant> finished;
    std::optional<Instant> undo_until;
    std::string team{};  ///< only its cases; empty: all
};

/// What a case was before a run touched it.
struct PreImage {
    std::int64_t run = 0;
    CaseId case_id;
    std::uint64_t sequence = 0;  ///< of the last log entry that the run wrote; 0: it was left alone
    std::string detail;          ///< why it was left alone, or not brought back; else empty
    std::string body;            ///< the whole case
};

}  // namespace throughgate
