// SPDX-License-Identifier: MIT
// Goal: every store keeps what other systems must have: with the decision, in order for each
// person, as long as it takes; and counts what feeds brought.
// Method: written through the interface and read back, each test with every kind of store.
#include "store/raw_database.hpp"
#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

using lifecycle::DeliveryState;
using Which = store::UpstreamFilter::Which;

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());
    std::unique_ptr<store::Reader> read() { return must(store->read()); }

    /// One decision with these records, "upstream words".
    Case decide(const Case& before, const std::vector<std::pair<std::string, std::string>>& records,
                int minute) {
        Change change = logging(before, {"event.applied"});
        for (const auto& [upstream, words] : records) {
            UpstreamRecord record;
            record.ordinal = change.next_ordinal();
            record.upstream = Symbol::of(upstream);
            record.pathway = Symbol::of("accommodation");
            record.about = Symbol::of("place.confirmed");
            record.words = words;
            record.effective = at_minute(minute - 1);
            record.by = "ro-1";
            change.records.push_back(std::move(record));
        }
        return stored_change(*store, std::move(change), at_minute(minute));
    }

    std::string heads(const std::string& upstream, int minute = 1000) {
        std::string all;
        for (const UpstreamItem& item :
             must(read()->upstream_heads(upstream, at_minute(minute), 9)))
            all += item.record.words + " ";
        return all;
    }

    UpstreamItem item(const Case& of, const std::string& words) {
        store::UpstreamFilter filter;
        filter.case_id = of.id;
        filter.which = Which::all;
        for (UpstreamItem& each : must(read()->list_upstream_items(filter, {}, 100)))
            if (each.record.words == words) return std::move(each);
        throw std::runtime_error("no item " + words);
    }

    void end(UpstreamItem item, DeliveryState state, int minute) {
        item.state = state;
        item.due.reset();
        item.ended = at_minute(minute);
        auto transaction = must(store->begin());
        must(transaction->update_upstream_item(item));
        must(transaction->commit(at_minute(minute)));
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an item is written with its decision and read back whole") {
    const Case before = stored(*store, plain_case());
    const Case after = decide(before, {{"ndelius", "one"}, {"oasys", "two"}}, 5);
    const UpstreamItem kept = item(after, "two");
    CHECK(kept.effect.case_id == after.id);
    CHECK(kept.effect.sequence == after.log_length);
    CHECK(kept.effect.ordinal == 1);
    CHECK(kept.effect.incarnation == store->incarnation());
    CHECK(kept.record.upstream == Symbol::of("oasys"));
    CHECK(kept.record.pathway == Symbol::of("accommodation"));
    CHECK(kept.record.about == Symbol::of("place.confirmed"));
    CHECK(kept.record.effective == at_minute(4));
    CHECK(kept.record.by == "ro-1");
    CHECK(kept.state == DeliveryState::queued);
    CHECK(kept.queued == at_minute(5));
    CHECK(kept.due == at_minute(5));
    CHECK(must(read()->find_upstream_item(kept.effect)).value().record.words == "two");
}

TEST_CASE_METHOD(Fixture, "a decision that is not committed leaves no item") {
    const Case before = stored(*store, plain_case());
    {
        Change change = logging(before, {"event.applied"});
        change.records.push_back({0, Symbol::of("ndelius"), {}, {}, "one", at_minute(1), ""});
        auto transaction = must(store->begin());
        must(transaction->write(change, sample_event(), at_minute(1)));
    }
    CHECK(heads("ndelius").empty());
    CHECK(must(read()->count_upstream_items()).empty());
}

TEST_CASE_METHOD(Fixture, "only the first item of a person is offered, each system by itself") {
    Case one = stored(*store, plain_case("A1000AA"));
    Case two = stored(*store, plain_case("A1001AA"));
    one = decide(one, {{"ndelius", "one-a"}, {"oasys", "one-x"}}, 1);
    two = decide(two, {{"ndelius", "two-a"}}, 2);
    one = decide(one, {{"ndelius", "one-b"}}, 3);
    CHECK(heads("ndelius") == "one-a two-a ");
    CHECK(heads("oasys") == "one-x ");
    end(item(one, "one-a"), DeliveryState::delivered, 4);
    CHECK(heads("ndelius") == "two-a one-b ");
    end(item(two, "two-a"), DeliveryState::refused, 5);
    CHECK(heads("ndelius") == "one-b ");
}

TEST_CASE_METHOD(Fixture, "what waits of an earlier case of the same person comes first") {
    Case first = stored(*store, plain_case("A1000AA"));
    first = decide(first, {{"ndelius", "earlier"}}, 1);
    Case again = plain_case("A1000AA");
    again = decide(stored(*store, again), {{"ndelius", "later"}}, 2);
    CHECK(heads("ndelius") == "earlier ");
    end(item(first, "earlier"), DeliveryState::waived, 3);
    CHECK(heads("ndelius") == "later ");
}

TEST_CASE_METHOD(Fixture, "an item that waits for its time holds up the same person's next") {
    Case one = stored(*store, plain_case());
    one = decide(one, {{"ndelius", "a"}, {"ndelius", "b"}}, 1);
    UpstreamItem first = item(one, "a");
    first.state = DeliveryState::retrying;
    first.due = at_minute(60);
    first.attempts = 3;
    first.detail = "503";
    {
        auto transaction = must(store->begin());
        must(transaction->update_upstream_item(first));
        must(transaction->commit(at_minute(2)));
    }
    CHECK(heads("ndelius", 59).empty());
    CHECK(must(read()->next_upstream("ndelius")) == at_minute(60));
    CHECK(must(read()->next_upstream("oasys")) == std::nullopt);
    CHECK(item(one, "a").attempts == 3);
    {
        auto transaction = must(store->begin());
        must(transaction->wake_upstream("ndelius", at_minute(10)));
        must(transaction->commit(at_minute(10)));
    }
    CHECK(heads("ndelius", 10) == "a ");
}

