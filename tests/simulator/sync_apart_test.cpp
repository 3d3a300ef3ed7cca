// SPDX-License-Identifier: MIT
// Goal: while the engine's thread decides one batch as another is being synced, nobody is told that
// something is done which a power cut or a failed sync can take away, and no key is lost or applied
// twice; nor where callers who wait for each answer do the work on their own threads. Method: the
// real engine with its thread, many commands at once, each answered one followed by the next, on a
// disk that loses power at some write or fails to sync.
#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "core/engine_parts.hpp"
#include "schedule/system_clock.hpp"
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::FaultyVfs;
using throughgate::testing::TemporaryFolder;

constexpr int all = 240;

std::string person(int number) { return "A" + std::to_string(1000 + number) + "ZZ"; }

Command open_command(int number) {
    Command command;
    command.key = "open-" + std::to_string(number);
    command.actor = {"", "host:test", ""};
    command.what = OpenCase{{person(number), ""},
                            {{"prison", Value(std::string("ZZA"))}},
                            {{"ro", "S01"}, {"pom", "S04"}}};
    return command;
}

/// Who sends the commands of a rush: some are told when one is answered, others wait for it.
struct Senders {
    int told = 0;
    int waiting = 0;
};

/// Commands that follow each other, and what was said of them.
class Rush {
public:
    Rush(Engine& engine, Senders senders) : engine_(engine) {
        std::vector<std::thread> callers;
        for (int i = 0; i < senders.waiting; ++i) callers.emplace_back([this] { call(); });
        for (int i = 0; i < senders.told; ++i) next();
        for (std::thread& caller : callers) caller.join();
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [this] { return answered_ == all; });
    }
    std::set<int> applied;  ///< read after the end

private:
    std::optional<int> take() {
        const std::lock_guard lock(mutex_);
        return begun_ == all ? std::nullopt : std::optional(begun_++);
    }

    void note(int number, const Result<Receipt>& result) {
        const std::lock_guard lock(mutex_);
        if (result.ok()) applied.insert(number);
        if (++answered_ == all) ended_.notify_all();
    }

    void next() {
        const auto number = take();
        if (!number) return;
        engine_.submit(open_command(*number), [this, number](const Result<Receipt>& result) {
            next();
            note(*number, result);
        });
    }

    void call() {
        while (const auto number = take()) note(*number, engine_.submit(open_command(*number)));
    }

    Engine& engine_;
    std::mutex mutex_;
    std::condition_variable ended_;
    int begun_ = 0;
    int answered_ = 0;
};

struct House {
    explicit House(const std::string& name) : disk(name) {
        auto engine = open();
        const Actor actor{"", "host:test", ""};
        REQUIRE(
            engine
                ->apply(throughgate::testing::definition_files("tests/support/definitions/small"),
                        actor)
                .ok());
        REQUIRE(engine->import_directory(throughgate::testing::play_directory(), "staff.csv", actor)
                    .ok());
    }

    std::unique_ptr<Engine> open(core::Inside inside = {}) {
        EngineOptions options;
        options.store_path = folder / "store.db";
        auto engine = core::open_engine(std::move(options), schedule::make_system_clock(),
                                        disk.name(), std::move(inside));
        INFO((engine.ok() ? std::string() : engine.error().message));
        REQUIRE(engine.ok());
        return std::move(*engine);
    }

    /// Fails unless all that was answered is there, each once, and the rest can follow.
    void check(const std::set<int>& answered) {
        auto engine = open();
        CaseQuery query;
        query.limit = 2 * all;
        std::multiset<std::string> there;
        const auto cases = engine->list_cases(query);
        REQUIRE(cases.ok());
        for (const CaseRow& each : *cases) there.insert(each.person.noms_number);
        for (const int number : answered) REQUIRE(there.count(person(number)) == 1);
        for (int number = 0; number < all; ++number)
            REQUIRE(engine->submit(open_command(number)).ok());
        REQUIRE(engine->list_cases(query)->size() == static_cast<std::size_t>(all));
        REQUIRE(engine->verify_audit()->empty());
    }

    TemporaryFolder folder;
    FaultyVfs disk;
};

Senders any_senders() { return GENERATE(Senders{24, 0}, Senders{0, 1}, Senders{3, 3}); }

TEST_CASE("undisturbed, every command of a rush is applied") {
    const Senders senders = any_senders();
    House house("rush");
    std::set<int> applied;
    {
        auto engine = house.open();
        REQUIRE(engine->start().ok());
        applied = Rush(*engine, senders).applied;
    }
    REQUIRE(applied.size() == static_cast<std::size_t>(all));
    house.check(applied);
}

TEST_CASE("after a power cut amid a rush, all that was answered is there") {
    const std::uint64_t writes = GENERATE(0, 1, 17, 60, 150, 333, 600);
    const Senders senders = any_senders();
    House house("rush-cut");
    std::set<int> applied;
    {
        auto engine = house.open();
        REQUIRE(engine->start().ok());
        house.disk.fail_after_write(writes);
        applied = Rush(*engine, senders).applied;
    }
    CAPTURE(senders.told, senders.waiting, writes, applied.size());
    REQUIRE(applied.size() < static_cast<std::size_t>(all));
    house.disk.power_loss(writes % 3);
    house.check(applied);
}

TEST_CASE("when syncs fail amid a rush, all that was answered is there") {
    const std::uint64_t syncs = GENERATE(0, 1, 2, 5);
    const Senders senders = any_senders();
    House house("rush-sync");
    std::set<int> applied;
    {
        auto engine = house.open();
        REQUIRE(engine->start().ok());
        house.disk.fail_sync_after(syncs);
        applied = Rush(*engine, senders).applied;
        house.disk.fail_after_write(0);
    }
    CAPTURE(senders.told, senders.waiting, syncs, applied.size());
    REQUIRE_FALSE(applied.empty());
    house.disk.power_loss();
    house.check(applied);
}

/// Takes what it is given, and tells who waits for the first.
class Letterbox final : public plugin::Channel {
public:
    [[nodiscard]] const plugin::Description& description() const override { return description_; }
    plugin::Answer deliver(const plugin::Message&) override {
        std::call_once(once_, [this] { first.set_value(); });
        return {plugin::Answer::What::delivered, "taken"};
    }
    std::promise<void> first;

private:
    std::once_flag once_;
    plugin::Description description_;
};

TEST_CASE("what a caller's own command has sent goes out though nothing else happens") {
    House house("rush-sends");
    auto letterbox = std::make_unique<Letterbox>();
    auto first = letterbox->first.get_future();
    core::Inside inside;
    inside.at_once = true;
    inside.channel_name = "letterbox";
    inside.channel = std::move(letterbox);
    auto engine = house.open(std::move(inside));
    REQUIRE(engine->start().ok());
    Command soon = open_command(1);  // so soon that a handoff is raised at once
    const Date release =
        std::chrono::floor<std::chrono::days>(engine->now()) + std::chrono::days{40};
    std::get<OpenCase>(soon.what).facts.push_back({"release", Value(format_date(release))});
    REQUIRE(engine->submit(std::move(soon)).ok());
    REQUIRE(first.wait_for(std::chrono::seconds(20)) == std::future_status::ready);
}

}  // namespace
