// SPDX-License-Identifier: MIT
// Goal: commits that are synced apart are durable when the store says so, readers see nothing that
// is not, and a failed sync is an unknown outcome of every commit behind it. Method: two or more
// commits ahead of the disk, on a disk that loses power at any write or fails to sync.
#include <atomic>

#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

struct Apart {
    Apart() {
        options.path = folder / "store.db";
        options.vfs = disk.name();
        options.checkpointer = false;
    }

    Status open() {
        auto opened = store::open_sqlite(options);
        if (!opened) return opened.error();
        store = std::move(*opened);
        return store->start_syncing_apart([this] { ++rung; });
    }

    /// The `number`th case with its key.
    Result<store::CommitNumber> commit_ahead(std::uint8_t number) {
        auto transaction = store->begin();
        if (!transaction) return transaction.error();
        Case opened = plain_case("A" + std::to_string(1000 + number) + "AA");
        if (Status status = (*transaction)->create_case(opened); !status) return status.error();
        KeyRecord key;
        key.key = digest_of(number);
        if (Status status = (*transaction)->put_key(key); !status) return status.error();
        return (*transaction)->commit_ahead(at_minute(number));
    }

    /// How many there are; fails unless they are the first ones, and whole.
    std::uint8_t found() {
        auto reader = must(store->read());
        std::uint8_t found = 0;
        while (must(reader->find_key(digest_of(static_cast<std::uint8_t>(found + 1))))) ++found;
        CHECK(must(reader->count_cases()) == found);
        CHECK(must(store::verify_audit(*reader)).empty());
        return found;
    }

    TemporaryFolder folder;
    FaultyVfs disk{"apart"};
    store::SqliteOptions options;
    std::atomic<int> rung = 0;
    std::unique_ptr<store::Store> store;
};

/// Commits in pairs until the disk gives up; answers how many were said to be durable.
std::uint8_t commit_pairs(Apart& apart, std::uint8_t pairs) {
    std::uint8_t durable = 0;
    for (std::uint8_t pair = 0; pair < pairs; ++pair) {
        const auto first = static_cast<std::uint8_t>(2 * pair + 1);
        if (!apart.commit_ahead(first)) break;
        if (pair % 2 == 0) apart.store->sync_soon();
        const auto second = apart.commit_ahead(static_cast<std::uint8_t>(first + 1));
        if (!second || !apart.store->await_durable(*second)) break;
        durable = static_cast<std::uint8_t>(first + 1);
    }
    return durable;
}

}  // namespace

TEST_CASE("what is committed ahead is seen by the next transaction, and by readers when durable") {
    Apart apart;
    must(apart.open());
    apart.disk.clear_trace();
    const auto number = must(apart.commit_ahead(1));
    CHECK_FALSE(apart.disk.synced_before_answer());
    CHECK_FALSE(apart.store->durable(number).has_value());
    CHECK(must(must(apart.store->begin())->count_cases()) == 1);
    CHECK(must(must(apart.store->read())->count_cases()) == 1);  // waited, or rather synced itself
    CHECK(apart.disk.synced_before_answer());
    REQUIRE(apart.store->durable(number).has_value());
    CHECK(apart.store->durable(number)->ok());
    CHECK(apart.rung == 1);
}

TEST_CASE("one sync serves all commits written before it") {
    Apart apart;
    must(apart.open());
    const auto syncs = apart.disk.syncs();
    const auto first = must(apart.commit_ahead(1));
    const auto third = (must(apart.commit_ahead(2)), must(apart.commit_ahead(3)));
    must(apart.store->await_durable(third));
    CHECK(apart.store->durable(first)->ok());
    CHECK(apart.disk.syncs() == syncs + 1);
}

TEST_CASE("a plain commit is durable when it is answered, whatever was ahead of it") {
    Apart apart;
    must(apart.open());
    const auto ahead = must(apart.commit_ahead(1));
    stored(*apart.store, plain_case());
    CHECK(apart.disk.synced_before_answer());
    CHECK(apart.store->durable(ahead)->ok());
    apart.store->stop_syncing_apart();
    stored(*apart.store, plain_case());
    CHECK(apart.disk.synced_before_answer());
}

