// SPDX-License-Identifier: MIT
// Goal: once two people have erased a case nothing of its person is left in the store, not in any
// file of it either; that it was there is, the audit still verifies and still finds every edit, and
// all others go on. Method: a whole engine on a real SQLite file with a virtual clock; the bytes of
// its files are searched for words that stand nowhere else.
#include "throughgate/erasure.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "store/raw_database.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"
#include "throughgate/access.hpp"
#include "throughgate/upstreams.hpp"

namespace throughgate::testing {
namespace {

using Catch::Matchers::Contains;
using What = plugin::Answer::What;
namespace fs = std::filesystem;

constexpr const char* of_the_person[] = {"A7654ZZ",    "X765432",    "quinceword",
                                         "medlarword", "damsonword", "sorbusword"};

Viewer viewer_of(const std::string& person) { return {person, "host:" + person, "", {}}; }

template <typename Value>
Value must(Result<Value> result) {
    INFO((result.ok() ? std::string() : result.error().message));
    REQUIRE(result.ok());
    return std::move(*result);
}

template <typename Value>
std::string message(const Result<Value>& result) {
    return result.ok() ? std::string() : result.error().message;
}

/// Words of the person in the files of the store: in the database, its log, anywhere.
std::vector<std::string> found_in_files(const std::string& store) {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(fs::path(store).parent_path())) {
        if (!entry.path().filename().string().starts_with(fs::path(store).filename().string()))
            continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        for (const char* word : of_the_person)
            if (bytes.find(word) != bytes.npos)
                found.push_back(entry.path().filename().string() + ": " + word);
    }
    return found;
}

PlayOptions recording() {
    PlayOptions options;
    options.upstreams["ndelius"] = [](const auto&) {
        return plugin::Answer{What::delivered, "taken"};
    };
    options.upstreams["oasys"] = options.upstreams["ndelius"];
    options.channel = [](const plugin::Message& message) {
        const bool mine = (message.subject + message.body).find("TG-000002") != std::string::npos;
        return plugin::Answer{What::delivered, mine ? "damsonword" : "taken"};
    };
    return options;
}

/// A closed case that has been everywhere, among others of people who stay.
struct Fixture {
    Play play{recording()};
    std::string other = play.open_case("A1111ZZ", "2026-12-07");
    std::string mine = make();
    std::string last = play.open_case("A2222ZZ", "2026-12-14");

