// SPDX-License-Identifier: MIT
// Helpers that turn the rows of a query into values.
#pragma once

#include <optional>
#include <vector>

#include "store/sqlite/query.hpp"

namespace throughgate::store::sqlite {

template <typename Row, typename Read>
Result<std::vector<Row>> all_rows(Query& query, Read read) {
    std::vector<Row> rows;
    while (query.next()) rows.push_back(read(query));
    if (Status status = query.status(); !status) return status.error();
    return rows;
}

template <typename Row, typename Read>
Result<std::optional<Row>> first_row(Query& query, Read read) {
    std::optional<Row> row;
    if (query.next()) row = read(query);
    if (Status status = query.status(); !status) return status.error();
    return row;
}

/// The value of a Result inside a row; the row is malformed when it is an error.
template <typename Value>
Value or_malformed(Query& query, Result<Value> result) {
    if (result) return std::move(result).value();
    query.malformed();
    return Value{};
}

template <typename Value>
Value or_malformed(Query& query, std::optional<Value> value) {
    if (!value) query.malformed();
    return value.value_or(Value{});
}

}  // namespace throughgate::store::sqlite
