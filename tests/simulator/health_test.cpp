// SPDX-License-Identifier: MIT
// Goal: health says so when rows are due and nothing fires them, whatever else goes well.
// Method: an engine on a virtual clock; another program holds the store's write lock, or nobody
// runs the store at all.
#include "store/raw_database.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using std::chrono::hours;
using std::chrono::minutes;
using throughgate::testing::Play;
using throughgate::testing::RawDatabase;

constexpr unsigned many_rounds = 20000;

EngineOptions impatient(Play& play) {
    EngineOptions options;
    options.store_path = play.store_path();
    options.clock = &play.clock();
    options.busy_timeout = Milliseconds{20};
    return options;
}

Error refused(Engine& engine, const std::string& reference, unsigned number) {
    Command command;
    command.actor = {"S01", "os:test", ""};
    command.key = "health-" + std::to_string(number);
    command.what = SendEvent{reference, {}, "no.such.event", {}, {}};
    return engine.submit(std::move(command)).error();
}

bool says(const Health& health, std::string_view sentence) {
    for (const std::string& problem : health.problems)
        if (problem.starts_with(sentence)) return true;
    return false;
}

TEST_CASE("due rows that cannot fire are told although commands are answered") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.close();
    const auto engine = Engine::open(impatient(play));
    REQUIRE(engine.ok());
    REQUIRE((*engine)->start().ok());
    REQUIRE(refused(**engine, reference, 0).kind == ErrorKind::refused);
    RawDatabase other(play.store_path());
    other.run("BEGIN IMMEDIATE");

    play.clock().advance(hours{24 * 14});
    unsigned number = 1;
    REQUIRE(refused(**engine, reference, number++).kind == ErrorKind::busy);
    play.clock().advance(minutes{2});
    REQUIRE(refused(**engine, reference, number++).kind == ErrorKind::busy);
    REQUIRE(says((*engine)->health(), "timers have been due since"));

    other.run("ROLLBACK");
    while (!(*engine)->health().ok && number < many_rounds) refused(**engine, reference, number++);
    REQUIRE((*engine)->health().ok);
    (*engine)->stop();
}

TEST_CASE("another program sees what is due on a store that nobody ever ran") {
    Play play;
    play.open_case("A9001ZZ", "2026-12-07");
    EngineOptions options = impatient(play);
    options.owns_store = false;
    const auto beside = Engine::open(options);
    REQUIRE(beside.ok());
    REQUIRE((*beside)->health().ok);
    play.clock().advance(hours{24 * 14});
    const Health health = (*beside)->health();
    REQUIRE_FALSE(health.ok);
    REQUIRE(says(health, "timers have been due since"));
}

}  // namespace
