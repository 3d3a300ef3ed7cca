// SPDX-License-Identifier: MIT
// Calendars as operators keep them: files that a published list of bank holidays brings up to date.
#include "exchange/bank_holidays.hpp"
#include "throughgate/definitions.hpp"

namespace throughgate {
namespace {

std::string names_of(const exchange::BankHolidays& holidays) {
    std::string names;
    for (const auto& [division, days] : holidays) names += (names.empty() ? "" : ", ") + division;
    return names;
}

CalendarUpdate update_of(const DefinitionFile& file, std::string calendar,
                         exchange::CalendarEdit edit) {
    CalendarUpdate update;
    update.path = file.path;
    update.changed = edit.changed();
    update.bytes = std::move(edit.text);
    update.calendar = std::move(calendar);
    update.added = std::move(edit.added);
    update.removed = std::move(edit.removed);
    update.renamed = std::move(edit.renamed);
    update.known_until = edit.known_until;
    return update;
}

}  // namespace

Result<std::vector<CalendarUpdate>> import_bank_holidays(std::string_view json,
                                                         std::string_view file_name,
                                                         const std::vector<DefinitionFile>& files,
                                                         std::string_view version) {
    const auto holidays = exchange::read_bank_holidays(json, file_name);
    if (!holidays.ok()) return holidays.error();
    std::vector<CalendarUpdate> updates;
    for (const DefinitionFile& file : files) {
        std::string name = exchange::calendar_name(file.bytes);
        const auto days = holidays->find(name);
        if (days == holidays->end()) continue;
        auto edit = exchange::edit_calendar(file.bytes, file.path, days->second, version);
        if (!edit.ok()) return edit.error();
        updates.push_back(update_of(file, std::move(name), std::move(*edit)));
    }
    if (!updates.empty()) return updates;
    return Error{ErrorKind::not_found,
                 "no file is a calendar of " + names_of(*holidays) +
                     "; give the workflows folder with common/calendars, or its files",
                 std::string(file_name)};
}

}  // namespace throughgate
