// SPDX-License-Identifier: MIT
#include "store/sqlite/erase_rows.hpp"

#include <sqlite3.h>

#include "store/erasing.hpp"
#include "store/sql/embedded.hpp"
#include "store/sqlite/errors.hpp"

namespace throughgate::store::sqlite {
namespace {

void bind_text(sqlite3_stmt* statement, int place, std::string_view text) {
    if (place <= sqlite3_bind_parameter_count(statement))
        sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()),
                          SQLITE_STATIC);
}

/// Runs the first statement of `script` and goes on behind it; false when there is none.
Result<bool> run_next(Connection& connection, const char*& script, const Case& the_case) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection.handle(), script, -1, &statement, &script) != SQLITE_OK)
        return connection.last_error();
    if (statement == nullptr) return false;
    sqlite3_bind_int64(statement, 1, the_case.id.number);
    bind_text(statement, 2, the_case.person.noms_number);
    bind_text(statement, 3, the_case.person.crn);
    const int code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE) return connection.last_error();
    return true;
}

}  // namespace

Status take_out(Connection& connection, const Case& the_case) {
    // Debian's SQLite does so by itself; others would only mark the room as free.
    if (const auto set = connection.ask("PRAGMA secure_delete = ON"); !set) return set.error();
    const std::string text(sql::erase());
    const char* script = text.c_str();
    for (;;) {
        const auto more = run_next(connection, script, the_case);
        if (!more) return more.error();
        if (!*more) return {};
    }
}

}  // namespace throughgate::store::sqlite

namespace throughgate::store {

Status forget_sqlite(const std::string& path, std::chrono::milliseconds busy_timeout) {
    using namespace sqlite;
    auto connection = Connection::open({path, {}, Access::read_write, busy_timeout, 0, true});
    if (!connection) return connection.error();
    const int code = sqlite3_wal_checkpoint_v2((*connection)->handle(), nullptr,
                                               SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    return code == SQLITE_OK ? Status() : Status(error_of(code, path));
}

}  // namespace throughgate::store
