// SPDX-License-Identifier: MIT
// The sheet of one person, and the rows of lists.
#include <algorithm>
#include <tuple>

#include "sheets/sheets.hpp"

namespace throughgate::sheets {
namespace {

std::vector<SheetPerson> people_of(const Desk& desk) {
    std::vector<SheetPerson> people;
    for (const RoleHolder& holder : desk.the_case().holders) {
        const StaffMember* member = desk.around().directory.find(holder.person);
        if (member == nullptr) continue;
        people.push_back({desk.role_label(holder.role), member->id, member->name, member->email});
    }
    return people;
}

/// The prison from which the person was moved on `day`; nullopt: not moved then.
std::optional<std::string> moved_from(const Desk& desk, Date day,
                                      const std::function<std::vector<StoredLogEntry>()>& log) {
    const Fact* prison = desk.the_case().find_fact(journey::names().prison);
    const rules::Zone& zone = *desk.world().zone;
    if (prison == nullptr || zone.date_of(prison->effective) != day) return std::nullopt;
    std::optional<std::string> from;
    for (const StoredLogEntry& entry : log()) {
        if (entry.kind != "fact.set" || zone.date_of(entry.effective) != day) continue;
        std::string name, before;
        for (const auto& [key, value] : entry.fields) {
            if (key == "name") name = value;
            if (key == "before") before = value;
        }
        if (name == "prison" && !before.empty() && before != "unknown") from = before;
    }
    return from;
}

std::string phase_title(const Desk& desk) {
    const auto& pathways = desk.the_case().pathways;
    const auto* spine = pathways.empty() ? nullptr : desk.definition_of(pathways.front());
    if (spine == nullptr) return {};
    for (const Entry& entry : pathways.front().entries) {
        const definition::State& state = spine->states[entry.state];
        if (state.strand == spine->main_strand && spine->leaves.has(entry.state))
            return desk.said(*spine, "states", state.id.text(), state.title);
    }
    return {};
}

template <typename Row>
bool cut(std::vector<Row>& rows, std::string_view after, std::size_t limit, std::string& next) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        const auto key = [](const Row& row) {
            return std::tie(row.head.prison, row.head.wing, row.head.release, row.head.reference);
        };
        return key(a) < key(b);
    });
    if (!after.empty()) {
        const auto last = std::find_if(rows.begin(), rows.end(),
                                       [&](const Row& row) { return row.head.reference == after; });
        if (last == rows.end()) return false;
        rows.erase(rows.begin(), last + 1);
    }
    next.clear();
    if (rows.size() <= limit) return true;
    rows.resize(limit);
    next = rows.back().head.reference;
    return true;
}

}  // namespace

NeedsList needs_list(const Desk& desk) {
    NeedsList list;
    list.language = desk.around().words();
    list.head = desk.head();
    list.printed = time_words(desk.around(), list.language, desk.world().now);
    list.needs = needs_of(desk);
    return list;
}

ReleaseSheet release_sheet(const Desk& desk) {
    ReleaseSheet sheet;
    sheet.language = desk.around().words();
    sheet.head = desk.head();
    sheet.printed = time_words(desk.around(), sheet.language, desk.world().now);
    sheet.appointments = appointments_of(desk, desk.around().today());
    sheet.clashes = clashes_of(sheet.appointments, gate_day(desk));
    sheet.missing = missing_of(desk, sheet.appointments);
    sheet.needs = needs_of(desk);
    sheet.people = people_of(desk);
    return sheet;
}

ReleaseRow release_row(const Desk& desk) {
    ReleaseRow row;
    row.head = desk.head();
    row.appointments = appointments_of(desk, desk.around().today());
    row.clashes = clashes_of(row.appointments, gate_day(desk));
    row.missing = missing_of(desk, row.appointments);
    if (!desk.limited_access()) return row;
    for (AppointmentView& each : row.appointments) {
        each.place.clear();
        each.withheld = true;
    }
    return row;
}

std::optional<ReceptionRow> reception_row(const Desk& desk, Date day,
                                          const std::function<std::vector<StoredLogEntry>()>& log) {
    ReceptionRow row;
    if (desk.date("return.date") == day)
        row.how = "returned";
    else if (desk.date("admission") == day)
        row.how = "new";
    else if (auto from = moved_from(desk, day, log))
        row = {{}, "moved", std::move(*from), {}};
    else
        return std::nullopt;
    row.head = desk.head();
    row.phase_title = phase_title(desk);
    return row;
}

bool cut_page(std::vector<ReleaseRow>& rows, std::string_view after, std::size_t limit,
              std::string& next) {
    return cut(rows, after, limit, next);
}

bool cut_page(std::vector<ReceptionRow>& rows, std::string_view after, std::size_t limit,
              std::string& next) {
    return cut(rows, after, limit, next);
}

}  // namespace throughgate::sheets
