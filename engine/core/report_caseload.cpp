// SPDX-License-Identifier: MIT
// Caseload and workload: who has how many cases, how much work that is, which cases nobody has, and
// on which days people go out.
#include <algorithm>

#include "core/report_parts.hpp"

namespace throughgate::core {
namespace {

using enum CellKind;
using definition::Workload;

constexpr const char* phases[] = {"custody", "gate", "released", "community", "away"};
constexpr const char* risks[] = {"low", "medium", "high", "very_high", "unknown"};

/// What one member of staff has.
struct Load {
    std::uint64_t cases = 0, points = 0, open = 0, overdue = 0;
    std::map<std::string, std::uint64_t, std::less<>> phase, risk;
    std::optional<Instant> next;
    std::string next_case, next_title;

    void add(const CaseLine& line) {
        ++cases;
        points += line.points;
        open += line.open;
        overdue += line.overdue;
        ++phase[line.row.state];
        ++risk[line.risk];
        if (!line.next || (next && *next <= *line.next)) return;
        next = line.next;
        next_case = line.row.reference;
        next_title = line.next_title;
    }
};

using Loads = std::map<std::string, Load>;

/// Whoever holds two roles of one case has it once.
void add_to_holders(const CaseLine& line, Loads& loads, const std::string& only) {
    std::set<std::string> people;
    for (const auto& [role, person] : line.held)
        if (!person.empty() && (only.empty() || person == only)) people.insert(person);
    for (const std::string& person : people) loads[person].add(line);
}

std::string team_of(const Surroundings& around, const std::string& id) {
    const StaffMember* member = around.directory.find(id);
    return member != nullptr ? member->team : "";
}

std::vector<std::pair<std::string, Load>> most_first(const Loads& loads) {
    std::vector<std::pair<std::string, Load>> all(loads.begin(), loads.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.second.cases > b.second.cases; });
    return all;
}

std::uint64_t count_in(const auto& counts, const char* name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

TableWriter people_table() {
    return {"people",
            "Caseload of each person",
            {{"person", "Staff id"},
             {"name", "Name"},
             {"team", "Team"},
             {"cases", "Cases", count},
             {"custody", "In custody", count},
             {"gate", "At the gate", count},
             {"released", "Released", count},
             {"community", "In the community", count},
             {"away", "Away", count},
             {"low", "Low risk", count},
             {"medium", "Medium", count},
             {"high", "High", count},
             {"very_high", "Very high", count},
             {"unknown", "Not known", count},
             {"overdue", "Overdue handoffs", count},
             {"next", "Next dated action", instant},
             {"next_case", "Its case"},
             {"next_title", "What it is"}}};
}

TableWriter cases_table() {
    return {"cases",
            "Cases",
            {{"case", "Case"},
             {"phase", "Phase"},
             {"risk", "Risk"},
             {"release", "Release", date},
             {"prison", "Prison"},
             {"team", "Team"},
             {"points", "Points", count},
             {"open", "Open handoffs", count},
             {"overdue", "Overdue", count},
             {"next", "Next dated action", instant},
             {"next_title", "What it is"}}};
}

void write(const std::string& person, const Load& load, const Surroundings& around,
           TableWriter& people) {
    std::vector<std::string> row{person, name_of_staff(around, person), team_of(around, person),
                                 cell(load.cases)};
    for (const char* phase : phases) row.push_back(cell(count_in(load.phase, phase)));
    for (const char* risk : risks) row.push_back(cell(count_in(load.risk, risk)));
    row.insert(row.end(), {cell(load.overdue), cell(load.next), load.next_case, load.next_title});
    people.row(std::move(row));
}

void write(const CaseLine& line, TableWriter& cases) {
    cases.row({line.row.reference, line.row.state, line.risk, cell(line.row.release),
               line.row.prison, line.row.team, cell(line.points), cell(line.open),
               cell(line.overdue), cell(line.next), line.next_title});
}

Error no_column(const std::string& sort) {
    return {ErrorKind::invalid, "there is no column '" + sort + "' to sort by", "sort"};
}

/// How many go out on which day.
struct Days {
    Date first{}, last{};
    std::map<Date, std::uint64_t> releases;

    void add(const CaseSummary& row) {
        const bool inside = row.state == "custody" || row.state == "gate";
        if (inside && row.release && *row.release >= first && *row.release <= last)
            ++releases[*row.release];
    }
    [[nodiscard]] std::uint64_t on(Date day) const {
        const auto found = releases.find(day);
        return found == releases.end() ? 0 : found->second;
    }
};

bool is_thursday(Date day) { return std::chrono::weekday(day) == std::chrono::Thursday; }

void write(const Days& days, Window& window, Report& report) {
    TableWriter each("days", "Releases a day",
                     {{"day", "Day", date},
                      {"weekday", "Weekday"},
                      {"releases", "Releases", count},
                      {"thursday", "Thursday", truth}});
    std::uint64_t all = 0, thursdays = 0, busiest = 0;
    for (Date day = days.first; day <= days.last; day += std::chrono::days(1)) {
        const std::uint64_t here = days.on(day);
        each.row({format_date(day), weekday_of(day), cell(here), cell(is_thursday(day))});
        all += here;
        if (is_thursday(day)) thursdays += here;
        busiest = std::max(busiest, here);
    }
    report.tables.push_back(each.done(each.size(), window));
    report.figures.push_back({"releases", "Releases in these days", all});
    report.figures.push_back({"thursday_releases", "Of these on a Thursday", thursdays});
    report.figures.push_back({"busiest_day", "Releases on the busiest day", busiest});
}

TableWriter workload_table() {
    return {"people",
            "Work of each person",
            {{"person", "Staff id"},
             {"name", "Name"},
             {"team", "Team"},
             {"cases", "Cases", count},
             {"points", "Points used", count},
             {"available", "Points available", count},
             {"used", "Used, in per cent", percent},
             {"many", "Over the number of cases", truth},
             {"overdue", "Overdue handoffs", count}}};
}

TableWriter unallocated_table() {
    return {"unallocated",
            "Cases that nobody has",
            {{"case", "Case"},
             {"role", "Role that nobody holds"},
             {"phase", "Phase"},
             {"prison", "Prison"},
             {"team", "Team"},
             {"release", "Release", date}}};
}

}  // namespace

Status add_caseload(Window& window, const ReportQuery& query, Report& report) {
    Loads loads;
    Load all;
    TableWriter cases = cases_table();
    const auto visited = each_line(window, query, [&](const CaseLine& line) {
        add_to_holders(line, loads, query.person);
        all.add(line);
        if (!query.person.empty()) write(line, cases);
        return Status{};
    });
    if (!visited.ok()) return visited;
    TableWriter people = people_table();
    for (const auto& [person, load] : most_first(loads))
        write(person, load, window.around(), people);
    const bool of_one = !query.person.empty();
    if (!(of_one ? cases : people).sort_by(query.sort)) return no_column(query.sort);
    report.figures = {{"people", "People with cases", loads.size()},
                      {"cases", "Open cases", all.cases},
                      {"overdue", "Overdue handoffs", all.overdue}};
    for (const char* phase : phases)
        report.figures.push_back(
            {phase, std::string("Of the cases: ") + phase, count_in(all.phase, phase)});
    report.tables.push_back(people.done(query.limit, window));
    if (of_one) report.tables.push_back(cases.done(query.limit, window));
    return {};
}

Status add_workload(Window& window, const ReportQuery& query, Report& report) {
    const Surroundings& around = window.around();
    const Workload workload = workload_of(around);
    const auto [first, last] = days_ahead(query, around.today(window.world().now));
    Loads loads;
    Days days{first, last, {}};
    TableWriter unallocated = unallocated_table();
    std::uint64_t cases = 0, without = 0;
    const auto visited = each_line(window, query, [&](const CaseLine& line) {
        ++cases;
        add_to_holders(line, loads, query.person);
        days.add(line.row);
        bool lacks = false;
        for (const auto& [role, person] : line.held) {
            if (!lacks_holder(line, role)) continue;
            lacks = true;
            unallocated.row({line.row.reference, std::string(role.text()), line.row.state,
                             line.row.prison, line.row.team, cell(line.row.release)});
        }
        without += lacks ? 1 : 0;
        return Status{};
    });
    if (!visited.ok()) return visited;
    TableWriter people = workload_table();
    std::uint64_t used = 0, available = 0, many = 0, over = 0;
    for (const auto& [person, load] : most_first(loads)) {
        const std::uint64_t has = available_of(around, workload, person);
        const bool is_many = load.cases > workload.many_cases;
        used += load.points;
        available += has;
        many += is_many ? 1 : 0;
        over += load.points > has ? 1 : 0;
        people.row({person, name_of_staff(around, person), team_of(around, person),
                    cell(load.cases), cell(load.points), cell(has), percent_cell(load.points, has),
                    cell(is_many), cell(load.overdue)});
    }
    if (!people.sort_by(query.sort)) return no_column(query.sort);
    report.figures = {
        {"people", "People with cases", loads.size()},
        {"cases", "Open cases", cases},
        {"points_used", "Points used", used},
        {"points_available", "Points available", available},
        {"over_many", "People with more than " + std::to_string(workload.many_cases) + " cases",
         many},
        {"over_points", "People with more points than they have", over},
        {"unallocated", "Cases that lack somebody", without}};
    report.tables.push_back(people.done(query.limit, window));
    report.tables.push_back(unallocated.done(query.limit, window));
    write(days, window, report);
    return {};
}

}  // namespace throughgate::core
