// SPDX-License-Identifier: MIT
// Goal: every store keeps an append-only, chained log with a root a commit. Method: changes written
// through the interface, entries and roots read back and hashed again by the audit.
#include "store/sample_cases.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());
};

std::vector<store::AuditFault> audit(store::Store& store) {
    auto reader = must(store.read());
    return must(store::verify_audit(*reader));
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a log entry is read back with all that was said") {
    Case the_case = stored(*store, plain_case());
    Change change = logging(the_case, {"event.applied", "state.entered"});
    change.log.with("odd \"text\"", "line\nbreak\\ \t\x01 caf\xc3\xa9");
    const std::vector<LogEntry> written = change.log.entries();
    stored_change(*store, change, at_minute(4));
    const auto entries = must(must(store->read())->read_log(the_case.id, 0, 10));
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].kind == "event.applied");
    CHECK(entries[0].fields == written[0].fields);
    CHECK(entries[1].fields == written[1].fields);
    CHECK(entries[0].recorded == at_minute(4));
    CHECK(entries[0].effective == at_minute(-30));
    CHECK(entries[0].actor == "ro-1");
    CHECK(entries[0].asserted_by == "os:ro-1");
    CHECK(entries[0].on_behalf_of == "officer-absent");
    CHECK(entries[0].reason == "asked by telephone");
    CHECK(entries[1].reason.empty());
    CHECK(entries[0].salt != 0);
    CHECK(entries[0].salt != entries[1].salt);
    CHECK(entries[1].previous == entries[0].hash);
    CHECK(entries[0].previous == Digest{});
}

TEST_CASE_METHOD(Fixture, "the engine's own doing is recorded as the engine's") {
    const Case the_case = stored(*store, plain_case());
    Change change = logging(the_case, {"timer.fired"});
    auto transaction = must(store->begin());
    must(transaction->write(change, Event{}, at_minute(4)));
    must(transaction->commit(at_minute(4)));
    const auto entry = must(must(store->read())->read_log(the_case.id, 0, 1)).at(0);
    CHECK(entry.actor == "engine");
    CHECK(entry.effective == at_minute(4));
}

TEST_CASE_METHOD(Fixture, "the case carries the length and the head of its log") {
    Case the_case = stored(*store, plain_case());
    the_case = stored_change(*store, logging(the_case, {"a", "b"}), at_minute(1));
    the_case = stored_change(*store, logging(the_case, {"c"}), at_minute(2));
    CHECK(the_case.log_length == 3);
    auto reader = must(store->read());
    const Case found = must(reader->load_case(the_case.id)).value();
    CHECK(found.log_length == 3);
    CHECK(found.log_head == must(reader->read_log(the_case.id, 2, 1)).at(0).hash);
    CHECK(found.last_recorded == at_minute(2));
}

TEST_CASE_METHOD(Fixture, "a log is paged by the last sequence and never shows another case's") {
    Case first = stored(*store, plain_case("A0001AA"));
    Case second = stored(*store, plain_case("A0002AA"));
    first = stored_change(*store, logging(first, {"a", "b", "c"}), at_minute(1));
    second = stored_change(*store, logging(second, {"z"}), at_minute(2));
    auto reader = must(store->read());
    const auto page = must(reader->read_log(first.id, 1, 5));
    REQUIRE(page.size() == 2);
    CHECK(page[0].kind == "b");
    CHECK(page[1].sequence == 3);
    CHECK(page[0].previous == must(reader->read_log(first.id, 0, 1)).at(0).hash);
    CHECK(must(reader->read_log(first.id, 3, 5)).empty());
}

TEST_CASE_METHOD(Fixture, "a commit has one root that names the heads of the cases it touched") {
    Case first = stored(*store, plain_case("A0001AA"));
    Case second = stored(*store, plain_case("A0002AA"));
    auto transaction = must(store->begin());
    for (const Case* each : {&second, &first}) {
        Change change = logging(*each, {"a", "b"});
        must(transaction->write(change, sample_event(), at_minute(1)));
        Change again = logging(change.after, {"c"});
        must(transaction->write(again, sample_event(), at_minute(1)));
    }
    must(transaction->commit(at_minute(3)));
    const auto roots = must(must(store->read())->read_roots(0, 10));
    REQUIRE(roots.size() == 1);
    CHECK(roots[0].commit == 1);
    CHECK(roots[0].at == at_minute(3));
    CHECK(roots[0].entries == 6);
    CHECK(roots[0].heads == std::vector<RootHead>{{first.id, 3}, {second.id, 3}});
    CHECK(roots[0].previous == Digest{});
}

TEST_CASE_METHOD(Fixture, "a commit that writes no log has no root") {
    const Case the_case = stored(*store, plain_case());
    Change change;
    change.after = the_case;
    change.changed.core = true;
    stored_change(*store, change, at_minute(1));
    auto reader = must(store->read());
    CHECK(must(reader->read_roots(0, 10)).empty());
    CHECK(must(reader->read_log(the_case.id, 0, 10)).empty());
}

TEST_CASE_METHOD(Fixture, "a store that only the engine wrote to verifies") {
    CHECK(audit(*store).empty());
    for (int i = 0; i < 3; ++i) {
        Case the_case = stored(*store, plain_case("A000" + std::to_string(i) + "AA"));
        for (int j = 0; j < 4; ++j)
            the_case = stored_change(*store, logging(the_case, {"a", "b"}), at_minute(i * 10 + j));
    }
    auto transaction = must(store->begin());
    must(transaction->put_directory({}));
    must(transaction->put_publication(
        {digest_of(1), digest_of(2), "ete", "{}", at_minute(0), "op"}));
    must(transaction->commit(at_minute(99)));
    CHECK(audit(*store).empty());
}

TEST_CASE_METHOD(Fixture, "two entries with the same words have different hashes") {
    Case first = stored(*store, plain_case("A0001AA"));
    Case second = stored(*store, plain_case("A0002AA"));
    stored_change(*store, logging(first, {"a"}), at_minute(1));
    stored_change(*store, logging(second, {"a"}), at_minute(1));
    auto reader = must(store->read());
    const auto a = must(reader->read_log(first.id, 0, 1)).at(0);
    const auto b = must(reader->read_log(second.id, 0, 1)).at(0);
    CHECK(a.hash != b.hash);
    CHECK(a.field_hashes.at(0) != b.field_hashes.at(0));
}

}  // namespace throughgate::testing
