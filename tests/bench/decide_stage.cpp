// SPDX-License-Identifier: MIT
#include "decide_stage.hpp"

#include <ctime>

namespace throughgate::bench {
namespace {

constexpr std::array parts{store::CasePart::core,   store::CasePart::pathways,
                           store::CasePart::people, store::CasePart::facts,
                           store::CasePart::timers, store::CasePart::handoffs};
static_assert(parts.size() == store::case_parts);

double seconds_by(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

Stored::Stored(const Case& the_case) : id_(the_case.id) {
    for (std::size_t i = 0; i < parts.size(); ++i) store::encode_part(parts[i], the_case, rows_[i]);
}

Case Stored::read() const {
    Case the_case;
    the_case.id = id_;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!store::decode_part(parts[i], rows_[i], the_case).ok()) exit(1);
    return the_case;
}

Stage stage_of(const std::string& store, const std::string& reference, Instant now) {
    VirtualClock clock(now);
    EngineOptions options;
    options.store_path = store;
    options.clock = &clock;
    const auto engine = must(Engine::open(options));
    const auto reader = must(engine->parts().store->read());
    const auto id = must(reader->find_reference(reference));
    return {engine->parts().loop->surroundings(), *must(reader->load_case(*id)), clock.now()};
}

std::vector<Event> events_of(const Stage& at, const std::vector<Command>& commands) {
    std::vector<Event> events;
    for (const Command& command : commands)
        events.push_back(must(core::to_event(command, at.the_case, *at.around, at.now)));
    return events;
}

double seconds_of_cpu() { return seconds_by(CLOCK_THREAD_CPUTIME_ID); }
double seconds_on_the_wall() { return seconds_by(CLOCK_MONOTONIC); }

void give(const journey::World& world, Case& the_case, const Event& event) {
    Change change = journey::decide(world, std::move(the_case), event);
    if (change.verdict != Verdict::applied) {
        fprintf(stderr, "benchmark: not applied: %s\n",
                change.refusal ? change.refusal->message.c_str() : "");
        exit(1);
    }
    benchmark::DoNotOptimize(change.log.size());
    the_case = std::move(change.after);
}

void decide_story(benchmark::State& state, const Stage& at, const std::vector<Event>& events,
                  double (*seconds)()) {
    const journey::World world = at.around->world(at.now, 1);
    const Stored start(at.the_case);
    constexpr std::size_t cases = 16;  // one after the other: asking for the time costs some too
    for (auto each : state) {
        (void)each;
        std::vector<Case> started;  // every story starts with the same case: not measured
        for (std::size_t i = 0; i < cases; ++i) started.push_back(start.read());
        const double began = seconds();
        for (Case& the_case : started)
            for (const Event& event : events) give(world, the_case, event);
        state.SetIterationTime(seconds() - began);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cases * events.size()));
}

}  // namespace throughgate::bench
