// SPDX-License-Identifier: MIT
#include "host/json/reports.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value_to.hpp>
#include <charconv>

namespace throughgate {
namespace {

namespace json = boost::json;

constexpr std::pair<CellKind, const char*> kinds[] = {
    {CellKind::text, "text"}, {CellKind::count, "count"},     {CellKind::percent, "percent"},
    {CellKind::date, "date"}, {CellKind::instant, "instant"}, {CellKind::truth, "truth"}};

json::string_view name_of(CellKind kind) {
    for (const auto& [each, name] : kinds)
        if (each == kind) return name;
    return "text";
}

CellKind kind_named(json::string_view name) {
    for (const auto& [each, known] : kinds)
        if (name == known) return each;
    return CellKind::text;
}

json::value value_of(const std::string& cell, CellKind kind) {
    const bool is_number = kind == CellKind::count || kind == CellKind::percent;
    if (cell.empty()) return kind == CellKind::text ? json::value("") : json::value(nullptr);
    if (kind == CellKind::truth) return cell == "yes";
    std::uint64_t number = 0;
    if (!is_number) return json::value(cell);
    std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return number;
}

std::string cell_of(const json::value& value) {
    if (value.is_null()) return "";
    if (value.is_bool()) return value.get_bool() ? "yes" : "no";
    if (value.is_uint64()) return std::to_string(value.get_uint64());
    if (value.is_int64()) return std::to_string(value.get_int64());
    return json::value_to<std::string>(value);
}

json::object to_json(const ReportTable& table) {
    json::array columns, rows;
    for (const ReportColumn& each : table.columns)
        columns.push_back(
            json::object{{"id", each.id}, {"title", each.title}, {"kind", name_of(each.kind)}});
    for (const auto& row : table.rows) {
        json::object cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells.emplace(table.columns[i].id, value_of(row[i], table.columns[i].kind));
        rows.push_back(std::move(cells));
    }
    return {{"id", table.id},
            {"title", table.title},
            {"columns", std::move(columns)},
            {"rows", std::move(rows)},
            {"total", table.total}};
}

std::string text_at(const json::value& value, json::string_view key) {
    return json::value_to<std::string>(value.at(key));
}

ReportTable table_of(const json::value& value) {
    ReportTable table{text_at(value, "id"), text_at(value, "title"), {}, {}, 0};
    table.total = value.at("total").to_number<std::size_t>();
    for (const json::value& each : value.at("columns").as_array())
        table.columns.push_back(
            {text_at(each, "id"), text_at(each, "title"), kind_named(each.at("kind").as_string())});
    for (const json::value& each : value.at("rows").as_array()) {
        std::vector<std::string>& row = table.rows.emplace_back();
        for (const ReportColumn& column : table.columns) row.push_back(cell_of(each.at(column.id)));
    }
    return table;
}

Report read(const json::value& value) {
    Report report;
    report.kind = text_at(value, "report");
    report.title = text_at(value, "title");
    const auto made = parse_instant(text_at(value, "made"));
    if (!made) throw std::invalid_argument("made");
    report.made = *made;
    for (const auto& [name, asked] : value.at("asked").as_object())
        report.asked.emplace_back(name, json::value_to<std::string>(asked));
    for (const json::value& each : value.at("figures").as_array())
        report.figures.push_back({text_at(each, "id"), text_at(each, "title"),
                                  each.at("value").to_number<std::uint64_t>()});
    for (const json::value& each : value.at("tables").as_array())
        report.tables.push_back(table_of(each));
    if (const json::value& seal = value.at("seal"); !seal.is_null())
        report.seal = {seal.at("commit").to_number<std::uint64_t>(), text_at(seal, "root")};
    return report;
}

}  // namespace

boost::json::object to_json(const Report& report) {
    json::object asked;
    for (const auto& [name, value] : report.asked) asked.emplace(name, value);
    json::array notes, figures, tables;
    for (const std::string& each : report.notes) notes.push_back(json::value(each));
    for (const ReportFigure& each : report.figures)
        figures.push_back(
            json::object{{"id", each.id}, {"title", each.title}, {"value", each.value}});
    for (const ReportTable& each : report.tables) tables.push_back(to_json(each));
    json::value seal(nullptr);
    if (report.seal)
        seal = json::object{{"commit", report.seal->commit}, {"root", report.seal->root}};
    return {{"report", report.kind},
            {"title", report.title},
            {"made", format_instant(report.made)},
            {"asked", std::move(asked)},
            {"notes", std::move(notes)},
            {"figures", std::move(figures)},
            {"tables", std::move(tables)},
            {"seal", std::move(seal)},
            {"digest", report_digest(report)}};
}

Result<Report> report_of(const boost::json::value& value) {
    try {
        Report report = read(value);
        if (report_digest(report) == text_at(value, "digest")) return report;
        return Error{ErrorKind::invalid, "the report was changed: its digest is of other figures",
                     report.kind};
    } catch (const std::exception&) {
        return Error{ErrorKind::invalid,
                     "this is no report as `report inspection -o json` writes it", "report"};
    }
}

}  // namespace throughgate
