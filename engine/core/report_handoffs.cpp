// SPDX-License-Identifier: MIT
// Handoffs across prison and community: where they wait, for whom, and how long already.
#include <algorithm>
#include <array>

#include "core/report_parts.hpp"
#include "core/views.hpp"

namespace throughgate::core {
namespace {

using enum CellKind;
using definition::Side;

constexpr std::array directions{"prison_to_community", "community_to_prison", "within_prison",
                                "within_community", "outside"};

std::string direction_of(const definition::DefinitionSet& set, const Handoff& handoff) {
    const auto* from = set.find_role(handoff.from_role);
    const auto* to = set.find_role(handoff.to_role);
    if (from == nullptr || to == nullptr || to->side == Side::outside ||
        from->side == Side::outside)
        return "outside";
    if (from->side == to->side)
        return to->side == Side::prison ? "within_prison" : "within_community";
    return to->side == Side::prison ? "community_to_prison" : "prison_to_community";
}

struct Column {
    std::uint64_t all = 0, overdue = 0, escalated = 0;
    std::map<std::string, std::uint64_t, std::less<>> ways;
};

using Board = std::map<std::string, Column>;

TableWriter board_table() {
    return {"board",
            "Open handoffs by stage",
            {{"stage", "Stage"},
             {"handoffs", "Handoffs", count},
             {"prison_to_community", "Prison to community", count},
             {"community_to_prison", "Community to prison", count},
             {"within_prison", "Within the prison", count},
             {"within_community", "Within the community", count},
             {"outside", "With an outside body", count},
             {"overdue", "Overdue", count},
             {"escalated", "Escalated", count}}};
}

TableWriter handoffs_table() {
    return {"handoffs",
            "Open handoffs, the most urgent first",
            {{"case", "Case"},
             {"number", "Number", count},
             {"name", "Handoff"},
             {"title", "Title"},
             {"stage", "Stage"},
             {"direction", "Way"},
             {"from", "From"},
             {"to", "To"},
             {"waits_for", "Waits for"},
             {"due", "Due", instant},
             {"overdue", "Overdue", truth},
             {"escalated", "Escalated", truth},
             {"age_days", "Days old", count}}};
}

std::string waits_for(const CaseLine& line, const Handoff& handoff) {
    if (!handoff.owner.empty()) return handoff.owner;
    return std::string(line.the_case.holder_of(handoff.to_role));
}

std::vector<std::string> row_of(const CaseLine& line, const Handoff& handoff, Window& window) {
    const Instant now = window.world().now;
    HandoffView view = view_of(handoff, line.the_case, window.around_for(line.the_case), now);
    line.hidden.from(view, line.the_case);
    const bool shut = line.hidden.any() && line.hidden.handoff(handoff);
    const auto age = std::chrono::floor<std::chrono::days>(now - handoff.raised).count();
    return {line.row.reference,
            cell(std::uint64_t{view.number}),
            view.name,
            view.title,
            view.state,
            shut ? "" : direction_of(window.around().definitions, handoff),
            view.from,
            view.to,
            shut ? "" : waits_for(line, handoff),
            cell(view.acknowledged_by.empty() && view.acknowledge_due ? view.acknowledge_due
                                                                      : view.complete_due),
            cell(view.overdue),
            cell(view.escalated),
            cell(static_cast<std::uint64_t>(std::max<std::int64_t>(age, 0)))};
}

constexpr std::size_t stage_column = 4, way_column = 5, due_column = 9, overdue_column = 10,
                      escalated_column = 11;

void count_on(Board& board, const std::vector<std::string>& row) {
    Column& column = board[row[stage_column]];
    ++column.all;
    ++column.ways[row[way_column]];
    column.overdue += row[overdue_column] == "yes" ? 1 : 0;
    column.escalated += row[escalated_column] == "yes" ? 1 : 0;
}

void write(const std::string& stage, const Column& column, TableWriter& table) {
    std::vector<std::string> row{stage, cell(column.all)};
    for (const char* way : directions) {
        const auto found = column.ways.find(way);
        row.push_back(cell(found == column.ways.end() ? std::uint64_t{0} : found->second));
    }
    row.insert(row.end(), {cell(column.overdue), cell(column.escalated)});
    table.row(std::move(row));
}

}  // namespace

Status add_handoffs(Window& window, const ReportQuery& query, Report& report) {
    Board board;
    std::vector<std::vector<std::string>> rows;
    const auto visited = each_line(window, query, [&](const CaseLine& line) {
        for (const Handoff& each : line.the_case.handoffs) {
            if (lifecycle::is_end(each.state)) continue;
            if (query.overdue_only && !is_overdue(each, window.world().now)) continue;
            auto row = row_of(line, each, window);
            count_on(board, row);
            rows.push_back(std::move(row));
        }
        return Status{};
    });
    if (!visited.ok()) return visited;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        if (a[due_column].empty() != b[due_column].empty()) return b[due_column].empty();
        return a[due_column] < b[due_column];
    });
    Column all;
    TableWriter stages = board_table();
    for (const auto& [stage, column] : board) {
        write(stage, column, stages);
        all.all += column.all;
        all.overdue += column.overdue;
        all.escalated += column.escalated;
        for (const auto& [way, number] : column.ways) all.ways[way] += number;
    }
    TableWriter list = handoffs_table();
    for (auto& row : rows) list.row(std::move(row));
    if (!list.sort_by(query.sort))
        return Error{ErrorKind::invalid, "there is no column '" + query.sort + "' to sort by",
                     "sort"};
    const auto across = all.ways["prison_to_community"] + all.ways["community_to_prison"];
    report.figures = {{"open", "Open handoffs", all.all},
                      {"overdue", "Overdue", all.overdue},
                      {"escalated", "Escalated to a manager", all.escalated},
                      {"across", "Between prison and community", across}};
    report.tables.push_back(stages.done(query.limit, window));
    report.tables.push_back(list.done(query.limit, window));
    return {};
}

}  // namespace throughgate::core
