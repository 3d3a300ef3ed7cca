// SPDX-License-Identifier: MIT
#include "store/sqlite/query.hpp"

#include <sqlite3.h>

#include <cstring>
#include <utility>

#include "store/sqlite/errors.hpp"

namespace throughgate::store::sqlite {

Query::~Query() { restart(); }

/// What `finish` has cleared is not cleared again: a commit runs some thirty statements an event.
void Query::restart() {
    if (statement_ == nullptr || !used_) return;
    used_ = false;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    bound_ = 0;
}

Query& Query::add_integer(std::int64_t value) {
    sqlite3_bind_int64(statement_, next_place(), value);
    return *this;
}

Query& Query::add(std::string_view text) {
    const char* data = text.data() == nullptr ? "" : text.data();
    sqlite3_bind_text(statement_, next_place(), data, static_cast<int>(text.size()), SQLITE_STATIC);
    return *this;
}

Query& Query::add_blob(std::string_view bytes) {
    const char* data = bytes.data() == nullptr ? "" : bytes.data();
    sqlite3_bind_blob(statement_, next_place(), data, static_cast<int>(bytes.size()),
                      SQLITE_STATIC);
    return *this;
}

Query& Query::add(const std::optional<Instant>& instant) {
    return instant ? add(*instant) : add_null();
}

Query& Query::add(const std::optional<Date>& date) {
    return date ? add(date->time_since_epoch().count()) : add_null();
}

Query& Query::add(const Digest& digest) {
    return add_blob({reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()});
}

bool Query::next() {
    if (statement_ == nullptr || malformed_) return false;
    used_ = true;
    code_ = sqlite3_step(statement_);
    return code_ == SQLITE_ROW;
}

Status Query::status() const {
    if (statement_ == nullptr) return connection_.last_error();
    if (malformed_) return malformed_row(connection_.path(), name_of(name_));
    if (code_ == SQLITE_OK || code_ == SQLITE_ROW || code_ == SQLITE_DONE) return {};
    return error_of(code_, connection_.path());
}

Status Query::finish() {
    while (next()) continue;
    Status result = status();
    restart();
    return result;
}

std::int64_t Query::integer(int column) {
    if (sqlite3_column_type(statement_, column) != SQLITE_INTEGER) malformed_ = true;
    return sqlite3_column_int64(statement_, column);
}

std::string_view Query::text(int column) {
    if (sqlite3_column_type(statement_, column) != SQLITE_TEXT) {
        malformed_ = true;
        return {};
    }
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Query::blob(int column) {
    if (sqlite3_column_type(statement_, column) != SQLITE_BLOB) {
        malformed_ = true;
        return {};
    }
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Digest Query::digest(int column) {
    Digest value;
    const std::string_view bytes = blob(column);
    if (bytes.size() != value.bytes.size()) {
        malformed_ = true;
        return value;
    }
    std::memcpy(value.bytes.data(), bytes.data(), bytes.size());
    return value;
}

std::optional<Instant> Query::optional_instant(int column) {
    if (is_null(column)) return std::nullopt;
    return instant(column);
}

std::optional<Date> Query::optional_date(int column) {
    if (is_null(column)) return std::nullopt;
    return Date(std::chrono::days(number<int>(column)));
}

bool Query::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace throughgate::store::sqlite
