// SPDX-License-Identifier: MIT
// Calendar: which days are working days. Immutable data with a name, a version and a horizon.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/error.hpp"
#include "throughgate/symbol.hpp"
#include "throughgate/time.hpp"

namespace throughgate::rules {

struct Holiday {
    Date date{};
    std::string title;  ///< "Good Friday"; shown in explanations
    friend bool operator==(const Holiday&, const Holiday&) = default;
};

class Calendar {
public:
    /// `weekend` holds ISO weekdays 1 (Monday) to 7. `holidays` need not be sorted.
    Calendar(std::string name, std::string version, std::vector<unsigned> weekend,
             std::vector<Holiday> holidays, std::vector<Date> extra_working, Date known_until);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] Date known_until() const { return known_until_; }
    [[nodiscard]] const std::vector<Holiday>& holidays() const { return holidays_; }
    [[nodiscard]] const std::vector<Date>& extra_working() const { return extra_working_; }

    [[nodiscard]] bool is_working(Date day) const;
    /// Saturdays and Sundays, usually; also when the day was declared an extra working day.
    [[nodiscard]] bool is_weekend(Date day) const;
    /// The holiday on `day`, or nullptr.
    [[nodiscard]] const Holiday* holiday_on(Date day) const;
    /// Steps |n| times to the next (n > 0) or previous (n < 0) working day, never counting `day`
    /// itself; n = 0 gives `day` even when it is no working day. Bounded: |n| <= 10,000. Outside
    /// the years 1850 to 2250 only weekends are known; where no day works at all, it stops there.
    [[nodiscard]] Date step(Date day, int n) const;
    /// The same, leaving out the weekdays in `uncounted` (bit 0 is Monday); nullopt: too few others
    /// work.
    [[nodiscard]] std::optional<Date> step_except(Date day, int n, std::uint8_t uncounted) const;
    /// Working days from `from` until `to`, both counted; 0 when `to` comes first.
    [[nodiscard]] std::int64_t working_between(Date from, Date to) const;
    /// Holidays from `from` until `to`, both counted.
    [[nodiscard]] std::int64_t holidays_between(Date from, Date to) const;
    /// The |n|-th holiday after (n > 0) or before (n < 0) `day`; nullptr: none is known.
    [[nodiscard]] const Holiday* nth_holiday(Date day, int n) const;
    /// `day` when working, else the nearest working day before / after it.
    [[nodiscard]] Date roll_back(Date day) const;
    [[nodiscard]] Date roll_forward(Date day) const;

    /// The same days under the same name, version and horizon.
    friend bool operator==(const Calendar&, const Calendar&) = default;

private:
    [[nodiscard]] Date step_forward(Date day, int n) const;
    [[nodiscard]] Date step_backward(Date day, int n) const;
    [[nodiscard]] Date step_over_weekends(Date day, int n) const;
    void set_working(Date day, bool working);

    std::string name_;
    std::string version_;
    std::uint8_t weekend_mask_ = 0;    // bit 0 is Monday
    std::vector<Holiday> holidays_;    // sorted by date
    std::vector<Date> extra_working_;  // sorted
    Date known_until_{};
    // Precomputed: one bit for each day of the years that rules reckon with, set when it works.
    std::vector<std::uint64_t> working_bits_;
};

using Calendars = std::map<std::string, Calendar, std::less<>>;

}  // namespace throughgate::rules
