// SPDX-License-Identifier: MIT
#include "store/sqlite/queries.hpp"

#include <array>

#include "base/assert.hpp"
#include "store/sql/embedded.hpp"

namespace throughgate::store::sqlite {
namespace {

constexpr std::string_view names[] = {
#define TG_SQL_NAME(name) #name,
    TG_SQL_STATEMENTS(TG_SQL_NAME)
#undef TG_SQL_NAME
};

constexpr std::string_view marker = "-- name: ";

using Texts = std::array<std::string_view, sql_statements>;

void keep(Texts& texts, std::string_view name, std::string_view text) {
    for (std::size_t i = 0; i < sql_statements; ++i)
        if (names[i] == name) texts[i] = text;
}

/// A file is a run of statements, each below a line `-- name: its_name`.
void read_file(Texts& texts, std::string_view file) {
    std::size_t start = file.find(marker);
    while (start != std::string_view::npos) {
        const std::size_t line_end = file.find('\n', start);
        const std::size_t next = file.find(marker, line_end);
        const std::size_t name_start = start + marker.size();
        keep(texts, file.substr(name_start, line_end - name_start),
             file.substr(line_end + 1, next == file.npos ? next : next - line_end - 1));
        start = next;
    }
}

Texts read_all() {
    Texts texts;
    for (const std::string_view file :
         {sql::cases(), sql::log(), sql::timers(), sql::handoffs(), sql::outbox(), sql::keys(),
          sql::records(), sql::directory(), sql::connection(), sql::totals(), sql::recompute(),
          sql::access(), sql::upstreams(), sql::mailings(), sql::changes()})
        read_file(texts, file);
    for (std::size_t i = 0; i < sql_statements; ++i)
        TG_ASSERT_WITH(!texts[i].empty(), "no statement named " + std::string(names[i]));
    return texts;
}

}  // namespace

std::string_view name_of(Sql statement) { return names[static_cast<std::size_t>(statement)]; }

std::string_view text_of(Sql statement) {
    static const Texts texts = read_all();
    return texts[static_cast<std::size_t>(statement)];
}

}  // namespace throughgate::store::sqlite
