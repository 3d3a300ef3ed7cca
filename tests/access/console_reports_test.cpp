// SPDX-License-Identifier: MIT
// Goal: the figures of a report are the same on its page as everywhere else, for whoever looks.
// Method: everybody asks for every report, and looks at its page; each figure stands there beside
// its title, and each row of a table is named.
#include "access/console_door.hpp"
#include "access/search.hpp"
#include "host/console/report_pages.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

std::string shown(const ReportFigure& figure) {
    return figure.title + "</dt><dd class=\"govuk-summary-list__value\">" +
           std::to_string(figure.value) + "</dd>";
}

ReportQuery of_all_days() {
    ReportQuery query;
    query.from = parse_date("2026-09-01");
    query.until = parse_date("2026-12-01");
    return query;
}

}  // namespace

TEST_CASE("a page of figures shows those of the report, whoever looks") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    std::size_t compared = 0;
    for (const RightsRow& rights : table_of_rights())
        for (const console::ReportPage& page : console::all_report_pages()) {
            INFO(rights.person << " looks at " << page.path);
            const auto made = report(stage.engine(), Viewer{rights.person, "test", "", {}},
                                     page.kind, of_all_days());
            REQUIRE(made.ok());
            const auto answer = door.get(
                rights.person, std::string(page.path) + "?from=2026-09-01&until=2026-12-01");
            REQUIRE(answer.status == 200);
            for (const ReportFigure& each : made->figures) {
                INFO(shown(each));
                CHECK(answer.body.find(shown(each)) != std::string::npos);
                compared += each.value > 0 ? 1 : 0;
            }
            for (const ReportTable& table : made->tables)
                if (table.columns.front().kind == CellKind::text)
                    for (const auto& row : table.rows)
                        CHECK(answer.body.find(row.front()) != std::string::npos);
        }
    CHECK(compared > 20);
}

}  // namespace throughgate::testing
