// SPDX-License-Identifier: MIT
// Caseload: the cases that somebody may see, by prison, team, officer and phase, page by page.
#include <array>

#include "host/console/acting.hpp"
#include "host/console/frame.hpp"
#include "host/console/limits.hpp"
#include "host/console/page.hpp"
#include "host/http/reads.hpp"

namespace throughgate::console {
namespace {

constexpr std::array<std::string_view, 6> phases{"custody",   "gate", "released",
                                                 "community", "away", "closed"};
constexpr std::array<const char*, 4> filters{"prison", "team", "officer", "state"};

CaseQuery query_of(const Visit& visit) {
    CaseQuery query;
    query.prison = visit.query["prison"];
    query.team = visit.query["team"];
    query.officer = visit.query["officer"];
    query.state = visit.query["state"];
    query.after = visit.query["after"];
    query.limit = limits::rows + 1;  // one more tells whether there is a next page
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
    return filter;
}

/// The same filters, further on.
std::string address_after(const Visit& visit, const std::string& after) {
    std::string address = "/cases?";
    for (const char* name : filters)
        if (!visit.query[name].empty())
            address += std::string(name) + "=" + encoded(visit.query[name]) + "&";
    return address + "after=" + encoded(after);
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

http::Response show_cases(http::Services& services, const Visit& visit) {
    auto rows = http::reading(services.engine, visit.principal).list_cases(query_of(visit));
    if (!rows.ok()) return show_error(visit, rows.error());
    Paging paging;
    paging.next_text = "Next";
    const bool more = rows->size() > limits::rows;
    if (more) rows->resize(limits::rows);
    if (more) paging.next = address_after(visit, rows->back().reference);
    if (!visit.query["after"].empty()) {
        std::string first = address_after(visit, "");
        paging.previous = first.substr(0, first.rfind("after=") - 1);
        paging.previous_text = "First";
    }
    Table table{.caption = "Cases that you may see"};
    table.columns = {{"Case"}, {"Release"}, {"Phase"}, {"Prison"}, {"Team"}, {"Officer"}};
    table.first_names = true;
    table.sortable = true;
    table.empty = "No case that you may see fits these filters.";
    for (const CaseRow& row : *rows) table.rows.push_back(to_row(row));
    Data data;
    data["filter"] = to_data(filter_of(visit));
    data["table"] = to_data(table);
    data["paging"] = to_data(paging);
    return show(visit, {.title = "Caseload", .wide = true}, "cases", data);
}

}  // namespace

std::vector<Page> case_pages(http::Services& services) {
    return {{.path = "/cases",
             .operation = "page.listCases",
             .section = "cases",
             .answer = [&services](Visit& visit) { return show_cases(services, visit); }}};
}

}  // namespace throughgate::console
