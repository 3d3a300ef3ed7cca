// SPDX-License-Identifier: MIT
// Goal: a wall clock that jumps forward by more than an hour fires nothing until a person confirms
// it, and says so; everything else goes on.
// Method: a started engine on a virtual clock whose wall time alone is moved; the real file-drop
// plug-in. A command that is answered shows that the loop has looked at the clock since.
#include <filesystem>

#include "support/catch.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using std::chrono::hours;
using throughgate::testing::Play;

constexpr unsigned many_rounds = 20000;

Play started() {
    throughgate::testing::PlayOptions options;
    options.mail = true;
    return Play(options);
}

/// One round of the loop: a command that nothing comes of.
void one_round(Play& play, const std::string& reference) {
    const auto answer = play.send(reference, "no.such.event");
    REQUIRE(answer.error().kind == ErrorKind::refused);
}

/// Rounds until `done`, or none are left.
template <typename Condition>
bool in_time(Play& play, const std::string& reference, Condition done) {
    for (unsigned i = 0; i < many_rounds; ++i) {
        if (done()) return true;
        one_round(play, reference);
    }
    return false;
}

TEST_CASE("a forward jump of more than an hour holds firing until it is confirmed") {
    Play play = started();
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-09-28T09:00:00Z");
    const std::size_t before = play.delivered(reference);
    REQUIRE(play.engine().start().ok());
    one_round(play, reference);
    REQUIRE_FALSE(play.engine().health().clock_held);

    play.clock().jump(hours{24 * 14});
    one_round(play, reference);
    const Health held = play.engine().health();
    REQUIRE(held.clock_held);
    REQUIRE_FALSE(held.ok);
    REQUIRE(held.problems.front().find("confirms it") != std::string::npos);
    for (unsigned i = 0; i < 50; ++i) one_round(play, reference);
    REQUIRE(play.delivered(reference) == before);

    play.engine().confirm_clock();
    REQUIRE(in_time(play, reference, [&] { return play.delivered(reference) > before; }));
    REQUIRE(play.engine().health().ok);
    play.engine().stop();
}

TEST_CASE("another program sees that the clock is held, and confirms it by name") {
    Play play = started();
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-09-28T09:00:00Z");
    const std::size_t before = play.delivered(reference);
    REQUIRE(play.engine().start().ok());
    one_round(play, reference);
    EngineOptions options;
    options.store_path = play.store_path();
    options.owns_store = false;
    const auto beside = Engine::open(options);
    REQUIRE(beside.ok());
    const Actor cedar{"S03", "os:test", ""};
    REQUIRE((*beside)->confirm_clock(cedar).error().message.find("not held") != std::string::npos);

    play.clock().jump(hours{24 * 14});
    one_round(play, reference);
    REQUIRE((*beside)->health().clock_held);
    REQUIRE((*beside)->confirm_clock({"", "os:test", ""}).error().kind == ErrorKind::refused);
    REQUIRE(play.engine().health().clock_held);
    REQUIRE((*beside)->confirm_clock(cedar).ok());
    REQUIRE(in_time(play, reference, [&] { return play.delivered(reference) > before; }));
    REQUIRE_FALSE(play.engine().health().clock_held);
    REQUIRE_FALSE((*beside)->health().clock_held);
    play.engine().stop();
}

TEST_CASE("another program sees whether an engine runs on the store") {
    Play play = started();
    const std::string reference = play.open_case("A9001ZZ", "2027-06-01");
    REQUIRE(play.engine().start().ok());
    one_round(play, reference);
    EngineOptions options;
    options.store_path = play.store_path();
    options.owns_store = false;
    options.clock = &play.clock();
    const auto beside = Engine::open(options);
    REQUIRE(beside.ok());
    REQUIRE((*beside)->health().ok);
    play.engine().stop();
    play.clock().advance(hours{1});
    const Health silent = (*beside)->health();
    REQUIRE_FALSE(silent.ok);
    REQUIRE(silent.problems.front().starts_with("no engine has run on this store since"));
}

TEST_CASE("a hold that an owner left behind ends with the next owner") {
    Play play = started();
    const std::string reference = play.open_case("A9001ZZ", "2027-06-01");
    REQUIRE(play.engine().start().ok());
    one_round(play, reference);
    play.clock().jump(hours{3});
    one_round(play, reference);
    REQUIRE(play.engine().health().clock_held);
    play.restart();
    EngineOptions options;
    options.store_path = play.store_path();
    options.owns_store = false;
    REQUIRE_FALSE(Engine::open(options).value()->health().clock_held);
}

TEST_CASE("while the clock is held commands are still answered") {
    Play play = started();
    const std::string reference = play.open_case("A9001ZZ", "2027-06-01");
    REQUIRE(play.engine().start().ok());
    one_round(play, reference);
    play.clock().jump(hours{3});
    REQUIRE(play.send(reference, "elsewhere", {}, "S04").ok());
    REQUIRE(play.engine().health().clock_held);
    REQUIRE(play.is_in(reference, "spine:phase.outside_prison"));
    play.engine().stop();
}

TEST_CASE("a jump of less than an hour, or backwards, holds nothing") {
    Play play = started();
    const std::string reference = play.open_case("A9001ZZ", "2027-06-01");
    REQUIRE(play.engine().start().ok());
    one_round(play, reference);
    for (const Milliseconds by :
         {Milliseconds{hours{1}} - Milliseconds{1}, Milliseconds{hours{-5}}}) {
        play.clock().jump(by);
        one_round(play, reference);
        REQUIRE_FALSE(play.engine().health().clock_held);
    }
    play.engine().stop();
}

TEST_CASE("time that really passed is no jump, however long it was") {
    Play play = started();
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-09-28T09:00:00Z");
    const std::size_t before = play.delivered(reference);
    REQUIRE(play.engine().start().ok());
    one_round(play, reference);
    play.clock().advance(hours{24 * 14});  // the machine slept: uptime counts that too
    REQUIRE(in_time(play, reference, [&] { return play.delivered(reference) > before; }));
    REQUIRE_FALSE(play.engine().health().clock_held);
    play.engine().stop();
}

TEST_CASE("a started engine is not driven by run_until") {
    Play play = started();
    REQUIRE(play.engine().start().ok());
    REQUIRE(play.engine().run_until(play.clock().now() + hours{1}).error().kind ==
            ErrorKind::refused);
    play.engine().stop();
}

}  // namespace
