// SPDX-License-Identifier: MIT
// Goal: the caseload is sorted over all of its cases, whatever page is looked at, and lists can be
// kept as views that lead whoever follows them to no more than they may see. Method: the pages as
// served, without a socket, over a store with more cases than a page holds.
#include <algorithm>
#include <fstream>
#include <regex>

#include "access/console_door.hpp"
#include "access/stage.hpp"
#include "host/console/limits.hpp"
#include "support/catch.hpp"
#include "throughgate/case_lists.hpp"

namespace throughgate::testing {
namespace {

using Texts = std::vector<std::string>;

std::string in_html(std::string text) {
    for (std::size_t at = text.find("&amp;"); at != text.npos; at = text.find("&amp;", at + 1))
        text.replace(at, 5, "&");
    return text;
}

/// Every match of a pattern with one group.
Texts all_in(const std::string& text, const std::string& pattern) {
    const std::regex wanted(pattern);
    Texts found;
    for (auto each = std::sregex_iterator(text.begin(), text.end(), wanted);
         each != std::sregex_iterator(); ++each)
        found.push_back(in_html((*each)[1]));
    return found;
}

Texts cases_on(const std::string& page) {
    return all_in(page, "<th scope=\"row\"[^>]*>(?:<a[^>]*>)?(TG-[0-9]+)");
}

/// References on all pages, from this address on.
Texts cases_on_all(ConsoleDoor& door, const std::string& person, std::string address) {
    Texts all;
    while (!address.empty()) {
        const std::string page = door.get(person, address).body;
        const Texts here = cases_on(page);
        all.insert(all.end(), here.begin(), here.end());
        const Texts next = all_in(page, "href=\"([^\"]*)\" rel=\"next\"");
        address = next.empty() ? "" : next.front();
    }
    return all;
}

/// More than two pages of cases, released on days that do not follow their references.
struct Many {
    Stage stage;
    ConsoleDoor door{stage.engine()};
    Many() {
        for (int i = 0; i < 60; ++i) {
            const std::string day = std::to_string(10 + i * 7 % 20);
            Command command = stage.play().command("");
            const auto fact = [](const char* name, std::string value) {
                return Field{name, Value(std::move(value))};
            };
            command.what = OpenCase{
                {"C" + std::to_string(1000 + i) + "CC", ""},
                {fact("prison", "ZZA"), fact("ro_team", "N03A"), fact("release", "2026-12-" + day)},
                {{"ro", i % 3 == 0 ? "RO1" : "RO2"}}};
            REQUIRE(stage.play().submit(std::move(command)).ok());
        }
    }
};

std::vector<CaseRow> rows_of(Stage& stage, const char* person, const CaseListQuery& query) {
    return list_cases_sorted(stage.engine(), {person, "os:test", "", {}}, query).value().rows;
}

std::string saved_view(ConsoleDoor& door, const std::string& name, const std::string& list) {
    REQUIRE(door.post("RO1", "/views", "name=" + name + "&back=" + list).status == 303);
    const Texts links = all_in(door.get("RO1", "/cases").body, "href=\"(/views/[^/\"]+)/change\"");
    REQUIRE(links.size() == 1);
    return links.front();
}

}  // namespace

TEST_CASE_METHOD(Many, "sorting goes over all cases, not only those of the page") {
    CaseListQuery query;
    query.sort = "release";
    query.limit = 1000;
    Texts wanted;
    for (const CaseRow& each : rows_of(stage, "RO1", query)) wanted.push_back(each.reference);
    REQUIRE(wanted.size() > 2 * console::limits::rows);
    CHECK(cases_on_all(door, "RO1", "/cases?sort=release") == wanted);
    Texts by_reference = wanted;
    std::sort(by_reference.begin(), by_reference.end());
    CHECK(by_reference != wanted);
}

TEST_CASE_METHOD(Many, "a column is sorted up and down, and what is not known comes last in both") {
    for (const std::string& column : case_list_columns()) {
        INFO(column);
        CaseListQuery query;
        query.sort = column;
        query.limit = 1000;
        const auto up = rows_of(stage, "RO1", query);
        query.descending = true;
        const auto down = rows_of(stage, "RO1", query);
        REQUIRE(up.size() == down.size());
        const auto key = [&](const CaseRow& row) -> std::string {
            if (row.restricted) return "~~";
            if (column == "release") return row.release ? format_date(*row.release) : "~";
            if (column == "officer") return row.officer.empty() ? "~" : row.officer;
            if (column == "prison") return row.prison;
            if (column == "team") return row.team;
            return column == "phase" ? row.state : row.reference;
        };
        for (std::size_t i = 1; i < up.size(); ++i) {
            CHECK(key(up[i - 1]) <= key(up[i]));
            const bool last = key(down[i]).starts_with("~");
            CHECK((last || key(down[i - 1]) >= key(down[i])));
        }
    }
}

TEST_CASE("the place of a restricted case says nothing about it") {
    Stage stage;
    for (const std::string& column : case_list_columns())
        for (const bool descending : {false, true}) {
            CaseListQuery query;
            query.sort = column;
            query.descending = descending;
            const auto rows = rows_of(stage, "RO1", query);
            REQUIRE(rows.size() == 4);
            CHECK(rows.back().restricted);
        }
}

TEST_CASE_METHOD(Many, "only cases of the page that was shown are in the log of reads") {
    REQUIRE(door.get("RO1", "/cases?sort=-release").status == 200);
    ReadQuery reads;
    reads.person = "RO1";
    CHECK(stage.engine().reads(reads).value().size() == console::limits::rows);
}

TEST_CASE_METHOD(Many, "a heading is a link that sorts and keeps the filters, and says its order") {
    const std::string page = door.get("RO1", "/cases?team=N03A&sort=release").body;
    CHECK(page.find("aria-sort=\"ascending\"><a") != page.npos);
    const Texts links = all_in(page, "aria-sort=\"[a-z]+\"><a[^>]*href=\"([^\"]*)\"");
    REQUIRE(links.size() == case_list_columns().size());
    for (const std::string& each : links) {
        INFO(each);
        CHECK(each.find("team=N03A") != each.npos);
        CHECK(door.get("RO1", each).status == 200);
    }
    CHECK(std::count(links.begin(), links.end(), "/cases?team=N03A&sort=-release") == 1);
    CHECK(page.find("<input type=\"hidden\" name=\"sort\" value=\"release\">") != page.npos);
    const Texts next = all_in(page, "href=\"([^\"]*)\" rel=\"next\"");
    REQUIRE(next.size() == 1);
    CHECK(next.front() == "/cases?team=N03A&sort=release&skip=25");
    CHECK(page.find("1 to 25 of ") != page.npos);
}

TEST_CASE("a column that there is not is said, not passed over") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const auto answer = door.get("RO1", "/cases?sort=weight");
    CHECK(answer.status == 400);
    CHECK(answer.body.find("no column") != answer.body.npos);
}

