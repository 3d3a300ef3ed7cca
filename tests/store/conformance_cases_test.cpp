// SPDX-License-Identifier: MIT
// Goal: every store keeps cases as they were given. Method: seeded random cases with all fields,
// written and read back through the interface alone, in every kind of store.
#include <algorithm>

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

bool same(const Case& a, const Case& b) {
    return a.id == b.id && a.reference == b.reference && a.person == b.person &&
           a.state == b.state && a.version == b.version && a.log_length == b.log_length &&
           a.log_head == b.log_head && a.last_recorded == b.last_recorded &&
           a.last_timer == b.last_timer && a.last_handoff == b.last_handoff &&
           a.last_entry == b.last_entry && a.parked == b.parked &&
           a.parked_because == b.parked_because && a.holders == b.holders &&
           a.pathways == b.pathways && a.facts == b.facts && a.gates == b.gates &&
           a.timers == b.timers && a.handoffs == b.handoffs;
}

Case load(store::Store& store, CaseId id) {
    auto reader = must(store.read());
    return must(reader->load_case(id)).value();
}

CaseSummary summary(const std::string& officer, const std::string& team) {
    CaseSummary wanted;
    wanted.officer = officer;
    wanted.team = team;
    return wanted;
}

Case case_of(const CaseSummary& wanted) {
    Case the_case;
    the_case.holders = {{Symbol::of("ro"), wanted.officer, at_minute(0)}};
    the_case.facts = {{Symbol::of("ro_team"), "", Value(wanted.team), Certainty::confirmed,
                       at_minute(0), at_minute(0), ""}};
    return the_case;
}

std::vector<std::int64_t> numbers(const std::vector<CaseSummary>& rows) {
    std::vector<std::int64_t> ids;
    for (const CaseSummary& row : rows) ids.push_back(row.id.number);
    return ids;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a case is read back exactly as it was created") {
    std::mt19937 random(20260301);
    for (int i = 0; i < 60; ++i) {
        const Case written = stored(*store, random_case(random));
        CAPTURE(i);
        REQUIRE(same(load(*store, written.id), written));
    }
}

TEST_CASE_METHOD(Fixture, "a case survives closing and opening the store") {
    std::mt19937 random(11);
    const Case written = stored(*store, random_case(random));
    store.reset();
    store = must(place->open());
    CHECK(same(load(*store, written.id), written));
}

TEST_CASE_METHOD(Fixture, "only the parts that a change names are written") {
    std::mt19937 random(5);
    const Case before = stored(*store, random_case(random));
    Change change;
    change.after = random_case(random);
    change.after.id = before.id;
    change.after.reference = before.reference;
    const int part = GENERATE(range(0, 6));
    Case expected = before;
    const Case& after = change.after;
    switch (part) {
        case 0: change.changed.core = true; break;
        case 1:
            change.changed.pathways = true;
            expected.pathways = after.pathways;
            break;
        case 2:
            change.changed.people = true;
            expected.holders = after.holders;
            expected.gates = after.gates;
            break;
        case 3:
            change.changed.facts = true;
            expected.facts = after.facts;
            break;
        case 4:
            change.changed.timers = true;
            expected.timers = after.timers;
            break;
        case 5:
            change.changed.handoffs = true;
            expected.handoffs = after.handoffs;
            break;
    }
    stored_change(*store, change, at_minute(1));
    const Case found = load(*store, before.id);
    if (part == 0) {
        CHECK(found.version == after.version);
        CHECK(found.facts == before.facts);
    } else {
        CHECK(same(found, expected));
    }
}

TEST_CASE_METHOD(Fixture, "cases are numbered and referred to in the order of their creation") {
    CHECK(stored(*store, plain_case("A0001AA")).reference == "TG-000001");
    const Case second = stored(*store, plain_case("A0002AA"));
    CHECK(second.id.number == 2);
    auto reader = must(store->read());
    CHECK(must(reader->find_reference("TG-000002")) == second.id);
    CHECK(must(reader->find_reference("TG-000003")) == std::nullopt);
    CHECK(must(reader->load_case(CaseId{3})).has_value() == false);
    CHECK(must(reader->count_cases()) == 2);
}

