// SPDX-License-Identifier: MIT
#include "store/sqlite/sqlite_store.hpp"

#include <sqlite3.h>

#include "base/limits.hpp"
#include "store/sqlite/backup.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/files.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/reader_pool.hpp"
#include "store/sqlite/syncer.hpp"
#include "store/sqlite/transaction.hpp"

namespace throughgate::store {
namespace sqlite {
namespace {

ConnectionOptions connection_options(const SqliteOptions& options, Access access,
                                     std::size_t cache_bytes) {
    return {options.path,         options.vfs, access,
            options.busy_timeout, cache_bytes, options.survives_power_loss};
}

/// SQLite calls it after each commit of the writer.
int after_commit(void* checkpointer, sqlite3*, const char*, int pages) {
    constexpr std::size_t page_and_header = 4096 + 24;
    static_cast<Checkpointer*>(checkpointer)
        ->log_has_bytes(static_cast<std::size_t>(pages) * page_and_header);
    return SQLITE_OK;
}

Status start_checkpointer(Writer& writer, const SqliteOptions& options) {
    auto started =
        Checkpointer::start(connection_options(options, Access::read_write, 0),
                            {options.checkpoint_passive_bytes, options.checkpoint_restart_bytes});
    if (!started) return started.error();
    writer.checkpointer = std::move(*started);
    sqlite3_wal_hook(writer.connection->handle(), after_commit, writer.checkpointer.get());
    return {};
}

Status check_version(Connection& connection) {
    const auto version = schema_version(connection);
    if (!version) return version.error();
    if (*version < known_version())
        return older_version(connection.path(), *version, known_version());
    return {};
}

class SqliteStore final : public Store {
public:
    SqliteStore(SqliteOptions options, std::unique_ptr<Random> random)
        : options_(std::move(options)),
          random_(std::move(random)),
          syncer_(std::make_shared<Syncer>()),
          pool_(std::make_shared<ReaderPool>(
              connection_options(options_, Access::read_only, limits::reader_cache_bytes),
              syncer_)) {}
    ~SqliteStore() override { close(); }

    Result<std::unique_ptr<Transaction>> begin() override;
    Result<std::unique_ptr<Reader>> read() override { return pool_->snapshot(); }
    Result<std::unique_ptr<Reader>> read_ahead() override { return pool_->snapshot_ahead(); }
    [[nodiscard]] std::uint64_t incarnation() const override { return incarnation_; }
    Result<std::uint64_t> foreign_changes() override;
    Status reopen() override;
    Status start_syncing_apart(std::function<void()> when_durable) override;
    void stop_syncing_apart() override;
    [[nodiscard]] std::optional<Status> durable(CommitNumber number) override {
        return syncer_->durable(number);
    }
    Status await_durable(CommitNumber number) override { return syncer_->wait(number); }
    void sync_soon() override { syncer_->soon(); }
    Status backup_to(const std::string& path,
                     const std::function<void(int, int)>& progress) override;

    Status open();

private:
    Status prepare(Writer& writer);
    [[nodiscard]] bool must_be_reopened() const {
        return !writer_ || writer_->outcome_unknown || syncer_->failed();
    }
    Status settle();
    Status sync_apart();
    void close();
    Random& source() { return options_.random != nullptr ? *options_.random : *random_; }

