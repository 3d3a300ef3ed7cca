// SPDX-License-Identifier: MIT
// Goal: whatever is done to the record past the engine is found, and erasing a field as meant is
// not called a fault. Method: one small store, edited by raw SQL, one edit a row of the table.
#include "store/raw_database.hpp"
#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

struct Fixture {
    TemporaryFolder folder;
    std::string path = folder / "store.db";

    Fixture() {
        auto store = open();
        for (int i = 1; i <= 3; ++i) {
            Case the_case = stored(*store, plain_case("A000" + std::to_string(i) + "AA"));
            for (int j = 0; j < 3; ++j)
                the_case = stored_change(*store, logging(the_case, {"event.applied", "state.left"}),
                                         at_minute(10 * i + j));
        }
        auto transaction = must(store->begin());
        StaffMember aspen;
        aspen.id = "aspen";
        must(transaction->put_directory({0, {aspen}}));
        must(transaction->put_publication({digest_of(1), digest_of(2), "ete", "{}", {}, "op"}));
        must(transaction->commit(at_minute(99)));
        transaction = must(store->begin());
        must(transaction->put_publication({digest_of(3), digest_of(4), "ete", "{}", {}, "op"}));
        must(transaction->commit(at_minute(100)));
    }
    std::unique_ptr<store::Store> open() {
        store::SqliteOptions options;
        options.path = path;
        options.checkpointer = false;
        return must(store::open_sqlite(options));
    }
    std::vector<store::AuditFault> faults() {
        auto store = open();
        auto reader = must(store->read());
        return must(store::verify_audit(*reader));
    }
    std::vector<store::AuditFault> faults_after(const std::string& sql) {
        {
            RawDatabase database(path);
            database.run(sql);
            REQUIRE(database.changed() > 0);
        }
        return faults();
    }
};

struct Edit {
    const char* what;
    const char* sql;
    std::int64_t case_number;  ///< of the first fault
    const char* said;          ///< in some fault
};

