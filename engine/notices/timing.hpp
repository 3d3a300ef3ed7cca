// SPDX-License-Identifier: MIT
// timing: when one notice goes. Pure: asks the policy, the hours people work, and what the person
// has had today.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "definition/definition.hpp"
#include "definition/notice_policy.hpp"
#include "model/directory.hpp"
#include "model/rows.hpp"

namespace throughgate::notices {

using definition::NoticePolicy;

/// The policy of the spine, else of the first pathway that has one; nullptr: each goes at once.
const NoticePolicy* policy_of(const definition::DefinitionSet& set);

/// The class by the policy, else the one that the ladder or state gave.
NoticeClass class_of(const NoticePolicy& policy, const Notice& notice);

/// The policy's times in one zone and one calendar of working days.
class Hours {
public:
    Hours(const NoticePolicy& policy, const definition::DefinitionSet& set,
          const rules::Zone& zone);

    /// The night, and days that are not worked.
    [[nodiscard]] bool quiet(Instant at) const;
    /// The day to which a night belongs: the one on which it began.
    [[nodiscard]] Date duty_day(Instant at) const;
    [[nodiscard]] Date day_of(Instant at) const { return zone_.date_of(at); }
    [[nodiscard]] Instant start_of(Date day) const { return zone_.at(day, Milliseconds{0}); }
    [[nodiscard]] bool works(const StaffMember& who, Date day) const;
    /// The next first digest of a day strictly after `now` that `who` works.
    [[nodiscard]] Instant next_digest(Instant now, const StaffMember& who) const;
    /// The second one of today, if it is still to come and `due` is by the end of the next working
    /// day.
    [[nodiscard]] std::optional<Instant> second_digest(Instant now, const StaffMember& who,
                                                       const std::optional<Instant>& due) const;
    /// Where a digest belongs that catches up after the engine was down.
    [[nodiscard]] Instant catch_up(Instant now, const StaffMember& who,
                                   std::uint32_t digests_today) const;
    /// So many working hours later.
    [[nodiscard]] Instant after_working(Instant from, std::uint32_t hours) const;
    [[nodiscard]] Date working_days_later(Date day, int days) const;
    [[nodiscard]] const rules::Zone& zone() const { return zone_; }
    [[nodiscard]] const NoticePolicy& policy() const { return policy_; }

private:
    [[nodiscard]] bool is_working(Date day) const;
    [[nodiscard]] Instant at(Date day, std::uint32_t minutes) const;

    const NoticePolicy& policy_;
    const rules::Zone& zone_;
    const rules::Calendar* calendar_ = nullptr;  ///< nullptr: Monday to Friday
};

/// The Monday of the week that `day` lies in.
Date monday_of(Date day);

/// What the person has had, and what is around the notice.
struct Told {
    ToldToday today;
    bool item = false;         ///< was told of the same item at once before
    bool bulk = false;         ///< one of many from one cause
    bool had_summary = false;  ///< of that cause, in the last day
};

struct Timing {
    enum class What { now, digest, summary, never };
    What what = What::now;
    Instant slot{};       ///< of digest and summary
    std::string because;  ///< plain words
};

Timing timing_of(const Hours& hours, const Notice& notice, bool late, const StaffMember& who,
                 const Told& told, Instant now);

}  // namespace throughgate::notices
