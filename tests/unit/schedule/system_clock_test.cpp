// SPDX-License-Identifier: MIT
// Goal: the system clock wakes once, not early, and survives its host.
// Method: real waiting of a few milliseconds, bounded by a future; contexts destroyed first.
#include "schedule/system_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <future>

#include "schedule/executor_clock.hpp"
#include "support/catch.hpp"

namespace {

using namespace throughgate;
using std::chrono::seconds;

TEST_CASE("a clock with a thread of its own wakes at the instant and not before") {
    const auto clock = schedule::make_system_clock();
    std::promise<Instant> woke;
    const Instant due = clock->now() + Milliseconds{30};
    clock->wake_at(due, [&] { woke.set_value(clock->now()); });
    auto answer = woke.get_future();
    REQUIRE(answer.wait_for(seconds{20}) == std::future_status::ready);
    REQUIRE(answer.get() >= due);
}

TEST_CASE("a second wake-up replaces the first") {
    const auto clock = schedule::make_system_clock();
    std::promise<int> woke;
    clock->wake_at(clock->now() + seconds{3600}, [&] { woke.set_value(1); });
    clock->wake_at(clock->now() + Milliseconds{5}, [&] { woke.set_value(2); });
    auto answer = woke.get_future();
    REQUIRE(answer.wait_for(seconds{20}) == std::future_status::ready);
    REQUIRE(answer.get() == 2);
}

TEST_CASE("a cancelled wake-up never comes") {
    boost::asio::io_context context;
    const auto clock = schedule::make_system_clock(context.get_executor());
    bool woke = false;
    clock->wake_at(clock->now(), [&] { woke = true; });
    clock->wake_at(Instant{}, nullptr);
    context.run();
    REQUIRE_FALSE(woke);
}

TEST_CASE("a wake-up runs on the host's executor") {
    boost::asio::io_context context;
    const auto clock = schedule::make_system_clock(context.get_executor());
    const auto here = std::this_thread::get_id();
    bool woke = false;
    clock->wake_at(clock->now(), [&] { woke = std::this_thread::get_id() == here; });
    context.run();
    REQUIRE(woke);
}

TEST_CASE("the host may destroy its context before the clock") {
    auto context = std::make_unique<boost::asio::io_context>();
    const auto clock = schedule::make_system_clock(context->get_executor());
    bool woke = false;
    clock->wake_at(clock->now() + Milliseconds{1}, [&] { woke = true; });
    context->poll();
    context.reset();
    clock->wake_at(clock->now(), [&] { woke = true; });
    REQUIRE_FALSE(woke);
}

TEST_CASE("uptime only runs forward") {
    const auto clock = schedule::make_system_clock();
    const Milliseconds before = clock->uptime();
    REQUIRE(clock->uptime() >= before);
    REQUIRE(before > Milliseconds{0});
}

}  // namespace
