// SPDX-License-Identifier: MIT
// Goal: the engine runs a chart as a slow, literal reading of the specification does.
// Method: random charts and events from a printed seed, 4,000 of them, or 100,000 with TG_SOAK=1
// (from TG_SEED on, if that is given); the logs must be equal line by line, and the log alone must
// give the same configurations. A chart that differs is shrunk by RapidCheck. Five wrong
// interpreters must each be found out.
#include <cstdlib>
#include <iostream>

#include "oracle/runs.hpp"
#include "oracle/shrink.hpp"
#include "support/catch.hpp"

namespace throughgate::oracle {

Lines replay(const Lines& log, const definition::Definition& chart) {
    Lines seen;
    std::vector<bool> active(chart.states.size(), false);
    for (const std::string& line : log) {
        const bool entered = line.starts_with("state.entered ");
        const bool left = line.starts_with("state.left ");
        if (entered || left) {
            const auto name = Symbol::find(line.substr(entered ? 14 : 11));
            active[*chart.find_state(*name)] = entered;
        }
        if (!line.starts_with("active")) continue;
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < active.size(); ++i)
            if (active[i] && chart.leaves.has(static_cast<StateIndex>(i)))
                ids.emplace_back(chart.states[i].id.text());
        seen.push_back(active_line(ids));
    }
    return seen;
}

namespace {

/// Sanitized and soaked: five minutes for the first, hours for the second.
std::size_t charts_to_try() {
    const char* soak = std::getenv("TG_SOAK");
    return soak != nullptr && soak[0] == '1' ? 100'000 : 5'000;
}

/// A soak that was interrupted goes on at this seed.
std::uint64_t began_at(std::uint64_t first) {
    const char* seed = std::getenv("TG_SEED");
    return seed == nullptr ? first
                           : std::max(first, std::uint64_t{std::strtoull(seed, nullptr, 10)});
}

/// Only lines that say what was active.
Lines active_lines(const Lines& lines) {
    Lines found;
    for (const std::string& line : lines)
        if (line.starts_with("active")) found.push_back(line);
    return found;
}

Compared compare(const Tape& tape) {
    Compared compared;
    compared.model = model_from(tape);
    compared.yaml = to_yaml(compared.model);
    const auto chart = test::chart_of(compared.yaml);
    const Lines expected = run_oracle(compared.model);
    const Lines got = run_decide(compared.model, chart);
    compared.fault = difference(expected, got);
    if (compared.fault.empty()) compared.fault = difference(active_lines(got), replay(got, *chart));
    return compared;
}

template <typename Wrong>
Compared compare_wrong(const Tape& tape) {
    Compared compared;
    compared.model = model_from(tape);
    compared.yaml = to_yaml(compared.model);
    const auto chart = test::chart_of(compared.yaml);
    compared.fault =
        difference(run_oracle(compared.model), run_machine<Wrong>(compared.model, chart));
    return compared;
}

/// The first of so many charts on which a wrong interpreter is found out; 0: none.
template <typename Wrong>
std::uint64_t found_out_at(std::uint64_t most = 2'000) {
    for (std::uint64_t seed = 1; seed <= most; ++seed)
        if (!compare_wrong<Wrong>(tape_from(seed, 40, 300)).fault.empty()) return seed;
    return 0;
}

struct OuterFirst : journey::AsSpecified {
    static constexpr bool outer_first = true;
};
struct KeepsConflicts : journey::AsSpecified {
    static constexpr bool keeps_conflicts = true;
};
struct RemembersLate : journey::AsSpecified {
    static constexpr bool remembers_late = true;
};
struct SendsInside : journey::AsSpecified {
    static constexpr bool sends_inside = true;
};
struct DoneStays : journey::AsSpecified {
    static constexpr bool done_stays = true;
};

}  // namespace

TEST_CASE("random charts run as the specification reads, and the log alone tells where they were") {
    const std::size_t wanted = charts_to_try();
    const std::uint64_t first = 20'260'101;
    INFO("seeds " << first << " to " << first + wanted - 1);
    const std::uint64_t began = began_at(first);
    for (std::uint64_t seed = began; seed < first + wanted; ++seed) {
        const Compared compared = compare(tape_from(seed, 40, 300));
        if (compared.fault.empty()) continue;
        std::cout << "seed " << seed << " differs: " << compared.fault << std::endl;
        const Compared least = smallest(tape_from(seed, 40, 300), compare);
        FAIL("seed " << seed << ": " << compared.fault << "\nsmallest: " << least.fault << "\n"
                     << least.yaml);
    }
    std::cout << "charts of seeds " << began << " to " << first + wanted - 1 << " agree\n";
}

TEST_CASE("a machine alone, without a case around it, runs alike") {
    CHECK(found_out_at<journey::AsSpecified>(400) == 0);
}

TEST_CASE("an interpreter that asks the outer state first is found out") {
    CHECK(found_out_at<OuterFirst>() != 0);
}

TEST_CASE("an interpreter that takes transitions which exclude each other is found out") {
    CHECK(found_out_at<KeepsConflicts>() != 0);
}

TEST_CASE("an interpreter that records history while leaving is found out") {
    CHECK(found_out_at<RemembersLate>() != 0);
}

TEST_CASE("an interpreter that answers undelayed sends before internal events is found out") {
    CHECK(found_out_at<SendsInside>() != 0);
}

TEST_CASE("an interpreter that tells nobody outside when a region is done is found out") {
    CHECK(found_out_at<DoneStays>() != 0);
}

TEST_CASE("a chart that differs is shrunk to a small one") {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const Tape tape = tape_from(seed, 40, 200);
        if (compare_wrong<OuterFirst>(tape).fault.empty()) continue;
        const Compared least = smallest(tape, compare_wrong<OuterFirst>);
        CHECK_FALSE(least.fault.empty());
        CHECK(least.yaml.size() * 4 < to_yaml(model_from(tape)).size() * 3);
        return;
    }
    FAIL("nothing to shrink");
}

}  // namespace throughgate::oracle
