// SPDX-License-Identifier: MIT
#include "store/sqlite/connection.hpp"

#include <sqlite3.h>

#include <cstdlib>

#include "store/sql/embedded.hpp"
#include "store/sqlite/errors.hpp"

namespace throughgate::store::sqlite {
namespace {

int flags_of(Access access) {
    constexpr int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
        case Access::read_only: return common | SQLITE_OPEN_READONLY;
        case Access::read_write: return common | SQLITE_OPEN_READWRITE;
        case Access::create: return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return common;
}

struct Switch {
    int option;
    int value;
    std::string_view name;
};

constexpr Switch switches[] = {
    {SQLITE_DBCONFIG_DQS_DDL, 0, "DQS_DDL"},
    {SQLITE_DBCONFIG_DQS_DML, 0, "DQS_DML"},
    {SQLITE_DBCONFIG_DEFENSIVE, 1, "DEFENSIVE"},
};

}  // namespace

int known_version() { return sql::migrations().back().number; }

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
    std::unique_ptr<Connection> connection(new Connection);
    connection->path_ = options.path;
    const int code =
        sqlite3_open_v2(options.path.c_str(), &connection->handle_, flags_of(options.access),
                        options.vfs.empty() ? nullptr : options.vfs.c_str());
    if (code != SQLITE_OK) return error_of(code, options.path);
    sqlite3_busy_timeout(connection->handle_, static_cast<int>(options.busy_timeout.count()));
    if (Status status = connection->identify(); !status) return status.error();
    if (Status status = connection->configure(options); !status) return status.error();
    return connection;
}

Connection::~Connection() {
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
}

/// Before any setting is changed: another program's file is left as it is.
Status Connection::identify() {
    const auto application = ask("PRAGMA application_id");
    if (!application) return application.error();
    const auto version = ask("PRAGMA user_version");
    if (!version) return version.error();
    const auto tables = ask("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    const bool empty = *tables == "0" && *version == "0";
    if (*application != std::to_string(application_id) && !empty) return not_a_store(path_);
    const int found = std::atoi(version->c_str());
    if (found > known_version()) return newer_version(path_, found, known_version());
    return {};
}

Status Connection::configure(const ConnectionOptions& options) {
    if (Status status = defend(); !status) return status;
    const bool writes = options.access != Access::read_only;
    const char* const sync = options.survives_power_loss ? "full" : "off";
    const char* const sync_number = options.survives_power_loss ? "2" : "0";
    const std::string pages = std::to_string(options.cache_bytes / 1024);
    const struct {
        const char *pragma, *value, *expected;
        bool wanted;
    } settings[] = {
        {"journal_mode", "wal", "wal", writes}, {"synchronous", sync, sync_number, true},
        {"foreign_keys", "on", "1", true},      {"trusted_schema", "off", "0", true},
        {"cell_size_check", "on", "1", true},   {"wal_autocheckpoint", "0", "0", true},
        {"temp_store", "memory", "2", true},
    };
    for (const auto& [pragma, value, expected, wanted] : settings)
        if (wanted)
            if (Status status = set(pragma, value, expected); !status) return status;
    if (options.cache_bytes == 0) return {};
    return set("cache_size", "-" + pages, "-" + pages);
}

Status Connection::set(const std::string& pragma, const std::string& value,
                       std::string_view expected) {
    const auto changed = ask(("PRAGMA " + pragma + "=" + value).c_str());
    if (!changed) return changed.error();
    const auto found = ask(("PRAGMA " + pragma).c_str());
    if (!found) return found.error();
    if (*found != expected) return setting_refused(path_, pragma + "=" + value);
    return {};
}

Status Connection::sync_commits(bool wanted) {
    return wanted ? set("synchronous", "full", "2") : set("synchronous", "normal", "1");
}

Status Connection::defend() {
    for (const Switch& wanted : switches) {
        int found = -1;
        sqlite3_db_config(handle_, wanted.option, wanted.value, &found);
        if (found != wanted.value) return setting_refused(path_, wanted.name);
    }
    return {};
}

Status Connection::run(const char* script) {
    if (sqlite3_exec(handle_, script, nullptr, nullptr, nullptr) != SQLITE_OK) return last_error();
    return {};
}

Result<std::string> Connection::ask(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr) != SQLITE_OK) return last_error();
    std::string answer;
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        answer = text == nullptr ? "" : text;
    }
    const bool failed = code != SQLITE_ROW && code != SQLITE_DONE;
    Error error = failed ? last_error() : Error{};
    sqlite3_finalize(statement);
    if (failed) return error;
    return answer;
}

sqlite3_stmt* Connection::prepared(Sql statement) {
    sqlite3_stmt*& kept = statements_[static_cast<std::size_t>(statement)];
    if (kept != nullptr) return kept;
    const std::string_view text = text_of(statement);
    sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                       SQLITE_PREPARE_PERSISTENT, &kept, nullptr);
    return kept;
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

Error Connection::last_error() const { return error_of(last_code(), path_); }

int Connection::last_code() const { return sqlite3_extended_errcode(handle_); }

int Connection::changed_rows() const { return sqlite3_changes(handle_); }

std::int64_t Connection::last_row() const { return sqlite3_last_insert_rowid(handle_); }

}  // namespace throughgate::store::sqlite
