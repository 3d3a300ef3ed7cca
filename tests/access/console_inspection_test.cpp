// SPDX-License-Identifier: MIT
// Goal: every figure and every row of the six reports stands on their pages as the report has it,
// on a store in which work was done in time and late; an inspector sees units beside each other,
// who was released without a case, and what was known on any day. Method: cases of two prisons
// played past their release on a virtual clock; the report and its page are asked by one person.
#include <algorithm>
#include <set>

#include "access/console_door.hpp"
#include "host/console/report_pages.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"
#include "throughgate/reports.hpp"

namespace throughgate::testing {
namespace {

using Catch::Matchers::Contains;

constexpr int cases = 6;

Value word(std::string text) { return Value(std::move(text)); }
const std::vector<std::string> people{"S01", "S03", "S06", "S09"};

PlayOptions nothing_arrives() {
    PlayOptions options;
    options.channel = [](const plugin::Message&) {
        return plugin::Answer{plugin::Answer::What::failed, "no such mailbox"};
    };
    return options;
}

/// Handovers of odd cases are done the same day, of even ones never; all but one are released, and
/// the release of somebody whom nobody knows is reported.
struct Released {
    Play play{nothing_arrives()};
    std::vector<std::string> references;
    ConsoleDoor door{play.engine(), "caseworker", people};

    Released() {
        for (int i = 0; i < cases; ++i)
            references.push_back(play.open_case("A" + std::to_string(1000 + i) + "ZZ", "2026-11-26",
                                                {{"supervised", Value(true)},
                                                 {"prison", word(i < 4 ? "ZZA" : "ZZB")},
                                                 {"ro_team", word("N03A")}}));
        for (int day = 0; day < 59; ++day) {
            play.run_until("+1 days");
            for (std::size_t i = 1; i < references.size(); i += 2) hand_over(references[i]);
        }
        for (const std::string& each : references)
            REQUIRE(play.send(each, "released", {}, "S04").ok());
        play.open_case("A2000ZZ", "2026-12-10", {{"ro_team", word("N03A")}});
        stranger("A7777AA", "N03A");
        stranger("A8888AA", "N77X");
        play.run_until("+5 days");
    }

    void hand_over(const std::string& reference) {
        HandoffQuery query;
        query.case_reference = reference;
        const auto open = play.engine().list_handoffs(query).value();
        for (const HandoffView& each : open)
            for (const HandoffAction action : {HandoffAction::acknowledge, HandoffAction::complete})
                REQUIRE(play.act(reference, each.name, action, "S01").ok());
    }

    void stranger(const std::string& noms, const std::string& team) {
        Command command = play.command("");
        command.source = "feed";
        SendEvent send;
        send.person = {noms, ""};
        send.name = "released";
        send.fields = {{"ro_team", word(team)}};
        command.what = std::move(send);
        REQUIRE(play.submit(std::move(command))->outcome == Outcome::buffered);
    }

    Report report_for(const std::string& person, const std::string& kind) {
        ReportQuery query;
        query.limit = 100;  // as the page
        query.from = parse_date("2026-11-01");
        query.until = parse_date("2026-12-20");
        const auto made = report(play.engine(), Viewer{person, "test", "", {}}, kind, query);
        REQUIRE(made.ok());
        return *made;
    }

    std::string page_for(const std::string& person, const console::ReportPage& page) {
        const auto answer =
            door.get(person, std::string(page.path) + "?from=2026-11-01&until=2026-12-20");
        REQUIRE(answer.status == 200);
        return answer.body;
    }

