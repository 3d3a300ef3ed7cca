// SPDX-License-Identifier: MIT
// Goal: a backup is a whole, checked store, and a restored one cannot be taken for the original.
// Method: copies taken while a writer is at work, damaged in one way each, and restored.
#include <filesystem>
#include <fstream>

#include "store/raw_database.hpp"
#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

using lifecycle::DeliveryState;

struct Fixture {
    TemporaryFolder folder;
    std::string backup = folder / "backup.db";
    std::string target = folder / "restored.db";
    std::unique_ptr<Random> random = make_seeded_random(99);
    std::unique_ptr<store::Store> store = open(folder / "store.db");
    Case the_case;

    Fixture() {
        the_case = stored(*store, plain_case());
        Change change = logging(the_case, {"a"});
        change.notices = {sample_notice(0)};
        the_case = stored_change(*store, change, at_minute(1));
    }
    static std::unique_ptr<store::Store> open(const std::string& path) {
        store::SqliteOptions options;
        options.path = path;
        options.create = path.ends_with("store.db");
        return must(store::open_sqlite(options));
    }
    Status restore() { return store::restore_sqlite(backup, target, *random); }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture,
                 "a backup is one file that holds what was committed, and tells progress") {
    std::vector<std::pair<int, int>> told;
    must(store->backup_to(backup, [&](int done, int total) { told.emplace_back(done, total); }));
    REQUIRE_FALSE(told.empty());
    CHECK(told.back().first == told.back().second);
    CHECK(std::filesystem::exists(backup));
    CHECK_FALSE(std::filesystem::exists(backup + "-wal"));
    CHECK_FALSE(std::filesystem::exists(backup + ".part"));
    auto copy = open(backup);
    CHECK(must(must(copy->read())->load_case(the_case.id))->log_length == 1);
    CHECK(copy->incarnation() == store->incarnation());
}

TEST_CASE_METHOD(Fixture, "a commit while the copy runs neither enters nor restarts it") {
    for (int i = 0; i < 600; ++i)
        the_case = stored_change(*store, logging(the_case, {"a"}), at_minute(2));
    int calls = 0;
    must(store->backup_to(backup, [&](int, int) {
        ++calls;
        the_case = stored_change(*store, logging(the_case, {"late"}), at_minute(3));
    }));
    REQUIRE(calls >= 1);
    auto copy = open(backup);
    CHECK(must(must(copy->read())->load_case(the_case.id))->log_length == 601);
}

TEST_CASE_METHOD(Fixture, "a backup never overwrites a file") {
    std::ofstream(backup) << "precious";
    const Status status = store->backup_to(backup, {});
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().kind == ErrorKind::conflict);
    CHECK(std::filesystem::file_size(backup) == 8);
}

TEST_CASE_METHOD(Fixture, "a restored store is a new incarnation whose notices wait") {
    must(store->backup_to(backup, {}));
    must(restore());
    auto restored = open(target);
    CHECK(restored->incarnation() != store->incarnation());
    auto reader = must(restored->read());
    CHECK(must(reader->meta("incarnations")) ==
          std::to_string(store->incarnation()) + " " + std::to_string(restored->incarnation()));
    CHECK(must(reader->next_outbox()) == std::nullopt);
    CHECK(must(reader->list_outbox({}, {}, 9)).at(0).state == DeliveryState::held);
    CHECK(must(reader->list_outbox({}, {}, 9)).at(0).effect.incarnation == store->incarnation());
    Change change = logging(the_case, {"a"});
    change.notices = {sample_notice(0)};
    stored_change(*restored, change, at_minute(2));
    const auto rows = must(must(restored->read())->list_outbox({}, {}, 9));
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].effect.incarnation == restored->incarnation());
    CHECK(rows[1].state == DeliveryState::held);
    CHECK(must(store::verify_audit(*must(restored->read()))).empty());
}

TEST_CASE_METHOD(Fixture, "a restore leaves the backup as it was, and nothing half-made behind") {
    must(store->backup_to(backup, {}));
    store.reset();
    const auto size = std::filesystem::file_size(backup);
    must(restore());
    CHECK(std::filesystem::file_size(backup) == size);
    CHECK(files() == std::vector<std::string>{"backup.db", "restored.db", "store.db"});
    CHECK(open(backup)->incarnation() != open(target)->incarnation());
}

TEST_CASE_METHOD(Fixture, "a restore into a file that is there is refused") {
    must(store->backup_to(backup, {}));
    std::ofstream(target) << "precious";
    const Status status = restore();
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().kind == ErrorKind::conflict);
}

TEST_CASE_METHOD(Fixture, "a backup that is missing, damaged, newer or edited is not restored") {
    must(store->backup_to(backup, {}));
    ErrorKind expected = ErrorKind::corrupt;
    SECTION("missing") {
        std::filesystem::remove(backup);
        expected = ErrorKind::not_found;
    }
    SECTION("cut short") { std::filesystem::resize_file(backup, 4096 * 5); }
    SECTION("not a database") { std::ofstream(backup) << std::string(9000, 'x'); }
    SECTION("of a newer program") { RawDatabase(backup).run("PRAGMA user_version = 99"); }
    SECTION("edited") { RawDatabase(backup).run("UPDATE log SET actor = 'somebody'"); }
    SECTION("with a row whose case is gone") {
        RawDatabase(backup).run(
            "INSERT INTO handoff VALUES (77, 1, 'H', 'r', 'raised', 1, 0, 0, "
            "NULL, x'00')");
    }
    const Status status = restore();
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().kind == expected);
    CHECK_FALSE(std::filesystem::exists(target));
    for (const std::string& name : files()) CHECK(name.find("restoring") == name.npos);
}

}  // namespace throughgate::testing
