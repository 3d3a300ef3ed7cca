// SPDX-License-Identifier: MIT
// What reports are made of: one line a case, tables that are written row by row, and the makers.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "core/window.hpp"
#include "definition/workload.hpp"
#include "throughgate/reports.hpp"

namespace throughgate::core {

/// How many days a report of days shows when nobody says.
inline constexpr int report_days = 28;

/// Writes a table row by row; rows past the limit are counted only.
class TableWriter {
public:
    TableWriter(std::string id, std::string title, std::vector<ReportColumn> columns);
    void row(std::vector<std::string> cells) { table_.rows.push_back(std::move(cells)); }
    /// The table with at most `limit` rows; every case that it names is noted in the window.
    ReportTable done(std::size_t limit, Window& window);
    [[nodiscard]] std::size_t size() const { return table_.rows.size(); }
    /// By a column, counts from the highest; "-column": the other way round; empty: as written.
    /// False: there is no such column.
    bool sort_by(std::string_view column);

private:
    ReportTable table_;
};

std::string cell(std::uint64_t number);
std::string cell(bool truth);
std::string cell(const std::optional<Date>& date);
std::string cell(const std::optional<Instant>& instant);
/// Whole percent, rounded down; empty when there is nothing to divide.
std::string percent_cell(std::uint64_t part, std::uint64_t whole);

/// One open case as reports see it. Valid while it is visited.
struct CaseLine {
    const CaseSummary& row;
    const Case& the_case;
    const Withheld& hidden;
    std::string risk;  ///< choice of `risk.rosh`; "unknown": not recorded, or not for the viewer
    std::uint64_t points = 0;
    std::uint64_t open = 0, overdue = 0;               ///< handoffs
    std::optional<Instant> next;                       ///< next dated action
    std::string next_title;                            ///< what it is
    std::vector<std::pair<Symbol, std::string>> held;  ///< roles of the workload and who holds them
};

/// Nobody has recorded it, or it is not for whoever looks.
inline constexpr std::string_view unknown_risk = "unknown";
/// Choice of `risk.rosh`, or unknown_risk.
std::string risk_of(const Case& the_case, const Withheld& hidden);
/// The points that the spine in force names, else the usual ones.
definition::Workload workload_of(const Surroundings& around);
/// Roles whose holders have their cases counted.
std::vector<Symbol> workload_roles(const definition::Workload& workload);
/// Points of somebody who works so many days a week; nobody known has none.
std::uint64_t available_of(const Surroundings& around, const definition::Workload& workload,
                           std::string_view id);
/// Nobody holds the role on this case, and somebody should. A prison's officer is needed inside.
bool lacks_holder(const CaseLine& line, Symbol role);
/// Every open case that may be seen and that the query lets through.
Status each_line(Window& window, const ReportQuery& query,
                 const std::function<Status(const CaseLine&)>& visit);
/// The name of a member of staff; empty: not in the directory.
std::string name_of_staff(const Surroundings& around, std::string_view id);
/// "Tue".
std::string weekday_of(Date day);

/// First and last day of a report that looks ahead from `today`.
std::pair<Date, Date> days_ahead(const ReportQuery& query, Date today);

Status add_caseload(Window& window, const ReportQuery& query, Report& report);
Status add_workload(Window& window, const ReportQuery& query, Report& report);
Status add_handoffs(Window& window, const ReportQuery& query, Report& report);
Status add_unreachable(Window& window, const ReportQuery& query, Report& report);
Status add_inspection(Window& window, const ReportQuery& query, Report& report);
Status add_releases(Window& window, const ReportQuery& query, Report& report);
Status add_states(Window& window, const ReportQuery& query, Report& report);

}  // namespace throughgate::core
