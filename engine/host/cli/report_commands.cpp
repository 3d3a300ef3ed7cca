// SPDX-License-Identifier: MIT
// `report caseload`, `workload`, ... and `report verify`: figures for people, programs and
// spreadsheets.
#include "host/cli/report_commands.hpp"

#include <boost/json/parse.hpp>
#include <cstdio>

#include "host/cli/exit_codes.hpp"
#include "host/json/reports.hpp"

namespace throughgate::cli {
namespace {

Result<ReportQuery> query_of(const Arguments& a) {
    ReportQuery query;
    const auto read = [](const std::string& text, const char* option,
                         std::optional<Date>& day) -> Status {
        const auto known = day_of(text, option);
        if (!known.ok()) return known.error();
        day = *known;
        return {};
    };
    if (auto ok = read(a.from, "--from", query.from); !ok.ok()) return ok.error();
    if (auto ok = read(a.until, "--to", query.until); !ok.ok()) return ok.error();
    if (auto ok = read(a.known_on, "--known-on", query.known_on); !ok.ok()) return ok.error();
    query.prison = a.prison;
    query.team = a.team;
    query.person = a.person;
    query.overdue_only = a.overdue;
    query.sort = a.sort;
    query.seed = a.seed;
    query.sample = a.sample;
    query.limit = a.report_limit;
    return query;
}

Result<Report> make(const Arguments& a, Session& session, const ReportQuery& query) {
    const std::string& kind = a.command.back();
    if (a.as.empty()) return report(session.engine(), kind, query);
    return report(session.engine(), session.access_of(a).viewer(), kind, query);
}

std::string shown(const std::string& cell, CellKind kind, const Console& console) {
    if (cell.empty()) return "-";
    if (kind == CellKind::instant) return console.when(parse_instant(cell));
    return kind == CellKind::percent ? cell + " %" : cell;
}

void print(const ReportTable& table, const Console& console) {
    console.line("");
    console.line(table.title);
    std::vector<std::string> head;
    for (const ReportColumn& each : table.columns) head.push_back(each.title);
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : table.rows) {
        auto& cells = rows.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i)
            cells.push_back(shown(row[i], table.columns[i].kind, console));
    }
    if (rows.empty()) return console.line("  none");
    console.table(head, rows);
}

void print(const Report& report, const Console& console) {
    console.line(report.title + ", " + report.made_words);
    for (const std::string& each : report.notes) console.line(each);
    console.line("");
    for (const ReportFigure& each : report.figures)
        console.line("  " + each.title + ": " + std::to_string(each.value));
    for (const ReportTable& each : report.tables) print(each, console);
}

int print_csv(const Report& report, const std::string& wanted, const Console& console) {
    if (const ReportTable* table = report.find_table(wanted)) {
        const std::string csv = report_csv(*table);
        std::fwrite(csv.data(), 1, csv.size(), stdout);
        return exit_clean;
    }
    std::string known;
    for (const ReportTable& each : report.tables) known += (known.empty() ? "" : ", ") + each.id;
    return console.fail({ErrorKind::invalid,
                         "this report has no table '" + wanted + "'; there is " + known, "--csv"});
}

int verify(const Arguments& a, const Console& console, Session& session) {
    const auto bytes = read_file(a.files.front());
    if (!bytes.ok()) return console.fail(bytes.error());
    boost::json::error_code broken;
    const boost::json::value value = boost::json::parse(*bytes, broken);
    const auto read = report_of(broken ? boost::json::value() : value);
    if (!read.ok()) return console.fail(read.error());
    const auto faults = verify_report(session.engine(), *read);
    if (!faults.ok()) return console.fail(faults.error());
    if (console.json()) {
        boost::json::array said;
        for (const std::string& each : *faults) said.push_back(boost::json::value(each));
        console.value(boost::json::object{{"verified", faults->empty()}, {"faults", said}});
    } else if (faults->empty()) {
        console.line("the report is as it was written, and the log that it rests on is as it was");
    }
    if (!console.json())
        for (const std::string& each : *faults) console.line(each);
    return faults->empty() ? exit_clean : exit_findings;
}

}  // namespace

int run_figures(const Arguments& a, const Console& console, Session& session) {
    if (a.command.back() == "verify") return verify(a, console, session);
    const auto query = query_of(a);
    if (!query.ok()) return console.fail(query.error());
    const auto made = make(a, session, *query);
    if (!made.ok()) return console.fail(made.error());
    if (!a.csv.empty()) return print_csv(*made, a.csv, console);
    if (console.json())
        console.value(to_json(*made));
    else
        print(*made, console);
    return exit_clean;
}

}  // namespace throughgate::cli
