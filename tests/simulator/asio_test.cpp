// SPDX-License-Identifier: MIT
// Goal: the engine lives inside a host's io_context and leaves it without blocking, losing an
// answer or touching a context that has gone.
// Method: a real SQLite file, the system clock, contexts run (bounded) and destroyed by the test.
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <thread>

#include "support/catch.hpp"
#include "support/play.hpp"
#include "throughgate/asio.hpp"

namespace {

namespace asio = boost::asio;
using namespace throughgate;

constexpr std::chrono::seconds bound{60};
constexpr std::size_t many = 400;

template <typename Value>
Value must(Result<Value> result) {
    INFO((result.ok() ? std::string() : result.error().message));
    REQUIRE(result.ok());
    return std::move(*result);
}

Command open_command(std::size_t number) {
    const std::string digits = std::to_string(1000 + number);
    Command command;
    command.key = "open-" + digits;
    command.actor = {"", "host:test", ""};
    command.what = OpenCase{{"A" + digits + "ZZ", ""},
                            {{"prison", Value(std::string("ZZA"))}},
                            {{"ro", "S01"}, {"pom", "S04"}}};
    return command;
}

/// A host: its context, its store, and the engine inside it.
struct Host {
    std::unique_ptr<asio::io_context> context = std::make_unique<asio::io_context>();
    throughgate::testing::TemporaryFolder folder;
    std::unique_ptr<Engine> engine;
    std::size_t applied = 0;
    std::size_t unavailable = 0;
    std::size_t other = 0;

    Host() {
        engine = open(context->get_executor());
        const Actor actor{"", "host:test", ""};
        must(engine->apply(
            throughgate::testing::definition_files("tests/support/definitions/small"), actor));
        must(engine->import_directory(throughgate::testing::play_directory(), "staff.csv", actor));
    }

    [[nodiscard]] std::unique_ptr<Engine> open(asio::any_io_executor executor) const {
        EngineOptions options;
        options.store_path = folder / "store.db";
        return must(open_on(std::move(executor), std::move(options)));
    }

