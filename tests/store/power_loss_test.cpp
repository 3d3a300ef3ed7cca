// SPDX-License-Identifier: MIT
// Goal: what was answered survives power loss, and nothing is half there. Method: a small scenario
// on a disk that loses power after write k, for every k, dropping all unsynced writes or a random
// half of them; then the store is opened again, compared with what was answered, and run to its
// end.
#include "store/sample_cases.hpp"
#include "store/sqlite/files.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

constexpr std::uint8_t steps = 7;

/// Steps 1 to 7: each opens a case, moves the first one, arms, notifies and keeps a key. The store
/// is closed after the third, so that a checkpoint lies among the writes.
class Scenario {
public:
    Scenario() : disk("scenario") {
        options.path = folder / "store.db";
        options.vfs = disk.name();
        options.checkpointer = false;
    }

    Status open() {
        if (store) return {};
        auto opened = store::open_sqlite(options);
        if (!opened) return opened.error();
        store = std::move(*opened);
        return {};
    }

    /// From `first` on, until the end or the first failure.
    void run_from(std::uint8_t first) {
        for (std::uint8_t number = first; number <= steps; ++number) {
            if (!open()) break;
            if (!step(number)) break;
            answered = number;
            if (number == 3) store.reset();
        }
        store.reset();
    }

    /// The last step whose key is there; checks that all of it is, and nothing of the next.
    std::uint8_t found_steps() {
        must(open());
        auto reader = must(store->read());
        std::uint8_t found = 0;
        while (must(reader->find_key(digest_of(static_cast<std::uint8_t>(found + 1))))) ++found;
        CHECK(must(reader->count_cases()) == found);
        CHECK(must(reader->due_timers(at_minute(1000), 100)).size() == found);
        CHECK(must(reader->list_outbox({}, {}, 100)).size() == found);
        CHECK(must(reader->read_roots(0, 100)).size() == found);
        for (std::uint8_t i = 1; i <= found; ++i)
            CHECK(must(reader->load_case(CaseId{i}))->log_length == (i == 1 ? found : 0u));
        CHECK(must(store::verify_audit(*reader)).empty());
        return found;
    }

    TemporaryFolder folder;
    FaultyVfs disk;
    store::SqliteOptions options;
    std::unique_ptr<store::Store> store;
    std::uint8_t answered = 0;

private:
    Status step(std::uint8_t number) {
        auto transaction = store->begin();
        if (!transaction) return transaction.error();
        Case opened = plain_case("A000" + std::to_string(number) + "AA");
        if (Status status = (*transaction)->create_case(opened); !status) return status;
        const auto first = (*transaction)->load_case(CaseId{1});
        if (!first) return first.error();
        Change change = logging(first->value(), {"event.applied"});
        change.arm = {{at_minute(number), TimerId{number}, 1}};
        change.notices = {sample_notice(0)};
        if (const auto written = (*transaction)->write(change, sample_event(), at_minute(number));
            !written)
            return written.error();
        KeyRecord key;
        key.key = digest_of(number);
        if (Status status = (*transaction)->put_key(key); !status) return status;
        return (*transaction)->commit(at_minute(number));
    }
};

}  // namespace

TEST_CASE("no commit is answered before the sync that follows its last write") {
    Scenario scenario;
    must(scenario.open());
    for (int i = 0; i < 5; ++i) {
        scenario.disk.clear_trace();
        stored(*scenario.store, plain_case());
        CHECK(scenario.disk.synced_before_answer());
        CHECK(scenario.disk.trace().size() >= 2);
    }
}

TEST_CASE("the trace of a commit without its sync would be noticed") {
    Scenario scenario;
    must(scenario.open());
    scenario.disk.clear_trace();
    CHECK_FALSE(scenario.disk.synced_before_answer());
}

TEST_CASE("after power loss at any write, what was answered is there and the rest can follow") {
    std::uint64_t writes = 0;
    {
        Scenario undisturbed;
        undisturbed.run_from(1);
        REQUIRE(undisturbed.answered == steps);
        writes = undisturbed.disk.writes();
    }
    REQUIRE(writes > 50);
    const std::uint64_t seed = GENERATE(0, 1, 2);
    int losses_within = 0;
    for (std::uint64_t k = 0; k <= writes; ++k) {
        CAPTURE(seed, k);
        Scenario scenario;
        scenario.disk.fail_after_write(k);
        scenario.run_from(1);
        if (scenario.disk.is_dead()) ++losses_within;
        scenario.disk.power_loss(seed);
        const std::uint8_t found = scenario.found_steps();
        // One more may be there: its outcome was unknown.
        REQUIRE(found >= scenario.answered);
        REQUIRE(found <= scenario.answered + 1);
        scenario.run_from(static_cast<std::uint8_t>(found + 1));
        REQUIRE(scenario.answered == steps);
        REQUIRE(scenario.found_steps() == steps);
    }
    CHECK(losses_within > 50);
}

TEST_CASE("a disk that forgets what it synced would be noticed") {
    // The check above can fail: drop a commit that was answered.
    Scenario scenario;
    scenario.run_from(1);
    store::sqlite::remove_database(scenario.options.path);
    CHECK(scenario.found_steps() < scenario.answered);
}

TEST_CASE("a failed sync is answered as unknown, and the store must be opened again") {
    Scenario scenario;
    must(scenario.open());
    const Case before = stored(*scenario.store, plain_case());
    // That of the commit, and that of the checkpoint when the store closes: the log stays.
    scenario.disk.fail_sync_after(0, 2);
    auto transaction = must(scenario.store->begin());
    Change change = logging(before, {"a"});
    must(transaction->write(change, sample_event(), at_minute(1)));
    KeyRecord key;
    key.key = digest_of(1);
    must(transaction->put_key(key));
    const Status status = transaction->commit(at_minute(1));
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().kind == ErrorKind::unavailable);
    CHECK_THAT(status.error().message, Catch::Matchers::Contains("outcome unknown"));
    transaction.reset();
    CHECK(scenario.store->begin().error().kind == ErrorKind::unavailable);

    must(scenario.store->reopen());
    const bool there = must(must(scenario.store->read())->find_key(digest_of(1))).has_value();
    CHECK(there);
    // What the store now answers is durable, although the failed sync left it clean.
    scenario.disk.fail_after_write(0);
    scenario.store.reset();
    scenario.disk.power_loss();
    must(scenario.open());
    auto reader = must(scenario.store->read());
    CHECK(must(reader->find_key(digest_of(1))).has_value() == there);
    CHECK(must(store::verify_audit(*reader)).empty());
}

TEST_CASE("while the disk is gone every answer is unavailable") {
    Scenario scenario;
    must(scenario.open());
    scenario.disk.fail_after_write(0);
    auto transaction = must(scenario.store->begin());
    Case the_case = plain_case();
    must(transaction->create_case(the_case));
    CHECK(transaction->commit(at_minute(0)).error().kind == ErrorKind::unavailable);
    transaction.reset();
    CHECK(scenario.store->begin().error().kind == ErrorKind::unavailable);
    CHECK(scenario.store->reopen().error().kind == ErrorKind::unavailable);
    CHECK(scenario.store->begin().error().kind == ErrorKind::unavailable);
    scenario.store.reset();
    scenario.disk.power_loss();
    CHECK(scenario.found_steps() == 0);
}

}  // namespace throughgate::testing
