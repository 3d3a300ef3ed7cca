// SPDX-License-Identifier: MIT
// One SQLite connection with its settings and prepared statements. Belongs to one thread at a time.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "store/sqlite/queries.hpp"
#include "throughgate/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace throughgate::store::sqlite {

/// Marks the file as ours ("TGst").
inline constexpr int application_id = 0x54477374;
/// The schema version that this program writes: the number of its last migration.
int known_version();

enum class Access { read_only, read_write, create };

struct ConnectionOptions {
    std::string path;
    std::string vfs;  ///< empty: the default
    Access access = Access::read_write;
    std::chrono::milliseconds busy_timeout{5000};
    std::size_t cache_bytes = 0;
    bool survives_power_loss = true;  ///< false: nothing is ever synced
};

class Connection {
public:
    /// Opens, sets what traps call for, and reads every setting back.
    static Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] sqlite3* handle() const { return handle_; }
    [[nodiscard]] const std::string& path() const { return path_; }

    /// Runs a script of statements without results.
    Status run(const char* script);
    /// The first column of the first row as text; empty when there is none.
    Result<std::string> ask(const char* sql);
    /// Prepared once and kept; nullptr when it cannot be prepared.
    sqlite3_stmt* prepared(Sql statement);

    /// false: a commit is written in order but not synced. Between transactions only.
    Status sync_commits(bool wanted);

    /// SQLite may have rolled back by itself after an error.
    [[nodiscard]] bool in_transaction() const;
    /// What the last call of this connection complained about.
    [[nodiscard]] Error last_error() const;
    [[nodiscard]] int last_code() const;
    /// Rows that the last statement wrote.
    [[nodiscard]] int changed_rows() const;
    [[nodiscard]] std::int64_t last_row() const;

private:
    Connection() = default;
    Status identify();
    Status configure(const ConnectionOptions& options);
    Status set(const std::string& pragma, const std::string& value, std::string_view expected);
    Status defend();

    sqlite3* handle_ = nullptr;
    std::string path_;
    std::array<sqlite3_stmt*, sql_statements> statements_{};
};

}  // namespace throughgate::store::sqlite
