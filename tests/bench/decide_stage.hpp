// SPDX-License-Identifier: MIT
// What the benchmarks of `decide` share: cases as the commit loop reads them, a clock that counts
// only what the measuring thread uses.
#pragma once

#include <array>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "caseload.hpp"
#include "core/translate.hpp"
#include "store/case_codec.hpp"

namespace throughgate::bench {

/// A case as its rows hold it. `decide` gets what is read from them, as in the commit loop.
class Stored {
public:
    explicit Stored(const Case& the_case);
    [[nodiscard]] Case read() const;

private:
    CaseId id_;
    std::array<std::string, store::case_parts> rows_;
};

/// A case and its surroundings, as the commit loop would hand them to `decide`.
struct Stage {
    core::SurroundingsPointer around;
    Case the_case;
    Instant now;
};

/// Opens the store, whose first case it is.
Stage stage_of(const std::string& store, const std::string& reference, Instant now);
/// The events that these commands ask for.
std::vector<Event> events_of(const Stage& at, const std::vector<Command>& commands);

/// What this thread has used of its core: other programs on the machine do not count.
double seconds_of_cpu();
double seconds_on_the_wall();

/// Gives the case the event, which must be applied.
void give(const journey::World& world, Case& the_case, const Event& event);
/// The events one after another, over and over from the same start; `items_per_second` are events.
void decide_story(benchmark::State& state, const Stage& at, const std::vector<Event>& events,
                  double (*seconds)() = seconds_of_cpu);

}  // namespace throughgate::bench
