// SPDX-License-Identifier: MIT
// Goal: the SQLite store refuses what it must not open, by name, and sets what its promises rest
// on. Method: files made by hand or by raw SQLite, opened through the public function.
#include <sys/stat.h>

#include <fstream>
#include <set>

#include "store/raw_database.hpp"
#include "store/sample_cases.hpp"
#include "store/sql/embedded.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/files.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

using store::sqlite::Access;
using store::sqlite::Connection;
using store::sqlite::Sql;

struct Fixture {
    TemporaryFolder folder;
    store::SqliteOptions options;
    Fixture() { options.path = folder / "store.db"; }

    Result<std::unique_ptr<store::Store>> open() { return store::open_sqlite(options); }
    Error refusal() {
        const auto opened = open();
        REQUIRE_FALSE(opened.ok());
        CHECK(opened.error().subject == options.path);
        return opened.error();
    }
    void write_file(const std::string& bytes) { std::ofstream(options.path) << bytes; }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "every connection has the settings that the promises rest on") {
    must(open());
    const Access access = GENERATE(Access::read_write, Access::read_only);
    auto connection =
        must(Connection::open({options.path, {}, access, options.busy_timeout, 1 << 20}));
    const std::pair<const char*, const char*> expected[] = {
        {"PRAGMA journal_mode", "wal"},  {"PRAGMA synchronous", "2"},
        {"PRAGMA foreign_keys", "1"},    {"PRAGMA trusted_schema", "0"},
        {"PRAGMA cell_size_check", "1"}, {"PRAGMA wal_autocheckpoint", "0"},
        {"PRAGMA busy_timeout", "5000"}, {"PRAGMA cache_size", "-1024"}};
    for (const auto& [pragma, value] : expected) {
        CAPTURE(pragma);
        CHECK(must(connection->ask(pragma)) == value);
    }
    CHECK(must(connection->ask("PRAGMA application_id")) ==
          std::to_string(store::sqlite::application_id));
    // Double-quoted strings are off: a misspelt column is an error, not a text.
    CHECK_FALSE(connection->ask("SELECT \"no_such_column\"").ok());
    if (access == Access::read_write)
        CHECK_FALSE(connection
                        ->run("UPDATE sqlite_schema SET sql = ''; "
                              "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema")
                        .ok());
}

TEST_CASE_METHOD(Fixture, "only a connection that need not survive a power cut does not sync") {
    must(open());
    for (const bool survives : {true, false}) {
        const auto connection = must(Connection::open(
            {options.path, {}, Access::read_write, options.busy_timeout, 0, survives}));
        CHECK(must(connection->ask("PRAGMA synchronous")) == (survives ? "2" : "0"));
    }
}

TEST_CASE_METHOD(Fixture, "every table is STRICT") {
    must(open());
    RawDatabase database(options.path);
    CHECK(database.ask("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND "
                       "type = 'table' AND name NOT LIKE 'sqlite_%' AND strict = 0") == "0");
    CHECK(database.ask("SELECT count(*) > 10 FROM pragma_table_list WHERE strict = 1") == "1");
}

