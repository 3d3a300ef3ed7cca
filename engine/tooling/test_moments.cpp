// SPDX-License-Identifier: MIT
// Times of tests: what a moment means for a case now, and how instants are said.
#include "journey/inputs.hpp"
#include "tooling/test_run.hpp"

namespace throughgate::tooling {

std::optional<Instant> instant_of(const Moment& moment, const TestWorld& world,
                                  const Case& the_case, Instant now) {
    if (moment.instant) return moment.instant;
    journey::World around;
    around.now = now;
    around.definitions = &world.set;
    around.zone = &world.zone;
    const definition::Definition& spine = *world.set.current.front();
    const Pathway* pathway = the_case.find_pathway(spine.pathway);
    return moment.rule.evaluate(journey::CaseInputs(around, the_case, pathway, spine, now));
}

std::string in_words(Instant instant, const rules::Zone& zone) {
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(zone.time_of_day(instant)).count();
    const auto two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return format_date_long(zone.date_of(instant)) + " " + two(minutes / 60) + ":" +
           two(minutes % 60);
}

}  // namespace throughgate::tooling
