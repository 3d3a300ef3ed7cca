// SPDX-License-Identifier: MIT
// The pre-update hook sees each row before it changes. Debian's SQLite has it compiled in.
#include "row_recorder.hpp"

#include <mutex>
#include <stdexcept>
#include <utility>

// Declared by sqlite3.h only with SQLITE_ENABLE_PREUPDATE_HOOK defined.
extern "C" {
void* sqlite3_preupdate_hook(sqlite3*,
                             void (*)(void*, sqlite3*, int, char const*, char const*, sqlite3_int64,
                                      sqlite3_int64),
                             void*);
int sqlite3_preupdate_old(sqlite3*, int, sqlite3_value**);
int sqlite3_preupdate_new(sqlite3*, int, sqlite3_value**);
int sqlite3_preupdate_count(sqlite3*);
}

namespace throughgate::bench {
namespace {

std::mutex mutex;
RowCommit under_way;               // guarded by mutex
std::vector<RowCommit> committed;  // guarded by mutex
bool recording = false;            // guarded by mutex

Column column_of(sqlite3_value* value) {
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER: return sqlite3_value_int64(value);
        case SQLITE_FLOAT: return sqlite3_value_double(value);
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
            return std::string(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
        }
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
            const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
            return Blob{size == 0 ? std::string() : std::string(bytes, size)};
        }
        default: return std::monostate{};
    }
}

void before_row(void*, sqlite3* connection, int operation, const char*, const char* table,
                sqlite3_int64, sqlite3_int64) {
    RowChange change{operation, table, {}};
    const int count = sqlite3_preupdate_count(connection);
    for (int i = 0; i < count; ++i) {
        sqlite3_value* value = nullptr;
        if (operation == SQLITE_DELETE)
            sqlite3_preupdate_old(connection, i, &value);
        else
            sqlite3_preupdate_new(connection, i, &value);
        change.columns.push_back(column_of(value));
    }
    const std::lock_guard lock(mutex);
    if (recording) under_way.push_back(std::move(change));
}

int at_commit(void*) {
    const std::lock_guard lock(mutex);
    if (recording && !under_way.empty()) committed.push_back(std::move(under_way));
    under_way.clear();
    return 0;
}

int watch(sqlite3* connection, const char**, const void*) {
    sqlite3_preupdate_hook(connection, before_row, nullptr);
    sqlite3_commit_hook(connection, at_commit, nullptr);
    return SQLITE_OK;
}

void bind(sqlite3_stmt* statement, int at, const Column& column) {
    if (const auto* number = std::get_if<std::int64_t>(&column))
        sqlite3_bind_int64(statement, at, *number);
    else if (const auto* real = std::get_if<double>(&column))
        sqlite3_bind_double(statement, at, *real);
    else if (const auto* text = std::get_if<std::string>(&column))
        sqlite3_bind_text(statement, at, text->data(), static_cast<int>(text->size()),
                          SQLITE_STATIC);
    else if (const auto* blob = std::get_if<Blob>(&column))
        sqlite3_bind_blob(statement, at, blob->bytes.data(), static_cast<int>(blob->bytes.size()),
                          SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, at);
}

std::string placeholders(std::size_t count) {
    std::string text;
    for (std::size_t i = 1; i <= count; ++i) text += (i == 1 ? "?" : ", ?") + std::to_string(i);
    return text;
}

}  // namespace

RowRecorder::RowRecorder() {
    {
        const std::lock_guard lock(mutex);
        recording = true;
        under_way.clear();
        committed.clear();
    }
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watch));
}

RowRecorder::~RowRecorder() {
    sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watch));
    const std::lock_guard lock(mutex);
    recording = false;
}

std::vector<RowCommit> RowRecorder::take() {
    const std::lock_guard lock(mutex);
    return std::exchange(committed, {});
}

RowWriter::RowWriter(const std::string& path) {
    if (sqlite3_open_v2(path.c_str(), &connection_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
        throw std::runtime_error("cannot open " + path);
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA foreign_keys=ON");
    run("PRAGMA wal_autocheckpoint=0");
}

RowWriter::~RowWriter() {
    for (const Table& table : tables_) {
        sqlite3_finalize(table.insert);
        sqlite3_finalize(table.update);
        sqlite3_finalize(table.erase);
    }
    sqlite3_close(connection_);
}

void RowWriter::run(const char* sql) {
    if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error(std::string(sql) + ": " + sqlite3_errmsg(connection_));
}

sqlite3_stmt* RowWriter::prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                           nullptr) != SQLITE_OK)
        throw std::runtime_error(sql + ": " + sqlite3_errmsg(connection_));
    return statement;
}

RowWriter::Table& RowWriter::table(const std::string& name) {
    for (Table& known : tables_)
        if (known.name == name) return known;
    Table fresh;
    fresh.name = name;
    sqlite3_stmt* columns = prepare("SELECT name, pk FROM pragma_table_info('" + name + "')");
    while (sqlite3_step(columns) == SQLITE_ROW) {
        fresh.columns.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(columns, 0)));
        fresh.is_key.push_back(sqlite3_column_int(columns, 1) > 0);
    }
    sqlite3_finalize(columns);
    std::string sets;
    std::string keys;
    for (std::size_t i = 0; i < fresh.columns.size(); ++i) {
        const std::string part = fresh.columns[i] + " = ?" + std::to_string(i + 1);
        std::string& list = fresh.is_key[i] ? keys : sets;
        list += (list.empty() ? "" : fresh.is_key[i] ? " AND " : ", ") + part;
    }
    fresh.insert =
        prepare("INSERT INTO " + name + " VALUES (" + placeholders(fresh.columns.size()) + ")");
    if (!sets.empty()) fresh.update = prepare("UPDATE " + name + " SET " + sets + " WHERE " + keys);
    fresh.erase = prepare("DELETE FROM " + name + " WHERE " + keys);
    tables_.push_back(std::move(fresh));
    return tables_.back();
}

void RowWriter::write(const RowCommit& commit) {
    run("BEGIN IMMEDIATE");
    for (const RowChange& change : commit) {
        Table& known = table(change.table);
        const bool erase = change.operation == SQLITE_DELETE;
        sqlite3_stmt* statement = erase                               ? known.erase
                                  : change.operation == SQLITE_INSERT ? known.insert
                                                                      : known.update;
        for (std::size_t i = 0; i < change.columns.size(); ++i)
            if (!erase || known.is_key[i])
                bind(statement, static_cast<int>(i + 1), change.columns[i]);
        // An upsert is recorded as the insertion it began as.
        if (sqlite3_step(statement) == SQLITE_CONSTRAINT && statement == known.insert) {
            sqlite3_reset(statement);
            statement = known.update;
            for (std::size_t i = 0; i < change.columns.size(); ++i)
                bind(statement, static_cast<int>(i + 1), change.columns[i]);
            sqlite3_step(statement);
        }
        if (sqlite3_reset(statement) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(connection_));
    }
    run("COMMIT");
}

}  // namespace throughgate::bench