    std::string make() {
        const std::string reference = play.open_case("A7654ZZ", "2026-12-07",
                                                     {{"reason", Value(std::string("quinceword"))},
                                                      {"supervised", Value(false)},
                                                      {"ro_team", Value(std::string("N03A"))}});
        add_crn();
        play.run_until("+30 days");
        // Read by somebody who says what for, and worked on with a reason.
        must(Access(play.engine(), {"S01", "os:alder", "medlarword", {}}).find_case(reference));
        must(play.send(reference, "release.cancelled", {{"reason", "sorbusword"}}, "S04",
                       "medlarword rang"));
        must(play.send(reference, "released", {}, "S01", "quinceword"));
        play.run_until("+1 days");
        REQUIRE(must(play.engine().find_case(reference)).row.state == "closed");
        return reference;
    }
    /// A feed brings something for a person who has no open case any more, and an unknown one.
    void add_crn() {
        Command command = play.command("");
        command.source = "feed";
        SendEvent send;
        send.person = {"", "X765432"};
        send.name = "released";
        command.what = send;
        must(play.submit(command));
    }
    Result<Erasure> erase(const std::string& person, const std::string& why = "kept long enough") {
        return erase_case(play.engine(), mine, viewer_of(person), why);
    }
    void erased() {
        REQUIRE_FALSE(must(erase("S01")).erased);
        REQUIRE(must(erase("S03")).erased);
    }
    std::vector<std::string> audit() { return must(play.engine().verify_audit()); }
};

TEST_CASE_METHOD(Fixture, "erased by two people, nothing of the person is left in any file") {
    REQUIRE_FALSE(found_in_files(play.store_path()).empty());
    const Erasure asked = must(erase("S01"));
    CHECK_FALSE(asked.erased);
    CHECK(asked.asked_by == "S01");
    CHECK(asked.entries > 10);
    CHECK(asked.facts > 3);
    CHECK(asked.notices > 0);
    CHECK(asked.reads > 0);
    const Erasure done = must(erase("S03"));
    CHECK(done.erased);
    CHECK(done.asked_by == "S01");
    CHECK_THAT(done.note, Contains("Backups"));
    play.run_until("+1 days");
    // The feed's event was for a CRN that no case has: it is another person's, for all we know.
    std::vector<std::string> left = found_in_files(play.store_path());
    std::erase_if(left, [](const std::string& each) { return each.ends_with("X765432"); });
    CHECK(left == std::vector<std::string>{});
}

TEST_CASE_METHOD(Fixture, "what is left of an erased case says when, and who, and nothing else") {
    const auto before = must(play.engine().history(mine, 0, 10000));
    erased();
    CHECK(audit().empty());
    CHECK(must(play.engine().broken_invariants()).empty());
    const auto after = must(play.engine().history(mine, 0, 10000));
    REQUIRE(after.size() == before.size() + 2);
    for (std::size_t i = 0; i < before.size(); ++i) {
        CHECK(after[i].kind == before[i].kind);
        CHECK(after[i].recorded == before[i].recorded);
        CHECK(after[i].actor == before[i].actor);
        CHECK(after[i].fields.empty());
        CHECK(after[i].reason.empty());
    }
    CHECK(after[before.size()].kind == "erasure.asked");
    CHECK(after.back().kind == "case.erased");
    CHECK(after.back().actor == "S03");
    CHECK(after.back().reason == "kept long enough");
    const CaseRow row = must(play.engine().list_cases({})).at(1);
    CHECK(row.reference == mine);
    CHECK(row.state == "erased");
    CHECK(row.person == PersonIdentity{});
    CHECK(row.prison.empty());
}

TEST_CASE_METHOD(Fixture, "an erased case is found by nobody and takes nothing") {
    erased();
    CHECK_THAT(message(play.engine().find_case("A7654ZZ")), Contains("there is no case"));
    CHECK_THAT(message(play.engine().find_case(mine)), Contains("was erased"));
    CHECK_THAT(message(play.send(mine, "returned")), Contains("was erased"));
    CHECK_THAT(message(Access(play.engine(), viewer_of("S09")).find_case(mine)),
               Contains("is not open to you"));
    // The same person may come again.
    CHECK(play.open_case("A7654ZZ", "2027-12-07") != mine);
    CHECK(audit().empty());
}

TEST_CASE_METHOD(Fixture, "whoever mirrors cases is told to delete what they hold") {
    const std::string cursor = must(play.engine().changes("now")).next;
    erased();
    const auto rows = must(play.engine().changes(cursor)).rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].kind == "case");  // asked for
    CHECK(rows[1].kind == "erased");
    CHECK(rows[1].case_reference == mine);
    // Also somebody who could not see the case.
    Viewer elsewhere = viewer_of("S01");
    elsewhere.asserted = AssertedRights{{"ro"}, {}, {"N99Z"}, {}, {}, false};
    const auto seen = must(Access(play.engine(), elsewhere).changes(cursor)).rows;
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].kind == "erased");
}

TEST_CASE_METHOD(Fixture, "the log of reads keeps who read, and who erased") {
    ReadQuery query;
    query.case_reference = mine;
    const auto before = must(play.engine().reads(query));
    erased();
    const auto after = must(play.engine().reads(query));
    REQUIRE(after.size() == before.size() + 2);
    CHECK(after[0].person == "S01");
    CHECK(after[0].kind == "consultation");
    CHECK(after[0].purpose.empty());
    CHECK(after.back().kind == "erasure");
    CHECK(after.back().person == "S03");
    CHECK(after.back().purpose == "kept long enough");
}

TEST_CASE_METHOD(Fixture, "it takes a second person, a closed case and a reason") {
    CHECK_THAT(message(erase("S01", " ")), Contains("say why"));
    CHECK_THAT(message(erase("")), Contains("member of staff"));
    CHECK_THAT(message(erase("S77")), Contains("member of staff"));
    CHECK_THAT(message(erase("B01")), Contains("member of staff"));
    CHECK_THAT(message(erase_case(play.engine(), other, viewer_of("S01"), "old")),
               Contains("is open"));
    CHECK_THAT(message(erase_case(play.engine(), "TG-009999", viewer_of("S01"), "old")),
               Contains("there is no case"));
    REQUIRE_FALSE(must(erase("S01")).erased);
    CHECK_THAT(message(erase("S01")), Contains("asked for by S01"));
    CHECK(must(erase("S03")).erased);
}

