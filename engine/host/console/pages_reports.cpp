// SPDX-License-Identifier: MIT
// Reports as pages: the figures of `throughgate report`, each table with its picture, for download
// too.
#include <algorithm>
#include <boost/json/serialize.hpp>

#include "host/console/acting.hpp"
#include "host/console/charts.hpp"
#include "host/console/frame.hpp"
#include "host/console/page.hpp"
#include "host/console/report_pages.hpp"
#include "host/console/role_names.hpp"
#include "host/console/saved_views.hpp"
#include "host/console/sorting.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "host/json/reports.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t rows_shown = 100, rows_taken = 10'000;

using Faults = std::vector<Fault>;

void read_day(const Visit& visit, const char* name, std::optional<Date>& day, Faults& faults) {
    const std::string& given = visit.query[name];
    if (given.empty()) return;
    day = parse_date(given);
    if (!day)
        faults.push_back(
            {"'" + given + "' is no day; write it like 2026-03-17", "#" + std::string(name)});
}

template <typename Number>
void read_number(const Visit& visit, const char* name, Number& number, Faults& faults) {
    const std::string& given = visit.query[name];
    if (given.empty()) return;
    const bool digits = given.size() <= 9 && given.find_first_not_of("0123456789") == given.npos;
    if (digits) number = http::number_in<Number>(given);
    if (!digits) faults.push_back({"'" + given + "' is no whole number", "#" + std::string(name)});
}

ReportQuery query_of(const Visit& visit, Faults& faults) {
    ReportQuery query;
    query.prison = visit.query["prison"];
    query.team = visit.query["team"];
    query.person = visit.query["person"];
    query.sort = visit.query["sort"];
    query.overdue_only = visit.query["overdue"] == "yes";
    query.limit = rows_shown;
    read_day(visit, "from", query.from, faults);
    read_day(visit, "until", query.until, faults);
    read_day(visit, "known_on", query.known_on, faults);
    read_number(visit, "seed", query.seed, faults);
    read_number(visit, "sample", query.sample, faults);
    return query;
}

Filter filter_of(const Visit& visit, const ReportPage& page) {
    Filter filter{.action = page.path};
    if (page.overdue) {
        const bool chosen = visit.query["overdue"] == "yes";
        filter.selects.push_back(
            {"overdue",
             "Which",
             {{"", "All open handoffs", !chosen}, {"yes", "Only overdue ones", chosen}}});
    }
    if (!page.sorts.empty()) {
        Select sort{"sort", "Sort by", {}};
        for (const auto& [value, words] : page.sorts)
            sort.choices.push_back({value, words, visit.query["sort"] == value});
        const bool offered = std::any_of(sort.choices.begin(), sort.choices.end(),
                                         [](const Choice& each) { return each.selected; });
        if (!offered) sort.choices.push_back({visit.query["sort"], "As it is now", true});
        filter.selects.push_back(std::move(sort));
    }
    for (const ReportInput& each : page.inputs)
        filter.inputs.push_back({.name = each.name,
                                 .label = each.label,
                                 .value = visit.query[each.name],
                                 .hint = each.hint,
                                 .width = "10",
                                 .plain = true});
    return filter;
}

/// The filters of this visit and an order, as the query of another address.
std::string query_text(const Visit& visit, const ReportPage& page, const std::string& sort) {
    std::string all;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty())
            all += (all.empty() ? "?" : "&") + std::string(name) + "=" + encoded(value);
    };
    for (const ReportInput& each : page.inputs) add(each.name, visit.query[each.name]);
    if (page.overdue) add("overdue", visit.query["overdue"]);
    if (!page.sorts.empty()) add("sort", sort);
    return all;
}

std::string query_text(const Visit& visit, const ReportPage& page) {
    return query_text(visit, page, visit.query["sort"]);
}

/// What the page is made of besides the report.
struct Showing {
    const Visit& visit;
    const ReportPage& page;
    const Engine& engine;
    const RoleNames& roles;
};

/// The table that a report sorts over all of its rows.
bool is_sorted_table(const Showing& showing, const ReportTable& table) {
    if (showing.page.sorts.empty()) return false;
    const bool of_one =
        showing.page.kind == std::string_view("caseload") && !showing.visit.query["person"].empty();
    return table.id == (of_one ? "cases" : "people") || table.id == "handoffs";
}

bool is_alarm(std::string_view column) {
    return column == "overdue" || column == "escalated" || column == "many";
}

/// Ids that read as words once they are apart.
bool is_choice(std::string_view column) {
    return column == "direction" || column == "stage" || column == "phase" || column == "risk";
}

/// What it says of a role.
bool is_role(std::string_view column) {
    return column == "role" || column == "from" || column == "to" || column == "owner" ||
           column == "waits_for" || column == "recipient";
}

