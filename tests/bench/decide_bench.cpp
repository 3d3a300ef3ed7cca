// SPDX-License-Identifier: MIT
// `decide` alone: no store, no hashing, no queue. The events move one case through the shipped
// accommodation pathway; the Change is taken apart as the store would.
#include <benchmark/benchmark.h>

#include "caseload.hpp"
#include "core/translate.hpp"
#include "definition/load.hpp"

namespace throughgate::bench {
namespace {

/// A case and its surroundings, as the commit loop would hand them to `decide`.
struct Stage {
    core::SurroundingsPointer around;
    Case the_case;
    Instant now;
};

Stage stage() {
    const std::string path = scratch_folder("decide") + "/start.db";
    const auto references = make_store(path, 1);
    VirtualClock clock(*parse_instant("2026-09-29T08:00:00Z"));
    EngineOptions options;
    options.store_path = path;
    options.clock = &clock;
    const auto engine = must(Engine::open(options));
    const auto reader = must(engine->parts().store->read());
    const auto id = must(reader->find_reference(references.front()));
    return {engine->parts().loop->surroundings(), *must(reader->load_case(*id)), clock.now()};
}

Event event_of(const Stage& at, const Command& command) {
    return must(core::to_event(command, at.the_case, *at.around, at.now));
}

/// Alternating moves between two states; each opens or ends handoffs and their timers.
void decide_accommodation_moves(benchmark::State& state) {
    Stage at = stage();
    const Event proposed = event_of(at, move(at.the_case.reference, 0, 0));
    const Event failed = event_of(at, move(at.the_case.reference, 1, 1));
    const journey::World world = at.around->world(at.now, 1);
    Case the_case = at.the_case;
    bool turn = false;
    std::int64_t events = 0;
    for (auto each : state) {
        (void)each;
        Change change = journey::decide(world, std::move(the_case), turn ? failed : proposed);
        if (change.verdict != Verdict::applied) state.SkipWithError("not applied");
        benchmark::DoNotOptimize(change.log.data());
        the_case = std::move(change.after);
        turn = !turn;
        // Ended handoffs stay with their case for a while: start again before they pile up.
        if (++events % 512 == 0) {
            state.PauseTiming();
            the_case = at.the_case;
            turn = false;
            state.ResumeTiming();
        }
    }
    state.SetItemsProcessed(events);
}
BENCHMARK(decide_accommodation_moves);

/// An event that sets one fact and moves nothing: what most of a day's events do.
void decide_recorded_fact(benchmark::State& state) {
    Stage at = stage();
    Command command = move(at.the_case.reference, 0, 0);
    const Event proposed = event_of(at, command);
    const journey::World world = at.around->world(at.now, 1);
    Case the_case = journey::decide(world, at.the_case, proposed).after;
    auto& send = std::get<SendEvent>(command.what);
    send.name = "visit.recorded";
    send.fields = {{"visit", Value(std::string("done"))}};
    const Event visit = event_of(at, command);
    for (auto each : state) {
        (void)each;
        Change change = journey::decide(world, std::move(the_case), visit);
        if (change.verdict == Verdict::refused) state.SkipWithError("refused");
        benchmark::DoNotOptimize(change.log.data());
        the_case = std::move(change.after);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decide_recorded_fact);

}  // namespace
}  // namespace throughgate::bench
