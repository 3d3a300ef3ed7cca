// SPDX-License-Identifier: MIT
// Goal: every store keeps the rows beside the cases: keys, incidents, quality items, buffered
// events, directory, publications. Method: written through the interface and read back.
#include "store/sample_cases.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());

    template <typename Work>
    void commit(Work work) {
        auto transaction = must(store->begin());
        work(*transaction);
        must(transaction->commit(at_minute(1)));
    }
    std::unique_ptr<store::Reader> read() { return must(store->read()); }
};

KeyRecord key_record(std::uint8_t number, Instant recorded, bool inbound) {
    KeyRecord record;
    record.key = digest_of(number);
    record.body = digest_of(static_cast<std::uint8_t>(number + 100));
    record.outcome = Outcome::unchanged;
    record.case_id.number = 7;
    record.sequence = 12;
    record.version = 3;
    record.recorded = recorded;
    record.inbound = inbound;
    return record;
}

StaffMember member(const std::string& id) {
    StaffMember staff;
    staff.id = id;
    staff.name = "Officer Aspen";
    staff.email = id + "@example.invalid";
    staff.login = "l-" + id;
    staff.roles = {Symbol::of("ro"), Symbol::of("spo")};
    staff.team = "N1";
    staff.deputy = "d";
    staff.manager = "m";
    staff.absent_from = parse_date("2026-03-01");
    return staff;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a key gives its first answer again") {
    const KeyRecord record = key_record(1, at_minute(0), true);
    commit([&](auto& transaction) { must(transaction.put_key(record)); });
    const KeyRecord found = must(read()->find_key(record.key)).value();
    CHECK(found.key == record.key);
    CHECK(found.body == record.body);
    CHECK(found.outcome == record.outcome);
    CHECK(found.case_id == record.case_id);
    CHECK(found.sequence == 12);
    CHECK(found.version == 3);
    CHECK(found.recorded == record.recorded);
    CHECK(found.inbound);
    CHECK(must(read()->find_key(digest_of(2))).has_value() == false);
}

TEST_CASE_METHOD(Fixture, "a key cannot be put twice") {
    commit(
        [&](auto& transaction) { must(transaction.put_key(key_record(1, at_minute(0), false))); });
    auto transaction = must(store->begin());
    const Status status = transaction->put_key(key_record(1, at_minute(1), false));
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().kind == ErrorKind::conflict);
}

TEST_CASE_METHOD(Fixture, "keys are purged after their window, inbound ones much later") {
    commit([&](auto& transaction) {
        for (std::uint8_t i = 0; i < 100; ++i)
            must(transaction.put_key(key_record(i, at_minute(i), i >= 50)));
    });
    const Instant in_40_days = at_minute(0) + std::chrono::days(40);
    // Bounded steps: many calls reach every row, whatever the order.
    for (int i = 0; i < 60; ++i)
        commit([&](auto& transaction) { must(transaction.purge_keys(in_40_days, 3)); });
    auto reader = read();
    for (std::uint8_t i = 0; i < 100; ++i)
        CHECK(must(reader->find_key(digest_of(i))).has_value() == (i >= 50));
}

TEST_CASE_METHOD(Fixture, "a purge deletes at most what it was told") {
    commit([&](auto& transaction) {
        for (std::uint8_t i = 0; i < 9; ++i)
            must(transaction.put_key(key_record(i, at_minute(0), false)));
        must(transaction.purge_keys(at_minute(0) + std::chrono::days(31), 4));
    });
    int left = 0;
    for (std::uint8_t i = 0; i < 9; ++i)
        if (must(read()->find_key(digest_of(i)))) ++left;
    CHECK(left == 5);
}

TEST_CASE_METHOD(Fixture, "an incident stays open until somebody resolves it") {
    std::int64_t id = 0;
    commit([&](auto& transaction) {
        id = must(transaction.open_incident(
            {0, CaseId{4}, "decide.loop", "TG-000004", "A state loops.", at_minute(0), {}, ""}));
        must(transaction.open_incident(
            {0, {}, "plugin.gone", "email", "Gone.", at_minute(1), {}, ""}));
    });
    auto open = must(read()->list_incidents(true, 10));
    REQUIRE(open.size() == 2);
    CHECK(must(read()->open_incidents_of(CaseId{4})).size() == 1);
    CHECK(must(read()->open_incidents_of(CaseId{5})).empty());
    CHECK(open[0].id == id);
    CHECK(open[0].kind == "decide.loop");
    CHECK(open[0].subject == "TG-000004");
    CHECK(open[0].message == "A state loops.");
    commit(
        [&](auto& transaction) { must(transaction.resolve_incident(id, at_minute(9), "op-1")); });
    CHECK(must(read()->list_incidents(true, 10)).size() == 1);
    CHECK(must(read()->open_incidents_of(CaseId{4})).empty());
    const Incident resolved = must(read()->list_incidents(false, 10)).at(0);
    CHECK(resolved.resolved == at_minute(9));
    CHECK(resolved.resolved_by == "op-1");
    auto transaction = must(store->begin());
    CHECK_FALSE(transaction->resolve_incident(99, at_minute(9), "op-1").ok());
}

