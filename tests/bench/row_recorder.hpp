// SPDX-License-Identifier: MIT
// RowRecorder: every row that a SQLite connection of this process changes, in order and whole, so
// that the same rows can be written again by nothing but the SQLite C API.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace throughgate::bench {

struct Blob {
    std::string bytes;
};
using Column = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

struct RowChange {
    int operation = SQLITE_INSERT;  ///< SQLITE_INSERT, SQLITE_UPDATE or SQLITE_DELETE
    std::string table;
    std::vector<Column> columns;  ///< new ones; of a deletion the old ones
};

/// The rows of one commit, in the order in which they were changed.
using RowCommit = std::vector<RowChange>;

/// Records all connections opened while it lives. One at a time; single-threaded writers only.
class RowRecorder {
public:
    RowRecorder();
    ~RowRecorder();
    RowRecorder(const RowRecorder&) = delete;
    RowRecorder& operator=(const RowRecorder&) = delete;
    /// What was committed so far; forgets it.
    std::vector<RowCommit> take();
};

/// Writes recorded commits with prepared statements: INSERT, UPDATE by primary key, DELETE by
/// primary key; one BEGIN IMMEDIATE and COMMIT each.
class RowWriter {
public:
    explicit RowWriter(const std::string& path);
    ~RowWriter();
    RowWriter(const RowWriter&) = delete;
    RowWriter& operator=(const RowWriter&) = delete;
    void write(const RowCommit& commit);
    [[nodiscard]] sqlite3* connection() const { return connection_; }

private:
    struct Table {
        std::string name;
        std::vector<std::string> columns;
        std::vector<bool> is_key;
        sqlite3_stmt* insert = nullptr;
        sqlite3_stmt* update = nullptr;
        sqlite3_stmt* erase = nullptr;
    };
    Table& table(const std::string& name);
    void run(const char* sql);
    sqlite3_stmt* prepare(const std::string& sql);

    sqlite3* connection_ = nullptr;
    std::vector<Table> tables_;
};

}  // namespace throughgate::bench
