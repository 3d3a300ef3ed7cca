// SPDX-License-Identifier: MIT
// digest: the words of a mail that says several notices at once. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "notices/timing.hpp"
#include "notices/wording.hpp"

namespace throughgate::notices {

/// One notice of a digest, in words that hold no name.
struct DigestItem {
    CaseId case_id;
    NoticeClass notice_class = NoticeClass::action;
    std::string line;  ///< "TG-000001: please acknowledge ..."
    std::string link;
    std::string acknowledge{};  ///< a one-time link to do it with; may be empty
    std::string what;  ///< the item it is about: of several notices of one the most urgent is said
    std::string details{};  ///< of a change: why, and what has moved; a line each
    std::optional<Instant> due;
    std::optional<Date> release;
    bool escalated = false;   ///< told to a manager
    bool restricted = false;  ///< only that there is something, and where
    bool on_list = true;      ///< the person's list of work has it
};

/// What the first digest of a week adds.
struct Week {
    std::map<Date, std::string> releases;      ///< by day; references
    std::map<Date, std::string> licences;      ///< that are due, by day; references
    std::vector<std::string> without_address;  ///< references
    std::uint64_t open_items = 0;
    std::uint32_t many = 0;  ///< more open items than this are said; 0: never
};

/// Ordered: critical, release within five working days, overdue, due today, due this week; then
/// what is for information. Only what the list of work has as well is counted and not written out.
Words digest_of(const Hours& hours, const std::vector<DigestItem>& items, const Week& week,
                const std::string& notes, const std::string& link_base, Instant now);

/// What one cause has changed, in a sentence, if it is the same for all of them; else nothing.
std::string cause_of(const std::vector<DigestItem>& items);

/// Of many notices from one cause: which, how many, of which cases, and where to look.
Words summary_of(const std::vector<DigestItem>& items, const std::string& notes,
                 const std::string& link_base);

}  // namespace throughgate::notices
