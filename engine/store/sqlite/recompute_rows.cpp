// SPDX-License-Identifier: MIT
#include "store/sqlite/recompute_rows.hpp"

#include "store/sqlite/errors.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/totals_rows.hpp"

namespace throughgate::store::sqlite {
namespace {

RecomputeRun read_run(Query& row) {
    RecomputeRun run;
    run.id = row.integer(0);
    run.cause = row.text(1);
    run.total = row.number<std::uint64_t>(2);
    run.done = row.number<std::uint64_t>(3);
    run.changed = row.number<std::uint64_t>(4);
    run.last.number = row.integer(5);
    run.started = row.instant(6);
    run.finished = row.optional_instant(7);
    return run;
}

Status only_one(Connection& connection, std::int64_t run) {
    return connection.changed_rows() == 1
               ? Status()
               : Status(no_such_row("recompute run " + std::to_string(run)));
}

}  // namespace

Result<std::optional<RecomputeRun>> open_recompute(Connection& connection) {
    Query query(connection, Sql::open_recompute);
    return first_row<RecomputeRun>(query, read_run);
}

Result<std::vector<RecomputeRun>> list_recomputes(Connection& connection, std::size_t limit) {
    Query query(connection, Sql::list_recomputes);
    query.add(limit);
    return all_rows<RecomputeRun>(query, read_run);
}

Result<std::int64_t> begin_recompute(Connection& connection, std::string_view cause, Instant at) {
    const auto cases = count_cases(connection);
    if (!cases) return cases.error();
    Query query(connection, Sql::insert_recompute);
    query.add(cause).add(*cases).add(at);
    if (Status status = query.finish(); !status) return status.error();
    return connection.last_row();
}

Status advance_recompute(Connection& connection, std::int64_t run, CaseId done, bool changed) {
    Query query(connection, Sql::advance_recompute);
    query.add(run).add(done.number).add(changed ? 1 : 0);
    if (Status status = query.finish(); !status) return status;
    return only_one(connection, run);
}

Status finish_recompute(Connection& connection, std::int64_t run, Instant at) {
    Query query(connection, Sql::finish_recompute);
    query.add(run).add(at);
    if (Status status = query.finish(); !status) return status;
    return only_one(connection, run);
}

}  // namespace throughgate::store::sqlite
