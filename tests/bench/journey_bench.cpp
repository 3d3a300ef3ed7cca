// SPDX-License-Identifier: MIT
// The bare step of the interpreter (new configuration and list of effects) beside the same chart
// compiled by hand with Boost.MSM: three regions of six states, two guards, one event a region.
// All run in turns, so that the ratios are of one run; beside them Qt's SCXML, which also loads its
// chart as text, where it was installed. Loading 500 states is measured here too.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>
#include <chrono>
#include <cstdlib>
#include <new>

#include "bench/peers/peer.hpp"
#include "definition/load.hpp"
#include "journey/microstep.hpp"

namespace {
std::uint64_t allocations = 0;
}

// GCC takes what it has inlined from both for a mismatch.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
// Counts what this program allocates, so that a step can be shown to allocate nothing.
void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace throughgate::bench {
namespace {

namespace msm = boost::msm;
namespace mpl = boost::mpl;

// --- by hand ---------------------------------------------------------------------------------

template <int Region>
struct Go {};

template <int Region, int Number>
struct Place : msm::front::state<> {};

struct Regions_ : msm::front::state_machine_def<Regions_> {
    using no_exception_thrown = int;
    using no_message_queue = int;
    using initial_state = mpl::vector<Place<0, 0>, Place<1, 0>, Place<2, 0>>;
    int limit = 10;
    int steps = 0;

    struct Below {
        template <typename Event, typename Machine, typename From, typename To>
        bool operator()(const Event&, Machine& machine, From&, To&) const {
            return machine.steps < machine.limit;
        }
    };
    template <int Region, int From, typename Guard = msm::front::none>
    using Row = msm::front::Row<Place<Region, From>, Go<Region>, Place<Region, (From + 1) % 6>,
                                msm::front::none, Guard>;
    using transition_table =
        mpl::vector<Row<0, 0>, Row<0, 1>, Row<0, 2, Below>, Row<0, 3>, Row<0, 4>, Row<0, 5>,  //
                    Row<1, 0>, Row<1, 1>, Row<1, 2>, Row<1, 3>, Row<1, 4, Below>, Row<1, 5>,  //
                    Row<2, 0>, Row<2, 1>, Row<2, 2>, Row<2, 3>, Row<2, 4>, Row<2, 5>>;

    template <typename Machine, typename Event>
    void no_transition(const Event&, Machine&, int) {}
};
using Regions = msm::back::state_machine<Regions_>;

// --- as data -----------------------------------------------------------------------------------

definition::DefinitionPointer loaded(const std::string& yaml) {
    const definition::Loaded all = definition::load({{"chart.yaml", yaml}});
    for (const Diagnostic& each : all.diagnostics) {
        fprintf(stderr, "benchmark: %s\n", format_diagnostic(each).c_str());
        exit(1);
    }
    return all.charts.front();
}

/// `others`: states beside them that are never active.
std::string regions_yaml(int others) {
    std::string yaml =
        "format: 1\nkind: chart\nchart: regions\ndata: {limit: 10, steps: 0}\nstates:\n"
        "  all:\n    parallel:\n";
    for (int region = 0; region < 3; ++region) {
        const std::string r = std::to_string(region);
        yaml += "      r" + r + ":\n        states:\n";
        for (int i = 0; i < 6; ++i) {
            const bool guarded = (region == 0 && i == 2) || (region == 1 && i == 4);
            yaml += "          s" + r + std::to_string(i) + ": {transitions: [{event: go" + r +
                    (guarded ? ", when: steps is less than limit" : "") + ", to: s" + r +
                    std::to_string((i + 1) % 6) + "}]}\n";
        }
    }
    if (others > 0) yaml += "  others:\n    states:\n";
    for (int i = 0; i < others; ++i)
        yaml += "      o" + std::to_string(i) + ": {transitions: [{event: go0, to: all}]}\n";
    return yaml;
}

class Data final : public rules::ExpressionInputs {
public:
    [[nodiscard]] const Datum& data(std::uint16_t slot) const override { return data_[slot]; }
    [[nodiscard]] const Datum& event(rules::EventPart) const override { return data_[0]; }
    [[nodiscard]] bool is_in(std::uint16_t) const override { return false; }

private:
    std::array<Datum, 2> data_{Datum::of(std::int64_t{10}), Datum::of(std::int64_t{0})};
};

/// One step of the interpreter, without carrying out its effects.
class BareStep {
public:
    explicit BareStep(int others = 0)
        : chart_(loaded(regions_yaml(others))), configuration_(chart_->initial) {
        for (const char* name : {"go0", "go1", "go2"}) keys_.push_back(journey::EventKey::of(name));
    }

    void step(std::size_t event) {
        const auto holds = [&](std::uint16_t index) {
            return chart_->chart->transitions[index].when.holds(data_).value_or(false);
        };
        journey::select<journey::AsSpecified>(*chart_, configuration_, &keys_[event], holds,
                                              scratch_);
        journey::drop_preempted<journey::AsSpecified>(*chart_, configuration_, scratch_);
        journey::plan<journey::AsSpecified>(*chart_, configuration_, history_, scratch_);
        configuration_ -= scratch_.exits;
        configuration_ |= scratch_.entries;
        benchmark::DoNotOptimize(scratch_.effects.data());
    }

private:
    definition::DefinitionPointer chart_;
    StateSet configuration_;
    std::vector<journey::EventKey> keys_;
    std::vector<StoredHistory> history_;
    journey::Scratch scratch_;
    Data data_;
};

template <typename Work>
double seconds(Work work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/// What others do on the machine in between does not count.
double median(std::vector<double>& times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

constexpr int rounds = 1000;  ///< of three events

/// Times of one machine, each of so many rounds.
class Timed {
public:
    explicit Timed(int per_turn = rounds) : per_turn_(per_turn) { times_.reserve(1000); }

    template <typename Work>
    double turn(Work work) {
        const std::uint64_t before = allocations;
        times_.push_back(seconds([&] { work(per_turn_); }));
        allocated_ += allocations - before;
        return times_.back();
    }
    double step() { return median(times_) / (per_turn_ * 3); }
    [[nodiscard]] double allocated() const { return static_cast<double>(allocated_); }

private:
    int per_turn_;
    std::vector<double> times_;
    std::uint64_t allocated_ = 0;
};

void go_round(BareStep& chart, int times) {
    for (int i = 0; i < times; ++i)
        for (std::size_t event = 0; event < 3; ++event) chart.step(event);
}

void go_round(Regions& machine, int times) {
    for (int i = 0; i < times; ++i) {
        machine.process_event(Go<0>());
        machine.process_event(Go<1>());
        machine.process_event(Go<2>());
        benchmark::DoNotOptimize(machine.current_state());
    }
}

void journey_bare_step(benchmark::State& state) {
    BareStep ours;
    BareStep among_many(400);
    Regions theirs;
    theirs.start();
    const auto qt = qt_scxml(true);
    const auto qt_plain = qt_scxml(false);
    go_round(ours, rounds);  // what they keep for themselves has its size now
    go_round(among_many, rounds);
    Timed our;
    Timed many;
    Timed msm;
    Timed qt_guarded(30);
    Timed qt_unguarded(30);
    for (auto each : state) {
        (void)each;
        state.SetIterationTime(our.turn([&](int times) { go_round(ours, times); }));
        many.turn([&](int times) { go_round(among_many, times); });
        msm.turn([&](int times) { go_round(theirs, times); });
        if (qt == nullptr) continue;
        qt_guarded.turn([&](int times) { qt->go_round(times); });
        qt_unguarded.turn([&](int times) { qt_plain->go_round(times); });
    }
    state.counters["allocations"] = our.allocated() + many.allocated();
    state.counters["step_ns"] = our.step() * 1e9;
    state.counters["msm_ns"] = msm.step() * 1e9;
    state.counters["times_msm"] = our.step() / msm.step();   // goal: at most 20
    state.counters["among_400"] = many.step() / our.step();  // goal: about 1
    if (qt == nullptr)
        return state.SetLabel("Qt SCXML is not installed: not compared; ./dev bench --peers");
    state.counters["qt_ns"] = qt_guarded.step() * 1e9;
    state.counters["qt_plain_ns"] = qt_unguarded.step() * 1e9;
    state.counters["qt_over_ours"] = qt_guarded.step() / our.step();  // goal: at least 30
    state.counters["qt_plain_over_ours"] = qt_unguarded.step() / our.step();
}
BENCHMARK(journey_bare_step)->Iterations(300)->UseManualTime();

void journey_load_500_states(benchmark::State& state) {
    std::string yaml = "format: 1\nkind: chart\nchart: many\ndata: {n: 0}\nstates:\n";
    for (int i = 0; i < 500; ++i) {
        const std::string n = std::to_string(i);
        yaml += "  s" + n + ": {transitions: [{event: next, when: n is less than " + n + ", to: s" +
                std::to_string((i + 1) % 500) + "}, {event: first, to: s0}]}\n";
    }
    for (auto each : state) {
        (void)each;
        benchmark::DoNotOptimize(loaded(yaml));
    }
}
BENCHMARK(journey_load_500_states)->Unit(benchmark::kMillisecond);  // goal: under 20

}  // namespace
}  // namespace throughgate::bench
