// SPDX-License-Identifier: MIT
// Goal: every page of the console is one row of its table: no two have one name or one address; and
// the table can be printed, so that a test in a browser knows which pages there are.
#include <iostream>
#include <set>

#include "access/console_door.hpp"
#include "access/stage.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {

TEST_CASE("no two pages of the console have one name or one address") {
    Stage stage;
    const ConsoleDoor door(stage.engine());
    std::set<std::string> names, addresses;
    for (const console::Page& page : door.pages()) {
        INFO(page.method << " " << page.path << " " << page.operation);
        CHECK(page.operation.starts_with("page."));
        CHECK(names.insert(page.operation).second);
        CHECK(addresses.insert(page.method + " " + page.path).second);
    }
}

TEST_CASE("the table of the console's pages", "[.print]") {
    Stage stage;
    const ConsoleDoor door(stage.engine());
    CHECK(!door.pages().empty());
    for (const console::Page& page : door.pages())
        std::cout << page.method << " " << page.path << " " << page.operation << "\n";
}

}  // namespace throughgate::testing
