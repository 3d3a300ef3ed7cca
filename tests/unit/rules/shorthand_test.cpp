// SPDX-License-Identifier: MIT
// Goal: shorthand such as R-14d is refused with the words to write, and names that look like it are
// left alone. Method: what the hint says to write is compiled again.
#include "support/catch.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::phrase;

std::vector<Diagnostic> faults_of(std::string_view text) {
    std::vector<Diagnostic> faults;
    const auto compiled =
        compile_deadline(phrase(text), testing::test_scope(), std::chrono::minutes(540), faults);
    CHECK(compiled.has_value() == faults.empty());
    return faults;
}

}  // namespace

TEST_CASE("shorthand is refused with the phrase to write, and the phrase compiles") {
    for (const char* text : {"R-14d", "R - 10wd", "T+3", "release-2w", "release + 1 day"}) {
        const auto faults = faults_of(text);
        INFO(text);
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].code == "TG0318");
        REQUIRE(faults[0].hint.starts_with("write: "));
        CHECK(faults_of(faults[0].hint.substr(7)).empty());
    }
}

TEST_CASE("names with hyphens and digits are no shorthand") {
    testing::TestScope scope;
    scope.declared["court-2"] = {Declared::What::fact, ValueType::date, {}, {}};
    scope.declared["tier"] = {Declared::What::fact, ValueType::choice, {Symbol::of("band-2d")}, {}};
    std::vector<Diagnostic> faults;
    CHECK(compile_deadline(phrase("2 days after court-2"), scope, std::chrono::minutes(0), faults));
    CHECK(compile_guard("tier is band-2d", {"a.yaml", 1, 1}, scope, faults));
    CHECK(faults.empty());
}

}  // namespace throughgate::rules
