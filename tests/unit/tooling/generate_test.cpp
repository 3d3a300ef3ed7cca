// SPDX-License-Identifier: MIT
// Goal: generated tests take every way that a pathway draws, pass on a real engine, are the same
// each time, and a way that cannot be taken is named with its reason.
// Method: the small definitions, whole and with a way planted that nothing can take.
#include <algorithm>

#include "support/catch.hpp"
#include "support/play.hpp"
#include "support/temporary_folder.hpp"
#include "throughgate/generating.hpp"

namespace throughgate::testing {
namespace {

using Files = std::vector<DefinitionFile>;

Files small() { return definition_files("tests/support/definitions/small"); }

Files spine_with(const std::string& from, const std::string& to) {
    Files files = small();
    for (DefinitionFile& file : files)
        if (file.path == "spine/pathway.yaml") {
            const std::size_t at = file.bytes.find(from);
            REQUIRE(at != std::string::npos);
            file.bytes.replace(at, from.size(), to);
        }
    return files;
}

GeneratedTests generated(const Files& files, const std::string& pathway,
                         std::size_t most_decisions = 100'000) {
    const TemporaryFolder folder;
    GeneratingOptions options;
    options.pathway = pathway;
    options.folder = folder.path();
    options.most_decisions = most_decisions;
    auto tests = generate_tests(files, options);
    INFO((tests.ok() ? "" : tests.error().message));
    REQUIRE(tests.ok());
    return std::move(*tests);
}

std::string unreached(const GeneratedTests& tests) {
    std::string all;
    for (const UnreachedTransition& each : tests.unreached)
        all += each.name + ": " + each.reason + "\n";
    return all;
}

/// Searched for once: that takes longest.
const GeneratedTests& of_accommodation() {
    static const GeneratedTests tests = generated(small(), "accommodation");
    return tests;
}

TEST_CASE("every way of the small pathways is taken by a generated test") {
    const GeneratedTests spine = generated(small(), "spine");
    for (const GeneratedTests* tests : {&spine, &of_accommodation()}) {
        INFO(unreached(*tests));
        CHECK(tests->reached == tests->transitions);
        CHECK(tests->transitions > 5);
        CHECK(tests->tests > 1);
    }
    CHECK(generated(small(), "spine").bytes == spine.bytes);  // the same each time
}

TEST_CASE("generated tests pass when they are run, and reach what was promised") {
    const TemporaryFolder folder;
    const auto report = run_workflow_tests(
        small(), {{"accommodation/generated.test.yaml", of_accommodation().bytes}},
        {"", folder.path(), ""});
    REQUIRE(report.ok());
    CHECK(report->faults.empty());
    CHECK(report->results.size() == of_accommodation().tests);
    for (const WorkflowTestResult& each : report->results) {
        INFO(each.failure);
        CHECK(each.passed);
    }
    for (const PathwayCoverage& each : report->coverage)
        if (each.pathway == "accommodation") CHECK(covered_percent(each.transitions) == 100);
}

TEST_CASE("a way that nothing can take is named with its reason") {
    const Files files = spine_with(
        "          supervision.ended: {asks: [reason], to: ended}\n",
        "          supervision.ended: {asks: [reason], to: ended}\n"
        "          planted: {choose: [{when: nation is wales and nation is england, to: ended}, "
        "{otherwise: stay, if_unknown: stay}]}\n");
    const GeneratedTests tests = generated(files, "spine", 6'000);
    INFO(unreached(tests));
    REQUIRE(tests.unreached.size() == 1);
    const UnreachedTransition& planted = tests.unreached.front();
    CHECK(planted.name.find("phase.community: planted -> phase.ended") == 0);
    CHECK(planted.reason.find("it can never be taken") != std::string::npos);
    CHECK(planted.reason.find("nation is wales and nation is england") != std::string::npos);
    CHECK(planted.place.line > 0);
}

TEST_CASE("a way that the ones above it cover can never be taken, and is told so") {
    const Files files =
        spine_with("          supervision.ended: {asks: [reason], to: ended}\n",
                   "          supervision.ended: {asks: [reason], to: ended}\n"
                   "          planted: {choose: [{when: nation is wales or england, to: recalled}, "
                   "{when: nation is england, to: ended}, {otherwise: stay, if_unknown: stay}]}\n");
    const GeneratedTests tests = generated(files, "spine", 6'000);
    const auto covered = std::find_if(
        tests.unreached.begin(), tests.unreached.end(), [](const UnreachedTransition& each) {
            return each.name.find("planted -> phase.ended") != std::string::npos;
        });
    INFO(unreached(tests));
    REQUIRE(covered != tests.unreached.end());
    CHECK(covered->reason.find("it can never be taken") != std::string::npos);
}

TEST_CASE("texts that a condition names, days beside known ones and months of waiting are tried") {
    const Files files = spine_with(
        "          supervision.ended: {asks: [reason], to: ended}\n",
        "          supervision.ended: {asks: [reason], to: ended}\n"
        "          by.word: {choose: [{when: reason is \"a word\", to: recalled}, "
        "{otherwise: stay, if_unknown: stay}]}\n"
        "        timers:\n"
        "          same_day: {at: 40 days after release, choose: [{when: gate_time is on release, "
        "to: recalled}, {otherwise: stay}], if_unknown: stay}\n"
        "          years_on: {at: 60 weeks after gate_time, to: ended}\n");
    const GeneratedTests tests = generated(files, "spine", 60'000);
    INFO(unreached(tests));
    for (const UnreachedTransition& each : tests.unreached) {
        CHECK(each.name.find("-> phase.recalled") == std::string::npos);
        CHECK(each.name.find("years_on") == std::string::npos);
    }
    CHECK(tests.transitions - tests.reached <= 1);
}

TEST_CASE("a pathway that is not there is refused") {
    GeneratingOptions options;
    options.pathway = "nowhere";
    const auto tests = generate_tests(small(), options);
    REQUIRE_FALSE(tests.ok());
    CHECK(tests.error().kind == ErrorKind::invalid);
}

}  // namespace
}  // namespace throughgate::testing
