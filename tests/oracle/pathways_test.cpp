// SPDX-License-Identifier: MIT
// Goal: `decide` moves a pathway as a slow, literal reading of the specification does: strands and
// regions side by side, their joins, histories, starts, conditions that may be unknown, eventless
// steps, what a pathway raises and tells.
// Method: random pathways and events from a printed seed, 600 of them, or 30,000 with TG_SOAK=1;
// states entered and left, facts set and transitions pre-empted must be the same, in their order,
// and no promise about the case may be broken after any step.
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include "oracle/pathway_desk.hpp"
#include "oracle/runs.hpp"
#include "oracle/shrink.hpp"
#include "support/catch.hpp"

namespace throughgate::oracle {
namespace {

std::size_t pathways_to_try() {
    const char* soak = std::getenv("TG_SOAK");
    return soak != nullptr && soak[0] == '1' ? 30'000 : 600;
}

/// How many pathways went through each kind of thing: what the generator avoids, it does not show.
using Coverage = std::map<std::string, int>;

void count(const Lines& lines, Coverage& coverage) {
    std::set<std::string> kinds;
    for (const std::string& line : lines) kinds.insert(line.substr(0, line.find(' ')));
    for (const std::string& kind : kinds) ++coverage[kind];
}

Lines run_pathway(const Model& model, const std::string& yaml, Coverage& coverage) {
    PathwayDesk desk(yaml);
    go_through(
        model, desk.log, [&] { desk.start(); },
        [&](const Step& step) { desk.send(step.event.name); }, [&] { return desk.active_ids(); });
    count(desk.log, coverage);
    return shared_words(model, settled(desk.log));
}

std::string all_of(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

std::string events_of(const Model& model) {
    std::string text;
    for (const Step& step : model.steps) text += " " + step.event.name;
    return text;
}

Compared compare(const Tape& tape, Coverage& coverage) {
    Compared compared;
    compared.model = pathway_from(tape);
    compared.yaml = to_pathway(compared.model);
    compared.fault = difference(shared_words(compared.model, run_oracle(compared.model)),
                                run_pathway(compared.model, compared.yaml, coverage));
    return compared;
}

}  // namespace

TEST_CASE("random pathways are decided as the specification reads") {
    const std::size_t wanted = pathways_to_try();
    const std::uint64_t first = 20'260'701;
    Coverage coverage;
    const auto compared_with = [&](const Tape& tape) { return compare(tape, coverage); };
    for (std::uint64_t seed = first; seed < first + wanted; ++seed) {
        const Compared compared = compared_with(tape_from(seed, 100, 1200));
        if (compared.fault.empty()) continue;
        std::cout << "seed " << seed << " differs: " << compared.fault << std::endl;
        const Compared least = smallest(tape_from(seed, 100, 1200), compared_with);
        FAIL("seed " << seed << ": " << compared.fault << "\nsmallest: " << least.fault << "\n"
                     << least.yaml << "events:" << events_of(least.model) << "\nexpected\n"
                     << all_of(shared_words(least.model, run_oracle(least.model))));
    }
    std::cout << wanted << " pathways from seed " << first << " agree\n";
    const int some = static_cast<int>(wanted / 60);
    for (const char* kind : {"transition.preempted", "guard.waits", "restless", "pathway.closed",
                             "state.joined", "strand.ended", "event.unanswered", "fact.set"}) {
        INFO(kind << ": " << coverage[kind] << " of " << wanted);
        CHECK(coverage[kind] >= some);
    }
}

}  // namespace throughgate::oracle
