// SPDX-License-Identifier: MIT
// Goal: where one date is said never to come before another, that is so whatever the inputs; where
// it cannot be proved it is not claimed. Method: a table of pairs, and every claimed pair tried on
// each day of a year.
#include "support/catch.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::deadline;
using testing::phrase;
using testing::TestInputs;

struct Pair {
    std::string_view later;
    std::string_view earlier;
    bool proved;
};

const std::vector<Pair>& pairs() {
    static const std::vector<Pair> table{
        {"2 working days after release", "release", true},
        {"2 working days after release", "1 working day after release", true},
        {"2 working days after release", "2 working days before release", true},
        {"release", "2 working days before release", true},
        {"release", "release", true},
        {"2 working days after release at 12:00", "release at 12:00", true},
        {"1 working day after release", "2 working days after release", false},
        {"release", "1 working day after release", false},
        {"2 working days after release", "1 day after release", false},
        {"2 days after release", "1 day after release", false},
        {"2 working days after admission", "release", false},
        {"2 working days after release at 08:00", "release at 12:00", false},
        {"2 working days after release", "2026-05-01", false},
    };
    return table;
}

}  // namespace

TEST_CASE("a date is known never to come before another only where that can be proved") {
    for (const Pair& pair : pairs()) {
        INFO(pair.later << " / " << pair.earlier);
        CHECK(deadline(pair.later).never_before(deadline(pair.earlier)) == pair.proved);
    }
}

TEST_CASE("what is known never to come before another does not, on any day of a year") {
    for (const Pair& pair : pairs()) {
        if (!pair.proved) continue;
        const Deadline later = deadline(pair.later);
        const Deadline earlier = deadline(pair.earlier);
        for (Date day{std::chrono::year(2026) / 1 / 1}; day < std::chrono::year(2027) / 1 / 1;
             day += std::chrono::days(1)) {
            TestInputs inputs;
            inputs.set("release", format_date(day));
            INFO(pair.later << " / " << pair.earlier << " on " << format_date(day));
            CHECK(*later.evaluate(inputs) >= *earlier.evaluate(inputs));
        }
    }
}

}  // namespace throughgate::rules