TEST_CASE_METHOD(Fixture, "the same quality item is kept once") {
    const QualityItem item{CaseId{1}, "prisoners.json: record 3, releaseDate", "not a date",
                           at_minute(0)};
    commit([&](auto& transaction) {
        must(transaction.put_quality(item));
        must(transaction.put_quality(item));
        must(transaction.put_quality({CaseId{2}, "x", "y", at_minute(0)}));
    });
    CHECK(must(read()->list_quality({}, 10)).size() == 2);
    const auto of_one = must(read()->list_quality(CaseId{1}, 10));
    REQUIRE(of_one.size() == 1);
    CHECK(of_one[0].place == item.place);
    CHECK(of_one[0].problem == item.problem);
}

TEST_CASE_METHOD(Fixture, "a buffered event waits for its person, by either number") {
    commit([&](auto& transaction) {
        must(transaction.put_buffered({0, {"A0001AA", "X000001"}, "{\"a\":1}", at_minute(0)}));
        must(transaction.put_buffered({0, {"", "X000001"}, "{}", at_minute(1)}));
        must(transaction.put_buffered({0, {"", "X000002"}, "{}", at_minute(1)}));
    });
    CHECK(must(read()->buffered_for({"A0001AA", ""})).size() == 1);
    CHECK(must(read()->buffered_for({"", ""})).empty());
    const auto found = must(read()->buffered_for({"A0001AA", "X000001"}));
    REQUIRE(found.size() == 2);
    CHECK(found[0].body == "{\"a\":1}");
    CHECK(found[0].person.crn == "X000001");
    commit([&](auto& transaction) { must(transaction.drop_buffered(found[0].id)); });
    CHECK(must(read()->buffered_for({"A0001AA", "X000001"})).size() == 1);
}

TEST_CASE_METHOD(Fixture, "a new directory replaces the old one and raises its version") {
    CHECK(must(read()->directory_version()) == 0);
    const StaffMember b = member("b"), a = member("a");
    commit([&](auto& transaction) {
        must(transaction.put_directory({0, {b, member("c")}}));
        CHECK(must(transaction.directory_version()) == 1);
    });
    commit([&](auto& transaction) { must(transaction.put_directory({77, {b, a}})); });
    const Directory found = must(read()->directory());
    CHECK(found.version == 2);
    CHECK(found.members == std::vector{a, b});
}

TEST_CASE_METHOD(Fixture, "publications are kept in the order they were made") {
    const std::string resolved(200'000, '7');
    commit([&](auto& transaction) {
        must(transaction.put_publication(
            {digest_of(1), digest_of(2), "ete", resolved, at_minute(3), "op"}));
        must(transaction.put_publication(
            {digest_of(3), digest_of(4), "spine", "{}", at_minute(3), "op"}));
    });
    const auto found = must(read()->publications());
    REQUIRE(found.size() == 2);
    CHECK(found[0].behaviour == digest_of(1));
    CHECK(found[0].text == digest_of(2));
    CHECK(found[0].pathway == "ete");
    CHECK(found[0].resolved == resolved);
    CHECK(found[0].published == at_minute(3));
    CHECK(found[0].published_by == "op");
    CHECK(must(read()->count_publications()) == 2);
}

TEST_CASE_METHOD(Fixture, "a note of the store's own is there or not, and can be overwritten") {
    CHECK(must(read()->meta("zone_version")) == std::nullopt);
    commit([&](auto& transaction) { must(transaction.put_meta("zone_version", "2026a")); });
    commit([&](auto& transaction) { must(transaction.put_meta("zone_version", "")); });
    CHECK(must(read()->meta("zone_version")) == "");
}

}  // namespace throughgate::testing