    void start() const { REQUIRE(engine->start().ok()); }
    /// True when it ran out of work by itself.
    [[nodiscard]] bool run() const {
        context->restart();
        context->run_for(bound);
        return context->stopped();
    }
    void count(const Result<Receipt>& result) {
        if (result.ok())
            ++applied;
        else
            ++(result.error().kind == ErrorKind::unavailable ? unavailable : other);
    }
    void submit(std::size_t number) {
        async_submit(*engine, open_command(number),
                     [this](const Result<Receipt>& result) { count(result); });
    }
    /// How many cases the store holds, asked of a fresh engine.
    std::size_t stored_cases() {
        engine.reset();
        asio::io_context other_context;
        CaseQuery query;
        query.limit = 10 * many;
        return must(open(other_context.get_executor())->list_cases(query)).size();
    }
};

TEST_CASE("an answer comes on the host's thread, and the context waits for it") {
    Host host;
    host.start();
    std::thread::id answered_on;
    async_submit(*host.engine, open_command(1), [&](const Result<Receipt>& result) {
        host.count(result);
        answered_on = std::this_thread::get_id();
        async_stop(*host.engine, [] {});
    });
    REQUIRE(host.run());
    REQUIRE(host.applied == 1);
    REQUIRE(answered_on == std::this_thread::get_id());
}

TEST_CASE("an answer may be a future") {
    Host host;
    host.start();
    auto answer = async_submit(*host.engine, open_command(1), asio::use_future);
    auto stopped = async_stop(*host.engine, asio::use_future);
    REQUIRE(host.run());
    const Result<Receipt> result = answer.get();
    stopped.get();
    REQUIRE((result.ok() || result.error().kind == ErrorKind::unavailable));
}

TEST_CASE("a handler bound to a strand runs on that strand") {
    Host host;
    host.start();
    auto strand = asio::make_strand(*host.context);
    bool inside = false;
    async_submit(*host.engine, open_command(1),
                 asio::bind_executor(strand, [&](const Result<Receipt>&) {
                     inside = strand.running_in_this_thread();
                     async_stop(*host.engine, [] {});
                 }));
    REQUIRE(host.run());
    REQUIRE(inside);
}

TEST_CASE("the engine may be opened on a strand that its context outlives by nothing") {
    Host host;
    host.engine = nullptr;
    host.engine = host.open(asio::make_strand(*host.context));
    host.start();
    host.submit(1);
    host.context.reset();
    host.engine->stop();
    REQUIRE(host.applied + host.unavailable == 0);
}

TEST_CASE("stop inside a handler blocks nobody for ever") {
    Host host;
    host.start();
    async_submit(*host.engine, open_command(1), [&](const Result<Receipt>& result) {
        host.count(result);
        host.engine->stop();
        host.engine.reset();
    });
    REQUIRE(host.run());
    REQUIRE(host.applied == 1);
    REQUIRE(host.stored_cases() == 1);
}

TEST_CASE("stop on the engine's own thread takes effect and waits for nothing") {
    Host host;
    host.start();
    std::promise<void> asked;
    host.engine->submit(open_command(1), [&](const Result<Receipt>& result) {
        host.count(result);
        host.engine->stop();
        asked.set_value();
    });
    REQUIRE(asked.get_future().wait_for(bound) == std::future_status::ready);
    REQUIRE(host.engine->submit(open_command(2)).error().kind == ErrorKind::unavailable);
    host.engine->stop();
    REQUIRE(host.applied == 1);
}

TEST_CASE("stopped in the middle of a batch, every command is answered and none half done") {
    Host host;
    host.start();
    for (std::size_t i = 0; i < many; ++i) host.submit(i);
    bool stopped = false;
    async_stop(*host.engine, [&] { stopped = true; });
    REQUIRE(host.run());
    REQUIRE(stopped);
    REQUIRE(host.applied + host.unavailable == many);
    REQUIRE(host.stored_cases() == host.applied);
}

TEST_CASE("stopping twice, from two sides, ends twice") {
    Host host;
    host.start();
    std::size_t ended = 0;
    async_stop(*host.engine, [&] { ++ended; });
    async_stop(*host.engine, [&] { ++ended; });
    host.engine->stop();
    REQUIRE(host.run());
    host.engine->stop();
    REQUIRE(ended == 2);
}

TEST_CASE("after a stop commands and imports are unavailable, and a start takes them again") {
    Host host;
    host.start();
    host.engine->stop();
    host.submit(1);
    REQUIRE(host.run());
    REQUIRE(host.unavailable == 1);
    const auto imported = host.engine->import_directory("id,name\n", "staff.csv", {});
    REQUIRE_FALSE(imported.ok());
    host.start();
    REQUIRE(host.engine->submit(open_command(1)).ok());
    host.engine->stop();
    REQUIRE(host.run());
}

TEST_CASE("the host may destroy its context first, with commands in flight") {
    Host host;
    host.start();
    for (std::size_t i = 0; i < many; ++i) host.submit(i);
    async_stop(*host.engine, [&] { ++host.other; });
    host.context->poll_one();
    const std::size_t before = host.applied + host.unavailable;
    host.context.reset();
    host.engine->stop();
    REQUIRE(host.applied + host.unavailable == before);
    REQUIRE(host.other == 0);
    REQUIRE(host.stored_cases() <= many);
}

TEST_CASE("a running engine goes on when its host's context has gone") {
    Host host;
    host.start();
    host.context.reset();
    REQUIRE(host.engine->submit(open_command(1)).ok());
    REQUIRE(host.engine->health().ok);
    host.engine->stop();
    REQUIRE(host.stored_cases() == 1);
}

TEST_CASE("answers on their way outlive the engine") {
    Host host;
    host.start();
    for (std::size_t i = 0; i < many; ++i) host.submit(i);
    host.engine.reset();
    REQUIRE(host.run());
    REQUIRE(host.applied + host.unavailable == many);
}

TEST_CASE("a context may run on several threads") {
    Host host;
    host.start();
    std::atomic<std::size_t> answered = 0;
    for (std::size_t i = 0; i < many; ++i)
        async_submit(*host.engine, open_command(i), [&](const Result<Receipt>&) {
            if (++answered == many) async_stop(*host.engine, [] {});
        });
    std::thread second([&] { host.context->run_for(bound); });
    host.context->run_for(bound);
    second.join();
    REQUIRE(answered == many);
}

TEST_CASE("an engine of a host makes its own clock, and says so when it is given one") {
    asio::io_context context;
    VirtualClock clock(throughgate::testing::play_start());
    EngineOptions options;
    options.store_path = "unused.db";
    options.clock = &clock;
    const auto engine = open_on(context.get_executor(), options);
    REQUIRE_FALSE(engine.ok());
    REQUIRE(engine.error().kind == ErrorKind::invalid);
}

}  // namespace