TEST_CASE_METHOD(Fixture, "a person is found by either number, open cases before closed ones") {
    Case closed = plain_case("A0001AA");
    closed.state = lifecycle::CaseState::closed;
    closed = stored(*store, closed);
    Case open = plain_case("A0001AA");
    open.person.crn = "X000001";
    open = stored(*store, open);
    stored(*store, plain_case("A0002AA"));
    auto reader = must(store->read());
    CHECK(must(reader->find_person({"A0001AA", ""})) == std::vector{open.id, closed.id});
    CHECK(must(reader->find_person({"A0001AA", "X000001"})) == std::vector{open.id, closed.id});
    CHECK(must(reader->find_person({"", "X000001"})) == std::vector{open.id});
    CHECK(must(reader->find_person({"", ""})).empty());
}

TEST_CASE_METHOD(Fixture, "lists of cases filter, and page by the last case") {
    for (int i = 0; i < 5; ++i) stored(*store, case_of(summary("ro-1", i < 3 ? "N1" : "N2")));
    stored(*store, case_of(summary("ro-2", "N1")));
    auto reader = must(store->read());
    const auto list = [&](const store::CaseFilter& filter, std::int64_t after, std::size_t limit) {
        return numbers(must(reader->list_cases(filter, CaseId{after}, limit)));
    };
    CHECK(list({}, 0, 2) == std::vector<std::int64_t>{1, 2});
    CHECK(list({}, 2, 100) == std::vector<std::int64_t>{3, 4, 5, 6});
    CHECK(list({"", "", "ro-1", "", false}, 0, 100) == std::vector<std::int64_t>{1, 2, 3, 4, 5});
    CHECK(list({"", "N1", "", "", false}, 1, 2) == std::vector<std::int64_t>{2, 3});
    CHECK(list({"", "N1", "ro-2", "", false}, 0, 9) == std::vector<std::int64_t>{6});
    CHECK(list({"", "", "", "closed", false}, 0, 9).empty());
    CHECK(list({"ZZI", "", "", "", false}, 0, 9).empty());
}

TEST_CASE_METHOD(Fixture, "a list shows what the case says, once the change says so") {
    Case the_case = stored(*store, plain_case());
    Change change;
    change.after = the_case;
    change.changed.summary = change.changed.facts = true;
    Fact release = *the_case.facts.begin();
    release.name = Symbol::of("release");
    release.value = Value(*parse_date("2026-03-17"));
    Fact limited = *the_case.facts.begin();
    limited.name = Symbol::of("limited_access");
    limited.value = Value(true);
    for (const Fact& fact : {release, limited}) change.after.facts.put(fact);
    stored_change(*store, change, at_minute(1));
    auto reader = must(store->read());
    const CaseSummary row = must(reader->list_cases({}, {}, 1)).at(0);
    CHECK(row.reference == "TG-000001");
    CHECK(row.person.noms_number == "A0001AA");
    CHECK(row.state == "custody");
    CHECK(row.prison == "ZZI");
    CHECK(row.release == parse_date("2026-03-17"));
    CHECK(row.limited_access);
    CHECK_FALSE(row.parked);
}

TEST_CASE_METHOD(Fixture, "a parked case says why, is listed as parked and can be let go") {
    const Case the_case = stored(*store, plain_case());
    auto transaction = must(store->begin());
    must(transaction->park_case(the_case.id, true, "incident 1"));
    must(transaction->commit(at_minute(1)));
    CHECK(load(*store, the_case.id).parked_because == "incident 1");
    store::CaseFilter parked;
    parked.parked_only = true;
    CHECK(must(must(store->read())->list_cases(parked, {}, 9)).size() == 1);
    transaction = must(store->begin());
    must(transaction->park_case(the_case.id, false, ""));
    must(transaction->commit(at_minute(2)));
    CHECK(must(must(store->read())->list_cases(parked, {}, 9)).empty());
    CHECK_FALSE(load(*store, the_case.id).parked);
}

TEST_CASE_METHOD(Fixture, "parking a case that is not there is refused") {
    auto transaction = must(store->begin());
    const Status status = transaction->park_case(CaseId{99}, true, "x");
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().kind == ErrorKind::not_found);
}

}  // namespace throughgate::testing
