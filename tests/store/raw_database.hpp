// SPDX-License-Identifier: MIT
// RawDatabase: the store's file in the hands of somebody who goes past the engine.
#pragma once

#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace throughgate::testing {

/// Takes out of a store what its fifth migration and those after it bring.
inline constexpr const char* before_mailings =
    "DROP INDEX outbox_mailing; DROP INDEX outbox_recipient; "
    "ALTER TABLE outbox DROP COLUMN mailing; ALTER TABLE outbox DROP COLUMN late; "
    "ALTER TABLE staff DROP COLUMN works; ALTER TABLE staff DROP COLUMN no_info; "
    "DROP TABLE mailing; DROP TABLE delivery; DROP TABLE duty; "
    "DROP TABLE proposal; DROP TABLE change_run; DROP TABLE pre_image; "
    "ALTER TABLE publication DROP COLUMN team; DROP TABLE shown; DROP TABLE shown_set; ";

class RawDatabase {
public:
    explicit RawDatabase(const std::string& path) {
        if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK)
            throw std::runtime_error("cannot open the database");
    }
    ~RawDatabase() { sqlite3_close(handle_); }
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;

    /// Throws with SQLite's own words when it fails.
    void run(const std::string& sql) {
        char* message = nullptr;
        if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
        const std::string text = message == nullptr ? "?" : message;
        sqlite3_free(message);
        throw std::runtime_error(text);
    }
    /// The first column of the first row.
    std::string ask(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(handle_));
        std::string answer;
        if (sqlite3_step(statement) == SQLITE_ROW)
            if (const auto* text = sqlite3_column_text(statement, 0))
                answer = reinterpret_cast<const char*>(text);
        sqlite3_finalize(statement);
        return answer;
    }
    [[nodiscard]] int changed() const { return sqlite3_changes(handle_); }

private:
    sqlite3* handle_ = nullptr;
};

}  // namespace throughgate::testing
