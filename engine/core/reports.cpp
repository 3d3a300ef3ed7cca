// SPDX-License-Identifier: MIT
// The public reports: what is asked, by whom, and whether it is sound.
#include "throughgate/reports.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "core/report_parts.hpp"

namespace throughgate {
namespace {

using core::Asker;
using core::Window;

constexpr std::size_t most_rows = 10000;
constexpr int most_days = 400;

struct Maker {
    const char* kind;
    const char* title;
    Status (*add)(Window&, const ReportQuery&, Report&);
};

constexpr Maker makers[] = {
    {"caseload", "Caseload", core::add_caseload},
    {"workload", "Workload", core::add_workload},
    {"handoffs", "Handoffs", core::add_handoffs},
    {"unreachable", "Unreachable", core::add_unreachable},
    {"inspection", "Inspection: Through the Gate", core::add_inspection},
    {"releases", "Releases ahead", core::add_releases},
    {"states", "Where live cases stand", core::add_states},
};

Error invalid(std::string message, const char* subject) {
    return {ErrorKind::invalid, std::move(message), subject};
}

Status check(const ReportQuery& query) {
    if (query.limit == 0 || query.limit > most_rows || query.sample > most_rows)
        return invalid("a table has between 1 and " + std::to_string(most_rows) + " rows", "limit");
    if (!query.from || !query.until) return {};
    if (*query.until < *query.from) return invalid("the last day is before the first", "until");
    if (*query.until - *query.from >= std::chrono::days(most_days))
        return invalid("at most " + std::to_string(most_days) + " days", "until");
    return {};
}

void say_filters(const ReportQuery& query, Report& report) {
    for (const auto& [name, value] :
         {std::pair<const char*, const std::string&>{"prison", query.prison},
          {"team", query.team},
          {"person", query.person}})
        if (!value.empty()) report.asked.emplace_back(name, value);
    if (query.overdue_only) report.asked.emplace_back("overdue", "yes");
}

void say_cut(Report& report) {
    for (const ReportTable& each : report.tables)
        if (each.rows.size() < each.total && each.id != "sample")
            report.notes.push_back(
                "'" + each.title + "' shows " + std::to_string(each.rows.size()) + " of " +
                std::to_string(each.total) + " rows; narrow it, or ask for more.");
}

Result<Report> make(const Asker& asker, std::string_view kind, const ReportQuery& query) {
    const auto* maker = std::find_if(std::begin(makers), std::end(makers),
                                     [&](const Maker& each) { return kind == each.kind; });
    if (maker == std::end(makers))
        return Error{ErrorKind::not_found, "there is no report '" + std::string(kind) + "'",
                     std::string(kind)};
    if (auto sound = check(query); !sound.ok()) return sound.error();
    const std::string use = "report " + std::string(kind);
    return core::ask<Report>(asker, {use}, [&](Window& window) -> Result<Report> {
        Report report;
        report.kind = kind;
        report.title = maker->title;
        report.made = window.world().now;
        report.made_words = window.around().in_words(report.made);
        say_filters(query, report);
        if (auto added = maker->add(window, query, report); !added.ok()) return added.error();
        say_cut(report);
        return report;
    });
}

void add(Sha256& hash, const ReportTable& table) {
    hash.add_field(table.id).add_field(std::to_string(table.total));
    for (const ReportColumn& each : table.columns) hash.add_field(each.id);
    for (const auto& row : table.rows)
        for (const std::string& each : row) hash.add_field(each);
}

}  // namespace

const ReportTable* Report::find_table(std::string_view id) const {
    for (const ReportTable& each : tables)
        if (each.id == id) return &each;
    return nullptr;
}

std::optional<std::uint64_t> Report::figure(std::string_view id) const {
    for (const ReportFigure& each : figures)
        if (each.id == id) return each.value;
    return std::nullopt;
}

const std::vector<std::string>& report_kinds() {
    static const std::vector<std::string> kinds = [] {
        std::vector<std::string> names;
        for (const Maker& each : makers) names.emplace_back(each.kind);
        return names;
    }();
    return kinds;
}

Result<Report> report(Engine& engine, std::string_view kind, const ReportQuery& query) {
    return make({engine.parts()}, kind, query);
}

Result<Report> report(Engine& engine, const Viewer& viewer, std::string_view kind,
                      const ReportQuery& query) {
    return make({engine.parts(), &viewer}, kind, query);
}

std::string report_digest(const Report& report) {
    Sha256 hash;
    hash.add_field(report.kind).add_field(format_instant(report.made));
    for (const auto& [name, value] : report.asked) hash.add_field(name).add_field(value);
    for (const ReportFigure& each : report.figures)
        hash.add_field(each.id).add_field(std::to_string(each.value));
    for (const ReportTable& each : report.tables) add(hash, each);
    if (report.seal)
        hash.add_field(std::to_string(report.seal->commit)).add_field(report.seal->root);
    return to_hex(hash.finish());
}

}  // namespace throughgate