Cell cell_of(const std::string& value, const ReportColumn& column, const Showing& showing) {
    const Engine& engine = showing.engine;
    Cell cell{.text = value, .sort = value};
    if (value.empty()) return cell;
    if (is_role(column.id)) cell.text = showing.roles.of(value);
    if (column.id == "case" || column.id == "next_case") cell.href = address_of_case(value);
    if (column.id == "person" && value.find(' ') == value.npos)
        cell.href = "/people?person=" + encoded(value);
    if (column.kind == CellKind::percent) cell.text = value + " %";
    if (is_choice(column.id)) std::replace(cell.text.begin(), cell.text.end(), '_', ' ');
    if (const auto day = parse_date(value); day && column.kind == CellKind::date)
        cell.text = format_date_long(*day);
    if (const auto at = parse_instant(value); at && column.kind == CellKind::instant)
        cell.text = engine.in_words(*at);
    if (column.kind != CellKind::truth) return cell;
    cell.text = value == "yes" ? "Yes" : "No";
    if (value == "yes" && is_alarm(column.id)) {
        cell.text.clear();
        cell.tag = Tag{"Yes", "red"};
    }
    return cell;
}

std::size_t place_of(const ReportTable& table, std::string_view column) {
    std::size_t i = 0;
    while (i < table.columns.size() && table.columns[i].id != column) ++i;
    return i;
}

/// Columns that stand below another one's cell, so that a table fits its page.
constexpr std::pair<std::string_view, std::string_view> below[] = {
    {"name", "person"},   {"title", "name"},    {"next_title", "next"},
    {"begun", "planned"}, {"settled", "acted"}, {"acknowledged", "coordinated"}};

/// Only for programs: the page has them elsewhere, or nobody reads them.
bool is_for_programs(std::string_view column) {
    return column == "number" || column == "log_length" || column == "log_head";
}

/// The column whose cell holds this one; itself: it has its own; past the end: it is not shown.
std::size_t home_of(const ReportTable& table, std::size_t column) {
    const std::string& id = table.columns[column].id;
    if (is_for_programs(id)) return table.columns.size();
    for (const auto& [lower, upper] : below)
        if (id == lower && place_of(table, upper) < table.columns.size())
            return place_of(table, upper);
    return column;
}

std::vector<Cell> cells_of(const ReportTable& from, const std::vector<std::string>& row,
                           const Showing& showing) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (home_of(from, i) != i) continue;
        cells.push_back(cell_of(row[i], from.columns[i], showing));
        // Somebody without a case is named by a number that no member of staff has.
        if (from.id == "without_case" && from.columns[i].id == "person") cells.back().href.clear();
        for (std::size_t k = 0; k < row.size(); ++k)
            if (k != i && home_of(from, k) == i) cells.back().hint = row[k];
    }
    return cells;
}

Column column_of(const Showing& showing, const ReportTable& table, const ReportColumn& column) {
    const bool numeric = column.kind == CellKind::count || column.kind == CellKind::percent;
    if (!is_sorted_table(showing, table)) return {column.title, numeric};
    const auto address = [&](const std::string& sort) {
        return showing.page.path + query_text(showing.visit, showing.page, sort);
    };
    return sorted_column(column.id, column.title, showing.visit.query["sort"], address, numeric);
}

Table table_of(const ReportTable& from, const Showing& showing) {
    Table table{.caption = from.title};
    table.first_names = true;
    table.sortable = !is_sorted_table(showing, from);
    table.empty = from.title + ": none.";
    for (std::size_t i = 0; i < from.columns.size(); ++i)
        if (home_of(from, i) == i)
            table.columns.push_back(column_of(showing, from, from.columns[i]));
    for (const auto& row : from.rows) table.rows.push_back(cells_of(from, row, showing));
    return table;
}

Data notes_of(const Report& report) {
    Data notes = list();
    for (const std::string& each : report.notes) {
        Data note;
        note["text"] = text(each);
        add(notes, std::move(note));
    }
    return notes;
}

Data tables_of(const Report& report, const Showing& showing) {
    const auto& [visit, page, engine, roles] = showing;
    Data tables = list();
    for (const ReportTable& each : report.tables) {
        Data item;
        item["table"] = to_data(table_of(each, showing));
        item["download"] = each.rows.empty()
                               ? Data(false)
                               : to_data(Link{"'" + each.title + "' as a spreadsheet (CSV)",
                                              std::string("/reports/") + page.kind + "/" + each.id +
                                                  ".csv" + query_text(visit, page)});
        add(tables, std::move(item));
    }
    return tables;
}

Data charts_of(const Report& report, const ReportPage& page) {
    Data charts = list();
    for (const auto picture : page.pictures) {
        Data item;
        item["chart"] = to_data(picture(report));
        add(charts, std::move(item));
    }
    return charts;
}

