// SPDX-License-Identifier: MIT
#include "store/sqlite/work_rows.hpp"

#include "store/case_codec.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/rows.hpp"
#include "store/summary.hpp"

namespace throughgate::store::sqlite {
namespace {

DueRow read_due(Query& row) {
    return {row.instant(0), CaseId{row.integer(1)}, TimerId{row.number<std::uint32_t>(2)},
            row.number<std::uint32_t>(3)};
}

Instant read_instant(Query& row) { return row.instant(0); }

HandoffRow read_handoff(Query& row) {
    HandoffRow read;
    read.case_id.number = row.integer(0);
    read.reference = row.text(1);
    read.handoff = or_malformed(row, decode_handoff(row.blob(2)));
    return read;
}

OutboxRow read_outbox(Query& row) {
    OutboxRow read;
    read.effect.case_id.number = row.integer(0);
    read.effect.sequence = row.number<std::uint64_t>(1);
    read.effect.ordinal = row.number<std::uint32_t>(2);
    read.effect.incarnation = row.number<std::uint64_t>(3);
    read.state = or_malformed(row, lifecycle::delivery_state_named(row.text(4)));
    read.queued = row.instant(5);
    read.due = row.optional_instant(6);
    read.attempts = row.number<std::uint32_t>(7);
    read.recipient = row.text(8);
    read.channel = row.text(9);
    read.detail = row.text(10);
    read.notice = or_malformed(row, decode_notice(row.blob(11)));
    read.notice.ordinal = read.effect.ordinal;
    read.mailing = row.integer(12);
    read.late = row.integer(13) != 0;
    return read;
}

Status write_due_row(Connection& connection, CaseId id, const Change::DueRow& row) {
    Query query(connection, Sql::arm);
    query.add(row.due).add(id.number).add(row.timer.number).add(row.generation);
    return query.finish();
}

Status delete_due_row(Connection& connection, CaseId id, const Change::DueRow& row) {
    Query query(connection, Sql::disarm);
    query.add(row.due).add(id.number).add(row.timer.number);
    return query.finish();
}

Status write_handoff(Connection& connection, CaseId id, const Handoff& handoff) {
    thread_local std::string body;
    encode_handoff(handoff, body);
    Query query(connection, Sql::put_handoff);
    query.add(id.number).add(handoff.id.number);
    query.add(handoff.name.text()).add(handoff.to_role.text()).add(name_of(handoff.state));
    query.add(!is_end(handoff.state)).add(handoff.acknowledged_at.has_value());
    query.add(handoff.escalated).add(running_due(handoff)).add_blob(body);
    return query.finish();
}

}  // namespace

Result<std::vector<DueRow>> due_timers(Connection& connection, Instant until, std::size_t limit) {
    Query query(connection, Sql::due_timers);
    query.add(until).add(limit);
    return all_rows<DueRow>(query, read_due);
}

Result<std::vector<DueRow>> due_rows_of(Connection& connection, CaseId id) {
    Query query(connection, Sql::case_due_rows);
    query.add(id.number);
    return all_rows<DueRow>(query, read_due);
}

Result<std::optional<Instant>> next_timer(Connection& connection) {
    Query query(connection, Sql::next_timer);
    return first_row<Instant>(query, read_instant);
}

Status write_due(Connection& connection, const Change& change) {
    for (const Change::DueRow& row : change.disarm)
        if (Status status = delete_due_row(connection, change.after.id, row); !status)
            return status;
    for (const Change::DueRow& row : change.arm)
        if (Status status = write_due_row(connection, change.after.id, row); !status) return status;
    return {};
}

Result<std::vector<HandoffRow>> list_handoffs(Connection& connection, const HandoffFilter& filter,
                                              CaseId after_case, HandoffId after,
                                              std::size_t limit) {
    const bool of_one_case = filter.case_id.number != 0;
    const Sql list = of_one_case         ? Sql::list_case_handoffs
                     : filter.due_before ? Sql::list_due_handoffs
                                         : Sql::list_handoffs;
    Query query(connection, list);
    if (of_one_case) query.add(filter.case_id.number);
    if (list == Sql::list_due_handoffs) query.add(filter.due_before);
    query.add(after_case.number).add(after.number);
    if (list != Sql::list_due_handoffs) query.add(filter.open_only);
    if (of_one_case) query.add(filter.due_before);
    query.add(limit);
    return all_rows<HandoffRow>(query, read_handoff);
}

Status write_handoffs(Connection& connection, const Change& change) {
    for (const HandoffId id : change.handoffs) {
        const Handoff* handoff = change.after.find_handoff(id);
        if (handoff == nullptr) return no_such_row("handoff " + std::to_string(id.number));
        if (Status status = write_handoff(connection, change.after.id, *handoff); !status)
            return status;
    }
    return {};
}

Result<std::vector<OutboxRow>> due_outbox(Connection& connection, Instant until,
                                          std::size_t limit) {
    Query query(connection, Sql::due_outbox);
    query.add(until).add(limit);
    return all_rows<OutboxRow>(query, read_outbox);
}

Result<std::optional<Instant>> next_outbox(Connection& connection) {
    Query query(connection, Sql::next_outbox);
    return first_row<Instant>(query, read_instant);
}

Result<std::optional<OutboxRow>> find_outbox(Connection& connection, const EffectId& effect) {
    Query query(connection, Sql::find_outbox);
    query.add(effect.case_id.number).add(effect.sequence).add(effect.ordinal);
    query.add(effect.incarnation);
    return first_row<OutboxRow>(query, read_outbox);
}

Result<std::vector<OutboxRow>> list_outbox(Connection& connection, CaseId case_id,
                                           const EffectId& after, std::size_t limit) {
    const bool all = case_id.number == 0;
    Query query(connection, all ? Sql::list_outbox : Sql::list_case_outbox);
    const CaseId start = all || after.case_id == case_id ? after.case_id : CaseId{};
    query.add(all ? start.number : case_id.number);
    query.add(all || start == case_id ? after.sequence : 0);
    query.add(all || start == case_id ? after.ordinal : 0).add(limit);
    return all_rows<OutboxRow>(query, read_outbox);
}

Status insert_outbox(Connection& connection, const OutboxRow& row) {
    thread_local std::string notice;
    encode_notice(row.notice, notice);
    Query query(connection, Sql::insert_outbox);
    query.add(row.effect.case_id.number).add(row.effect.sequence).add(row.effect.ordinal);
    query.add(row.effect.incarnation).add(name_of(row.state)).add(row.queued).add(row.due);
    query.add(row.attempts).add(row.recipient).add(row.channel).add(row.detail).add_blob(notice);
    query.add(row.mailing).add(row.late);
    return query.finish();
}

Status update_outbox(Connection& connection, const OutboxRow& row) {
    Query query(connection, Sql::update_outbox);
    query.add(row.effect.case_id.number).add(row.effect.sequence).add(row.effect.ordinal);
    query.add(row.effect.incarnation).add(name_of(row.state)).add(row.due).add(row.attempts);
    query.add(row.recipient).add(row.channel).add(row.detail).add(row.mailing);
    if (Status status = query.finish(); !status) return status;
    if (connection.changed_rows() != 1) return no_such_row("this notice");
    return {};
}

Result<std::vector<OutboxRow>> notices_of(Connection& connection, std::int64_t mailing,
                                          std::size_t limit) {
    Query query(connection, Sql::mailing_notices);
    query.add(mailing).add(limit);
    return all_rows<OutboxRow>(query, read_outbox);
}

Result<std::vector<OutboxRow>> notices_to(Connection& connection, std::string_view person,
                                          Instant since, std::size_t limit) {
    Query query(connection, Sql::notices_to);
    query.add(person).add(since).add(limit);
    return all_rows<OutboxRow>(query, read_outbox);
}

Result<std::vector<OutboxRow>> list_dead_letters(Connection& connection, const EffectId& after,
                                                 std::size_t limit) {
    Query query(connection, Sql::dead_letters);
    query.add(after.case_id.number).add(after.sequence).add(after.ordinal).add(limit);
    return all_rows<OutboxRow>(query, read_outbox);
}

Status look_again(Connection& connection, CaseId id, Instant now) {
    Query query(connection, Sql::look_again);
    return query.add(id.number).add(now).finish();
}

Status release_outbox(Connection& connection, Instant now) {
    for (const Sql release :
         {Sql::release_outbox, Sql::release_upstream_items, Sql::release_mailings}) {
        Query query(connection, release);
        if (Status status = query.add(now).finish(); !status) return status;
    }
    return {};
}

std::string_view short_key(const Digest& key) {
    return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size() / 2};
}

Result<bool> has_notice_key(Connection& connection, const Digest& key) {
    Query query(connection, Sql::has_notice_key);
    query.add_blob(short_key(key));
    const bool found = query.next();
    if (Status status = query.status(); !status) return status.error();
    return found;
}

Result<bool> put_notice_key(Connection& connection, const Digest& key, const EffectId& effect) {
    Query query(connection, Sql::put_notice_key);
    query.add_blob(short_key(key)).add(effect.case_id.number).add(effect.sequence);
    query.add(effect.ordinal).add(effect.incarnation);
    if (Status status = query.finish(); !status) return status.error();
    return connection.changed_rows() == 1;
}

}  // namespace throughgate::store::sqlite
