// SPDX-License-Identifier: MIT
#include "store/sqlite/migrations.hpp"

#include <algorithm>
#include <charconv>

#include "store/sql/embedded.hpp"
#include "store/sqlite/access_rows.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/record_rows.hpp"

namespace throughgate::store::sqlite {
namespace {

/// It made the table of named people, which is filled from the cases.
constexpr int people_migration = 3;

/// Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back when it fails.
template <typename Work>
Status in_transaction(Connection& connection, Work work) {
    if (Status begun = connection.run("BEGIN IMMEDIATE"); !begun) return begun;
    Status done = work();
    if (done) done = connection.run("COMMIT");
    if (!done && connection.in_transaction()) (void)connection.run("ROLLBACK");
    return done;
}

Status run_migration(Connection& connection, const sql::Migration& migration) {
    return in_transaction(connection, [&]() -> Status {
        const auto version = schema_version(connection);
        if (!version) return version.error();
        if (*version >= migration.number) return {};  // another program was faster
        if (Status status = connection.run(std::string(migration.text).c_str()); !status)
            return status;
        if (migration.number == people_migration)
            if (Status filled = fill_people(connection); !filled) return filled;
        const std::string marks = "PRAGMA application_id=" + std::to_string(application_id) +
                                  "; PRAGMA user_version=" + std::to_string(migration.number);
        return connection.run(marks.c_str());
    });
}

Result<std::uint64_t> stored_number(Connection& connection, std::string_view name) {
    const auto text = get_meta(connection, name);
    if (!text) return text.error();
    std::uint64_t number = 0;
    if (*text) std::from_chars((*text)->data(), (*text)->data() + (*text)->size(), number);
    return number;
}

}  // namespace

Result<int> schema_version(Connection& connection) {
    const auto version = connection.ask("PRAGMA user_version");
    if (!version) return version.error();
    return std::atoi(version->c_str());
}

Status migrate_to(Connection& connection, int version) {
    for (const sql::Migration& migration : sql::migrations())
        if (migration.number <= version)
            if (Status status = run_migration(connection, migration); !status) return status;
    return {};
}

Status migrate(Connection& connection) {
    const auto version = schema_version(connection);
    if (!version) return version.error();
    if (*version == known_version()) return {};
    return migrate_to(connection, known_version());
}

Result<std::uint64_t> ensure_incarnation(Connection& connection, Random& random) {
    auto stored = stored_number(connection, meta::incarnation);
    if (!stored || *stored != 0) return stored;
    const Status status = in_transaction(connection, [&]() -> Status {
        stored = stored_number(connection, meta::incarnation);
        if (stored && *stored == 0) stored = add_incarnation(connection, random);
        return stored ? Status() : Status(stored.error());
    });
    if (!status) return status.error();
    return stored;
}

Status count_reopening(Connection& connection) {
    return in_transaction(connection, [&]() -> Status {
        const auto before = stored_number(connection, meta::reopened);
        if (!before) return before.error();
        return put_meta(connection, meta::reopened, std::to_string(*before + 1));
    });
}

Result<std::uint64_t> add_incarnation(Connection& connection, Random& random) {
    const auto before = get_meta(connection, meta::incarnations);
    if (!before) return before.error();
    const std::uint64_t next = std::max<std::uint64_t>(random.next() >> 1, 1);
    const std::string text = std::to_string(next);
    const std::string all = before->has_value() ? **before + " " + text : text;
    if (Status status = put_meta(connection, meta::incarnation, text); !status)
        return status.error();
    if (Status status = put_meta(connection, meta::incarnations, all); !status)
        return status.error();
    return next;
}

}  // namespace throughgate::store::sqlite
