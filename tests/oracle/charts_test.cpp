// SPDX-License-Identifier: MIT
// Goal: the engine runs a chart as a slow, literal reading of the specification does.
// Method: random charts and events from a printed seed, 5,000 of them, or 100,000 with TG_SOAK=1;
// the logs must be equal line by line, and the log alone must give the same configurations. A chart
// that differs is shrunk by RapidCheck. Five wrong interpreters must each be found out.
#include <rapidcheck.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <random>

#include "oracle/runs.hpp"
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

using Tape = std::vector<std::uint32_t>;

/// Sanitized and soaked: five minutes for the first, hours for the second.
std::size_t charts_to_try() {
    const char* soak = std::getenv("TG_SOAK");
    return soak != nullptr && soak[0] == '1' ? 100'000 : 5'000;
}

Tape tape_from(std::uint64_t seed, std::size_t longest = 300) {
    std::mt19937_64 random(seed);
    Tape tape(40 + random() % (longest - 40));
    for (auto& each : tape) each = static_cast<std::uint32_t>(random());
    return tape;
}

std::string difference(const Lines& expected, const Lines& got) {
    for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
        const std::string a = i < expected.size() ? expected[i] : "(nothing)";
        const std::string b = i < got.size() ? got[i] : "(nothing)";
        if (a != b) return "line " + std::to_string(i) + ": expected '" + a + "', got '" + b + "'";
    }
    return {};
}

/// Only lines that say what was active.
Lines active_lines(const Lines& lines) {
    Lines found;
    for (const std::string& line : lines)
        if (line.starts_with("active")) found.push_back(line);
    return found;
}

struct Compared {
    Model model;
    std::string yaml;
    std::string fault;
};

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

/// Simpler tapes, boldest first: shorter ones, and ones with a stretch of zeros. Nothing is taken
/// out of the middle, because every later decision would then be another one.
std::vector<Tape> simpler(const Tape& tape) {
    std::vector<Tape> found;
    for (std::size_t cut = tape.size(); cut > 0; cut /= 2)
        found.emplace_back(tape.begin(), tape.end() - static_cast<std::ptrdiff_t>(cut));
    for (std::size_t size = tape.size() / 2; size > 0; size /= 2)
        for (std::size_t at = 0; at + size <= tape.size(); at += size) {
            const auto from = tape.begin() + static_cast<std::ptrdiff_t>(at);
            const auto to = from + static_cast<std::ptrdiff_t>(size);
            if (std::all_of(from, to, [](std::uint32_t number) { return number == 0; })) continue;
            Tape& zeroed = found.emplace_back(tape);
            std::fill_n(zeroed.begin() + static_cast<std::ptrdiff_t>(at), size, 0U);
        }
    return found;
}

rc::Gen<Tape> shrinking(const Tape& found) {
    return rc::gen::shrink(rc::gen::just(found),
                           [](const Tape& tape) { return rc::seq::fromContainer(simpler(tape)); });
}

/// The last one that fails is the smallest that RapidCheck found.
Compared smallest(const Tape& found, const std::function<Compared(const Tape&)>& compared) {
    constexpr int most = 1500;  // charts to try: enough for a small one, not for the smallest
    Compared last;
    int tried = 0;
    rc::check("the smallest chart that differs", [&] {
        if (++tried > most) return;
        const Compared each = compared(*shrinking(found));
        if (!each.fault.empty()) last = each;
        RC_ASSERT(each.fault.empty());
    });
    return last;
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
        if (!compare_wrong<Wrong>(tape_from(seed)).fault.empty()) return seed;
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
    for (std::uint64_t seed = first; seed < first + wanted; ++seed) {
        const Compared compared = compare(tape_from(seed));
        if (compared.fault.empty()) continue;
        std::cout << "seed " << seed << " differs: " << compared.fault << std::endl;
        const Compared least = smallest(tape_from(seed), compare);
        FAIL("seed " << seed << ": " << compared.fault << "\nsmallest: " << least.fault << "\n"
                     << least.yaml);
    }
    std::cout << wanted << " charts from seed " << first << " agree\n";
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
        const Tape tape = tape_from(seed, 200);
        if (compare_wrong<OuterFirst>(tape).fault.empty()) continue;
        const Compared least = smallest(tape, compare_wrong<OuterFirst>);
        CHECK_FALSE(least.fault.empty());
        CHECK(least.yaml.size() * 4 < to_yaml(model_from(tape)).size() * 3);
        return;
    }
    FAIL("nothing to shrink");
}

}  // namespace throughgate::oracle
