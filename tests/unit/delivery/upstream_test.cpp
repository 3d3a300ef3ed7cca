// SPDX-License-Identifier: MIT
// Goal: an answer of another system ends an item only when it took or refused it; a system that
// fails is left alone, ever longer, and is back with its first answer.
// Method: the pure function as a table: one answer a line, what follows behind it.
#include "delivery/upstream.hpp"

#include <sstream>

#include "support/catch.hpp"

using namespace throughgate;
using namespace throughgate::delivery;
using lifecycle::DeliveryState;
using What = plugin::Answer::What;

namespace {

/// In the middle: no jitter.
class Middle final : public Random {
public:
    std::uint64_t next() override { return reach; }
    std::uint64_t reach = 0;
};

const Instant start(Milliseconds(1773738000000));
const Pace pace{Milliseconds(10'000), Milliseconds(60'000)};

What answer_named(const std::string& word) {
    if (word == "took") return What::delivered;
    return word == "refused" ? What::failed : What::retry;
}

std::string after(const std::optional<Instant>& instant, Instant now) {
    if (!instant) return "-";
    return "+" + std::to_string(std::chrono::floor<std::chrono::seconds>(*instant - now).count());
}

/// The wait without its fifth more or less.
Milliseconds plain_wait(std::uint32_t times) {
    Milliseconds least = Milliseconds::max();
    Milliseconds most{0};
    for (const std::uint64_t number : {0ULL, 1'000'000'007ULL}) {
        Middle random;
        random.reach = number;
        const Milliseconds wait = wait_before_retry(times, pace, random);
        least = std::min(least, wait);
        most = std::max(most, wait);
    }
    return least + (most - least) / 2;
}

/// Lines "answer -> state of the item, failures, away?".
std::string played(const std::string& answers) {
    std::istringstream words(answers);
    UpstreamItem item;
    UpstreamState state;
    Middle random;
    std::string all;
    for (std::string word; words >> word;) {
        if (item.ended) item = UpstreamItem();
        const auto outcome =
            after_upstream(item, state, {answer_named(word), word}, start, pace, random);
        item = outcome.item;
        state = outcome.state;
        all += word + " -> " + std::string(lifecycle::name_of(item.state)) + " " +
               std::to_string(state.failures) + (state.next_try ? " away" : "") +
               (outcome.recovered ? " recovered" : "") + "\n";
    }
    return all;
}

}  // namespace

TEST_CASE("an item ends when it is taken or refused, and is tried again for ever else") {
    CHECK(played("took refused none none none none none none none none none none took") ==
          "took -> delivered 0\n"
          "refused -> refused 0\n"
          "none -> retrying 1\n"
          "none -> retrying 2\n"
          "none -> retrying 3 away\n"
          "none -> retrying 4 away\n"
          "none -> retrying 5 away\n"
          "none -> retrying 6 away\n"
          "none -> retrying 7 away\n"
          "none -> retrying 8 away\n"
          "none -> retrying 9 away\n"
          "none -> retrying 10 away\n"
          "took -> delivered 0 recovered\n");
}

TEST_CASE("a refusal is an answer: the system is not away") {
    CHECK(played("none none refused none") ==
          "none -> retrying 1\n"
          "none -> retrying 2\n"
          "refused -> refused 0 recovered\n"
          "none -> retrying 1\n");
}

TEST_CASE("the wait doubles up to its longest, a fifth more or less") {
    for (std::uint32_t times = 0; times < 12; ++times) {
        for (std::uint64_t number = 0; number < 50; ++number) {
            Middle random;
            random.reach = number * 977;
            const Milliseconds wait = wait_before_retry(times, pace, random);
            const Milliseconds usual = std::min(pace.first * (1 << times), pace.longest);
            CHECK(wait >= usual - usual / 5);
            CHECK(wait <= usual + usual / 5);
        }
    }
    CHECK(plain_wait(0) < plain_wait(3));
}

TEST_CASE("what it said last and since when it fails are kept") {
    Middle random;
    UpstreamItem item;
    UpstreamState state;
    for (int minute = 0; minute < 4; ++minute) {
        const Instant now = start + std::chrono::minutes(minute);
        const auto outcome = after_upstream(
            item, state, {What::retry, "down " + std::to_string(minute)}, now, pace, random);
        item = outcome.item;
        state = outcome.state;
        CHECK(item.attempts == static_cast<std::uint32_t>(minute) + 1);
        CHECK(item.due > now);
        CHECK_FALSE(item.ended);
        CHECK(after(state.next_try, now) == (minute < 2 ? "-" : minute == 2 ? "+8" : "+16"));
    }
    CHECK(state.failing_since == start);
    CHECK(state.detail == "down 3");
    CHECK_FALSE(state.answered);
    const auto outcome = after_upstream(item, state, {What::delivered, "taken"},
                                        start + std::chrono::hours(1), pace, random);
    CHECK(outcome.state.answered == start + std::chrono::hours(1));
    CHECK_FALSE(outcome.state.failing_since);
    CHECK_FALSE(outcome.item.due);
    CHECK(outcome.item.ended == start + std::chrono::hours(1));
}
