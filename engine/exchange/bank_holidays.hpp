// SPDX-License-Identifier: MIT
// Bank holidays as GOV.UK publishes them (bank-holidays.json), and how they change the text of a
// calendar file: line by line, so that comments and older years stay as they are. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::exchange {

struct BankHoliday {
    Date date{};
    std::string title;  ///< "Boxing Day (substitute day)"
    friend bool operator==(const BankHoliday&, const BankHoliday&) = default;
};

/// By division: "england-and-wales"; each sorted by date.
using BankHolidays = std::map<std::string, std::vector<BankHoliday>, std::less<>>;

/// `invalid` with every fault and its place: no division, a date that is none, a day twice, a year
/// with too few or too many days to be true.
Result<BankHolidays> read_bank_holidays(std::string_view json, std::string_view file_name);

struct CalendarEdit {
    std::string text;  ///< of the whole file; the same as before when nothing differs
    std::vector<std::string> added, removed, renamed;  ///< "Mon 19 Sep 2022 State Funeral ..."
    Date known_until{};
    [[nodiscard]] bool changed() const {
        return !added.empty() || !removed.empty() || !renamed.empty() || horizon_moved;
    }
    bool horizon_moved = false;
};

/// Only years that the list covers are compared. `invalid` with file:line when the file is not laid
/// out as a calendar with one holiday a line, or when so much would go that the list must be of
/// another division.
Result<CalendarEdit> edit_calendar(std::string_view text, std::string_view path,
                                   const std::vector<BankHoliday>& holidays,
                                   std::string_view version);

/// The name of the calendar that the file is; empty when it is something else.
std::string calendar_name(std::string_view text);

}  // namespace throughgate::exchange