constexpr Edit edits[] = {
    {"a field's value changed",
     "UPDATE log SET fields = json_set(fields, '$[1]', 'elsewhere') WHERE key = (2 << 24) + 3", 2,
     "TG-000002: log entry 3: field 'state' was changed"},
    {"a field's name changed",
     "UPDATE log SET fields = json_set(fields, '$[0]', 'stage') WHERE key = (2 << 24) + 3", 2,
     "field 'stage' was changed"},
    {"a field added",
     "UPDATE log SET fields = json_set(fields, '$[4]', 'x', '$[5]', 'y') WHERE key = (2 << 24) + 3",
     2, "fields too many or too few"},
    {"a field and its hash changed",
     "UPDATE log SET fields = '[]', field_hashes = x'' WHERE key = (2 << 24) + 3", 2,
     "log entry 3 was changed"},
    {"an actor changed", "UPDATE log SET actor = 'ro-2' WHERE key = (1 << 24) + 1", 1,
     "log entry 1 was changed"},
    {"a reason changed", "UPDATE log SET reason = '' WHERE key = (1 << 24) + 1", 1,
     "log entry 1 was changed"},
    {"an instant changed", "UPDATE log SET recorded_ms = recorded_ms - 1 WHERE key = (1 << 24) + 2",
     1, "log entry 2 was changed"},
    {"a hash changed", "UPDATE log SET hash = zeroblob(32) WHERE key = (3 << 24) + 2", 3,
     "log entry 2 was changed"},
    {"an entry deleted", "DELETE FROM log WHERE key = (1 << 24) + 3", 1, "follows a gap"},
    {"the tail deleted", "DELETE FROM log WHERE key > (3 << 24) + 4", 3,
     "TG-000003: log entries are missing"},
    {"a whole case deleted from the log", "DELETE FROM log WHERE key >> 24 = 2", 2,
     "TG-000002: log entries are missing"},
    {"a whole case deleted everywhere",
     "DELETE FROM log WHERE key >> 24 = 2; DELETE FROM case_part WHERE key >> 3 = 2; "
     "DELETE FROM case_index WHERE case_id = 2",
     2, "TG-000002: log entries are missing"},
    {"the tail deleted and the case set back to match",
     "UPDATE case_part SET body = (SELECT body FROM case_part WHERE key = 8) WHERE key = 24; "
     "DELETE FROM log WHERE key > (3 << 24) + 4",
     3, "log entries are missing"},
    {"two entries swapped",
     "UPDATE log SET key = 1 WHERE key = (1 << 24) + 2; "
     "UPDATE log SET key = (1 << 24) + 2 WHERE key = (1 << 24) + 3; "
     "UPDATE log SET key = (1 << 24) + 3 WHERE key = 1",
     1, "out of its place"},
    {"an entry moved to another case",
     "UPDATE log SET key = (9 << 24) + 1 WHERE key = (1 << 24) + 6", 1, "missing"},
    {"an entry added",
     "INSERT INTO log SELECT (1 << 24) + 7, kind, recorded_ms, effective_ms, actor, asserted_by, "
     "on_behalf_of, reason, fields, salt, field_hashes, hash FROM log WHERE key = (1 << 24) + 6",
     1, "no root covers"},
    {"a root's time changed", "UPDATE root SET at_ms = at_ms + 1 WHERE commit_no = 4", 0,
     "root 4 was changed"},
    {"a root's heads changed",
     "UPDATE root SET heads = (SELECT heads FROM root WHERE commit_no = 1) "
     "WHERE commit_no = 4",
     0, "root 4 does not match"},
    {"a root's count changed", "UPDATE root SET entries = 1 WHERE commit_no = 4", 0,
     "root 4 was changed"},
    {"a root deleted", "DELETE FROM root WHERE commit_no = 4", 0, "root 5 follows a gap"},
    {"the last root of a case deleted", "DELETE FROM root WHERE commit_no >= 9", 3,
     "no root covers"},
    {"a publication changed", "UPDATE publication SET resolved = '{ }' WHERE number = 1", 0,
     "publication 1 was changed"},
    {"the last publication deleted with its link",
     "DELETE FROM publication WHERE number = 2; DELETE FROM chain WHERE name = 'publication' AND "
     "number = 2",
     0, "a publication or directory version is missing"},
    {"a publication deleted", "DELETE FROM publication WHERE number = 2", 0,
     "publications are missing"},
    {"a chain's link changed", "UPDATE chain SET content = zeroblob(32) WHERE name = 'directory'",
     0, "directory 1 breaks its chain"},
    {"the directory changed", "UPDATE staff SET email = 'x@example.invalid'", 0,
     "the staff directory was changed"},
    {"a case's counter changed",
     "UPDATE case_part SET body = (SELECT body FROM case_part WHERE key "
     "= 8) WHERE key = 16",
     2, "do not agree"},
    {"a case's part damaged", "UPDATE case_part SET body = x'0100' WHERE key = 16", 2,
     "the stored case core cannot be read"},
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an edit past the engine is found by the audit") {
    const Edit edit = GENERATE(from_range(std::begin(edits), std::end(edits)));
    CAPTURE(edit.what);
    const auto found = faults_after(edit.sql);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].case_id.number == edit.case_number);
    std::string all;
    for (const auto& fault : found) all += fault.message + "\n";
    CHECK_THAT(all, Catch::Matchers::Contains(edit.said));
}

TEST_CASE_METHOD(Fixture, "an untouched store has no faults") { CHECK(faults().empty()); }

TEST_CASE_METHOD(Fixture, "an erased field still verifies, with and without its salt") {
    const std::string salt = GENERATE("", ", salt = NULL");
    CHECK(faults_after("UPDATE log SET fields = json_set(fields, '$[1]', NULL)" + salt +
                       " WHERE key = (2 << 24) + 3")
              .empty());
    auto store = open();
    const auto entry = must(must(store->read())->read_log(CaseId{2}, 2, 1)).at(0);
    CHECK(entry.fields.at(0) == std::pair<std::string, std::string>("state", ""));
    CHECK(entry.erased == std::vector<bool>{true, false});
}

TEST_CASE_METHOD(Fixture, "beside an erased field the others are still guarded") {
    const auto found = faults_after(
        "UPDATE log SET fields = json_set(fields, '$[1]', NULL, '$[3]', 'nobody') "
        "WHERE key = (2 << 24) + 3");
    REQUIRE(found.size() == 1);
    CHECK(found[0].message == "TG-000002: log entry 3: field 'by' was changed");
}

}  // namespace throughgate::testing
