// SPDX-License-Identifier: MIT
// Definitions: which versions live cases follow and where they stand; plans and runs.
#include <algorithm>

#include "host/console/frame.hpp"
#include "host/console/operating.hpp"
#include "host/console/page.hpp"
#include "host/console/plan_words.hpp"
#include "host/console/role_names.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "throughgate/migration.hpp"
#include "throughgate/reports.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t rows_shown = 500, bars_shown = 30;

Table plain_table(const ReportTable& from, const RoleNames& roles) {
    Table table{.caption = from.title};
    table.first_names = true;
    table.sortable = true;
    table.empty = from.title + ": none.";
    for (const ReportColumn& each : from.columns)
        table.columns.push_back({each.title, each.kind == CellKind::count});
    for (const auto& row : from.rows) {
        auto& cells = table.rows.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i)
            cells.push_back({.text = from.columns[i].id == "owner" ? roles.of(row[i]) : row[i]});
    }
    return table;
}

Table plan_table(const Engine& engine, const std::vector<PublicationView>& all) {
    Table table{.caption = "Plans, the newest first"};
    table.columns = {{"Plan"},     {"Stands"},      {"Author"},
                     {"Proposed"}, {"Approved by"}, {"Published"}};
    table.first_names = true;
    table.empty = "Plans: none. `throughgate plan` makes one.";
    for (const PublicationView& each : all) {
        Cell stands;
        stands.tag = tag_of_plan(each.state);
        table.rows.push_back({{.text = short_of(each.plan), .href = address_of_plan(each.plan)},
                              stands,
                              {.text = each.author},
                              {.text = engine.in_words(each.proposed)},
                              {.text = each.approved_by, .hint = each.reason},
                              {.text = words_of_moment(engine, each.published)}});
    }
    return table;
}

/// By their titles; the columns are pathway, state, title, owner, cases.
BarChart states_chart(const ReportTable& states) {
    BarChart chart{"Live cases in each state, as bars",
                   "The states with most cases. The numbers of all stand in the table, also of "
                   "those without a title, in which a pathway waits and nothing is to be done."};
    for (const auto& row : states.rows)
        if (!row[2].empty()) chart.bars.push_back({row[2], http::number_in<std::uint64_t>(row[4])});
    std::stable_sort(chart.bars.begin(), chart.bars.end(),
                     [](const Bar& a, const Bar& b) { return a.value > b.value; });
    if (chart.bars.size() > bars_shown) chart.bars.resize(bars_shown);
    return chart;
}

http::Response show_definitions(http::Services& services, const Visit& visit) {
    const Access reads = http::reading(services.engine, visit.principal);
    ReportQuery query;
    query.limit = rows_shown;
    const auto stand = report(services.engine, reads.viewer(), "states", query);
    if (!stand.ok()) return show_error(visit, stand.error());
    const auto plans = publications(services.engine);
    if (!plans.ok()) return show_error(visit, plans.error());
    const auto runs = change_runs(services.engine);
    if (!runs.ok()) return show_error(visit, runs.error());
    Operating page{.title = "Definitions",
                   .lead =
                       "Which versions live cases follow, what is proposed, and where "
                       "everybody stands."};
    page.links = {{"Edit definitions", "/definitions/edit"}};
    page.tables = {plan_table(services.engine, *plans), run_table(services.engine, *runs)};
    const RoleNames roles(services.engine);
    for (const ReportTable& each : stand->tables) page.tables.push_back(plain_table(each, roles));
    if (const ReportTable* states = stand->find_table("states")) page.chart = states_chart(*states);
    return show(visit, page);
}

}  // namespace

std::vector<Page> definition_pages(http::Services& services) {
    std::vector<Page> pages{
        {.path = "/definitions",
         .operation = "page.showDefinitions",
         .section = "definitions",
         .scope = http::Scope::operate,
         .answer = [&services](Visit& visit) { return show_definitions(services, visit); }}};
    const auto jobs = std::make_shared<ChangeJobs>();
    for (auto more : {plan_pages(services, jobs), run_pages(services, jobs)})
        for (Page& page : more) pages.push_back(std::move(page));
    return pages;
}

}  // namespace throughgate::console
