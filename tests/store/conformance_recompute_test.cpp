// SPDX-License-Identifier: MIT
// Goal: every store keeps how far a run through all cases came, in the transaction of each case.
// Method: written through the interface and read back; an abandoned transaction leaves nothing.
#include "store/raw_database.hpp"
#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());
    std::unique_ptr<store::Reader> read() { return must(store->read()); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a run begins with all cases, goes on case by case and ends once") {
    stored(*store, plain_case("A1000AA"));
    stored(*store, plain_case("A1001AA"));
    CHECK(must(read()->open_recompute()) == std::nullopt);
    std::int64_t id = 0;
    {
        auto transaction = must(store->begin());
        id = must(transaction->begin_recompute("the zone database is now 2026c", at_minute(1)));
        must(transaction->commit(at_minute(1)));
    }
    auto run = must(read()->open_recompute()).value();
    CHECK(run.id == id);
    CHECK(run.cause == "the zone database is now 2026c");
    CHECK(run.total == 2);
    CHECK(run.done == 0);
    CHECK(run.started == at_minute(1));
    {
        auto transaction = must(store->begin());
        must(transaction->advance_recompute(id, CaseId{1}, true));
        must(transaction->advance_recompute(id, CaseId{2}, false));
        must(transaction->commit(at_minute(2)));
    }
    {
        auto transaction = must(store->begin());
        must(transaction->advance_recompute(id, CaseId{3}, true));  // never committed
    }
    run = must(read()->open_recompute()).value();
    CHECK(run.done == 2);
    CHECK(run.changed == 1);
    CHECK(run.last == CaseId{2});
    {
        auto transaction = must(store->begin());
        must(transaction->finish_recompute(id, at_minute(3)));
        must(transaction->commit(at_minute(3)));
    }
    CHECK(must(read()->open_recompute()) == std::nullopt);
    const auto all = must(read()->list_recomputes(5));
    REQUIRE(all.size() == 1);
    CHECK(all[0].finished == at_minute(3));
}

TEST_CASE_METHOD(Fixture, "no run goes on that was never begun") {
    auto transaction = must(store->begin());
    const auto advanced = transaction->advance_recompute(7, CaseId{1}, true);
    REQUIRE_FALSE(advanced.ok());
}

TEST_CASE_METHOD(Fixture, "a notice about moved dates keeps its lines and its cause") {
    Case the_case = stored(*store, plain_case("A1000AA"));
    Change change = logging(the_case, {"dates.settled"});
    Notice notice = sample_notice(0);
    notice.changes = "release is now Tue 6 Oct 2026\n- Planning: due by Tue 8 Sep 2026 09:00";
    notice.together = Symbol::of("recompute-1");
    change.notices = {notice};
    stored_change(*store, change, at_minute(2));
    const auto rows = must(read()->list_outbox(the_case.id, EffectId{}, 5));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].notice.changes == notice.changes);
    CHECK(rows[0].notice.together == notice.together);
}

TEST_CASE("a store of the first schema is opened, migrated and can run through its cases") {
    const TemporaryFolder folder;
    const auto random = make_seeded_random(1);
    store::SqliteOptions options;
    options.path = folder / "store.db";
    options.random = random.get();
    {
        auto store = must(store::open_sqlite(options));
        stored(*store, plain_case("A1000AA"));
    }
    RawDatabase(options.path)
        .run(std::string(before_mailings) +
             "DROP TABLE recompute; DROP INDEX incident_of_case; DROP TABLE case_person; "
             "DROP TABLE consultation; DROP TABLE upstream_item; DROP TABLE upstream; "
             "DROP TABLE upstream_total; DROP TABLE inbound; PRAGMA user_version = 1");
    auto store = must(store::open_sqlite(options));
    auto transaction = must(store->begin());
    CHECK(must(transaction->begin_recompute("a calendar has changed", at_minute(1))) == 1);
    must(transaction->commit(at_minute(1)));
    CHECK(must(must(store->read())->open_recompute())->total == 1);
}

}  // namespace throughgate::testing
