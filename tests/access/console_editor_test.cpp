// SPDX-License-Identifier: MIT
// Goal: whoever may not publish definitions over the API gets nowhere in their editor either.
// Method: every page of the editor, by the console's own table, asked by every role and by nobody.
#include "access/console_door.hpp"
#include "access/stage.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

std::vector<const console::Page*> pages_of_editor(const ConsoleDoor& door) {
    std::vector<const console::Page*> found;
    for (const console::Page& page : door.pages())
        if (page.path.starts_with("/definitions/edit")) found.push_back(&page);
    return found;
}

std::string target_of(const console::Page& page) {
    std::string target = page.path;
    if (const auto open = target.find('{'); open != target.npos)
        target.replace(open, target.npos, "check");
    return target;
}

HttpAnswer asked(ConsoleDoor& door, const console::Page& page, const std::string& person) {
    return page.method == "GET" ? door.get(person, target_of(page))
                                : door.post(person, target_of(page), "text=format:+1&seen=0");
}

}  // namespace

TEST_CASE("the editor is for operators, page by page") {
    Stage stage;
    for (const auto& [role, let_in] : {std::pair("reader", false), std::pair("caseworker", false),
                                       std::pair("operator", true)}) {
        ConsoleDoor door(stage.engine(), role);
        const auto pages = pages_of_editor(door);
        REQUIRE(pages.size() >= 17);
        for (const console::Page* page : pages) {
            INFO(role << ": " << page->operation);
            CHECK(page->scope == http::Scope::operate);
            const HttpAnswer answer = asked(door, *page, "RO1");
            // This server has no workflows folder: whoever is let in is told so.
            CHECK(answer.status == (let_in ? 404 : 403));
            const bool told = answer.body.find("--workflows") != answer.body.npos ||
                              answer.body.find("no rule") != answer.body.npos;
            CHECK(told == let_in);
        }
    }
}

TEST_CASE("nobody who is not signed in is answered by the editor") {
    Stage stage;
    ConsoleDoor door(stage.engine(), "operator");
    for (const console::Page* page : pages_of_editor(door)) {
        http::Request request;
        request.method = page->method;
        request.target = target_of(*page);
        request.headers.content_type = "application/x-www-form-urlencoded";
        INFO(page->operation);
        CHECK(door.ask(std::move(request)).status == (page->method == "GET" ? 303 : 401));
    }
}

TEST_CASE("a form of the editor without the token of its session does nothing") {
    Stage stage;
    ConsoleDoor door(stage.engine(), "operator");
    for (const console::Page* page : pages_of_editor(door)) {
        if (page->method == "GET") continue;
        http::Request request;
        request.method = page->method;
        request.target = target_of(*page);
        request.headers.cookie = door.cookie_of("RO1");
        request.headers.content_type = "application/x-www-form-urlencoded";
        request.body = "text=format:+1&csrf=anything";
        INFO(page->operation);
        CHECK(door.ask(std::move(request)).status == 403);
    }
}

}  // namespace throughgate::testing
