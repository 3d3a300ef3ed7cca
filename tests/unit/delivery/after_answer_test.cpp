// SPDX-License-Identifier: MIT
// Goal: an answer leads to the state and the wait that were promised.
// Method: the pure function, each answer at each attempt, with extreme and seeded randomness.
#include <set>

#include "base/limits.hpp"
#include "delivery/courier.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using namespace throughgate::delivery;
using lifecycle::DeliveryState;
using What = plugin::Answer::What;

namespace {

/// Always the same number, so that jitter is known.
class Fixed final : public Random {
public:
    explicit Fixed(std::uint64_t number) : number_(number) {}
    std::uint64_t next() override { return number_; }

private:
    std::uint64_t number_;
};

const Instant now(Milliseconds(1773738000000));

Milliseconds wait_after(std::uint32_t attempt, std::uint64_t number) {
    Fixed random(number);
    return *after_answer({What::retry, "", {}}, attempt, now, random).next_try - now;
}

}  // namespace

TEST_CASE("a delivered notice has ended, at whichever attempt") {
    Fixed random(0);
    for (std::uint32_t attempt = 1; attempt <= limits::delivery_attempts + 2; ++attempt) {
        const Outcome outcome = after_answer({What::delivered, "", {}}, attempt, now, random);
        CHECK(outcome.state == DeliveryState::delivered);
        CHECK_FALSE(outcome.next_try);
    }
}

TEST_CASE("a recipient who can never be reached is a dead letter at once") {
    Fixed random(0);
    for (std::uint32_t attempt = 1; attempt <= limits::delivery_attempts; ++attempt)
        CHECK(after_answer({What::failed, "", {}}, attempt, now, random).state ==
              DeliveryState::dead_lettered);
}

TEST_CASE("a retry is tried again until the last attempt, which is a dead letter") {
    Fixed random(0);
    for (std::uint32_t attempt = 1; attempt < limits::delivery_attempts; ++attempt) {
        const Outcome outcome = after_answer({What::retry, "", {}}, attempt, now, random);
        CHECK(outcome.state == DeliveryState::retrying);
        CHECK(outcome.next_try);
    }
    const Outcome last =
        after_answer({What::retry, "", {}}, limits::delivery_attempts, now, random);
    CHECK(last.state == DeliveryState::dead_lettered);
    CHECK_FALSE(last.next_try);
}

TEST_CASE(
    "the wait doubles from a minute, a fifth less at the least and a fifth more at the most") {
    const Milliseconds minute(60000);
    for (std::uint32_t attempt = 1; attempt < limits::delivery_attempts; ++attempt) {
        const Milliseconds usual = minute * (1 << (attempt - 1));
        CHECK(wait_after(attempt, 0) == usual * 8 / 10);
        const auto widest = static_cast<std::uint64_t>(usual.count() * 4 / 10);
        CHECK(wait_after(attempt, widest) == usual * 12 / 10);
        CHECK(wait_after(attempt, widest + 1) == usual * 8 / 10);
    }
}

TEST_CASE("jitter spreads the attempts over the whole range") {
    const auto random = make_seeded_random(1);
    std::set<std::int64_t> tenths;
    for (int i = 0; i < 1000; ++i) {
        const auto next = after_answer({What::retry, "", {}}, 1, now, *random).next_try;
        const std::int64_t wait = (*next - now).count();
        REQUIRE(wait >= 48000);
        REQUIRE(wait <= 72000);
        tenths.insert((wait - 48000) / 2400);
    }
    CHECK(tenths.size() >= 10);
}