TEST_CASE("workload is sorted by each of its columns, the most first and then the least") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const std::string page = door.get("SPO1", "/workload?prison=ZZA").body;
    const Texts links = all_in(page, "aria-sort=\"none\"><a[^>]*href=\"(/workload[^\"]*)\"");
    CHECK(links.size() >= 7);
    for (const std::string& each : links) {
        INFO(each);
        CHECK(each.find("prison=ZZA&sort=") != each.npos);
        CHECK(door.get("SPO1", each).status == 200);
    }
    const Texts most =
        all_in(door.get("SPO1", "/workload?sort=cases").body, "/people\\?person=([A-Z0-9]+)\"");
    Texts least =
        all_in(door.get("SPO1", "/workload?sort=-cases").body, "/people\\?person=([A-Z0-9]+)\"");
    REQUIRE(most.size() > 2);
    CHECK(most.front() == least.back());
    CHECK(most.back() == least.front());
}

TEST_CASE("a list is kept as a view of one's own, renamed and deleted") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const std::string view = saved_view(door, "My+people", "/cases%3Fteam%3DN03A%26sort%3Drelease");
    CHECK(door.get("RO1", "/cases")
              .body.find("href=\"/cases?team=N03A&amp;sort=release\">My people</a>") !=
          std::string::npos);
    CHECK(door.get("RO2", "/cases").body.find("My people") == std::string::npos);
    REQUIRE(door.post("RO1", view + "/rename", "name=Team+first").status == 303);
    CHECK(door.get("RO1", "/cases").body.find(">Team first</a>") != std::string::npos);
    REQUIRE(door.post("RO1", view + "/delete", "").status == 303);
    CHECK(door.get("RO1", "/cases").body.find("Team first") == std::string::npos);
    CHECK(door.get("RO1", view).status == 404);
}

TEST_CASE("a view that is passed on shows what whoever follows it may see, and is not theirs") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const std::string view = saved_view(door, "All", "/cases%3Fsort%3Drelease");
    const auto followed = door.get("RO9", view);
    CHECK(followed.status == 303);
    CHECK(followed.whole.find("Location: /cases?sort=release\n") != std::string::npos);
    const std::string seen = door.get("RO9", "/cases?sort=release").body;
    CHECK(seen.find(stage.of("elsewhere").reference) != seen.npos);
    CHECK(seen.find(stage.of("plain").reference) == seen.npos);
    CHECK(door.get("RO9", view + "/change").status == 404);
    CHECK(door.post("RO9", view + "/rename", "name=Mine").status == 404);
    CHECK(door.post("RO9", view + "/delete", "").status == 404);
    CHECK(door.get("RO1", view).status == 303);
}

TEST_CASE("a view needs a name of its own, and leads to a list of the console") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const auto nameless = door.post("RO1", "/views", "name=+&back=/cases");
    CHECK(nameless.status == 422);
    CHECK(nameless.body.find("Enter a name for this view") != std::string::npos);
    saved_view(door, "Same", "/cases");
    CHECK(door.post("RO1", "/views", "name=Same&back=/cases").status == 422);
    CHECK(door.post("RO1", "/views", "name=Same&back=/workload").status == 303);
    CHECK(door.post("RO1", "/views", "name=Away&back=/system").status == 422);
    for (const char* away : {"https%3A%2F%2Fevil.example", "%2F%2Fevil.example%2Fcases"}) {
        INFO(away);
        const auto answer =
            door.post("RO1", "/views", std::string("name=") + away + "&back=" + away);
        CHECK(answer.whole.find("Location: http") == std::string::npos);
        CHECK(answer.whole.find("Location: //") == std::string::npos);
    }
}

}  // namespace throughgate::testing
