// SPDX-License-Identifier: MIT
// A million armed timers: how long opening takes and what stays in memory; 100,000 due at once
// while commands keep coming: how fast they drain and how long a command waits meanwhile.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <thread>

#include "caseload.hpp"

namespace throughgate::bench {
namespace {

constexpr std::size_t cases = 20000;
constexpr std::size_t timers_a_case = 5;
constexpr std::size_t armed_later = 900000;

Instant start() { return *parse_instant("2026-09-28T08:00:00Z"); }
Instant due() { return *parse_instant("2026-10-05T08:00:00Z"); }

std::vector<DefinitionFile> definitions() {
    std::string timers;
    for (std::size_t i = 0; i < timers_a_case; ++i)
        timers += "          t" + std::to_string(i) + ": {at: 7 days after entry, to: stay}\n";
    std::vector<DefinitionFile> files;
    for (DefinitionFile& file : shipped_definitions())
        if (file.path.starts_with("common/calendars/england") || file.path == "common/roles.yaml")
            files.push_back(std::move(file));
    files.push_back(
        {"spine/pathway.yaml",
         "format: 1\npathway: spine\ntitle: Timers\ncommon: [roles]\n"
         "calendar: england-and-wales\nzone: Europe/London\n"
         "facts: {note: {text: 40, title: Note}}\n"
         "strands:\n  phase:\n    title: Phase\n    start: waiting\n    states:\n"
         "      waiting:\n        title: Waiting\n        phase: custody\n        owner: pom\n"
         "        do: Wait.\n        events:\n          noted: {asks: [note], to: stay}\n"
         "          died: gone\n"
         "        timers:\n" +
             timers + "      gone: {title: Gone, phase: closed, final: true, outcome: died}\n"});
    return files;
}

void run_sql(sqlite3* connection, const std::string& sql) {
    if (sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fprintf(stderr, "benchmark: %s\n", sqlite3_errmsg(connection));
        exit(1);
    }
}

/// Rows due in a year, of cases that never come to fire: only their number matters here.
void arm_later(const std::string& path) {
    sqlite3* connection = nullptr;
    if (sqlite3_open(path.c_str(), &connection) != SQLITE_OK) exit(1);
    const auto later = (start() + std::chrono::days{365}).time_since_epoch().count();
    run_sql(connection,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                std::to_string(armed_later) +
                ") INSERT INTO due (due_ms, case_id, timer, generation) SELECT " +
                std::to_string(later) + " + (i * 7919) % 1000000000, 1000000 + i, 1, 1 FROM n");
    run_sql(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(connection);
}

EngineOptions options_for(const std::string& path, Clock& clock) {
    EngineOptions options;
    options.store_path = path;
    options.clock = &clock;
    return options;
}

std::vector<std::string> make(const std::string& path) {
    VirtualClock clock(start());
    const auto engine = must(Engine::open(options_for(path, clock)));
    const Actor actor{"", "os:bench", ""};
    const auto applied = must(engine->apply(definitions(), actor));
    for (const Diagnostic& each : applied.report.diagnostics)
        if (each.severity == Severity::error) fputs(format_diagnostic(each).c_str(), stderr);
    if (applied.report.errors != 0) exit(1);
    must(engine->import_directory(small_directory(), "directory.csv", actor));
    std::vector<Command> commands;
    for (std::size_t i = 0; i < cases; ++i) {
        commands.push_back(opening(i));
        std::get<OpenCase>(commands.back().what).facts.clear();
    }
    std::vector<std::string> references;
    for (auto& result : engine->submit_all(std::move(commands)))
        references.push_back(must(std::move(result)).case_reference);
    return references;
}

struct Prepared {
    std::string path;
    std::vector<std::string> references;
};

const Prepared& prepared() {
    static const Prepared made = [] {
        Prepared fresh;
        fresh.path = scratch_folder("timers") + "/start.db";
        fresh.references = make(fresh.path);
        arm_later(fresh.path);
        return fresh;
    }();
    return made;
}

std::size_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * 4096;
}

void open_with_a_million_timers(benchmark::State& state) {
    VirtualClock clock(start());
    const std::string& path = prepared().path;
    double grown = 0;
    for (auto each : state) {
        (void)each;
        const std::size_t before = resident_bytes();
        const auto engine = must(Engine::open(options_for(path, clock)));
        benchmark::DoNotOptimize(engine->run_until(start()).ok());
        const std::size_t after = resident_bytes();
        grown = std::max(grown, after > before ? static_cast<double>(after - before) : 0.0);
    }
    state.counters["armed"] = static_cast<double>(armed_later + cases * timers_a_case);
    state.counters["resident_mib"] = grown / (1 << 20);
}
BENCHMARK(open_with_a_million_timers)->Iterations(5)->Unit(benchmark::kMillisecond);

/// Commands one after the other until told to stop; their waits in milliseconds.
std::vector<double> keep_asking(Engine& engine, const std::atomic<bool>& done) {
    std::vector<double> waits;
    for (std::size_t i = 0; !done; ++i) {
        Command command;
        command.key = "asked-" + std::to_string(i);
        command.actor = {"S04", "os:bench", ""};
        command.what = SendEvent{prepared().references[i % cases],
                                 {},
                                 "noted",
                                 {{"note", Value(std::string("seen"))}},
                                 {}};
        const auto began = std::chrono::steady_clock::now();
        must(engine.submit(std::move(command)));
        waits.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
                .count());
    }
    std::sort(waits.begin(), waits.end());
    return waits;
}

void drain_100000_due_at_once(benchmark::State& state) {
    const std::string& path = prepared().path;
    for (auto each : state) {
        (void)each;
        VirtualClock clock(start());
        const auto engine = must(Engine::open(options_for(path, clock)));
        clock.set(due());
        std::atomic<bool> done = false;
        (void)engine->start();
        auto asking = std::async(std::launch::async, [&] { return keep_asking(*engine, done); });
        const auto began = std::chrono::steady_clock::now();
        for (;;) {
            const auto next = engine->health().next_due;
            if (next && *next > due()) break;
            std::this_thread::yield();
        }
        state.SetIterationTime(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
        done = true;
        const std::vector<double> waits = asking.get();
        engine->stop();
        state.counters["fired"] = static_cast<double>(cases * timers_a_case);
        state.counters["commands"] = static_cast<double>(waits.size());
        state.counters["command_p99_ms"] = waits.empty() ? 0 : waits[waits.size() * 99 / 100];
    }
}
BENCHMARK(drain_100000_due_at_once)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace throughgate::bench
