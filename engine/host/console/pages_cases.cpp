// SPDX-License-Identifier: MIT
// Caseload: the cases that somebody may see, by prison, team, officer and phase; sorted
// over all of them, page by page.
#include <array>

#include "host/console/acting.hpp"
#include "host/console/frame.hpp"
#include "host/console/limits.hpp"
#include "host/console/page.hpp"
#include "host/console/saved_views.hpp"
#include "host/console/sorting.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "throughgate/case_lists.hpp"

namespace throughgate::console {
namespace {

constexpr std::array<std::string_view, 6> phases{"custody",   "gate", "released",
                                                 "community", "away", "closed"};
constexpr std::array<const char*, 4> filters{"prison", "team", "officer", "state"};

CaseListQuery query_of(const Visit& visit) {
    const Sorting sorting = read_sorting(visit.query["sort"]);
    CaseListQuery query;
    query.prison = visit.query["prison"];
    query.team = visit.query["team"];
    query.officer = visit.query["officer"];
    query.state = visit.query["state"];
    query.sort = sorting.column;
    query.descending = sorting.descending;
    query.skip = http::number_in<std::size_t>(visit.query["skip"]);
    query.limit = limits::rows;
    return query;
}

Select phase_select(const std::string& chosen) {
    Select select{"state", "Phase", {{"", "Any phase", chosen.empty()}}};
    for (const std::string_view each : phases)
        select.choices.push_back({std::string(each), std::string(each), each == chosen});
    return select;
}

Filter filter_of(const Visit& visit) {
    Filter filter{.action = "/cases"};
    filter.selects = {phase_select(visit.query["state"])};
    const auto box = [&](const char* name, const char* label) {
        filter.inputs.push_back({.name = name,
                                 .label = label,
                                 .value = visit.query[name],
                                 .width = "10",
                                 .plain = true});
    };
    box("prison", "Prison");
    box("team", "Community team");
    box("officer", "Responsible officer");
    if (!visit.query["sort"].empty()) filter.kept = {{visit.query["sort"], "sort"}};
    return filter;
}

/// The same filters, in this order, from this row on.
std::string address_of_list(const Visit& visit, const std::string& sort, std::size_t skip = 0) {
    std::string query;
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) query += (query.empty() ? "?" : "&") + name + "=" + encoded(value);
    };
    for (const char* name : filters) add(name, visit.query[name]);
    add("sort", sort);
    if (skip > 0) add("skip", std::to_string(skip));
    return "/cases" + query;
}

std::vector<Cell> to_row(const CaseRow& row) {
    if (row.restricted)
        return {{.text = row.reference}, {.text = std::string(restricted)}, {}, {}, {}, {}};
    Cell phase{.sort = row.state};
    phase.tag = row.parked ? Tag{"Stands still", "red"} : Tag{row.state, "blue"};
    return {{.text = row.reference,
             .href = address_of_case(row.reference),
             .hint = row.person.noms_number + " " + row.person.crn},
            {.text = row.release ? format_date_long(*row.release) : "Not known",
             .sort = row.release ? format_date(*row.release) : "9"},
            phase,
            {.text = row.prison},
            {.text = row.team},
            {.text = row.officer.empty() ? "Nobody" : row.officer}};
}

Column column_of(const Visit& visit, const char* id, const char* title) {
    const auto address = [&](const std::string& sort) { return address_of_list(visit, sort); };
    return sorted_column(id, title, visit.query["sort"].empty() ? "case" : visit.query["sort"],
                         address);
}

Table table_of(const Visit& visit, const CaseList& list) {
    Table table{.caption = "Cases that you may see"};
    for (const auto& [id, title] : {std::pair{"case", "Case"}, std::pair{"release", "Release"},
                                    std::pair{"phase", "Phase"}, std::pair{"prison", "Prison"},
                                    std::pair{"team", "Team"}, std::pair{"officer", "Officer"}})
        table.columns.push_back(column_of(visit, id, title));
    table.first_names = true;
    table.empty = "No case that you may see fits these filters.";
    for (const CaseRow& row : list.rows) table.rows.push_back(to_row(row));
    return table;
}

Paging paging_of(const Visit& visit, const CaseListQuery& query, const CaseList& list) {
    const std::string& sort = visit.query["sort"];
    Paging paging;
    if (query.skip > 0)
        paging.previous =
            address_of_list(visit, sort, query.skip > limits::rows ? query.skip - limits::rows : 0);
    if (query.skip + list.rows.size() < list.total)
        paging.next = address_of_list(visit, sort, query.skip + list.rows.size());
    return paging;
}

std::string shown_words(const CaseListQuery& query, const CaseList& list) {
    if (list.rows.empty()) return {};
    return std::to_string(query.skip + 1) + " to " + std::to_string(query.skip + list.rows.size()) +
           " of " + std::to_string(list.total);
}

http::Response show_cases(http::Services& services, SavedViews& views, const Visit& visit) {
    const CaseListQuery query = query_of(visit);
    const auto list = list_cases_sorted(
        services.engine, http::reading(services.engine, visit.principal).viewer(), query);
    if (!list.ok()) return show_error(visit, list.error());
    Data data;
    data["saved"] = saved_views_data(views, visit, address_of_list(visit, visit.query["sort"]));
    data["filter"] = to_data(filter_of(visit));
    data["shown"] = text(shown_words(query, *list));
    data["table"] = to_data(table_of(visit, *list));
    data["paging"] = to_data(paging_of(visit, query, *list));
    return show(visit, {.title = "Caseload", .wide = true}, "cases", data);
}

}  // namespace

std::vector<Page> case_pages(http::Services& services, SavedViews& views) {
    return {{.path = "/cases",
             .operation = "page.listCases",
             .section = "cases",
             .answer = [&services, &views](Visit& visit) {
                 return show_cases(services, views, visit);
             }}};
}

}  // namespace throughgate::console