TEST_CASE_METHOD(Fixture, "the schema is the one that its reference page describes") {
    must(open());
    std::ifstream file(std::string(TG_SOURCE_DIR) + "/docs/reference/store-schema.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    RawDatabase database(options.path);
    const std::string list = database.ask(
        "SELECT group_concat(name, ' ') || ' ' FROM pragma_table_list WHERE schema = 'main' AND "
        "name NOT LIKE 'sqlite_%'");
    for (std::size_t at = 0, end = 0; (end = list.find(' ', at)) != list.npos; at = end + 1)
        CHECK_THAT(page, Catch::Matchers::Contains("| `" + list.substr(at, end - at) + "` |"));
}

TEST_CASE_METHOD(Fixture, "every statement can be prepared and none is written twice") {
    must(open());
    auto connection = must(Connection::open({options.path, {}, Access::read_write, {}, 0}));
    std::set<std::string_view> texts;
    for (std::size_t i = 0; i < store::sqlite::sql_statements; ++i) {
        const auto statement = static_cast<Sql>(i);
        CAPTURE(store::sqlite::name_of(statement));
        CHECK(connection->prepared(statement) != nullptr);
        CHECK(texts.insert(store::sqlite::text_of(statement)).second);
    }
}

TEST_CASE_METHOD(Fixture, "reads that a busy day makes use an index") {
    must(open());
    auto connection = must(Connection::open({options.path, {}, Access::read_write, {}, 0}));
    for (const Sql statement : {Sql::load_case,
                                Sql::due_timers,
                                Sql::next_timer,
                                Sql::due_outbox,
                                Sql::next_outbox,
                                Sql::find_person,
                                Sql::find_reference,
                                Sql::list_by_officer,
                                Sql::list_by_team,
                                Sql::list_by_prison,
                                Sql::list_parked,
                                Sql::list_due_handoffs,
                                Sql::list_case_handoffs,
                                Sql::list_open_incidents,
                                Sql::buffered_for,
                                Sql::find_key,
                                Sql::read_log,
                                Sql::list_case_outbox,
                                Sql::due_mailings,
                                Sql::next_mailing,
                                Sql::waiting_digest,
                                Sql::find_summary,
                                Sql::mailing_notices,
                                Sql::move_notices,
                                Sql::count_summaries,
                                Sql::notices_to,
                                Sql::look_again,
                                Sql::deliveries_to,
                                Sql::deliveries_of,
                                Sql::told_today,
                                Sql::upstream_heads,
                                Sql::next_upstream,
                                Sql::list_case_upstream_items,
                                Sql::list_waiting_upstream_items,
                                Sql::list_refused_upstream_items}) {
        CAPTURE(store::sqlite::name_of(statement));
        const std::string text(store::sqlite::text_of(statement));
        sqlite3_stmt* explained = nullptr;
        REQUIRE(sqlite3_prepare_v2(connection->handle(), ("EXPLAIN QUERY PLAN " + text).c_str(), -1,
                                   &explained, nullptr) == SQLITE_OK);
        std::string steps;
        while (sqlite3_step(explained) == SQLITE_ROW)
            steps += std::string(reinterpret_cast<const char*>(sqlite3_column_text(explained, 3))) +
                     "; ";
        sqlite3_finalize(explained);
        CAPTURE(steps);
        const bool ordered_scan = statement == Sql::next_timer || statement == Sql::next_outbox ||
                                  statement == Sql::list_open_incidents;
        if (!ordered_scan) CHECK(steps.find("SEARCH") != steps.npos);
        CHECK((ordered_scan || steps.find("SCAN") == steps.npos));
        if (statement == Sql::due_timers) CHECK(steps.find("TEMP B-TREE") == steps.npos);
    }
}

TEST_CASE_METHOD(Fixture, "a missing store is not created when that was not asked for") {
    options.create = false;
    CHECK(refusal().kind == ErrorKind::not_found);
    struct stat found{};
    CHECK(::stat(options.path.c_str(), &found) != 0);
}

TEST_CASE_METHOD(Fixture, "a new store cannot be read by everybody") {
    must(open());
    struct stat found{};
    REQUIRE(::stat(options.path.c_str(), &found) == 0);
    CHECK((found.st_mode & 07) == 0);
}

TEST_CASE_METHOD(Fixture, "a store in a folder that is not there is unavailable") {
    options.path = folder / "no/such/store.db";
    CHECK(refusal().kind == ErrorKind::unavailable);
}

TEST_CASE_METHOD(Fixture, "a file that is no database is corrupt") {
    write_file(std::string(5000, 'x'));
    CHECK(refusal().kind == ErrorKind::corrupt);
}

TEST_CASE_METHOD(Fixture, "another program's database is refused and left as it was") {
    {
        RawDatabase database(options.path);
        database.run("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
    }
    const Error error = refusal();
    CHECK(error.kind == ErrorKind::corrupt);
    CHECK_THAT(error.message, Catch::Matchers::Contains("another program"));
    RawDatabase database(options.path);
    CHECK(database.ask("PRAGMA journal_mode") == "delete");
    CHECK(database.ask("SELECT count(*) FROM sqlite_schema") == "1");
}

TEST_CASE_METHOD(Fixture, "a store of a newer program is refused and left as it was") {
    must(open());
    {
        RawDatabase(options.path).run("PRAGMA user_version = 99");
    }
    const Error error = refusal();
    CHECK(error.kind == ErrorKind::corrupt);
    CHECK_THAT(error.message, Catch::Matchers::Contains("version 99") &&
                                  Catch::Matchers::Contains("use the newer program"));
}

TEST_CASE_METHOD(Fixture, "a damaged page is named corrupt when it is read") {
    {
        auto store = must(open());
        for (int i = 0; i < 40; ++i) stored(*store, plain_case());
    }
    std::fstream file(options.path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    for (int i = 0; i < 30 * 4096; ++i) file.put('\x5a');
    file.close();
    const auto store = open();
    if (!store) {
        CHECK(store.error().kind == ErrorKind::corrupt);
        return;
    }
    const auto cases = must((*store)->read())->list_cases({}, {}, 100);
    REQUIRE_FALSE(cases.ok());
    CHECK(cases.error().kind == ErrorKind::corrupt);
}

TEST_CASE_METHOD(Fixture, "a read-only store reads and refuses to write") {
    stored(*must(open()), plain_case());
    options.read_only = true;
    options.create = false;
    auto store = must(open());
    CHECK(must(must(store->read())->count_cases()) == 1);
    const auto refused = store->begin();
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::refused);
}

TEST_CASE_METHOD(Fixture, "a store whose schema is older is brought up to date, once") {
    {
        // As a crash before the first migration leaves it: a database without tables.
        auto connection = must(Connection::open({options.path, {}, Access::create, {}, 0}));
        must(store::sqlite::migrate_to(*connection, 0));
        CHECK(must(store::sqlite::schema_version(*connection)) == 0);
    }
    must(open());
    must(open());
    auto connection = must(Connection::open({options.path, {}, Access::read_write, {}, 0}));
    CHECK(must(store::sqlite::schema_version(*connection)) ==
          store::sql::migrations().back().number);
}

TEST_CASE_METHOD(Fixture, "a store of an older schema cannot be opened read-only") {
    {
        must(Connection::open({options.path, {}, Access::create, {}, 0}));
    }
    options.read_only = true;
    CHECK(refusal().kind == ErrorKind::unavailable);
}

TEST_CASE("migrations are numbered without gaps") {
    int expected = 1;
    for (const auto& migration : store::sql::migrations()) CHECK(migration.number == expected++);
    CHECK(expected > 1);
}

TEST_CASE("file systems that are shared over a network are known") {
    CHECK(store::sqlite::is_network_type(0x6969));
    CHECK(store::sqlite::is_network_type(0xff534d42));
    CHECK(store::sqlite::is_network_type(0xffffffffff534d42ul));  // as a signed field widens it
    CHECK(store::sqlite::is_network_type(0xfe534d42));
    CHECK_FALSE(store::sqlite::is_network_type(0xef53));      // ext4
    CHECK_FALSE(store::sqlite::is_network_type(0x01021994));  // tmpfs
}

TEST_CASE_METHOD(Fixture, "one process at a time owns a store, and the other is told who") {
    auto held = must(store::lock_owner(options.path));
    const auto refused = store::lock_owner(options.path);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK_THAT(refused.error().message,
               Catch::Matchers::Contains("process " + std::to_string(::getpid()) + ", started 20"));
    held.reset();
    CHECK(store::lock_owner(options.path).ok());
}

}  // namespace throughgate::testing
