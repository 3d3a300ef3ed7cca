// SPDX-License-Identifier: MIT
// Goal: a full disk refuses by name, leaves nothing half-applied, and the store goes on once there
// is space. Method: a disk that is full after write k, for every k; and SQLite's own page limit,
// which fails inside the transaction and rolls all of it back.
#include <sqlite3.h>

#include "store/sample_cases.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/sqlite/transaction.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

struct Fixture {
    TemporaryFolder folder;
    FaultyVfs disk{"full"};
    store::SqliteOptions options;
    Fixture() {
        options.path = folder / "store.db";
        options.vfs = disk.name();
        options.checkpointer = false;
    }
};

Status add_case(store::Transaction& transaction, int number) {
    Case the_case = plain_case("A000" + std::to_string(number) + "AA");
    return transaction.create_case(the_case);
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a full disk refuses the commit, and space lets the next one through") {
    auto store = must(store::open_sqlite(options));
    const Case the_case = stored(*store, plain_case());
    std::uint64_t refusals = 0;
    for (std::uint64_t k = 0; k < 40; ++k) {
        CAPTURE(k);
        const auto before = must(must(store->read())->read_log(the_case.id, 0, 1000)).size();
        const Case current = must(must(store->read())->load_case(the_case.id)).value();
        disk.fill_disk_after_write(k);
        auto transaction = must(store->begin());
        Change change = logging(current, {"a", "b"});
        Fact large = *change.after.facts.begin();
        large.value = Value(std::string(20'000, 'x'));
        change.after.facts.put(large);
        change.changed.facts = true;
        must(transaction->write(change, sample_event(), at_minute(1)));
        const Status status = transaction->commit(at_minute(1));
        transaction.reset();
        if (!status) {
            ++refusals;
            CHECK(status.error().kind == ErrorKind::unavailable);
            CHECK_THAT(status.error().message, Catch::Matchers::Contains("disk full"));
        }
        disk.free_disk();
        auto reader = must(store->read());
        CHECK(must(reader->read_log(the_case.id, 0, 1000)).size() == before + (status ? 2 : 0));
        CHECK(must(store::verify_audit(*reader)).empty());
    }
    CHECK(refusals > 5);
    CHECK(refusals < 40);
}

TEST_CASE("a store that may not grow rolls the whole transaction back and refuses its commit") {
    using namespace store::sqlite;
    TemporaryFolder folder;
    auto connection = must(
        Connection::open({folder / "store.db", {}, Access::create, std::chrono::seconds(1), 0}));
    must(migrate(*connection));
    const auto random = make_seeded_random(1);
    Syncer syncer;
    Writer writer(std::move(connection), *random, syncer);
    must(writer.connection->run("PRAGMA max_page_count = 60"));
    must(writer.connection->run("BEGIN IMMEDIATE"));
    SqliteTransaction transaction(writer);
    Status status;
    int created = 0;
    while (status.ok() && created < 10'000) status = add_case(transaction, ++created);
    REQUIRE_FALSE(status.ok());
    CHECK_THAT(status.error().message, Catch::Matchers::Contains("disk full"));
    // SQLite may have ended the transaction by itself: a further step must not commit alone.
    CHECK_FALSE(add_case(transaction, 1).ok());
    CHECK_FALSE(transaction.commit(at_minute(0)).ok());
    CHECK(must(writer.connection->ask("SELECT count(*) FROM case_index")) == "0");
}

TEST_CASE_METHOD(Fixture, "a store cannot be created on a full disk") {
    disk.fill_disk_after_write(3);
    const auto refused = store::open_sqlite(options);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::unavailable);
    disk.free_disk();
    CHECK(store::open_sqlite(options).ok());
}

}  // namespace throughgate::testing
