// SPDX-License-Identifier: MIT
// 20,000 cases with eight deadlines each get new dates: because a bank holiday was added late (one
// run through all cases) and because every release moved (one command a case). Beside them the same
// rows written by nothing but the SQLite C API, in equal commits.
// Printed: seconds of both, their ratio, dates moved, notices that were planned.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "caseload.hpp"
#include "row_recorder.hpp"

namespace throughgate::bench {
namespace {

namespace fs = std::filesystem;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t cases = 20'000;
constexpr int deadlines = 8;
const Actor actor{"", "os:bench", ""};

std::string strand(int number) {
    const std::string n = std::to_string(number);
    return "  step" + n + ":\n    start: open" + n + "\n    states:\n      open" + n +
           ": {title: Step " + n + ", owner: " + (number % 2 == 0 ? "ro" : "pom") +
           ", do: Do it., due: " + std::to_string(10 + 4 * number) +
           " working days before release at 09:00, events: {step.done: done" + n +
           "}}\n      done" + n + ": {title: Done, final: true, outcome: done}\n";
}

/// A spine with eight dates that are reckoned back from the release.
std::string spine() {
    std::string text = R"(format: 1
pathway: spine
title: Release
common: [facts, roles, ladders, messages]
calendar: england-and-wales
zone: Europe/London
strands:
  phase:
    start: in_custody
    states:
      in_custody: {title: In custody, phase: custody, owner: pom, do: Wait.,
          events: {release_date.changed: {to: stay},
                   released: {choose: [{otherwise: out, if_unknown: out}]}}}
      out: {title: Out, phase: released, owner: ro, do: Meet., events: {supervision.ended: over}}
      over: {title: Over, phase: closed, final: true, outcome: done}
)";
    for (int number = 1; number <= deadlines; ++number) text += strand(number);
    return text;
}

std::vector<DefinitionFile> definitions(bool late_holiday) {
    auto files = shipped_definitions({"none"});
    files.push_back({"spine/pathway.yaml", spine()});
    for (DefinitionFile& file : files) {
        if (!late_holiday || !file.path.ends_with("england-and-wales.yaml")) continue;
        const std::string key = "holidays:\n";
        file.bytes.insert(file.bytes.find(key) + key.size(),
                          "  - {date: 2027-03-10, title: Extra day}\n");
    }
    return files;
}

EngineOptions options_on(const std::string& path, VirtualClock& clock) {
    EngineOptions options;
    options.store_path = path;
    options.clock = &clock;
    return options;
}

struct Prepared {
    std::string folder;
    std::vector<std::string> references;
};

const Prepared& prepared() {
    static const Prepared made = [] {
        Prepared fresh;
        fresh.folder = scratch_folder("redate");
        VirtualClock clock(*parse_instant("2026-09-28T08:00:00Z"));
        const auto engine = must(Engine::open(options_on(fresh.folder + "/start.db", clock)));
        const auto applied = must(engine->apply(definitions(false), actor));
        for (const Diagnostic& each : applied.report.diagnostics)
            if (each.severity == Severity::error)
                fprintf(stderr, "%s\n", format_diagnostic(each).c_str());
        if (applied.report.errors != 0) exit(1);
        must(engine->import_directory(small_directory(), "directory.csv", actor));
        std::vector<Command> commands;
        for (std::size_t i = 0; i < cases; ++i) {
            Command command = opening(i);
            for (Field& field : std::get<OpenCase>(command.what).facts)
                if (field.name == "release") field.value = Value(std::string("2027-03-15"));
            commands.push_back(std::move(command));
        }
        for (auto& result : engine->submit_all(std::move(commands)))
            fresh.references.push_back(must(std::move(result)).case_reference);
        return fresh;
    }();
    return made;
}

std::string copy_of_start(const std::string& name) {
    const std::string path = prepared().folder + "/" + name;
    for (const char* suffix : {"", "-wal", "-shm", ".owner"}) fs::remove(path + suffix);
    fs::copy_file(prepared().folder + "/start.db", path);
    return path;
}

std::vector<Command> new_releases() {
    std::vector<Command> commands;
    for (const std::string& reference : prepared().references) {
        commands.push_back(event("", reference, "release_date.changed", "r-" + reference,
                                 {{"release", "2027-03-29"}}));
        commands.back().together = "A change of the law moved 20,000 release dates";
    }
    return commands;
}

struct Outcome {
    double seconds = 0;
    std::size_t moved = 0;
    std::size_t told = 0;
};

/// What became of the dates, and of the people an hour later.
void look_at(Engine& engine, Outcome& outcome) {
    const auto view = must(engine.find_case(prepared().references.front()));
    for (const HistoryEntry& each : must(engine.history(view.row.reference)))
        if (each.kind == "deadline.moved") ++outcome.moved;
    if (!engine.run_until(engine.now() + std::chrono::hours(2)).ok()) exit(1);
    auto reader = must(engine.parts().store->read());
    EffectId after;
    for (;;) {
        const auto rows = must(reader->list_outbox(CaseId{}, after, 500));
        outcome.told += rows.size();
        if (rows.size() < 500) return;
        after = rows.back().effect;
    }
}

enum class How { calendar, releases };

Outcome run_engine(const std::string& path, How how, bool look) {
    VirtualClock clock(*parse_instant("2026-09-28T09:00:00Z"));
    const auto engine = must(Engine::open(options_on(path, clock)));
    std::vector<Command> commands;
    if (how == How::releases) commands = new_releases();
    Outcome outcome;
    const auto began = std::chrono::steady_clock::now();
    if (how == How::calendar)
        must(engine->apply(definitions(true), actor));
    else
        for (auto& result : engine->submit_all(std::move(commands))) must(std::move(result));
    if (!engine->parts().drain().ok()) exit(1);
    outcome.seconds = Seconds(std::chrono::steady_clock::now() - began).count();
    if (look) look_at(*engine, outcome);
    return outcome;
}

double run_raw(const std::string& path, const std::vector<RowCommit>& commits) {
    RowWriter writer(path);
    const auto began = std::chrono::steady_clock::now();
    for (const RowCommit& commit : commits) writer.write(commit);
    return Seconds(std::chrono::steady_clock::now() - began).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void redate(benchmark::State& state, How how) {
    std::vector<RowCommit> commits;
    const std::string recorded = copy_of_start("recorded.db");
    {
        RowRecorder recorder;
        run_engine(recorded, how, false);
        commits = recorder.take();
    }
    const Outcome seen = run_engine(copy_of_start("seen.db"), how, true);
    std::vector<double> ours, raw;
    for (auto each : state) {
        (void)each;
        raw.push_back(run_raw(copy_of_start("raw.db"), commits));
        ours.push_back(run_engine(copy_of_start("engine.db"), how, false).seconds);
        state.SetIterationTime(ours.back());
    }
    std::size_t rows = 0;
    for (const RowCommit& commit : commits) rows += commit.size();
    state.counters["seconds"] = median(ours);
    state.counters["raw_seconds"] = median(raw);
    state.counters["ratio_to_raw"] = median(raw) / median(ours);
    state.counters["cases_per_s"] = static_cast<double>(cases) / median(ours);
    state.counters["dates_moved_per_case"] = static_cast<double>(seen.moved);
    state.counters["notices"] = static_cast<double>(seen.told);
    state.counters["rows_per_case"] = static_cast<double>(rows) / static_cast<double>(cases);
    state.counters["commits"] = static_cast<double>(commits.size());
}

void redate_by_calendar(benchmark::State& state) { redate(state, How::calendar); }
void redate_by_releases(benchmark::State& state) { redate(state, How::releases); }

BENCHMARK(redate_by_calendar)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(redate_by_releases)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace throughgate::bench
