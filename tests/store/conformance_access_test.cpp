// SPDX-License-Identifier: MIT
// Goal: every store answers whose case is whose by its own predicates, pages included, and keeps a
// log of reads that cannot be edited unseen.
// Method: a table of who looks; a leak is planted by looking with more than one's own; then one
// edit of the log of reads a row.
#include "store/raw_database.hpp"
#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "store/summary.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

Fact text(const char* name, const std::string& value) {
    return {Symbol::of(name), "", Value(value), Certainty::confirmed, at_minute(0),
            at_minute(0),     ""};
}

Case case_at(const char* prison, const char* team, const char* officer, bool limited = false) {
    Case the_case;
    the_case.holders = {{Symbol::of("ro"), officer, at_minute(0)}};
    the_case.facts = {text("prison", prison), text("ro_team", team)};
    if (limited) {
        Fact fact = text("limited_access", "");
        fact.value = Value(true);
        the_case.facts.put(fact);
        the_case.facts.put(text("limited_access.officers", "listed other"));
    }
    return the_case;
}

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());

    Fixture() {
        stored(*store, case_at("ZZA", "N1", "ro1"));
        stored(*store, case_at("ZZA", "N1", "ro2", true));
        stored(*store, case_at("ZZB", "N2", "ro1"));
        stored(*store, case_at("ZZB", "N2", "ro3"));
    }

    /// "1 2r 3": the cases that `sight` finds, `r` the restricted ones.
    std::string found(const store::Sight& sight, store::CaseFilter filter = {}, CaseId after = {},
                      std::size_t limit = 10) {
        filter.sight = &sight;
        std::string all;
        for (const CaseSummary& row : must(must(store->read())->list_cases(filter, after, limit))) {
            all += (all.empty() ? "" : " ") + std::to_string(row.id.number);
            if (row.restricted) all += "r";
            if (row.restricted) CHECK((row.prison + row.team + row.officer + row.state).empty());
        }
        return all;
    }
};

store::Sight person(const std::string& id) {
    store::Sight sight;
    sight.person = id;
    sight.people = {id};
    sight.glass_since = at_minute(0);
    return sight;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a prison, a team, a role on the case and the list each open a case") {
    store::Sight prison = person("x"), team = person("x"), both = person("x");
    prison.prisons = {"ZZA"};
    team.teams = {"N2"};
    both.prisons = {"ZZA"};
    both.teams = {"N2"};
    CHECK(found(person("x")).empty());
    CHECK(found(prison) == "1 2r");
    CHECK(found(team) == "3 4");
    CHECK(found(both) == "1 2r 3 4");  // a planted leak: more than one's own shows more
    CHECK(found(person("ro1")) == "1 3");
    CHECK(found(person("ro2")) == "2");
    CHECK(found(person("listed")) == "2");
    store::Sight deputy = person("x");
    deputy.people = {"x", "ro2"};
    CHECK(found(deputy) == "2r");  // limited access is by name
}

TEST_CASE_METHOD(Fixture, "a case that is open by its reference is open, limited or not") {
    store::Sight named = person("x");
    named.prisons = {"ZZA"};
    named.cases = {CaseId{2}, CaseId{4}, CaseId{99}};
    CHECK(found(named) == "1 2 4");
    CHECK(found(named, {}, CaseId{2}, 2) == "4");
    CHECK(must(must(store->read())->seen(CaseId{2}, named)) == store::Seen::all);
    CHECK(must(must(store->read())->seen(CaseId{3}, named)) == store::Seen::nothing);
}

TEST_CASE_METHOD(Fixture, "everything is everything, limited or not") {
    store::Sight feed;
    feed.everything = true;
    CHECK(found(feed) == "1 2 3 4");
    CHECK(must(must(store->read())->seen(CaseId{2}, feed)) == store::Seen::all);
}

TEST_CASE_METHOD(Fixture,
                 "whatever is plainly open the store opens, and nothing limited is plain") {
    const auto reader = must(store->read());
    unsigned plain = 0;
    for (const auto& [prison, team] : std::vector<std::pair<std::string, std::string>>{
             {"ZZA", ""}, {"ZZB", ""}, {"", "N1"}, {"", "N2"}, {"ZZA", "N2"}, {"", ""}}) {
        store::Sight sight = person("x");
        sight.prisons = {prison};
        sight.teams = {team};
        for (std::int64_t number = 1; number <= 4; ++number) {
            const Case the_case = must(reader->load_case(CaseId{number})).value();
            if (!store::is_plainly_open(the_case, sight)) continue;
            ++plain;
            CHECK(number != 2);
            CHECK(must(reader->seen(CaseId{number}, sight)) == store::Seen::all);
        }
    }
    CHECK(plain == 9);
}

