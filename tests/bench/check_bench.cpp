// SPDX-License-Identifier: MIT
// How long an author waits for `check`: the shipped workflows, and one pathway of 500 states.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "throughgate/authoring.hpp"

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
BENCHMARK(check_shipped_workflows)->Unit(benchmark::kMillisecond);

void check_500_states(benchmark::State& run) {
    auto files = files_below(fs::path(TG_SOURCE_DIR) / "workflows/common", "common/");
    files.push_back({"big/pathway.yaml", pathway_of(499)});
    check(run, files);
}
BENCHMARK(check_500_states)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace throughgate
