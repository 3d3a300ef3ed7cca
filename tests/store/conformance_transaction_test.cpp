// SPDX-License-Identifier: MIT
// Goal: a transaction is all or nothing, readers see what is committed, and two handles on one
// store respect each other. Method: two opened stores on the same place, through the interface.
#include "store/sample_cases.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());

    std::uint64_t count() { return must(must(store->read())->count_cases()); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "what is not committed is not there") {
    Case the_case = plain_case();
    SECTION("destroyed") { must(must(store->begin())->create_case(the_case)); }
    SECTION("rolled back, twice") {
        auto transaction = must(store->begin());
        must(transaction->create_case(the_case));
        transaction->rollback();
        transaction->rollback();
        CHECK_FALSE(transaction->commit(at_minute(0)).ok());
    }
    CHECK(count() == 0);
    stored(*store, plain_case());
    CHECK(count() == 1);
}

TEST_CASE_METHOD(Fixture, "a transaction reads its own writes") {
    auto transaction = must(store->begin());
    Case the_case = plain_case();
    must(transaction->create_case(the_case));
    CHECK(must(transaction->load_case(the_case.id)).has_value());
    Change change = logging(the_case, {"a"});
    change.arm = {{at_minute(3), TimerId{1}, 1}};
    must(transaction->write(change, sample_event(), at_minute(1)));
    CHECK(must(transaction->read_log(the_case.id, 0, 9)).size() == 1);
    CHECK(must(transaction->next_timer()) == at_minute(3));
    CHECK(must(transaction->load_case(the_case.id))->log_length == 1);
    must(transaction->commit(at_minute(1)));
}

TEST_CASE_METHOD(Fixture, "a reader keeps its snapshot while others commit") {
    stored(*store, plain_case());
    auto reader = must(store->read());
    stored(*store, plain_case());
    CHECK(must(reader->count_cases()) == 1);
    CHECK(count() == 2);
    CHECK(must(reader->count_cases()) == 1);
}

TEST_CASE_METHOD(Fixture, "a reader may outlive its store") {
    stored(*store, plain_case());
    auto reader = must(store->read());
    store.reset();
    CHECK(must(reader->count_cases()) == 1);
}

TEST_CASE_METHOD(Fixture, "while one writes, another is told that the store is busy") {
    auto other = must(place->open());
    auto transaction = must(store->begin());
    const auto refused = other->begin();
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::busy);
    transaction.reset();
    CHECK(other->begin().ok());
}

TEST_CASE_METHOD(Fixture, "one handle has one transaction at a time") {
    auto transaction = must(store->begin());
    const auto refused = store->begin();
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::busy);
}

TEST_CASE_METHOD(Fixture, "commits of others are noticed, one's own are not") {
    auto other = must(place->open());
    const auto before = must(store->foreign_changes());
    stored(*store, plain_case());
    CHECK(must(store->foreign_changes()) == before);
    stored(*other, plain_case());
    CHECK(must(store->foreign_changes()) != before);
}

TEST_CASE_METHOD(Fixture, "after a failed step nothing of the transaction can be committed") {
    auto transaction = must(store->begin());
    Case the_case = plain_case();
    must(transaction->create_case(the_case));
    Change change;
    change.after = the_case;
    change.after.id.number = 99;
    change.changed.core = true;
    REQUIRE_FALSE(transaction->write(change, sample_event(), at_minute(1)).ok());
    CHECK_FALSE(transaction->put_meta("a", "b").ok());
    const Status status = transaction->commit(at_minute(1));
    REQUIRE_FALSE(status.ok());
    CHECK(count() == 0);
    stored(*store, plain_case());
    CHECK(count() == 1);
}

TEST_CASE_METHOD(Fixture, "a change made from a case that has since moved on is refused") {
    const Case the_case = stored(*store, plain_case());
    stored_change(*store, logging(the_case, {"a"}), at_minute(1));
    auto transaction = must(store->begin());
    Change stale = logging(the_case, {"b"});
    const auto refused = transaction->write(stale, sample_event(), at_minute(2));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::conflict);
}

TEST_CASE_METHOD(Fixture, "opening again keeps everything, the incarnation too") {
    const auto incarnation = store->incarnation();
    CHECK(incarnation != 0);
    const Case the_case = stored(*store, plain_case());
    must(store->reopen());
    CHECK(store->incarnation() == incarnation);
    CHECK(count() == 1);
    stored_change(*store, logging(the_case, {"a"}), at_minute(1));
}

}  // namespace throughgate::testing