    std::string inspection(const std::string& person, const std::string& query = "") {
        const auto answer =
            door.get(person, "/inspection?from=2026-11-01&until=2026-12-20" + query);
        REQUIRE(answer.status == 200);
        return answer.body;
    }
};

std::string figure_html(const ReportFigure& figure) {
    return figure.title + "</dt><dd class=\"govuk-summary-list__value\">" +
           std::to_string(figure.value) + "</dd>";
}

std::string escaped(std::string text) {
    for (const auto& [plain, html] : {std::pair{"&", "&amp;"}, std::pair{"'", "&#39;"}})
        for (std::size_t at = text.find(plain); at != text.npos;
             at = text.find(plain, at + std::string_view(html).size()))
            text.replace(at, 1, html);
    return text;
}

std::uint64_t figure(const Report& report, const char* id) {
    const auto found = report.figure(id);
    REQUIRE(found.has_value());
    return *found;
}

/// Cells that a page shows as they are; dates, moments and choices are put into words there.
bool is_shown_plainly(const ReportColumn& column) {
    static const std::set<std::string> left_out{"number",    "log_length", "log_head", "stage",
                                                "direction", "phase",      "risk",     "from",
                                                "to",        "role",       "waits_for"};
    return !left_out.contains(column.id) &&
           (column.kind == CellKind::text || column.kind == CellKind::count);
}

}  // namespace

TEST_CASE_METHOD(Released, "each of the six pages shows the figures and the rows of its report") {
    std::set<std::string> with_figures, with_rows;
    for (const std::string& person : people)
        for (const console::ReportPage& page : console::all_report_pages()) {
            INFO(person << " looks at " << page.path);
            const Report made = report_for(person, page.kind);
            const std::string shown = page_for(person, page);
            for (const ReportFigure& each : made.figures) {
                INFO(each.title << " " << each.value);
                CHECK(shown.find(figure_html(each)) != shown.npos);
                if (each.value > 0) with_figures.insert(page.kind);
            }
            for (const ReportTable& table : made.tables)
                for (const auto& row : table.rows)
                    for (std::size_t i = 0; i < row.size(); ++i) {
                        if (!is_shown_plainly(table.columns[i])) continue;
                        INFO(table.id << "." << table.columns[i].id << ": " << row[i]);
                        CHECK(shown.find(escaped(row[i])) != shown.npos);
                        with_rows.insert(page.kind);
                    }
        }
    CHECK(with_figures.size() == 6);
    CHECK(with_rows.size() >= 5);
}

TEST_CASE_METHOD(Released, "an inspector sees prisons and teams beside each other, and on time") {
    const Report made = report_for("S09", "inspection");
    CHECK(figure(made, "on_time") > 0);
    CHECK(figure(made, "late") > 0);
    const ReportTable* units = made.find_table("units");
    REQUIRE(units != nullptr);
    CHECK(units->rows.size() >= 3);  // two prisons, a team
    const std::string shown = inspection("S09");
    CHECK_THAT(shown, Contains("Handoffs on time of each prison and team, as bars"));
    CHECK_THAT(shown, Contains(" % of "));
    for (const char* unit : {"ZZA", "ZZB", "N03A"}) CHECK_THAT(shown, Contains(unit));
}

TEST_CASE_METHOD(Released, "who was released without a case is shown to those of their unit") {
    CHECK(figure(report_for("S09", "inspection"), "without_case") == 1);
    CHECK_THAT(inspection("S09"), Contains("A7777AA"));
    CHECK_THAT(inspection("S09"), Contains("nobody has opened a case"));
    CHECK_THAT(inspection("S06"), !Contains("A7777AA"));  // of the prison
    for (const std::string& person : people) CHECK_THAT(inspection(person), !Contains("A8888AA"));
    const auto all = report(play.engine(), "inspection", ReportQuery());
    REQUIRE(all.ok());
    CHECK(all->figure("without_case") == 2);
}

TEST_CASE_METHOD(Released, "what was known on a day is what was known then, and can be verified") {
    const std::string now = inspection("S09"), earlier = inspection("S09", "&known_on=2026-11-20");
    const auto people_in = [](const std::string& page) {
        const std::string before = "People released</dt><dd class=\"govuk-summary-list__value\">";
        const std::size_t at = page.find(before);
        REQUIRE(at != page.npos);
        const std::size_t begin = at + before.size();
        return page.substr(begin, page.find('<', begin) - begin);
    };
    CHECK(people_in(now) == std::to_string(cases));
    CHECK(people_in(earlier) == "0");
    CHECK_THAT(now, Contains("/reports/inspection/report.json?"));
    CHECK_THAT(now, Contains("holds it against the log"));
    const Report made = report_for("S09", "inspection");
    CHECK(verify_report(play.engine(), made).value().empty());
}

}  // namespace throughgate::testing
