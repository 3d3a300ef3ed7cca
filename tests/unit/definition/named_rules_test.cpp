// SPDX-License-Identifier: MIT
// Goal: pathways use named rules, and are pinned to them. Method: the small definitions with a file
// of rules; its edits; a pathway stored and compiled again.
#include "definition/rule_library.hpp"
#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

using testing::edited;
using testing::small_files;

constexpr const char* pathway = "accommodation/pathway.yaml";
constexpr const char* visits = "common/rules/visits.yaml";

/// The small pathway with a named rule as a deadline and another as a condition.
std::vector<SourceFile> with_rules() {
    auto files = edited(small_files(), pathway, "common: [facts, roles, ladders]\n",
                        "common: [facts, roles, ladders]\nrules: [visits]\n");
    files = edited(files, pathway, "due: 5 working days after entry", "due: rule visit_due");
    return edited(files, pathway, "when: risk.rosh is high or very_high}",
                  "when: risk.rosh is high or very_high or rule close}");
}

DefinitionPointer accommodation(const std::vector<SourceFile>& files) {
    const Loaded loaded = load(files);
    INFO(testing::text_of(loaded));
    REQUIRE(loaded.clean());
    return loaded.set.current.back();
}

TEST_CASE("a named rule is a deadline and a condition of a pathway") {
    const auto definition = accommodation(with_rules());
    const State& screen = definition->states[testing::state(*definition, "place.screen")];
    CHECK(screen.due.text() == "rule visit_due");
    CHECK(screen.due.names().size() == 2);
}

TEST_CASE("a pathway is pinned to what its rules say, and not to their wording") {
    const auto before = accommodation(with_rules());
    const auto other = accommodation(
        edited(with_rules(), visits, "usual: 10 working days", "usual: 9 working days"));
    CHECK(other->behaviour != before->behaviour);
    const auto reworded = accommodation(
        edited(with_rules(), visits, "title: Release is close", "title: Release comes soon"));
    CHECK(reworded->behaviour == before->behaviour);
    CHECK(reworded->text != before->text);
}

TEST_CASE("files of rules that a pathway does not use leave its hashes alone") {
    auto without = small_files();
    std::erase_if(without, [](const SourceFile& file) { return file.path == visits; });
    CHECK(accommodation(without)->behaviour == accommodation(small_files())->behaviour);
}

TEST_CASE("a stored pathway brings its rules with it") {
    const Loaded loaded = load(with_rules());
    REQUIRE(loaded.clean());
    const auto again = compile_resolved(loaded.resolved.back().second);
    REQUIRE(again.ok());
    CHECK((*again)->behaviour == loaded.resolved.back().first);
}

TEST_CASE("a rule that a pathway cannot feed is refused with what is missing") {
    const auto files = edited(with_rules(), visits, "inputs: {today: date, release: date}",
                              "inputs: {today: date, release: date, tariff: date}");
    CHECK(testing::has(testing::codes_of(load(files)), "TG0330"));
    const auto unlisted =
        edited(small_files(), pathway, "due: 5 working days after entry", "due: rule visit_due");
    CHECK(testing::has(testing::codes_of(load(unlisted)), "TG0328"));
}

TEST_CASE("the library gives the version in force on a day, and the newest without one") {
    const RuleLibrary library(small_files());
    REQUIRE(library.diagnostics().empty());
    const auto day = [](const char* text) { return *parse_date(text); };
    CHECK(library.find("visit_due")->source->from == day("2026-01-01"));
    CHECK(library.find("visit_due", day("2025-12-31"))->source->from == day("2020-01-01"));
    CHECK(library.find("visit_due", day("2019-12-31")) == nullptr);
    CHECK(library.find("visit_deu") == nullptr);
    CHECK(library.calendars().contains("england-and-wales"));
}

}  // namespace
}  // namespace throughgate::definition