TEST_CASE_METHOD(Fixture, "filters leave restricted cases out, and pages stay full") {
    store::Sight all = person("x");
    all.prisons = {"ZZA", "ZZB"};
    store::CaseFilter by_officer, by_prison;
    by_officer.officer = "ro2";
    by_prison.prison = "ZZA";
    CHECK(found(all, by_officer).empty());
    CHECK(found(all, by_prison) == "1");
    CHECK(found(all, {}, {}, 2) == "1 2r");
    CHECK(found(all, {}, CaseId{2}, 2) == "3 4");
    CHECK(found(all, by_prison, CaseId{1}, 2).empty());
}

TEST_CASE_METHOD(Fixture, "one case is seen as the list shows it") {
    store::Sight prison = person("x");
    prison.prisons = {"ZZA"};
    const auto reader = must(store->read());
    CHECK(must(reader->seen(CaseId{1}, prison)) == store::Seen::all);
    CHECK(must(reader->seen(CaseId{2}, prison)) == store::Seen::restricted);
    CHECK(must(reader->seen(CaseId{3}, prison)) == store::Seen::nothing);
    CHECK(must(reader->seen(CaseId{9}, prison)) == store::Seen::nothing);
}

TEST_CASE_METHOD(Fixture, "a provider sees only what was handed to its role") {
    store::Sight provider = person("x");
    provider.provider_teams = {"N1"};
    provider.provider_roles = {"acc_worker"};
    CHECK(found(provider).empty());
    Case the_case = must(must(store->read())->load_case(CaseId{1})).value();
    Change change = logging(the_case, {"handoff.raised"});
    Handoff handoff;
    handoff.id.number = 1;
    handoff.name = Symbol::of("H06");
    handoff.to_role = Symbol::of("acc_worker");
    change.after.handoffs = {handoff};
    change.changed.handoffs = true;
    change.handoffs = {handoff.id};
    stored_change(*store, change, at_minute(3));
    CHECK(found(provider) == "1");
    provider.provider_roles = {"ete_worker"};
    CHECK(found(provider).empty());
}

TEST_CASE_METHOD(Fixture, "a broken glass opens one case to one person until its time is over") {
    auto transaction = must(store->begin());
    must(transaction->put_consultations(
        {{0, at_minute(10), "x", "os:test", "at night", "break_glass", "case", CaseId{2}, {}},
         {0, at_minute(11), "y", "os:test", "", "consultation", "case", CaseId{2}, {}}}));
    must(transaction->commit(at_minute(11)));
    store::Sight sight = person("x");
    sight.glass_since = at_minute(9);
    CHECK(found(sight) == "2");
    CHECK(must(must(store->read())->seen(CaseId{2}, sight)) == store::Seen::through_glass);
    CHECK(found(person("y")).empty());
    sight.glass_since = at_minute(10);
    CHECK(found(sight).empty());
    const auto rows = must(must(store->read())->list_consultations(CaseId{2}, "y", 0, 10));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].number == 2);
    CHECK(must(verify_audit(*must(store->read()))).empty());
}

TEST_CASE_METHOD(Fixture, "a broken glass is found by its number, with whoever looked into it") {
    auto transaction = must(store->begin());
    must(transaction->put_consultations(
        {{0, at_minute(10), "x", "os:test", "at night", "break_glass", "case", CaseId{2}, {}},
         {0,
          at_minute(11),
          "y",
          "os:test",
          "right",
          "glass_reviewed",
          "break_glass 1",
          CaseId{2},
          {}},
         {0, at_minute(12), "z", "os:test", "", "break_glass", "case", CaseId{2}, {}}}));
    must(transaction->commit(at_minute(12)));
    const auto reader = must(store->read());
    CHECK(must(reader->find_glass(1))->reviewed->person == "y");
    CHECK(must(reader->find_glass(3))->broken.person == "z");
    CHECK(!must(reader->find_glass(3))->reviewed);
    CHECK(!must(reader->find_glass(2)));
    CHECK(!must(reader->find_glass(4)));
}