Data views_of(const Visit& visit, const ReportPage& page) {
    std::vector<Link> views = page.views;
    if (!page.for_managers.href.empty() && http::may(visit.principal, http::Scope::act) &&
        visit.alerts().told)
        views.insert(views.begin(), page.for_managers);
    if (views.empty()) return Data(false);
    Data data;
    data["each"] = list_of(views);
    return data;
}

std::vector<SummaryRow> figures_of(const Report& report) {
    std::vector<SummaryRow> rows;
    for (const ReportFigure& each : report.figures)
        rows.push_back({each.title, {.text = std::to_string(each.value)}});
    return rows;
}

Data empty_page(const Visit& visit, const ReportPage& page) {
    Data data;
    data["title"] = text(page.title);
    data["lead"] = text(page.lead);
    data["views"] = views_of(visit, page);
    data["filter"] = to_data(filter_of(visit, page));
    for (const char* each : {"failed", "made", "figures", "export", "saved"})
        data[each] = Data(false);
    data["notes"] = list();
    data["charts"] = list();
    data["tables"] = list();
    return data;
}

http::Response show_fault(const Visit& visit, const ReportPage& page, Faults faults) {
    Data data = empty_page(visit, page);
    data["failed"] = Data(true);
    Frame frame{.title = page.title, .faults = std::move(faults), .wide = true, .status = 422};
    return show(visit, frame, "report", data);
}

Result<Report> ask(http::Services& services, const Visit& visit, const ReportPage& page,
                   const ReportQuery& query) {
    const Access reads = http::reading(services.engine, visit.principal);
    return report(services.engine, reads.viewer(), page.kind, query);
}

http::Response show_report(http::Services& services, SavedViews& views, const Visit& visit,
                           const ReportPage& page) {
    Faults faults;
    const ReportQuery query = query_of(visit, faults);
    if (!faults.empty()) return show_fault(visit, page, std::move(faults));
    const auto made = ask(services, visit, page, query);
    if (!made.ok() && made.error().kind == ErrorKind::invalid)
        return show_fault(visit, page, {{made.error().message, ""}});
    if (!made.ok()) return show_error(visit, made.error());
    Data data = empty_page(visit, page);
    const RoleNames roles(services.engine);
    if (!list_of_address(page.path).empty())
        data["saved"] = saved_views_data(views, visit, page.path + query_text(visit, page));
    data["made"] = text(made->made_words);
    data["notes"] = notes_of(*made);
    data["figures"] = summary_list(figures_of(*made));
    data["charts"] = charts_of(*made, page);
    data["tables"] = tables_of(*made, {visit, page, services.engine, roles});
    data["export"] = to_data(Link{page.export_words, std::string("/reports/") + page.kind +
                                                         "/report.json" + query_text(visit, page)});
    return show(visit, {.title = page.title, .wide = true}, "report", data);
}

http::Response file_of(std::string body, const char* type, const std::string& name) {
    http::Response response;
    response.type = type;
    response.body = std::move(body);
    response.headers = {{"Content-Disposition", "attachment; filename=\"" + name + "\""},
                        {"Cache-Control", "no-store"}};
    return response;
}

Error no_file(const std::string& name) {
    return {ErrorKind::not_found, "there is no report '" + name + "' to take away", name};
}

http::Response give_report(http::Services& services, const Visit& visit) {
    const std::string &kind = visit.path["kind"], &file = visit.path["file"];
    const ReportPage* page = find_report_page(kind);
    if (page == nullptr) return show_error(visit, no_file(kind));
    Faults faults;
    ReportQuery query = query_of(visit, faults);
    query.limit = rows_taken;
    if (!faults.empty()) return show_fault(visit, *page, std::move(faults));
    const auto made = ask(services, visit, *page, query);
    if (!made.ok()) return show_error(visit, made.error());
    if (file == "report.json")
        return file_of(boost::json::serialize(to_json(*made)), "application/json", kind + ".json");
    const ReportTable* table =
        file.ends_with(".csv") ? made->find_table(file.substr(0, file.size() - 4)) : nullptr;
    if (table == nullptr) return show_error(visit, no_file(file));
    return file_of(report_csv(*table), "text/csv; charset=utf-8", kind + "-" + file);
}

}  // namespace

std::vector<Page> report_pages(http::Services& services, SavedViews& views) {
    std::vector<Page> pages;
    for (const ReportPage& each : all_report_pages())
        pages.push_back({.path = each.path,
                         .operation = std::string("page.report.") + each.kind,
                         .section = each.section,
                         .answer = [&services, &views, &each](Visit& visit) {
                             return show_report(services, views, visit, each);
                         }});
    pages.push_back({.path = "/reports/{kind}/{file}",
                     .operation = "page.takeReport",
                     .section = "inspection",
                     .answer = [&services](Visit& visit) { return give_report(services, visit); }});
    return pages;
}

}  // namespace throughgate::console
