// SPDX-License-Identifier: MIT
// Goal: pages hold everything that they are given, and nothing in a value can become markup.
// Method: values made by hand, some of them hostile, as golden text and HTML.
#include "definition/for_readers.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "throughgate/sheet_pages.hpp"

namespace throughgate {
namespace {

/// The words that the engine prints where no file of labels says others.
PageLanguage english() {
    PageLanguage page;
    for (const definition::PageWord& word : definition::page_words())
        page.words.emplace(word.id, word.english);
    return page;
}

PersonHead head() {
    PersonHead head;
    head.reference = "TG-000012";
    head.person = {"A9012ZZ", "X900012"};
    head.state = "custody";
    head.prison = "ZZA";
    head.location = "B-2-014";
    head.wing = "B";
    head.team = "N03A";
    head.officer = "S01";
    head.officer_name = "Officer Aspen";
    head.release = Date{std::chrono::year(2026) / 12 / 11};
    head.release_words = "Friday 11 December 2026";
    head.certainty = "provisional";
    return head;
}

AppointmentView appointment() {
    AppointmentView view;
    view.id = "first";
    view.title = "First appointment";
    view.day = head().release;
    view.day_words = "Friday 11 December 2026";
    view.begins = 630;
    view.time = "10:30";
    view.place = "Office <script>alert(1)</script> & \"Co\"";
    view.travel = 45;
    view.with = "Community offender manager";
    view.with_name = "Officer Aspen";
    return view;
}

ReleaseSheet sheet() {
    ReleaseSheet sheet;
    sheet.head = head();
    sheet.printed = "Monday 7 December 2026 09:00";
    sheet.language = english();
    sheet.appointments = {appointment()};
    sheet.clashes = {
        {*head().release, "gate", "", "First appointment", 60, 90, "It is <too> soon"}};
    sheet.missing = {{"checklist", "licence", "Licence issued: not yet"}};
    NeedView need;
    need.title = "Accommodation";
    need.stage = "arranging";
    NeedTask task;
    task.title = "Finding somewhere to live";
    task.role = "Community offender manager";
    task.person_name = "Officer Aspen";
    task.due_words = "Tuesday 8 December 2026 09:00";
    task.overdue = true;
    need.tasks = {task};
    ServiceView service;
    service.title = "Council";
    service.who = "People who may be homeless";
    service.cost = "free";
    service.refer = "Send the referral.";
    service.certain = false;
    need.services = {service};
    sheet.needs = {need};
    sheet.people = {{"Community offender manager", "S01", "Officer Aspen", ""}};
    return sheet;
}

ReleaseList list() {
    ReleaseList list;
    list.language = english();
    list.printed = "Thursday 10 December 2026 08:00";
    list.from = *head().release;
    list.until = list.from;
    list.from_words = list.until_words = "Friday 11 December 2026";
    list.rows = {{head(), {appointment()}, {}, sheet().missing}, {head(), {}, {}, {}}};
    list.rows[1].head.reference = "TG-000013";
    list.rows[1].head.wing = list.rows[1].head.location = "";
    list.total = 2;
    return list;
}

TEST_CASE("the release sheet as text and as HTML") {
    testing::check_golden("sheets/sheet.txt", text_page(sheet()));
    testing::check_golden("sheets/sheet.html", html_page(sheet()));
}

TEST_CASE("the list of who goes out has a block for each wing") {
    testing::check_golden("sheets/out.txt", text_page(list()));
    testing::check_golden("sheets/out.html", html_page(list()));
}

TEST_CASE("no value becomes markup, and a page fetches and runs nothing") {
    for (const std::string& page : {html_page(sheet()), html_page(list())}) {
        CHECK(page.find("<script") == std::string::npos);
        CHECK(page.find("&lt;script&gt;") != std::string::npos);
        CHECK(page.find("src=") == std::string::npos);
        CHECK(page.find("http") == std::string::npos);
    }
}

TEST_CASE("an empty list says that there is nobody") {
    ReceptionList none;
    none.language = english();
    CHECK(text_page(none).find("Nobody.") != std::string::npos);
    CHECK(html_page(none).find("<p>Nobody.</p>") != std::string::npos);
}

TEST_CASE("a page in another language says so") {
    ReleaseSheet welsh = sheet();
    welsh.language.code = "cy";
    CHECK(html_page(welsh).find("<html lang=\"cy\">") != std::string::npos);
}

}  // namespace
}  // namespace throughgate
