// SPDX-License-Identifier: MIT
// How long an author waits: for `check` of the shipped workflows and of one pathway of 500 states,
// and for `test --generate` of another one.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/temporary_folder.hpp"
#include "throughgate/authoring.hpp"
#include "throughgate/generating.hpp"

namespace throughgate {
namespace {

namespace fs = std::filesystem;

std::vector<DefinitionFile> files_below(const fs::path& folder, const std::string& prefix) {
    std::vector<DefinitionFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".yaml") || name.ends_with(".test.yaml")) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        files.push_back({prefix + fs::relative(entry.path(), folder).generic_string(),
                         {std::istreambuf_iterator<char>(file), {}}});
    }
    return files;
}

std::string state(int number, int count) {
    const auto id = [&](int n) { return "s" + std::to_string(n % count); };
    const std::string n = std::to_string(number);
    return "      " + id(number) + ":\n        title: State " + n +
           "\n        stage: " + (number == 0 ? "needed" : "arranging") +
           "\n        owner: ro\n        do: Do what this state wants.\n        due: " +
           std::to_string(number % 20 + 1) +
           " working days after entry\n        events:\n          go.on:\n            asks: "
           "[big.kind]\n            choose:\n              - {when: big.kind is one and big.count "
           "is at least " +
           n + ", to: " + id(number + 1 == count ? 1 : number + 1) +
           "}\n              - {when: big.kind is two or three, to: " +
           id(number * 7 % count == 0 ? 1 : number * 7) +
           "}\n              - {otherwise: stay}\n          stopped: {to: " +
           (number == 0 ? "s1" : "over") +
           "}\n        timers:\n          late: {at: 9 working days before release, to: stay, "
           "because: Told by the ladder.}\n";
}

std::string pathway_of(int count) {
    std::string text =
        "format: 1\npathway: big\ntitle: Big\ncommon: [facts, roles, ladders, messages]\n"
        "calendar: england-and-wales\nzone: Europe/London\nfacts:\n  big.kind: {choice: [one, two, "
        "three], set_by: [ro]}\n  big.count: {number: true, set_by: [ro]}\nstrands:\n  line:\n    "
        "title: Line\n    start: s0\n    states:\n";
    for (int i = 0; i < count; ++i) text += state(i, count);
    return text + "      over: {title: Over, stage: closed, final: true, outcome: done}\n";
}

void check(benchmark::State& run, const std::vector<DefinitionFile>& files) {
    for ([[maybe_unused]] auto _ : run) {
        const Review review = review_definitions(files);
        if (review.report.errors > 0) run.SkipWithError("the definitions have errors");
        benchmark::DoNotOptimize(review.report.states);
    }
}

void check_shipped_workflows(benchmark::State& run) {
    check(run, files_below(fs::path(TG_SOURCE_DIR) / "workflows", ""));
}
BENCHMARK(check_shipped_workflows)->Unit(benchmark::kMillisecond);  // goal: under 100

void check_500_states(benchmark::State& run) {
    auto files = files_below(fs::path(TG_SOURCE_DIR) / "workflows/common", "common/");
    files.push_back({"big/pathway.yaml", pathway_of(499)});
    check(run, files);
}
BENCHMARK(check_500_states)->Unit(benchmark::kMillisecond);  // goal: under 200

/// Every state leads to two more, and back to the top.
std::string tree_of(int count) {
    std::string text =
        "format: 1\npathway: tree\ntitle: A tree\ncommon: [facts, roles, ladders]\n"
        "calendar: england-and-wales\nzone: Europe/London\nstarts: {when: supervised is true}\n"
        "strands:\n  line:\n    title: Line\n    start: s1\n    states:\n";
    for (int i = 1; i <= count; ++i) {
        const std::string n = std::to_string(i);
        text += "      s" + n + ":\n        title: State " + n +
                "\n        stage: needed\n        owner: ro\n        do: Look at it.\n"
                "        due: 5 days after entry\n        events: {";
        for (const int next : {2 * i, 2 * i + 1})
            if (next <= count)
                text += (next % 2 == 0 ? "go.a: s" : "go.b: s") + std::to_string(next) + ", ";
        text += "top: s1}\n";
    }
    return text;
}

/// Searching, and running what was found on real engines.
void generate_500_states(benchmark::State& run) {
    const fs::path small = fs::path(TG_SOURCE_DIR) / "tests/support/definitions/small";
    auto files = files_below(small / "common", "common/");
    for (DefinitionFile& file : files_below(small / "spine", "spine/")) files.push_back(file);
    files.push_back({"tree/pathway.yaml", tree_of(500)});
    for ([[maybe_unused]] auto _ : run) {
        const testing::TemporaryFolder folder;
        GeneratingOptions options;
        options.pathway = "tree";
        options.folder = folder.path();
        const auto tests = generate_tests(files, options);
        if (!tests.ok() || tests->reached != tests->transitions || tests->tests != 500)
            run.SkipWithError("a way of the tree was not taken");
    }
}
BENCHMARK(generate_500_states)->Unit(benchmark::kSecond)->Iterations(1);  // goal: under 10

}  // namespace
}  // namespace throughgate
