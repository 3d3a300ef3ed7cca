// SPDX-License-Identifier: MIT
// Goal: no edit of a definition can draw a step that the law forbids, however it is hidden: behind
// `same`, a history, an event of the whole strand, a branch or a timer.
// Method: single edits of the small definitions; the step must be told about, or allowed, exactly.
#include <algorithm>

#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

constexpr const char* accommodation = "accommodation/pathway.yaml";
constexpr const char* spine = "spine/pathway.yaml";

std::vector<Diagnostic> after(const char* path, const char* from, const char* to) {
    return load(testing::edited(testing::small_files(), path, from, to)).diagnostics;
}

std::vector<std::string> messages(const std::vector<Diagnostic>& all, std::string_view code) {
    std::vector<std::string> found;
    for (const Diagnostic& each : all)
        if (each.code == code) found.push_back(each.message);
    return found;
}

using Texts = std::vector<std::string>;

TEST_CASE("a state that keeps the stage passes on every stage it may have been entered with") {
    const auto faults = after(accommodation, "          settled.confirmed: finished",
                              "          settled.confirmed: finished\n          detained: on_hold");
    REQUIRE(messages(faults, "TG0402").size() == 1);
    CHECK(messages(faults, "TG0402")[0].find("'in_place' in 'on_hold'") != std::string::npos);
}

TEST_CASE("both lines and the allowed moves are named") {
    const auto faults = after(accommodation, "detained: on_hold", "detained: settled");
    const auto fault = std::find_if(faults.begin(), faults.end(),
                                    [](const Diagnostic& each) { return each.code == "TG0402"; });
    REQUIRE(fault != faults.end());
    CHECK(fault->hint ==
          "from 'arranging' the law allows 'arranged', 'unarranged', 'needed' or "
          "'closed'");
    REQUIRE(fault->related.size() == 2);
    CHECK(fault->related[0].message == "'sourcing' may be in stage 'arranging'");
    CHECK(fault->related[1].message == "'settled' is in stage 'in_place'");
}

TEST_CASE("an event of the strand is held against the stage of every state that answers it") {
    const auto faults =
        after(accommodation, "case.recalled: {to: screen}", "case.recalled: {to: sourcing}");
    const Texts texts = messages(faults, "TG0402");
    CHECK(std::count(texts.begin(), texts.end(),
                     "'case.recalled' leads from stage 'in_place' in 'settled' to 'arranging' in "
                     "'sourcing', which the law forbids") == 1);
}

TEST_CASE("an event of the strand is not held against a state that always answers for itself") {
    auto files = testing::edited(testing::small_files(), accommodation,
                                 "case.recalled: {to: screen}", "case.recalled: {to: sourcing}");
    files =
        testing::edited(files, accommodation, "          settled.confirmed: finished",
                        "          settled.confirmed: finished\n          case.recalled: screen");
    files = testing::edited(files, accommodation, "          address.found:",
                            "          case.recalled: screen\n          address.found:");
    CHECK(load(files).clean());
}

TEST_CASE("branches and timers are held against the law as plain events are") {
    const auto branch = after(accommodation, "{when: address.kind is own, to: address_check,",
                              "{when: address.kind is own, to: settled,");
    CHECK(messages(branch, "TG0402").size() == 1);
    const auto timer =
        after(accommodation, "none_found: {at: 10 working days before release, to: no_address}",
              "none_found: {at: 10 working days before release, to: settled}");
    CHECK(messages(timer, "TG0402").size() == 1);
}

TEST_CASE("nobody gets from unarranged to in place by a timer") {
    const auto faults = after(
        accommodation, "        title: Nowhere to live\n",
        "        title: Nowhere to live\n        timers: {hope: {at: release, to: settled}}\n");
    CHECK(messages(faults, "TG0409") ==
          Texts{"'hope' leads from unarranged to in_place without a named person"});
}

TEST_CASE("the spine's phases are held against the law of the case") {
    const auto faults = after(spine, "supervision.ended: {asks: [reason], to: ended}",
                              "supervision.ended: {asks: [reason], to: in_custody}");
    CHECK(messages(faults, "TG0406") ==
          Texts{"'supervision.ended' leads from phase 'community' in 'community' to 'custody' in "
                "'in_custody', which the law forbids"});
}

TEST_CASE("a main strand that waits has not started") {
    CHECK(messages(after(accommodation, "    title: Somewhere to live\n",
                         "    title: Somewhere to live\n    starts: 12 weeks before release\n"),
                   "TG0402")
              .empty());
    const auto faults = after(accommodation, "    title: Somewhere to live\n    start: screen\n",
                              "    starts: 12 weeks before release\n    start: sourcing\n");
    CHECK(messages(faults, "TG0402").size() == 1);
}

TEST_CASE("a stage that does not exist is told about once and not walked") {
    const auto faults = after(accommodation, "stage: arranging", "stage: aranging");
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "TG0113");
}

}  // namespace
}  // namespace throughgate::definition
