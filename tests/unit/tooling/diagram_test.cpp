// SPDX-License-Identifier: MIT
// Goal: a diagram shows every drawn state and every way out, as DOT, Mermaid and Markdown.
// Method: the small accommodation pathway and the lamp, golden.
#include <set>

#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/play.hpp"
#include "throughgate/diagrams.hpp"

namespace throughgate::testing {
namespace {

std::vector<DefinitionFile> files_with(const std::string& first) {
    std::vector<DefinitionFile> files;
    for (DefinitionFile& file : definition_files("tests/support/definitions/small"))
        if (file.path == first)
            files.insert(files.begin(), std::move(file));
        else if (file.path.starts_with("common/"))
            files.push_back(std::move(file));
    return files;
}

std::string drawn(const std::string& first, DiagramFormat format) {
    auto diagram = draw_diagram(files_with(first), format);
    REQUIRE(diagram.ok());
    return *diagram;
}

TEST_CASE("a pathway is drawn in every format") {
    const std::string path = "accommodation/pathway.yaml";
    check_golden("tooling/accommodation.dot", drawn(path, DiagramFormat::dot));
    check_golden("tooling/accommodation.mmd", drawn(path, DiagramFormat::mermaid));
    check_golden("tooling/accommodation.md", drawn(path, DiagramFormat::table));
}

TEST_CASE("a plain chart is drawn as well") {
    check_golden("tooling/lamp.dot", drawn("charts/lamp.yaml", DiagramFormat::dot));
}

TEST_CASE("an event that all states of a strand share is one row") {
    const std::string table = drawn("spine/pathway.yaml", DiagramFormat::table);
    std::size_t rows = 0;
    for (std::size_t at = table.find("| recalled |"); at != std::string::npos;
         at = table.find("| recalled |", at + 1))
        ++rows;
    CHECK(rows == 1);
    CHECK(table.find("ends: supervision_ended") != std::string::npos);
}

TEST_CASE("a diagram as values has every state inside its own and every way between them") {
    const auto drawn = describe_diagram(files_with("accommodation/pathway.yaml"));
    REQUIRE(drawn.ok());
    CHECK(drawn->title == "Accommodation");
    const auto find = [&](const std::string& id) {
        for (const DrawnState& each : drawn->states)
            if (each.id == id) return each;
        return DrawnState{};
    };
    CHECK(find("place").parent.empty());
    CHECK(find("place").kind == "group");
    const DrawnState sourcing = find("place.sourcing");
    CHECK(sourcing.parent == "place");
    CHECK(sourcing.kind == "state");
    CHECK(sourcing.due == "14 days before release");
    CHECK_FALSE(sourcing.first);
    CHECK(find("place.screen").first);
    CHECK(find("place.finished").kind == "end");
    CHECK(find("place.finished").outcome == "settled");
    std::set<std::string> known{""};
    for (const DrawnState& each : drawn->states) {
        CHECK(known.contains(each.parent));  // outer ones first
        known.insert(each.id);
    }
    for (const DrawnWay& each : drawn->ways) {
        CHECK(known.contains(each.from));
        for (const std::string& to : each.to) CHECK(known.contains(to));
    }
}

TEST_CASE("faulty definitions are not drawn, and every fault is told") {
    auto files = files_with("charts/lamp.yaml");
    files.front().bytes += "nonsense: true\n";
    const auto diagram = draw_diagram(files, DiagramFormat::dot);
    REQUIRE_FALSE(diagram.ok());
    CHECK(diagram.error().kind == ErrorKind::invalid);
    CHECK(diagram.error().message.find("nonsense") != std::string::npos);
}

}  // namespace
}  // namespace throughgate::testing
