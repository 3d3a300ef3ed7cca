// SPDX-License-Identifier: MIT
// `decide` alone: no store, no hashing, no queue. Events lead one case through the shipped
// accommodation pathway beside its spine.
#include <ctime>

#include <array>

#include <benchmark/benchmark.h>

#include "caseload.hpp"
#include "core/translate.hpp"
#include "definition/load.hpp"
#include "store/case_codec.hpp"

namespace throughgate::bench {
namespace {

constexpr std::array parts{store::CasePart::core,   store::CasePart::pathways,
                           store::CasePart::people, store::CasePart::facts,
                           store::CasePart::timers, store::CasePart::handoffs};

/// A case as its rows hold it. `decide` gets what is read from them, as in the commit loop.
class Stored {
public:
    explicit Stored(const Case& the_case) : id_(the_case.id) {
        for (std::size_t i = 0; i < parts.size(); ++i)
            store::encode_part(parts[i], the_case, rows_[i]);
    }
    [[nodiscard]] Case read() const {
        Case the_case;
        the_case.id = id_;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (!store::decode_part(parts[i], rows_[i], the_case).ok()) exit(1);
        return the_case;
    }

private:
    CaseId id_;
    std::array<std::string, parts.size()> rows_;
};

/// A case and its surroundings, as the commit loop would hand them to `decide`.
struct Stage {
    core::SurroundingsPointer around;
    Case the_case;
    Instant now;
};

Stage stage() {
    const std::string path = scratch_folder("decide") + "/start.db";
    const auto references = make_store(path, 1, {"spine", "accommodation"});
    VirtualClock clock(*parse_instant("2026-09-29T08:00:00Z"));
    EngineOptions options;
    options.store_path = path;
    options.clock = &clock;
    const auto engine = must(Engine::open(options));
    const auto reader = must(engine->parts().store->read());
    const auto id = must(reader->find_reference(references.front()));
    return {engine->parts().loop->surroundings(), *must(reader->load_case(*id)), clock.now()};
}

/// From looking for a place to living in it: ten events as officers send them. Two open handoffs
/// with their ladders, one goes through the gate, four move the case, the rest record an answer.
std::vector<Event> story(const Stage& at) {
    const std::string& reference = at.the_case.reference;
    const std::vector<Command> commands{
        event("S01", reference, "address.proposed", "1",
              {{"address.id", "AD-1"}, {"address.kind", "private"}}),
        event("S01", reference, "check.police_replied", "2", {{"check.police", "sufficient"}}),
        event("S01", reference, "check.children_replied", "3", {{"check.children", "sufficient"}}),
        event("S01", reference, "occupant.asked", "4", {{"occupant.consent", "given"}}),
        event("S01", reference, "victim_map.looked_at", "5", {{"victim_map", "checked"}}),
        event("S01", reference, "visit.recorded", "6", {{"visit", "done"}}),
        event("S01", reference, "address.clear", "7", {}),
        event("S01", reference, "checks.passed", "8",
              {{"who_was_asked", "both"}, {"what_changed", "nothing"}}),
        event("S01", reference, "released", "9", {{"gate_time", "2026-11-30T09:10:00Z"}}),
        event("S01", reference, "arrived", "10", {{"living", "settled"}})};
    std::vector<Event> events;
    for (const Command& command : commands)
        events.push_back(must(core::to_event(command, at.the_case, *at.around, at.now)));
    return events;
}

/// What this thread has used of its core: other programs on the machine do not count.
double seconds_of_cpu() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

Case decided(const journey::World& world, Case given, const Event& event) {
    Change change = journey::decide(world, std::move(given), event);
    if (change.verdict != Verdict::applied) {
        fprintf(stderr, "benchmark: not applied: %s\n",
                change.refusal ? change.refusal->message.c_str() : "");
        exit(1);
    }
    benchmark::DoNotOptimize(change.log.size());
    return std::move(change.after);
}

/// The whole story, over and over.
void decide_accommodation(benchmark::State& state) {
    const Stage at = stage();
    const std::vector<Event> events = story(at);
    const journey::World world = at.around->world(at.now, 1);
    const Stored start(at.the_case);
    for (auto each : state) {
        (void)each;
        Case the_case = start.read();  // every story starts with the same case: not measured
        const double began = seconds_of_cpu();
        for (const Event& event : events) the_case = decided(world, std::move(the_case), event);
        state.SetIterationTime(seconds_of_cpu() - began);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events.size()));
}
BENCHMARK(decide_accommodation)->UseManualTime();

/// One event of the story alone, 64 times on equal cases: which of them costs what.
void decide_one_event(benchmark::State& state) {
    const Stage at = stage();
    const std::vector<Event> events = story(at);
    const journey::World world = at.around->world(at.now, 1);
    const auto wanted = static_cast<std::size_t>(state.range(0));
    Case before = at.the_case;
    for (std::size_t i = 0; i < wanted; ++i) before = decided(world, std::move(before), events[i]);
    const Stored start(before);
    constexpr std::size_t copies = 64;
    for (auto each : state) {
        (void)each;
        std::vector<Case> cases;
        for (std::size_t i = 0; i < copies; ++i) cases.push_back(start.read());
        const double began = seconds_of_cpu();
        for (Case& the_case : cases) the_case = decided(world, std::move(the_case), events[wanted]);
        state.SetIterationTime(seconds_of_cpu() - began);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(copies));
}
BENCHMARK(decide_one_event)->DenseRange(0, 9)->UseManualTime();

}  // namespace
}  // namespace throughgate::bench