TEST_CASE_METHOD(Fixture,
                 "a line names all cases that were shown together, and a set is kept once") {
    const auto shown = [](std::vector<CaseId> cases) {
        Consultation line{0, at_minute(1), "x", "os:test", "", "consultation", "worklist", {}, {}};
        line.cases = std::move(cases);
        return line;
    };
    auto transaction = must(store->begin());
    must(transaction->put_consultations(
        {shown({CaseId{1}, CaseId{2}}),
         shown({CaseId{1}, CaseId{3}}),
         {0, at_minute(2), "x", "os:test", "", "consultation", "case", CaseId{1}, {}},
         shown({CaseId{1}, CaseId{2}})}));
    must(transaction->commit(at_minute(2)));
    const auto numbers = [&](CaseId id) {
        std::string all;
        for (const auto& row : must(must(store->read())->list_consultations(id, "x", 0, 10)))
            all += std::to_string(row.number) + "/" + std::to_string(row.cases.size()) + " ";
        return all;
    };
    CHECK(numbers({}) == "1/2 2/2 3/0 4/2 ");
    CHECK(numbers(CaseId{1}) == "1/2 2/2 3/0 4/2 ");
    CHECK(numbers(CaseId{2}) == "1/2 4/2 ");
    CHECK(numbers(CaseId{3}) == "2/2 ");
    CHECK(numbers(CaseId{4}).empty());
    CHECK(must(must(store->read())->list_consultations(CaseId{2}, "x", 1, 1)).at(0).number == 4);
    CHECK(must(verify_audit(*must(store->read()))).empty());
}

TEST_CASE("an edit of the log of reads is found by the audit") {
    struct Edit {
        const char* sql;
        const char* said;
    };
    const Edit edit = GENERATE(values<Edit>({
        {"UPDATE consultation SET person = 'z' WHERE number = 2", "read 2 was changed"},
        {"UPDATE consultation SET at_ms = at_ms + 1 WHERE number = 1", "read 1 was changed"},
        {"DELETE FROM consultation WHERE number = 2", "read 3 follows a gap"},
        {"DELETE FROM consultation WHERE number = 3", "entries of the log of reads are missing"},
        {"DELETE FROM consultation", "entries of the log of reads are missing"},
        {"DELETE FROM shown WHERE case_id = 2", "read 3 was changed"},
        {"UPDATE shown SET case_id = 9 WHERE case_id = 2", "read 3 was changed"},
        {"INSERT INTO shown VALUES (1, 7)", "read 3 was changed"},
        {"INSERT INTO consultation SELECT 4, at_ms, person, asserted_by, purpose, 'break_glass', "
         "what, case_id, hash FROM consultation WHERE number = 3",
         "reads that no root covers"},
    }));
    const TemporaryFolder folder;
    const auto random = make_seeded_random(1);
    store::SqliteOptions options;
    options.path = folder / "store.db";
    options.random = random.get();
    {
        auto store = must(store::open_sqlite(options));
        stored(*store, plain_case("A1000AA"));
        for (int i = 0; i < 3; ++i) {
            auto transaction = must(store->begin());
            Consultation line{0,      at_minute(i),          "x", "os:test", "", "consultation",
                              "case", CaseId{i < 2 ? 1 : 0}, {}};
            if (i == 2) line.cases = {CaseId{1}, CaseId{2}};
            must(transaction->put_consultations({line}));
            must(transaction->commit(at_minute(i)));
        }
    }
    RawDatabase(options.path).run(edit.sql);
    auto store = must(store::open_sqlite(options));
    std::string said;
    for (const auto& fault : must(verify_audit(*must(store->read())))) said += fault.message + "\n";
    INFO(said);
    CHECK(said.find(edit.said) != said.npos);
}

TEST_CASE("a store that is older than the table of people fills it when it is opened") {
    const TemporaryFolder folder;
    const auto random = make_seeded_random(1);
    store::SqliteOptions options;
    options.path = folder / "store.db";
    options.random = random.get();
    {
        auto store = must(store::open_sqlite(options));
        stored(*store, case_at("ZZA", "N1", "ro1", true));
    }
    RawDatabase(options.path)
        .run(std::string(before_mailings) +
             "DROP TABLE case_person; DROP TABLE consultation; DROP TABLE upstream_item; "
             "DROP TABLE upstream; DROP TABLE upstream_total; DROP TABLE inbound; "
             "PRAGMA user_version = 2");
    must(store::open_sqlite(options));
    CHECK(RawDatabase(options.path)
              .ask("SELECT group_concat(person || '/' || role, ' ') FROM case_person") ==
          "listed/ other/ ro1/ro");
}

}  // namespace throughgate::testing
