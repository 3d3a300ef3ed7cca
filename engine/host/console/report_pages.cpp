// SPDX-License-Identifier: MIT
#include "host/console/report_pages.hpp"

#include <charconv>

namespace throughgate::console {
namespace {

constexpr std::size_t most_bars = 30;

std::uint64_t number_of(const std::string& cell) {
    std::uint64_t number = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return number;
}

/// Cells of one row by the ids of their columns.
class Row {
public:
    Row(const ReportTable& table, const std::vector<std::string>& cells)
        : table_(table), cells_(cells) {}
    [[nodiscard]] std::string operator[](std::string_view column) const {
        for (std::size_t i = 0; i < table_.columns.size(); ++i)
            if (table_.columns[i].id == column) return cells_[i];
        return {};
    }
    [[nodiscard]] std::uint64_t number(std::string_view column) const {
        return number_of((*this)[column]);
    }

private:
    const ReportTable& table_;
    const std::vector<std::string>& cells_;
};

BarChart chart_of(const Report& report, const char* table, std::string title, std::string caption,
                  Bar (*bar)(const Row&)) {
    BarChart chart{std::move(title), std::move(caption)};
    if (const ReportTable* found = report.find_table(table))
        for (const auto& row : found->rows)
            if (chart.bars.size() < most_bars) chart.bars.push_back(bar(Row(*found, row)));
    return chart;
}

std::string name_in(const Row& row) { return row["name"].empty() ? row["person"] : row["name"]; }

BarChart caseload_chart(const Report& report) {
    return chart_of(report, "people", "Cases of each person, as bars",
                    "The length is the number of cases; dark is the part in custody or at the "
                    "gate. The numbers stand in the table.",
                    [](const Row& row) {
                        return Bar{name_in(row), row.number("cases"),
                                   row.number("custody") + row.number("gate"), "", false};
                    });
}

BarChart workload_chart(const Report& report) {
    return chart_of(report, "people", "Points of work of each person, as bars",
                    "The length is the points used. Red: more points than the person has. The "
                    "numbers stand in the table.",
                    [](const Row& row) {
                        const auto used = row.number("points"), has = row.number("available");
                        return Bar{name_in(row), used, used > has ? 0 : used,
                                   std::to_string(used) + " of " + std::to_string(has), used > has};
                    });
}

BarChart handoffs_chart(const Report& report) {
    return chart_of(report, "board", "Open handoffs by stage, as bars",
                    "The length is the number of handoffs; dark is the part that is overdue. The "
                    "numbers stand in the table.",
                    [](const Row& row) {
                        return Bar{row["stage"], row.number("handoffs"), row.number("overdue"),
                                   row["handoffs"] + ", " + row["overdue"] + " overdue", false};
                    });
}

BarChart releases_chart(const Report& report) {
    return chart_of(report, "days", "Releases of each day, as bars",
                    "The length is the number of releases, Thursdays in red; dark blue is the part "
                    "for which everything is arranged. The numbers stand in the table.",
                    [](const Row& row) {
                        return Bar{row["weekday"] + " " + row["day"], row.number("releases"),
                                   row.number("settled"), row["releases"],
                                   row["thursday"] == "yes"};
                    });
}

/// The peak of the week, without what is arranged.
BarChart thursdays_chart(const Report& report) {
    return chart_of(report, "days", "Releases of each day, as bars",
                    "The length is the number of releases, Thursdays in red. The numbers stand in "
                    "the table.",
                    [](const Row& row) {
                        return Bar{row["weekday"] + " " + row["day"], row.number("releases"), 0,
                                   row["releases"], row["thursday"] == "yes"};
                    });
}

BarChart inspection_chart(const Report& report) {
    return chart_of(report, "units", "Handoffs on time of each prison and team, as bars",
                    "The length is the handoffs on time, in per cent of those that came due. The "
                    "numbers stand in the table.",
                    [](const Row& row) {
                        const std::string said = row["on_time"].empty()
                                                     ? "none came due"
                                                     : row["on_time"] + " % of " + row["handoffs"];
                        return Bar{row["unit"], row.number("on_time"), row.number("on_time"), said,
                                   false};
                    });
}

const ReportInput prison{"prison", "Prison"}, team{"team", "Community team"},
    person{"person", "Member of staff"}, from{"from", "First day", "As 2026-03-17"},
    until{"until", "Last day", "As 2026-03-17"};

ReportPage people_page() {
    ReportPage page{"caseload", "/people", "workload", "Caseload of each person",
                    "How many cases each person has, by phase and risk, and what is due next."};
    page.inputs = {prison, team, person};
    page.sorts = {{"", "Most cases"},
                  {"overdue", "Most overdue handoffs"},
                  {"high", "Most of high risk"},
                  {"next", "Next dated action"}};
    page.pictures = {caseload_chart};
    page.views = {{"Points of work", "/workload"},
                  {"Most overdue handoffs first", "/people?sort=overdue"},
                  {"Most cases of high risk first", "/people?sort=high"}};
    return page;
}

ReportPage workload_page() {
    ReportPage page{"workload", "/workload", "workload", "Workload",
                    "Points of work used and available, cases that nobody has, and on which days "
                    "people go out."};
    page.inputs = {prison, team, person, from, until};
    page.sorts = {{"", "Most cases"},
                  {"used", "Most used"},
                  {"points", "Most points"},
                  {"overdue", "Most overdue handoffs"}};
    page.pictures = {workload_chart, thursdays_chart};
    page.for_managers = {"Allocate and hand over cases", "/workload/allocate"};
    page.views = {{"Caseload of each person", "/people"},
                  {"Whoever has used most of their points first", "/workload?sort=used"},
                  {"Most overdue handoffs first", "/workload?sort=overdue"},
                  {"Releases ahead, day by day", "/releases"}};
    return page;
}

ReportPage handoffs_page() {
    ReportPage page{"handoffs", "/handoffs", "handoffs", "Handoffs",
                    "Every open handoff across prison and community: where it waits, for whom, and "
                    "how long already."};
    page.inputs = {prison, team, person};
    page.overdue = true;
    page.sorts = {{"", "Due date"},
                  {"age_days", "Oldest"},
                  {"waits_for", "Who it waits for"},
                  {"direction", "Way"}};
    page.pictures = {handoffs_chart};
    page.views = {{"Only overdue ones", "/handoffs?overdue=yes"},
                  {"The oldest first", "/handoffs?sort=age_days"},
                  {"By whom they wait for", "/handoffs?sort=waits_for"}};
    return page;
}

ReportPage releases_page() {
    ReportPage page{"releases", "/releases", "releases", "Releases ahead",
                    "Who goes out on which day, and what is not arranged. Thursdays are crowded: "
                    "releases that would fall on a Friday or weekend come forward."};
    page.inputs = {prison, team, person, from, until};
    page.pictures = {releases_chart};
    return page;
}

ReportPage unreachable_page() {
    ReportPage page{"unreachable", "/unreachable", "unreachable", "Unreachable",
                    "What could not be told to anybody, work that nobody answers for, and holders "
                    "of cases to whom nothing can be sent."};
    page.inputs = {prison, team};
    return page;
}

ReportPage inspection_page() {
    ReportPage page{"inspection", "/inspection", "inspection", "Inspection: Through the Gate",
                    "Evidence for everybody who was released in some days: planned, acted on, "
                    "co-ordinated. As is known now, or as was known on a day."};
    page.inputs = {prison,
                   team,
                   person,
                   from,
                   until,
                   {"known_on", "As known on", "At the end of that day, as 2026-03-17"},
                   {"seed", "Seed of the sample", "The same seed draws the same cases"},
                   {"sample", "Cases in the sample"}};
    page.pictures = {inspection_chart};
    page.export_words =
        "Take it away to be verified (JSON); the command 'report verify' holds it against the log";
    return page;
}

}  // namespace

const std::vector<ReportPage>& all_report_pages() {
    static const std::vector<ReportPage> all{people_page(),      workload_page(),
                                             handoffs_page(),    releases_page(),
                                             unreachable_page(), inspection_page()};
    return all;
}

const ReportPage* find_report_page(std::string_view kind) {
    for (const ReportPage& each : all_report_pages())
        if (kind == each.kind) return &each;
    return nullptr;
}

}  // namespace throughgate::console