TEST_CASE_METHOD(Fixture, "lists and counts say what waits, is refused and went") {
    Case one = stored(*store, plain_case());
    one = decide(one, {{"ndelius", "a"}, {"ndelius", "b"}, {"ndelius", "c"}, {"ndelius", "d"}}, 7);
    end(item(one, "a"), DeliveryState::delivered, 8);
    end(item(one, "b"), DeliveryState::refused, 8);
    end(item(one, "c"), DeliveryState::waived, 8);
    const auto counts = must(read()->count_upstream_items());
    REQUIRE(counts.size() == 1);
    CHECK(counts[0].upstream == "ndelius");
    CHECK(counts[0].waiting == 1);
    CHECK(counts[0].refused == 1);
    CHECK(counts[0].recorded == 1);
    CHECK(counts[0].waived == 1);
    CHECK(counts[0].oldest == at_minute(7));
    const auto listed = [&](Which which, CaseId of) {
        store::UpstreamFilter filter;
        filter.case_id = of;
        filter.upstream = "ndelius";
        filter.which = which;
        std::string all;
        for (const UpstreamItem& each : must(read()->list_upstream_items(filter, {}, 100)))
            all += each.record.words;
        return all;
    };
    CHECK(listed(Which::waiting, {}) == "d");
    CHECK(listed(Which::refused, {}) == "b");
    CHECK(listed(Which::waiting, one.id) == "d");
    CHECK(listed(Which::refused, one.id) == "b");
    CHECK(listed(Which::open, one.id) == "bd");
    CHECK(listed(Which::all, one.id) == "abcd");
}

TEST_CASE_METHOD(Fixture, "pages of items go on after the last one") {
    Case one = stored(*store, plain_case());
    one = decide(one, {{"ndelius", "a"}, {"ndelius", "b"}}, 1);
    one = decide(one, {{"ndelius", "c"}}, 2);
    for (const CaseId of : {CaseId{}, one.id}) {
        store::UpstreamFilter filter;
        filter.case_id = of;
        filter.upstream = "ndelius";
        EffectId after;
        std::string all;
        for (;;) {
            const auto page = must(read()->list_upstream_items(filter, after, 1));
            if (page.empty()) break;
            all += page[0].record.words;
            after = page[0].effect;
        }
        CHECK(all == "abc");
    }
}

TEST_CASE_METHOD(Fixture, "the state of a system is kept") {
    UpstreamState state;
    state.name = "ndelius";
    state.failures = 4;
    state.failing_since = at_minute(1);
    state.next_try = at_minute(9);
    state.detail = "down";
    for (const bool answered : {false, true}) {
        if (answered) state.answered = at_minute(8);
        auto transaction = must(store->begin());
        must(transaction->put_upstream(state));
        must(transaction->commit(at_minute(2)));
        transaction.reset();
        const auto all = must(read()->upstreams());
        REQUIRE(all.size() == 1);
        CHECK(all[0].name == "ndelius");
        CHECK(all[0].failures == 4);
        CHECK(all[0].failing_since == at_minute(1));
        CHECK(all[0].next_try == at_minute(9));
        CHECK(all[0].answered == state.answered);
        CHECK(all[0].detail == "down");
    }
}

TEST_CASE_METHOD(Fixture, "what feeds brought is counted by source and outcome") {
    for (const int minute : {1, 2, 3}) {
        auto transaction = must(store->begin());
        must(transaction->count_inbound("feed", minute < 3 ? "applied" : "duplicate",
                                        at_minute(minute)));
        must(transaction->commit(at_minute(minute)));
    }
    const auto all = must(read()->inbound());
    REQUIRE(all.size() == 2);
    CHECK(all[0].outcome == "applied");
    CHECK(all[0].count == 2);
    CHECK(all[0].last == at_minute(2));
    CHECK(all[1].outcome == "duplicate");
    CHECK(all[1].count == 1);
}

TEST_CASE_METHOD(Fixture, "events that wait for a case are listed, oldest first, in pages") {
    for (const char* noms : {"A1000AA", "A1001AA"}) {
        auto transaction = must(store->begin());
        must(transaction->put_buffered({0, {noms, ""}, "{}", at_minute(1)}));
        must(transaction->commit(at_minute(1)));
    }
    const auto first = must(read()->list_buffered(0, 1));
    REQUIRE(first.size() == 1);
    CHECK(first[0].person.noms_number == "A1000AA");
    const auto next = must(read()->list_buffered(first[0].id, 5));
    REQUIRE(next.size() == 1);
    CHECK(next[0].person.noms_number == "A1001AA");
}

TEST_CASE("a store that is older than the items gets their tables when it is opened") {
    const TemporaryFolder folder;
    const auto random = make_seeded_random(1);
    store::SqliteOptions options;
    options.path = folder / "store.db";
    options.random = random.get();
    must(store::open_sqlite(options));
    RawDatabase(options.path)
        .run(std::string(before_mailings) +
             "DROP TABLE upstream_item; DROP TABLE upstream; DROP TABLE upstream_total; "
             "DROP TABLE inbound; PRAGMA user_version = 3");
    auto store = must(store::open_sqlite(options));
    CHECK(must(must(store->read())->count_upstream_items()).empty());
    CHECK(must(must(store->read())->inbound()).empty());
}

TEST_CASE_METHOD(Fixture, "an item that is not there cannot be updated") {
    auto transaction = must(store->begin());
    CHECK_FALSE(transaction->update_upstream_item({}).ok());
}

}  // namespace throughgate::testing
