// SPDX-License-Identifier: MIT
// Goal: the line that says where live cases of a state that is gone stand now comes to its place,
// whatever the file says of live cases already, and changes nothing else.
// Method: one small text for each way of writing `migrate`, before and after.
#include "support/catch.hpp"
#include "throughgate/authoring.hpp"

namespace throughgate::testing {
namespace {

constexpr const char* path = "p/pathway.yaml";

std::string after(const std::string& bytes) {
    const auto fix = fix_of_missing_mapping({{path, bytes}}, "p", "main.gone", "main.there");
    INFO((fix.ok() ? "" : fix.error().message));
    REQUIRE(fix.ok());
    CHECK(fix->edits.at(0).file == path);
    return with_edits(bytes, fix->edits);
}

ErrorKind refusal(const std::string& bytes, const std::string& was, const std::string& now) {
    const auto fix = fix_of_missing_mapping({{path, bytes}}, "p", was, now);
    REQUIRE_FALSE(fix.ok());
    return fix.error().kind;
}

}  // namespace

TEST_CASE("a file that says nothing of live cases says so at its end") {
    CHECK(after("pathway: p\n") == "pathway: p\nmigrate:\n  states:\n    main.gone: main.there\n");
    CHECK(after("pathway: p") == "pathway: p\nmigrate:\n  states:\n    main.gone: main.there\n");
    CHECK(after("pathway: p\r\n") ==
          "pathway: p\r\nmigrate:\r\n  states:\r\n    main.gone: main.there\r\n");
}

TEST_CASE("another line stands beside those that are there, as far in as they are") {
    CHECK(after("pathway: p\nmigrate:\n   states:\n      a: b  # why\ntitle: T\n") ==
          "pathway: p\nmigrate:\n   states:\n      main.gone: main.there\n      a: b  # why\n"
          "title: T\n");
    CHECK(after("pathway: p\nmigrate:\n  states: {a: b}\n") ==
          "pathway: p\nmigrate:\n  states: {main.gone: main.there, a: b}\n");
    CHECK(after("pathway: p\nmigrate: {states: {}}\n") ==
          "pathway: p\nmigrate: {states: {main.gone: main.there}}\n");
}

TEST_CASE("where live cases are spoken of but no state, the key comes with it") {
    CHECK(after("pathway: p\nmigrate:\n  ends: {x: because}\n") ==
          "pathway: p\nmigrate:\n  states:\n    main.gone: main.there\n  ends: {x: because}\n");
    CHECK(after("pathway: p\nmigrate: {ends: {x: because}}\n") ==
          "pathway: p\nmigrate: {states: {main.gone: main.there}, ends: {x: because}}\n");
    CHECK(after("pathway: p\nmigrate:\ntitle: T\n") ==
          "pathway: p\nmigrate:\n  states:\n    main.gone: main.there\ntitle: T\n");
    CHECK(after("pathway: p\nmigrate:\n  states:  # none yet\n") ==
          "pathway: p\nmigrate:\n  states:  # none yet\n    main.gone: main.there\n");
}

TEST_CASE("a value that says nothing is replaced, and a file in braces stays in them") {
    for (const std::string nothing : {"~", "null"}) {
        CHECK(after("pathway: p\nmigrate: " + nothing + "  # none\ntitle: T\n") ==
              "pathway: p\nmigrate: {states: {main.gone: main.there}}  # none\ntitle: T\n");
        CHECK(after("pathway: p\nmigrate:\n  states: " + nothing + "\n") ==
              "pathway: p\nmigrate:\n  states: {main.gone: main.there}\n");
    }
    CHECK(after("{pathway: p, title: T}\n") ==
          "{migrate: {states: {main.gone: main.there}}, pathway: p, title: T}\n");
    CHECK(after("{pathway: p, migrate: ~}\n") ==
          "{pathway: p, migrate: {states: {main.gone: main.there}}}\n");
}

TEST_CASE("where no line can be added by itself the file is left alone, and that is said") {
    for (const char* odd : {"pathway: p\nmigrate: [a]\n", "pathway: p\nmigrate: later\n",
                            "pathway: p\nmigrate:\n  states: yes\n"})
        CHECK(refusal(odd, "main.gone", "main.there") == ErrorKind::invalid);
}

TEST_CASE("a state that is mapped already, no such pathway and no id are refused") {
    const std::string mapped = "pathway: p\nmigrate: {states: {main.gone: main.here}}\n";
    CHECK(refusal(mapped, "main.gone", "main.there") == ErrorKind::conflict);
    CHECK(refusal("pathway: q\n", "main.gone", "main.there") == ErrorKind::not_found);
    for (const char* wrong : {"", "a b", "main.", ".x", "x: y\n", "a}"})
        CHECK(refusal("pathway: p\n", "main.gone", wrong) == ErrorKind::invalid);
}

}  // namespace throughgate::testing
