// SPDX-License-Identifier: MIT
// Goal: a join that cannot work, and what only charts may say, are refused in words that say what
// to do instead; in charts and pathways alike. Method: one edit of the sound small definitions a
// line; every code with its message.
#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

constexpr const char* pathway = "accommodation/pathway.yaml";
constexpr const char* chart = "charts/lamp.yaml";
constexpr const char* last_lines = "        suspended: true\n";

/// "code: message" of every fault, with " | " between.
std::string said(const char* path, const std::string& from, const std::string& to) {
    const Loaded loaded = load(testing::edited(testing::small_files(), path, from, to));
    std::string text;
    for (const Diagnostic& each : loaded.diagnostics) {
        if (!text.empty()) text += " | ";
        text += each.code + ": " + each.message;
    }
    return text;
}

std::string joined(const std::string& join) {
    return said(pathway, "strands:\n", "join: " + join + "\nstrands:\n");
}

std::string state_says(const std::string& more) {
    return said(pathway, last_lines, last_lines + ("        " + more + "\n"));
}

std::string keys_say(const std::string& more) {
    return said(pathway, "        done: {to: ready}\n",
                "        done: {to: ready}\n        " + more + "\n");
}

}  // namespace

TEST_CASE("a join of strands and of regions is taken when it can be met") {
    for (const char* join : {"all", "any", "{n_of: 1}", "{n_of: 2}"}) {
        CHECK(joined(join).empty());
        CHECK(keys_say(std::string("join: ") + join).empty());
    }
    CHECK(said(pathway, "  duty_to_refer:\n", "  duty_to_refer:\n    required: true\n") ==
          "TG0236: 'duty_to_refer' is required, but nothing around it says 'join: required'");
}

TEST_CASE("a join that asks for more than can end is refused with the numbers") {
    CHECK(joined("{n_of: 3}") == "TG0234: 'join' waits for 3 of 2, of which 2 can end");
    CHECK(joined("{n_of: 0}") == "TG0234: 'join' waits for 0 of 2, of which 2 can end");
    CHECK(joined("{n_of: many}") == "TG0112: 'n_of' wants a whole number, but here stands 'many'");
    CHECK(joined("{n_of: 99999}") == "TG0234: 'join' waits for 99999 of 2, of which 2 can end");
    CHECK(keys_say("join: {n_of: 3}") == "TG0234: 'join' waits for 3 of 2, of which 2 can end");
}

TEST_CASE("a join that waits for what has no end is refused by its name") {
    const std::string endless =
        "      decided: {title: Decision recorded, owner: ro, do: D., "
        "events: {dtr.again: refer}}\n";
    std::vector<SourceFile> files = testing::small_files();
    files = testing::edited(
        files, pathway,
        "      decided: {title: Decision recorded, final: true, outcome: dtr.result}\n", endless);
    files = testing::edited(files, pathway, "    ends_when: place is settled or finished\n", "");
    files = testing::edited(files, pathway,
                            "    skip: {when: nation is wales, do: Use the national pathway for "
                            "prison leavers.}\n",
                            "");
    files = testing::edited(files, pathway, "strands:\n", "join: all\nstrands:\n");
    const Loaded loaded = load(files);
    REQUIRE(loaded.diagnostics.size() >= 1);
    CHECK(loaded.diagnostics.front().message ==
          "'join' waits for 'duty_to_refer', which has no end");
}

TEST_CASE("a join is refused where nothing stands side by side") {
    CHECK(state_says("join: any") == "TG0235: there is nothing beside each other to join");
    CHECK(joined("either") == "TG0113: 'either' is no value of 'join'");
    CHECK(joined("required") == "TG0236: 'join: required', but nothing is required");
}

TEST_CASE("charts are told the same about their joins") {
    const auto two = [](const std::string& key) {
        return said(chart, "  two:\n", "  two:\n    " + key + "\n");
    };
    CHECK(two("join: {n_of: 2}") == "TG0234: 'join' waits for 2 of 2, of which 0 can end");
    CHECK(two("join: all") ==
          "TG0234: 'join' waits for 'left', which has no end | TG0234: 'join' waits for 'right', "
          "which has no end");
    CHECK(said(chart, "  broken: {final: true}", "  broken: {final: true, required: true}") ==
          "TG0236: 'broken' is required, but nothing around it says 'join: required'");
    CHECK(said(chart, "  dim: {", "  dim: {join: any, ") ==
          "TG0235: there is nothing beside each other to join");
}

TEST_CASE("effects of a start are refused where nothing starts") {
    CHECK(state_says("on_start: {sets: {nation: wales}}") ==
          "TG0237: 'on_hold' has no 'start' that 'on_start' could follow");
    CHECK(keys_say("on_start: {sets: {nation: wales}}") ==
          "TG0237: 'preparing' has no 'start' that 'on_start' could follow");
}

TEST_CASE("what only charts may say is refused in a pathway, with what to write instead") {
    CHECK(said(pathway, "detained: on_hold", "\"detained.*\": on_hold") ==
          "TG0238: 'detained.*' would answer events of many names");
    CHECK(said(pathway, "detained: on_hold", "error.execution: on_hold") ==
          "TG0238: 'error.execution' never comes to a pathway");
    CHECK(said(pathway, "when: address.kind is own", "when: event.address.kind is own") ==
          "TG0238: 'event.address.kind' reads the event itself");
    CHECK(said(pathway, "outcome: agreed}", "outcome: agreed, gives: {a: 1}}") ==
          "TG0238: 'gives' is a key of plain charts");
    CHECK(state_says("on_entry: {sets: {nation: wales}}") ==
          "TG0238: 'on_entry' is a key of plain charts");
    CHECK(said(pathway, "detained: on_hold", "detained: {to: on_hold, raise: resumed}") ==
          "TG0238: 'raise' is a key of plain charts");
}

}  // namespace throughgate::definition