TEST_CASE_METHOD(Fixture, "one operating-system user is one person, whoever they say they are") {
    REQUIRE_FALSE(must(erase_case(play.engine(), mine, {"S01", "os:root", "", {}}, "old")).erased);
    CHECK_THAT(message(erase_case(play.engine(), mine, {"S03", "os:root", "", {}}, "old")),
               Contains("certainly another person"));
}

TEST_CASE_METHOD(Fixture, "a request ends when it is withdrawn or something happens") {
    must(erase("S01"));
    REQUIRE(withdraw_erasure(play.engine(), mine, viewer_of("S02"), "she appeals").ok());
    CHECK_FALSE(must(erase("S03")).erased);  // asks anew
    CHECK(must(play.engine().find_case(mine)).row.person.noms_number == "A7654ZZ");
    REQUIRE(withdraw_erasure(play.engine(), mine, viewer_of("S02"), "she appeals").ok());
    CHECK_THAT(withdraw_erasure(play.engine(), mine, viewer_of("S02"), "again").error().message,
               Contains("nothing to withdraw"));
}

TEST_CASE_METHOD(Fixture,
                 "after an erasure the audit still finds what is changed past the engine") {
    erased();
    const std::string store = play.store_path();
    const std::string edit = GENERATE(
        "UPDATE log SET actor = 'S02' WHERE key = (2 << 24) + 1",
        "UPDATE log SET recorded_ms = recorded_ms - 1 WHERE key = (2 << 24) + 3",
        "UPDATE log SET reason = 'x' WHERE key = (2 << 24) + 2",
        "UPDATE log SET fields = '[\"a\",\"b\"]' WHERE key = (2 << 24) + 2",
        "UPDATE log SET salt = NULL, fields = '[]' WHERE kind = 'case.erased'",
        "UPDATE log SET fields = json_set(fields, '$[1]', 'S02') WHERE kind = 'case.erased'",
        "DELETE FROM log WHERE kind = 'case.erased'",
        "UPDATE consultation SET person = 'S02' WHERE case_id = 2 AND kind = 'consultation'",
        "UPDATE consultation SET purpose = 'x' WHERE kind = 'erasure'",
        "UPDATE log SET reason = '' WHERE key = (1 << 24) + 1");
    CAPTURE(edit);
    play.close();
    {
        RawDatabase database(store);
        database.run(edit);
        REQUIRE(database.changed() > 0);
    }
    play.restart();
    CHECK_FALSE(audit().empty());
}

TEST_CASE_METHOD(Fixture, "a case whose log was changed is not erased") {
    const std::string store = play.store_path();
    play.close();
    {
        RawDatabase database(store);
        database.run("UPDATE log SET actor = 'S02' WHERE key = (2 << 24) + 2");
    }
    play.restart();
    CHECK_THAT(message(erase("S01")), Contains("log entry 2 is not as it was written"));
}

TEST_CASE("an entry that another system lacks keeps a case from being erased") {
    PlayOptions options = recording();
    bool down = true;
    options.upstreams["ndelius"] = [&down](const auto&) {
        return plugin::Answer{down ? What::retry : What::delivered, "down"};
    };
    Play play(options);
    const std::string reference =
        play.open_case("A7654ZZ", "2026-12-07", {{"ro_team", Value(std::string("N03A"))}});
    for (const char* event : {"ro.allocated", "released", "first_contact"})
        must(play.send(reference, event, {}, std::string(event) == "ro.allocated" ? "S03" : "S01"));
    must(play.send(reference, "supervision.ended", {{"reason", "done"}}));
    CHECK_THAT(message(erase_case(play.engine(), reference, viewer_of("S01"), "old")),
               Contains("not in another system's record yet"));
    down = false;
    play.run_until("+3 days");
    CHECK_FALSE(must(erase_case(play.engine(), reference, viewer_of("S01"), "old")).erased);
    CHECK(must(erase_case(play.engine(), reference, viewer_of("S03"), "old")).erased);
}

}  // namespace
}  // namespace throughgate::testing
