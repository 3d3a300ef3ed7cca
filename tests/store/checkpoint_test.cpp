// SPDX-License-Identifier: MIT
// Goal: the write-ahead log is recycled under load and does not grow without bound, also while a
// reader holds it for a while. Method: commits of known size, the log's size looked at by stat.
#include <sys/stat.h>

#include <algorithm>

#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

/// Shorter rounds than the engine's: the sums are the same.
constexpr std::size_t copied_each = 32u << 20;
constexpr std::size_t restart_at = 64u << 20;

struct Fixture {
    TemporaryFolder folder;
    std::unique_ptr<store::Store> store;

    void open(bool checkpointer, const std::string& vfs = "") {
        store::SqliteOptions options;
        options.path = folder / "store.db";
        options.vfs = vfs;
        options.checkpointer = checkpointer;
        options.checkpoint_passive_bytes = copied_each;
        options.checkpoint_restart_bytes = restart_at;
        store = must(store::open_sqlite(options));
    }
    /// About half a MiB a commit: one value that fills pages of its own.
    void commit() {
        auto transaction = must(store->begin());
        must(transaction->put_meta("filler", std::string(500'000, static_cast<char>('a' + turn_))));
        turn_ = (turn_ + 1) % 26;
        must(transaction->commit(at_minute(0)));
    }
    std::size_t log_bytes() const {
        struct stat found{};
        if (::stat((folder / "store.db-wal").c_str(), &found) != 0) return 0;
        return static_cast<std::size_t>(found.st_size);
    }

private:
    int turn_ = 0;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "without a checkpointer the log only grows") {
    open(false);
    for (int i = 0; i < 60; ++i) commit();
    CHECK(log_bytes() > 60 * 400'000u);
}

TEST_CASE_METHOD(Fixture, "under steady load the log stays below its bound and some") {
    open(true);
    std::size_t largest = 0;
    for (int i = 0; i < 400; ++i) {
        commit();
        largest = std::max(largest, log_bytes());
    }
    // 200 MB were written; the writer waits once the bound is passed.
    CHECK(largest < restart_at + restart_at / 2);
    CHECK(largest > 0);
}

TEST_CASE_METHOD(Fixture,
                 "a long reader lets the log grow and writers go on; then it is recycled") {
    open(true);
    commit();
    auto reader = must(store->read());
    for (int i = 0; i < 170; ++i) commit();
    const std::size_t held = log_bytes();
    CHECK(held > restart_at);
    CHECK(must(reader->meta("filler")).value()[0] == 'a');
    reader.reset();
    for (int i = 0; i < 170; ++i) commit();
    // It began again from its start instead of growing on, and was not cut.
    CHECK(log_bytes() < held + restart_at / 2);
    CHECK(log_bytes() >= held);
}

TEST_CASE_METHOD(Fixture, "recycling the log is not taken for another program's commit") {
    open(true);
    const auto before = must(store->foreign_changes());
    for (int i = 0; i < 200; ++i) commit();
    CHECK(must(store->foreign_changes()) == before);
}

TEST_CASE_METHOD(Fixture,
                 "once the database failed to sync the log is kept whole, so a power cut loses "
                 "nothing") {
    FaultyVfs disk("checkpoints");
    open(true, disk.name());
    disk.fail_database_sync();
    for (int i = 0; i < 250; ++i) commit();
    CHECK(log_bytes() > 250 * 400'000u);  // never begun again
    disk.fail_after_write(0);
    store.reset();
    disk.power_loss();
    open(false, disk.name());
    CHECK(must(must(store->read())->meta("filler")).value() == std::string(500'000, 'p'));
    store.reset();
}

TEST_CASE_METHOD(Fixture, "closing the store leaves one file") {
    open(true);
    for (int i = 0; i < 20; ++i) commit();
    store.reset();
    CHECK(log_bytes() == 0);
    open(false);
    CHECK(must(must(store->read())->meta("filler")).value().size() == 500'000);
}

}  // namespace throughgate::testing