    const SqliteOptions options_;
    const std::unique_ptr<Random> random_;
    const std::shared_ptr<Syncer> syncer_;
    const std::shared_ptr<ReaderPool> pool_;
    std::optional<std::function<void()>> when_durable_;  ///< set: commits are synced apart
    std::unique_ptr<Writer> writer_;
    std::uint64_t incarnation_ = 0;
};

Status SqliteStore::open() {
    const Access access = options_.read_only ? Access::read_only
                          : options_.create  ? Access::create
                                             : Access::read_write;
    auto connection =
        Connection::open(connection_options(options_, access, limits::writer_cache_bytes));
    if (!connection) return connection.error();
    auto writer = std::make_unique<Writer>(std::move(*connection), source(), *syncer_);
    if (Status status = prepare(*writer); !status) return status;
    writer_ = std::move(writer);
    return {};
}

Status SqliteStore::prepare(Writer& writer) {
    Connection& connection = *writer.connection;
    if (Status status = options_.read_only ? check_version(connection) : migrate(connection);
        !status)
        return status;
    const auto incarnation = ensure_incarnation(connection, source());
    if (!incarnation) return incarnation.error();
    incarnation_ = writer.incarnation = *incarnation;
    if (options_.read_only || !options_.checkpointer) return {};
    return start_checkpointer(writer, options_);
}

void SqliteStore::close() {
    pool_->close_idle();
    syncer_->stop();
    if (!writer_) return;
    sqlite3_wal_hook(writer_->connection->handle(), nullptr, nullptr);
    writer_->checkpointer.reset();
    writer_.reset();
}

Result<std::unique_ptr<Transaction>> SqliteStore::begin() {
    if (options_.read_only) return opened_read_only(options_.path);
    if (must_be_reopened()) return must_reopen(options_.path);
    if (writer_->connection->in_transaction()) return error_of(SQLITE_BUSY, options_.path);
    Checkpointer* checkpointer = writer_->checkpointer.get();
    if (checkpointer != nullptr) checkpointer->enter();
    if (Status begun = Query(*writer_->connection, Sql::begin_write).finish(); !begun) {
        if (checkpointer != nullptr) checkpointer->leave();
        return begun.error();
    }
    return std::unique_ptr<Transaction>(new SqliteTransaction(*writer_));
}

Result<std::uint64_t> SqliteStore::foreign_changes() {
    if (must_be_reopened()) return must_reopen(options_.path);
    Query query(*writer_->connection, Sql::data_version);
    std::uint64_t version = 0;
    if (query.next()) version = query.number<std::uint64_t>(0);
    if (Status status = query.status(); !status) return status.error();
    return version;
}

Status SqliteStore::reopen() {
    close();
    if (Status status = open(); !status || options_.read_only) return status;
    if (Status status = settle(); !status) return status;
    syncer_->settled();
    return when_durable_ ? sync_apart() : Status();
}

Status SqliteStore::start_syncing_apart(std::function<void()> when_durable) {
    if (options_.read_only || !options_.survives_power_loss) return {};
    when_durable_ = std::move(when_durable);
    return sync_apart();
}

/// The order of writes stays that of SQLite; only the sync after each commit is left out.
Status SqliteStore::sync_apart() {
    if (!writer_) return must_reopen(options_.path);
    if (Status status =
            syncer_->start(connection_options(options_, Access::read_write, 0), *when_durable_);
        !status)
        return status;
    return writer_->connection->sync_commits(false);
}

void SqliteStore::stop_syncing_apart() {
    when_durable_.reset();
    syncer_->stop();
    if (!writer_) return;
    if (Status status = writer_->connection->sync_commits(true); !status)
        writer_->outcome_unknown = true;  // opened again it syncs
}

/// Linux reports a failed sync once and then calls the pages clean: part of the log may be in
/// memory only. Written to the database and synced there it can be relied on; then a commit of our
/// own puts a new log in the place of the old one.
Status SqliteStore::settle() {
    Connection& connection = *writer_->connection;
    writer_->outcome_unknown = true;
    const int code = sqlite3_wal_checkpoint_v2(connection.handle(), nullptr,
                                               SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK) return error_of(code, options_.path);
    if (Status status = count_reopening(connection); !status) return status;
    writer_->outcome_unknown = false;
    return {};
}

Status SqliteStore::backup_to(const std::string& path,
                              const std::function<void(int, int)>& progress) {
    if (Status status = require_local(path); !status) return status;
    auto source = Connection::open(connection_options(options_, Access::read_only, 0));
    if (!source) return source.error();
    if (Status status = syncer_->wait_for_all(); !status) return status;
    Status copied = copy_checked(**source, path, progress);
    if (!copied) return copied;
    Status durable = syncer_->wait_for_all();  // whatever the copy may show
    if (!durable) remove_database(path);
    return durable;
}

Status prepare_file(const SqliteOptions& options) {
    if (options.path.empty()) return file_missing(options.path);
    if (Status status = require_local(options.path); !status) return status;
    if (options.create && !options.read_only) return create_private(options.path);
    return is_missing_or_empty(options.path) ? Status(file_missing(options.path)) : Status();
}

}  // namespace
}  // namespace sqlite

Result<std::unique_ptr<Store>> open_sqlite(const SqliteOptions& options) {
    if (Status status = sqlite::prepare_file(options); !status) return status.error();
    auto random = options.random == nullptr ? make_system_random() : nullptr;
    auto store = std::make_unique<sqlite::SqliteStore>(options, std::move(random));
    if (Status status = store->open(); !status) return status.error();
    return std::unique_ptr<Store>(std::move(store));
}

}  // namespace throughgate::store
