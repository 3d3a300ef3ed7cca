// SPDX-License-Identifier: MIT
// Releases ahead: who goes out on which day, and what is not arranged.
#include <algorithm>

#include "core/report_parts.hpp"
#include "core/withheld_pages.hpp"
#include "sheets/sheets.hpp"

namespace throughgate::core {
namespace {

using enum CellKind;

struct Day {
    std::uint64_t releases = 0, settled = 0, without_officer = 0, overdue = 0;
};

TableWriter people_table() {
    return {"people",
            "Who goes out, and what is not arranged",
            {{"case", "Case"},
             {"release", "Release", date},
             {"certainty", "How sure"},
             {"prison", "Prison"},
             {"team", "Team"},
             {"officer", "Officer"},
             {"missing", "Not arranged", count},
             {"clashes", "Cannot be kept", count},
             {"what", "What is not arranged"}}};
}

TableWriter days_table() {
    return {"days",
            "Releases a day",
            {{"day", "Day", date},
             {"weekday", "Weekday"},
             {"releases", "Releases", count},
             {"settled", "All arranged", count},
             {"without_officer", "Without officer", count},
             {"thursday", "Thursday", truth}}};
}

/// The first few of them, and how many more: a cell is read, the release sheet has everything.
std::string words_of(const ReleaseRow& row) {
    constexpr std::size_t most = 3;
    std::vector<std::string> all;
    for (const ClashView& each : row.clashes) all.push_back(each.sentence);
    for (const MissingView& each : row.missing) all.push_back(each.sentence);
    std::string words;
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i)
        words += (i == 0 ? "" : "; ") + all[i];
    if (all.size() > most) words += "; and " + std::to_string(all.size() - most) + " more";
    return words;
}

void write_days(const std::map<Date, Day>& days, Date first, Date last, TableWriter& table) {
    for (Date day = first; day <= last; day += std::chrono::days(1)) {
        const auto found = days.find(day);
        const Day here = found == days.end() ? Day() : found->second;
        table.row({format_date(day), weekday_of(day), cell(here.releases), cell(here.settled),
                   cell(here.without_officer),
                   cell(std::chrono::weekday(day) == std::chrono::Thursday)});
    }
}

bool is_wanted(const CaseSummary& row, Date first, Date last) {
    const bool inside = row.state == "custody" || row.state == "gate";
    return inside && row.release && *row.release >= first && *row.release <= last;
}

}  // namespace

Status add_releases(Window& window, const ReportQuery& query, Report& report) {
    const auto [first, last] = days_ahead(query, window.around().today(window.world().now));
    std::vector<ReleaseRow> rows;
    std::map<Date, Day> days;
    store::CaseFilter filter;
    filter.prison = query.prison;
    filter.team = query.team;
    const auto visited = window.each_case(filter, [&](const CaseSummary& row) -> Status {
        if (!is_wanted(row, first, last)) return {};
        const auto loaded = window.reader().load_case(row.id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value()) return {};
        if (!query.person.empty() && (*loaded)->holder_of(Symbol::of("ro")) != query.person &&
            (*loaded)->holder_of(Symbol::of("pom")) != query.person)
            return {};
        const journey::World world = window.world_for(**loaded);
        const sheets::Around pages(world, window.around().directory, "en");
        ReleaseRow made = sheets::release_row(sheets::Desk(pages, **loaded, context_of(**loaded)));
        blank(window.withheld_of(**loaded), made);
        Day& day = days[*row.release];
        ++day.releases;
        day.settled += made.missing.empty() && made.clashes.empty() ? 1 : 0;
        day.without_officer += row.officer.empty() ? 1 : 0;
        rows.push_back(std::move(made));
        return {};
    });
    if (!visited.ok()) return visited;
    std::stable_sort(rows.begin(), rows.end(), [](const ReleaseRow& a, const ReleaseRow& b) {
        return a.head.release < b.head.release;
    });
    TableWriter people = people_table();
    for (const ReleaseRow& row : rows)
        people.row({row.head.reference, cell(row.head.release), row.head.certainty, row.head.prison,
                    row.head.team, row.head.officer, cell(std::uint64_t{row.missing.size()}),
                    cell(std::uint64_t{row.clashes.size()}), words_of(row)});
    TableWriter calendar = days_table();
    write_days(days, first, last, calendar);
    Day all;
    std::uint64_t thursdays = 0, busiest = 0;
    for (const auto& [day, here] : days) {
        all.releases += here.releases;
        all.settled += here.settled;
        all.without_officer += here.without_officer;
        busiest = std::max(busiest, here.releases);
        if (std::chrono::weekday(day) == std::chrono::Thursday) thursdays += here.releases;
    }
    report.figures = {{"releases", "Releases in these days", all.releases},
                      {"settled", "All arranged", all.settled},
                      {"not_settled", "Something is not arranged", all.releases - all.settled},
                      {"without_officer", "Without responsible officer", all.without_officer},
                      {"thursday_releases", "On a Thursday", thursdays},
                      {"busiest_day", "Releases on the busiest day", busiest}};
    report.tables.push_back(calendar.done(calendar.size(), window));
    report.tables.push_back(people.done(query.limit, window));
    return {};
}

}  // namespace throughgate::core