TEST_CASE("closing the store, or ending to sync apart, leaves nothing undone") {
    Apart apart;
    must(apart.open());
    const auto ahead = must(apart.commit_ahead(1));
    SECTION("ended") {
        apart.store->stop_syncing_apart();
        CHECK(apart.disk.synced_before_answer());
        CHECK(apart.store->durable(ahead)->ok());
    }
    SECTION("closed") {}
    apart.store.reset();
    apart.disk.power_loss();
    must(apart.open());
    CHECK(apart.found() == 1);
}

TEST_CASE("after power loss at any write, all that was said to be durable is there") {
    constexpr std::uint8_t pairs = 4;
    std::uint64_t writes = 0;
    {
        Apart undisturbed;
        must(undisturbed.open());
        REQUIRE(commit_pairs(undisturbed, pairs) == 2 * pairs);
        writes = undisturbed.disk.writes();
    }
    const std::uint64_t seed = GENERATE(0, 1, 2);
    int losses_ahead = 0;
    for (std::uint64_t k = 0; k <= writes; ++k) {
        CAPTURE(seed, k);
        Apart apart;
        apart.disk.fail_after_write(k);
        const std::uint8_t durable = apart.open() ? commit_pairs(apart, pairs) : std::uint8_t{0};
        if (durable > 0 && durable < 2 * pairs) ++losses_ahead;
        apart.store.reset();
        apart.disk.power_loss(seed);
        must(apart.open());
        const std::uint8_t found = apart.found();
        REQUIRE(found >= durable);
        REQUIRE(found <= durable + 2);  // those ahead of the disk: their outcome was unknown
    }
    CHECK(losses_ahead > 10);
}

TEST_CASE("a failed sync leaves all that was ahead unknown, until the store is opened again") {
    Apart apart;
    must(apart.open());
    must(apart.store->await_durable(must(apart.commit_ahead(1))));
    apart.disk.fail_sync_after(0, 1);
    const auto second = must(apart.commit_ahead(2));
    const auto third = must(apart.commit_ahead(3));
    const Status lost = apart.store->await_durable(second);
    REQUIRE_FALSE(lost.ok());
    CHECK(lost.error().kind == ErrorKind::unavailable);
    CHECK_THAT(lost.error().message, Catch::Matchers::Contains("outcome unknown"));
    CHECK_FALSE(apart.store->durable(third)->ok());
    CHECK(apart.store->durable(1)->ok());
    CHECK(apart.store->begin().error().kind == ErrorKind::unavailable);
    CHECK(apart.store->read().error().kind == ErrorKind::unavailable);

    must(apart.store->reopen());
    const std::uint8_t there = apart.found();
    CHECK(there >= 1);
    // What the store now answers is durable, although the failed sync left it clean.
    apart.disk.fail_after_write(0);
    apart.store.reset();
    apart.disk.power_loss();
    must(apart.open());
    CHECK(apart.found() == there);
    must(
        apart.store->await_durable(must(apart.commit_ahead(static_cast<std::uint8_t>(there + 1)))));
    CHECK(apart.found() == there + 1);
}

TEST_CASE("after a failed sync nobody reads what may be lost, until the store is open again") {
    Apart apart;
    must(apart.open());
    apart.disk.fail_sync_after(0, 1);
    CHECK_FALSE(apart.store->await_durable(must(apart.commit_ahead(1))).ok());
    CHECK(apart.store->foreign_changes().error().kind == ErrorKind::unavailable);
    CHECK(apart.store->backup_to(apart.folder / "copy.db", {}).error().kind ==
          ErrorKind::unavailable);
    apart.disk.fill_disk_after_write(0);
    REQUIRE_FALSE(apart.store->reopen().ok());
    CHECK(apart.store->read().error().kind == ErrorKind::unavailable);
    apart.disk.free_disk();
    must(apart.store->reopen());
    CHECK(apart.found() == 1);
}

TEST_CASE("where syncing apart cannot begin, every commit syncs itself as before") {
    Apart apart;
    apart.store = must(store::open_sqlite(apart.options));
    apart.disk.fail_sync_after(0, 1);
    REQUIRE_FALSE(apart.store->start_syncing_apart([] {}).ok());
    const auto number = must(apart.commit_ahead(1));
    CHECK(apart.disk.synced_before_answer());
    CHECK(apart.store->durable(number)->ok());
}

}  // namespace throughgate::testing
