// SPDX-License-Identifier: MIT
// The values that pages are made of, from one case at a time.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/rows.hpp"
#include "sheets/desk.hpp"

namespace throughgate::sheets {

/// Every fact by name, with who says so: `log` is the whole log of the case.
FactsView facts_view(const Desk& desk, const std::vector<StoredLogEntry>& log);

/// "just now", "6 h ago", "3 d ago".
std::string age_words(Milliseconds age);

/// Appointments from `from` on by day and time, those without a day last; nothing that is neither
/// wanted nor dated.
std::vector<AppointmentView> appointments_of(const Desk& desk, Date from);

/// Facts about one release that clashes are measured against.
struct GateDay {
    std::optional<Date> day;        ///< of the release
    std::uint32_t leaves = 9 * 60;  ///< minutes after midnight, as recorded or as planned
    bool left = false;              ///< recorded, not planned
    bool inside = false;            ///< still in prison
    std::string day_words;
    definition::Journeys journeys;
};
GateDay gate_day(const Desk& desk);
/// What cannot be kept together. `appointments` are in order.
std::vector<ClashView> clashes_of(const std::vector<AppointmentView>& appointments,
                                  const GateDay& gate);
std::vector<ClashView> clashes_of(const Desk& desk);

/// What should be settled before release: appointments without day, time or place, items of the
/// checklist, gates that stand in the way now, handoffs that nobody acknowledged.
std::vector<MissingView> missing_of(const Desk& desk,
                                    const std::vector<AppointmentView>& appointments);

/// Needs that have not ended, the least settled first.
std::vector<NeedView> needs_of(const Desk& desk);

NeedsList needs_list(const Desk& desk);
ReleaseSheet release_sheet(const Desk& desk);
ReleaseRow release_row(const Desk& desk);

/// How the person came into prison on `day`; nullopt: not on that day. `log` is asked for only
/// where the prison changed that day.
std::optional<ReceptionRow> reception_row(const Desk& desk, Date day,
                                          const std::function<std::vector<StoredLogEntry>()>& log);

/// Puts rows in the order of a printed list, and leaves the page after `after`. False: nobody of
/// the list is `after`.
bool cut_page(std::vector<ReleaseRow>& rows, std::string_view after, std::size_t limit,
              std::string& next);
bool cut_page(std::vector<ReceptionRow>& rows, std::string_view after, std::size_t limit,
              std::string& next);

ContactText contact_text(const Desk& desk, const Handoff& handoff);

}  // namespace throughgate::sheets
