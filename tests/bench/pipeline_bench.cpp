// SPDX-License-Identifier: MIT
// The durable pipeline (queue, load, decide, hash, write, commit, answer) beside the same rows
// written by nothing but the SQLite C API, in equal batches, with the same checkpoints, in turn.
// One in flight is a caller who waits for each answer; more are told of theirs by callbacks.
// Printed: events a second of both, their ratio, processor time a commit of both.
#include <benchmark/benchmark.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "base/limits.hpp"
#include "caseload.hpp"
#include "row_recorder.hpp"
#include "store/sqlite/checkpointer.hpp"

namespace throughgate::bench {
namespace {

namespace fs = std::filesystem;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t cases = 2048;

/// Keeps `in_flight` commands under way until all are answered.
class Feeder {
public:
    Feeder(Engine& engine, std::size_t in_flight) : engine_(engine), in_flight_(in_flight) {}

    void run(std::vector<Command> commands) {
        if (in_flight_ == 1) return run_alone(std::move(commands));
        for (std::size_t at = 0; at < commands.size(); at += in_flight_) {
            const std::size_t end = std::min(commands.size(), at + in_flight_);
            {
                const std::lock_guard lock(mutex_);
                open_ = end - at;
            }
            for (std::size_t i = at; i < end; ++i)
                engine_.submit(std::move(commands[i]), [this](Result<Receipt> r) { answered(r); });
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return open_ == 0; });
        }
    }

private:
    /// Whoever has nothing else under way waits for each answer.
    void run_alone(std::vector<Command> commands) {
        for (Command& command : commands) must_be_applied(engine_.submit(std::move(command)));
    }

    static void must_be_applied(const Result<Receipt>& result) {
        if (result.ok() && result->outcome == Outcome::applied) return;
        fprintf(stderr, "benchmark: a command was not applied: %s\n",
                result.ok() ? result->note.c_str() : result.error().message.c_str());
        exit(1);
    }

    void answered(const Result<Receipt>& result) {
        must_be_applied(result);
        const std::lock_guard lock(mutex_);
        if (--open_ == 0) changed_.notify_one();
    }

    Engine& engine_;
    std::size_t in_flight_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t open_ = 0;
};

struct Prepared {
    std::string folder;
    std::vector<std::string> references;
};

const Prepared& prepared() {
    static const Prepared made = [] {
        Prepared fresh;
        fresh.folder = scratch_folder("pipeline");
        fresh.references = make_store(fresh.folder + "/start.db", cases);
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

/// `count` moves, each case in turn, so that no batch speaks twice of one case.
std::vector<Command> moves(std::size_t count) {
    std::vector<Command> commands;
    for (std::size_t i = 0; i < count; ++i)
        commands.push_back(move(prepared().references[i % cases], i / cases, i));
    return commands;
}

struct Cost {
    double seconds = 0;
    double processor = 0;
};

Cost run_engine(const std::string& path, std::size_t count, std::size_t in_flight) {
    VirtualClock clock(*parse_instant("2026-09-29T08:00:00Z"));
    EngineOptions options;
    options.store_path = path;
    options.clock = &clock;
    const auto engine = must(Engine::open(options));
    (void)engine->start();
    std::vector<Command> commands = moves(count);
    const double processor = processor_seconds();
    const auto began = std::chrono::steady_clock::now();
    Feeder(*engine, in_flight).run(std::move(commands));
    const Cost cost{Seconds(std::chrono::steady_clock::now() - began).count(),
                    processor_seconds() - processor};
    engine->stop();
    return cost;
}

std::unique_ptr<store::sqlite::Checkpointer> checkpointer_of(const std::string& path) {
    store::sqlite::ConnectionOptions options;
    options.path = path;
    return must(store::sqlite::Checkpointer::start(
        options, {limits::checkpoint_passive_bytes, limits::checkpoint_restart_bytes}));
}

int log_grew(void* checkpointer, sqlite3*, const char*, int pages) {
    static_cast<store::sqlite::Checkpointer*>(checkpointer)
        ->log_has_bytes(static_cast<std::size_t>(pages) * 4096);
    return SQLITE_OK;
}

Cost run_raw(const std::string& path, const std::vector<RowCommit>& commits) {
    RowWriter writer(path);
    const auto checkpointer = checkpointer_of(path);
    sqlite3_wal_hook(writer.connection(), log_grew, checkpointer.get());
    const double processor = processor_seconds();
    const auto began = std::chrono::steady_clock::now();
    for (const RowCommit& commit : commits) {
        checkpointer->enter();
        writer.write(commit);
        checkpointer->leave();
    }
    return {Seconds(std::chrono::steady_clock::now() - began).count(),
            processor_seconds() - processor};
}

std::vector<RowCommit> record(std::size_t count, std::size_t in_flight) {
    const std::string path = copy_of_start("recorded.db");  // made before recording begins
    RowRecorder recorder;
    run_engine(path, count, in_flight);
    return recorder.take();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void durable_pipeline(benchmark::State& state) {
    const auto in_flight = static_cast<std::size_t>(state.range(0));
    const std::size_t count = in_flight == 1 ? 4000 : 16 * cases;
    const std::vector<RowCommit> commits = record(count, in_flight);
    std::vector<double> engine_seconds, raw_seconds, ratios, processor, raw_processor;
    bool raw_first = false;  // whoever comes second finds the disk at work for the other
    for (auto each : state) {
        (void)each;
        Cost raw, ours;
        if (raw_first) raw = run_raw(copy_of_start("raw.db"), commits);
        ours = run_engine(copy_of_start("engine.db"), count, in_flight);
        if (!raw_first) raw = run_raw(copy_of_start("raw.db"), commits);
        raw_first = !raw_first;
        raw_seconds.push_back(raw.seconds);
        engine_seconds.push_back(ours.seconds);
        ratios.push_back(raw.seconds / ours.seconds);
        processor.push_back(ours.processor / static_cast<double>(commits.size()));
        raw_processor.push_back(raw.processor / static_cast<double>(commits.size()));
        state.SetIterationTime(ours.seconds);
    }
    std::size_t rows = 0;
    for (const RowCommit& commit : commits) rows += commit.size();
    state.counters["events_per_s"] = static_cast<double>(count) / median(engine_seconds);
    state.counters["raw_events_per_s"] = static_cast<double>(count) / median(raw_seconds);
    state.counters["ratio_to_raw"] = median(ratios);
    state.counters["cpu_us_per_commit"] = median(processor) * 1e6;
    state.counters["raw_cpu_us_per_commit"] = median(raw_processor) * 1e6;
    state.counters["rows_per_event"] = static_cast<double>(rows) / static_cast<double>(count);
    state.counters["events_per_commit"] =
        static_cast<double>(count) / static_cast<double>(commits.size());
}
BENCHMARK(durable_pipeline)
    ->Arg(1)
    ->Arg(64)
    ->Arg(1024)
    ->Iterations(6)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace throughgate::bench
