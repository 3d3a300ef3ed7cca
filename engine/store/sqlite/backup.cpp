// SPDX-License-Identifier: MIT
#include "store/sqlite/backup.hpp"

#include <sqlite3.h>

#include "store/sqlite/errors.hpp"
#include "store/sqlite/files.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/reads.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace throughgate::store::sqlite {
namespace {

constexpr int pages_a_step = 1024;

/// Neither we nor SQLite may have the target open already.
struct Raw {
    sqlite3* handle = nullptr;
    ~Raw() { sqlite3_close(handle); }
};

Status copy_pages(Connection& source, sqlite3* target, const std::string& path,
                  const Progress& progress) {
    sqlite3_backup* backup = sqlite3_backup_init(target, "main", source.handle(), "main");
    if (backup == nullptr) return error_of(sqlite3_extended_errcode(target), path);
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup, pages_a_step);
        const int total = sqlite3_backup_pagecount(backup);
        if (progress) progress(total - sqlite3_backup_remaining(backup), total);
    }
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) return error_of(code, path);
    return {};
}

Status copy_snapshot(Connection& source, const std::string& part, const Progress& progress) {
    if (Status status = create_private(part); !status) return status;
    Raw target;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(part.c_str(), &target.handle, flags, nullptr);
    if (code != SQLITE_OK) return error_of(code, part);
    // An open snapshot keeps other writers from starting the copy anew.
    if (Status begun = Query(source, Sql::begin_read).finish(); !begun) return begun;
    Status copied = get_meta(source, meta::incarnation).ok()
                        ? copy_pages(source, target.handle, part, progress)
                        : Status(source.last_error());
    (void)Query(source, Sql::rollback).finish();
    return copied;
}

Status check_copy(const std::string& path) {
    auto copy = Connection::open({path, {}, Access::read_write, std::chrono::seconds(5), 0});
    if (!copy) return copy.error();
    return check_integrity(**copy);
}

/// The copy's own life begins: receivers must not take its new notices for old ones.
Status begin_new_life(Connection& connection, Random& random) {
    if (Status status = Query(connection, Sql::begin_write).finish(); !status) return status;
    const auto incarnation = add_incarnation(connection, random);
    if (!incarnation) return incarnation.error();
    if (Status status = put_meta(connection, meta::outbox_held, "1"); !status) return status;
    for (const Sql hold : {Sql::hold_outbox, Sql::hold_upstream_items, Sql::hold_mailings})
        if (Status status = Query(connection, hold).finish(); !status) return status;
    return Query(connection, Sql::commit).finish();
}

Status audit(Connection& connection) {
    Reads<Reader> reader(connection);
    const auto faults = verify_audit(reader);
    if (!faults) return faults.error();
    if (!faults->empty()) return audit_failed(connection.path(), faults->front().message);
    return {};
}

Status prepare_restored(const std::string& part, Random& random) {
    auto copy = Connection::open({part, {}, Access::read_write, std::chrono::seconds(5), 0});
    if (!copy) return copy.error();
    if (Status status = migrate(**copy); !status) return status;
    if (Status status = audit(**copy); !status) return status;
    return begin_new_life(**copy, random);
}

}  // namespace

Status check_integrity(Connection& connection) {
    const auto found = connection.ask("PRAGMA integrity_check(1)");
    if (!found) return found.error();
    if (*found != "ok") return damaged(connection.path(), *found);
    const auto orphan = connection.ask("PRAGMA foreign_key_check");
    if (!orphan) return orphan.error();
    if (!orphan->empty()) return damaged(connection.path(), "a row without its case in " + *orphan);
    return {};
}

Status copy_checked(Connection& source, const std::string& target, const Progress& progress) {
    if (!is_missing_or_empty(target)) return target_exists(target);
    const std::string part = target + ".part";
    remove_database(part);
    Status status = copy_snapshot(source, part, progress);
    if (status) status = check_copy(part);
    if (status) status = publish_file(part, target);
    if (!status) remove_database(part);
    return status;
}

}  // namespace throughgate::store::sqlite

namespace throughgate::store {

Status restore_sqlite(const std::string& backup, const std::string& target, Random& random) {
    using namespace sqlite;
    if (!is_missing_or_empty(target)) return target_exists(target);
    if (is_missing_or_empty(backup)) return file_missing(backup);
    if (Status status = require_local(target); !status) return status;
    auto source = Connection::open({backup, {}, Access::read_write, std::chrono::seconds(5), 0});
    if (!source) return source.error();  // read-only, it would leave files beside the backup
    const std::string staged = target + ".restoring";
    remove_database(staged);
    Status status = copy_checked(**source, staged, {});
    if (status) status = prepare_restored(staged, random);
    if (status) status = publish_file(staged, target);
    if (!status) remove_database(staged);
    return status;
}

}  // namespace throughgate::store
