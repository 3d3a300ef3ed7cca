// SPDX-License-Identifier: MIT
// `decide` alone: no store, no hashing, no queue. Events lead one case through the shipped
// accommodation pathway beside its spine.
#include "decide_stage.hpp"

#include <thread>

namespace throughgate::bench {
namespace {

Stage stage() {
    const std::string path = scratch_folder("decide") + "/start.db";
    const auto references = make_store(path, 1, {"spine", "accommodation"});
    return stage_of(path, references.front(), *parse_instant("2026-09-29T08:00:00Z"));
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
    return events_of(at, commands);
}

/// The whole story, over and over.
void decide_accommodation(benchmark::State& state) {
    const Stage at = stage();
    decide_story(state, at, story(at));
}
BENCHMARK(decide_accommodation)->UseManualTime();

/// The same on every core at once, on cases of their own, by the clock on the wall: a decision is
/// pure and shares only definitions, so that it should scale with the cores.
void decide_on_each_core(benchmark::State& state) {
    static const Stage at = stage();
    static const std::vector<Event> events = story(at);
    decide_story(state, at, events, seconds_on_the_wall);
}
BENCHMARK(decide_on_each_core)
    ->Threads(static_cast<int>(std::thread::hardware_concurrency()))
    ->UseManualTime();

/// One event of the story alone, 64 times on equal cases: which of them costs what.
void decide_one_event(benchmark::State& state) {
    const Stage at = stage();
    const std::vector<Event> events = story(at);
    const journey::World world = at.around->world(at.now, 1);
    const auto wanted = static_cast<std::size_t>(state.range(0));
    Case before = at.the_case;
    for (std::size_t i = 0; i < wanted; ++i) give(world, before, events[i]);
    const Stored start(before);
    constexpr std::size_t copies = 64;
    for (auto each : state) {
        (void)each;
        std::vector<Case> cases;
        for (std::size_t i = 0; i < copies; ++i) cases.push_back(start.read());
        const double began = seconds_of_cpu();
        for (Case& the_case : cases) give(world, the_case, events[wanted]);
        state.SetIterationTime(seconds_of_cpu() - began);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(copies));
}
BENCHMARK(decide_one_event)->DenseRange(0, 9)->UseManualTime();

}  // namespace
}  // namespace throughgate::bench
