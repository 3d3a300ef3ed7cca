// SPDX-License-Identifier: MIT
// CaseCalendars: the calendars that case files name, each built when it is first asked for.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "rules/calendar.hpp"
#include "throughgate/datum.hpp"
#include "throughgate/error.hpp"

namespace throughgate::tooling {

/// Monday to Friday, without holidays.
const rules::Calendar& weekdays_only();

class CaseCalendars {
public:
    /// `calendars` outlives it: {calendars: [...]}.
    explicit CaseCalendars(const Datum& calendars);
    /// not_found, or invalid when its days cannot be read.
    Result<const rules::Calendar*> find(std::string_view id);

private:
    std::map<std::string, const Datum*, std::less<>> sources_;
    rules::Calendars built_;
};

}  // namespace throughgate::tooling
