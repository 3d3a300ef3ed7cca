// SPDX-License-Identifier: MIT
#include "store/sqlite/change_rows.hpp"

#include "store/sqlite/errors.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/totals_rows.hpp"

namespace throughgate::store::sqlite {
namespace {

Proposal read_proposal(Query& row) {
    Proposal proposal;
    proposal.plan = row.digest(0);
    proposal.state = or_malformed(row, proposal_state_named(row.text(1)));
    proposal.author = row.text(2);
    proposal.approved_by = row.text(3);
    proposal.reason = row.text(4);
    proposal.proposed = row.instant(5);
    proposal.approved = row.optional_instant(6);
    proposal.published = row.optional_instant(7);
    proposal.effective_from = row.optional_instant(8);
    proposal.text = row.text(9);
    return proposal;
}

ChangeRun read_run(Query& row) {
    ChangeRun run;
    run.id = row.integer(0);
    run.plan = row.digest(1);
    run.undoes = row.integer(2);
    run.by = row.text(3);
    run.total = row.number<std::uint64_t>(4);
    run.done = row.number<std::uint64_t>(5);
    run.changed = row.number<std::uint64_t>(6);
    run.left = row.number<std::uint64_t>(7);
    run.last.number = row.integer(8);
    run.started = row.instant(9);
    run.finished = row.optional_instant(10);
    run.undo_until = row.optional_instant(11);
    run.team = row.text(12);
    return run;
}

PreImage read_image(Query& row) {
    PreImage image;
    image.run = row.integer(0);
    image.case_id.number = row.integer(1);
    image.sequence = row.number<std::uint64_t>(2);
    image.detail = row.text(3);
    image.body = row.blob(4);
    return image;
}

}  // namespace

Result<std::optional<Proposal>> find_proposal(Connection& connection, const Digest& plan) {
    Query query(connection, Sql::find_proposal);
    query.add(plan);
    return first_row<Proposal>(query, read_proposal);
}

Result<std::vector<Proposal>> list_proposals(Connection& connection, std::size_t limit) {
    Query query(connection, Sql::list_proposals);
    query.add(limit);
    return all_rows<Proposal>(query, read_proposal);
}

Status put_proposal(Connection& connection, const Proposal& proposal) {
    Query query(connection, Sql::put_proposal);
    query.add(proposal.plan).add(name_of(proposal.state)).add(proposal.author);
    query.add(proposal.approved_by).add(proposal.reason).add(proposal.proposed);
    query.add(proposal.approved).add(proposal.published).add(proposal.effective_from);
    query.add(proposal.text);
    return query.finish();
}

Result<std::optional<ChangeRun>> open_change_run(Connection& connection) {
    Query query(connection, Sql::open_change_run);
    return first_row<ChangeRun>(query, read_run);
}

Result<std::optional<ChangeRun>> find_change_run(Connection& connection, std::int64_t id) {
    Query query(connection, Sql::find_change_run);
    query.add(id);
    return first_row<ChangeRun>(query, read_run);
}

Result<std::vector<ChangeRun>> list_change_runs(Connection& connection, std::size_t limit) {
    Query query(connection, Sql::list_change_runs);
    query.add(limit);
    return all_rows<ChangeRun>(query, read_run);
}

Result<std::int64_t> begin_change_run(Connection& connection, const ChangeRun& run) {
    const auto cases = count_cases(connection);
    if (!cases) return cases.error();
    Query query(connection, Sql::insert_change_run);
    query.add(run.plan).add(run.undoes).add(run.by).add(*cases).add(run.started);
    query.add(run.undo_until).add(run.team);
    if (Status status = query.finish(); !status) return status.error();
    return connection.last_row();
}

Status update_change_run(Connection& connection, const ChangeRun& run) {
    Query query(connection, Sql::update_change_run);
    query.add(run.id).add(run.done).add(run.changed).add(run.left).add(run.last.number);
    query.add(run.finished).add(run.undo_until);
    if (Status status = query.finish(); !status) return status;
    return connection.changed_rows() == 1
               ? Status()
               : Status(no_such_row("change run " + std::to_string(run.id)));
}

Result<std::vector<PreImage>> pre_images(Connection& connection, std::int64_t run, CaseId after,
                                         std::size_t limit) {
    Query query(connection, Sql::list_pre_images);
    query.add(run).add(after.number).add(limit);
    return all_rows<PreImage>(query, read_image);
}

Status put_pre_image(Connection& connection, const PreImage& image) {
    Query query(connection, Sql::put_pre_image);
    query.add(image.run).add(image.case_id.number).add(image.sequence).add(image.detail);
    query.add_blob(image.body);
    return query.finish();
}

Status drop_pre_images(Connection& connection, std::int64_t run) {
    Query query(connection, Sql::drop_pre_images);
    query.add(run);
    return query.finish();
}

}  // namespace throughgate::store::sqlite
