// SPDX-License-Identifier: MIT
// Goal: while the engine's thread decides one batch as another is being synced, nobody is told that
// something is done which a power cut or a failed sync can take away, and no key is lost or applied
// twice. Method: the real engine with its thread, many commands at once, each answered one
// followed by the next, on a disk that loses power at some write or fails to sync.
#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <mutex>
#include <set>

#include "core/engine_parts.hpp"
#include "schedule/system_clock.hpp"
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::FaultyVfs;
using throughgate::testing::TemporaryFolder;

constexpr int at_once = 24;
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

/// Commands that follow each other, and what was said of them.
class Rush {
public:
    explicit Rush(Engine& engine) : engine_(engine) {
        for (int i = 0; i < at_once; ++i) next();
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [this] { return answered_ == all; });
    }
    std::set<int> applied;  ///< read after the end

private:
    void next() {
        int number = 0;
        {
            const std::lock_guard lock(mutex_);
            if (begun_ == all) return;
            number = begun_++;
        }
        engine_.submit(open_command(number), [this, number](const Result<Receipt>& result) {
            next();
            const std::lock_guard lock(mutex_);
            if (result.ok()) applied.insert(number);
            if (++answered_ == all) ended_.notify_all();
        });
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

    std::unique_ptr<Engine> open() {
        EngineOptions options;
        options.store_path = folder / "store.db";
        auto engine =
            core::open_engine(std::move(options), schedule::make_system_clock(), disk.name());
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

TEST_CASE("undisturbed, every command of a rush is applied") {
    House house("rush");
    std::set<int> applied;
    {
        auto engine = house.open();
        REQUIRE(engine->start().ok());
        applied = Rush(*engine).applied;
    }
    REQUIRE(applied.size() == static_cast<std::size_t>(all));
    house.check(applied);
}

TEST_CASE("after a power cut amid a rush, all that was answered is there") {
    const std::uint64_t writes = GENERATE(0, 1, 17, 60, 150, 333, 600);
    House house("rush-cut");
    std::set<int> applied;
    {
        auto engine = house.open();
        REQUIRE(engine->start().ok());
        house.disk.fail_after_write(writes);
        applied = Rush(*engine).applied;
    }
    CAPTURE(writes, applied.size());
    REQUIRE(applied.size() < static_cast<std::size_t>(all));
    house.disk.power_loss(writes % 3);
    house.check(applied);
}

TEST_CASE("when syncs fail amid a rush, all that was answered is there") {
    const std::uint64_t syncs = GENERATE(0, 1, 2, 5);
    House house("rush-sync");
    std::set<int> applied;
    {
        auto engine = house.open();
        REQUIRE(engine->start().ok());
        house.disk.fail_sync_after(syncs);
        applied = Rush(*engine).applied;
        house.disk.fail_after_write(0);
    }
    CAPTURE(syncs, applied.size());
    REQUIRE_FALSE(applied.empty());
    house.disk.power_loss();
    house.check(applied);
}

}  // namespace
