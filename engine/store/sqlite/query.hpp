// SPDX-License-Identifier: MIT
// Query: one use of a prepared statement: bind in order, step, read columns; reset at the end.
// What is bound is not copied: it has to live as long as the Query.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/digest.hpp"
#include "store/sqlite/connection.hpp"
#include "throughgate/time.hpp"

namespace throughgate::store::sqlite {

class Query {
public:
    Query(Connection& connection, Sql statement)
        : connection_(connection), name_(statement), statement_(connection.prepared(statement)) {}
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    template <std::integral Integer>
    Query& add(Integer value) {
        return add_integer(static_cast<std::int64_t>(value));
    }
    Query& add(std::string_view text);
    Query& add(Instant instant) { return add(instant.time_since_epoch().count()); }
    Query& add(const std::optional<Instant>& instant);
    Query& add(const std::optional<Date>& date);
    Query& add(const Digest& digest);
    Query& add_blob(std::string_view bytes);
    Query& add_null() {
        ++bound_;
        return *this;
    }

    /// True when there is a row to read. False at the end or after an error: ask `status`.
    bool next();
    [[nodiscard]] Status status() const;
    /// Runs to the end, for statements without rows, and binds afresh afterwards.
    Status finish();

    // Columns count from 0. A value of the wrong type or size makes `status` say corrupt.
    std::int64_t integer(int column);
    template <std::integral Integer>
    Integer number(int column) {
        const std::int64_t value = integer(column);
        if (!std::in_range<Integer>(value)) malformed_ = true;
        return malformed_ ? Integer{0} : static_cast<Integer>(value);
    }
    std::string_view text(int column);
    std::string_view blob(int column);
    Digest digest(int column);
    Instant instant(int column) { return Instant(Milliseconds(integer(column))); }
    std::optional<Instant> optional_instant(int column);
    std::optional<Date> optional_date(int column);
    [[nodiscard]] bool is_null(int column) const;
    /// The row contradicts itself in a way only the caller sees.
    void malformed() { malformed_ = true; }

private:
    Query& add_integer(std::int64_t value);
    void restart();
    int next_place() {
        used_ = true;
        return ++bound_;
    }

    Connection& connection_;
    Sql name_;
    sqlite3_stmt* statement_;
    int bound_ = 0;
    int code_ = 0;
    bool malformed_ = false;
    bool used_ = false;  ///< bound or stepped since it was last cleared
};

}  // namespace throughgate::store::sqlite
