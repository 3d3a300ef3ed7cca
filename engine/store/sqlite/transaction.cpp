// SPDX-License-Identifier: MIT
#include "store/sqlite/transaction.hpp"

#include "base/assert.hpp"
#include "store/sqlite/erase_rows.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/query.hpp"

namespace throughgate::store::sqlite {

SqliteTransaction::SqliteTransaction(Writer& writer)
    : Reads<Transaction>(*writer.connection), writer_(writer) {
    writer_.log.heads.clear();
}

SqliteTransaction::~SqliteTransaction() { rollback(); }

/// SQLite may roll back by itself; a step after that would commit alone, so it is refused.
template <typename Step>
auto SqliteTransaction::step(Step run) -> decltype(run()) {
    if (failed_ || finished_ || !connection_.in_transaction()) {
        failed_ = true;
        return already_failed(connection_.path());
    }
    failed_ = true;  // also when `run` throws
    auto result = run();
    failed_ = !result.ok();
    return result;
}

Status SqliteTransaction::create_case(Case& the_case) {
    return step([&] { return insert_case(connection_, the_case); });
}

Result<std::uint64_t> SqliteTransaction::write(Change& change, const Event& event,
                                               Instant recorded) {
    return step([&] { return write_all(change, event, recorded); });
}

Result<std::uint64_t> SqliteTransaction::write_all(Change& change, const Event& event,
                                                   Instant recorded) {
    std::uint64_t first = change.after.log_length;
    if (!change.log.empty()) {
        const auto sequence = write_log(writer_.log, change, event, recorded);
        if (!sequence) return sequence.error();
        first = *sequence;
    } else if (change.after.log_length != 0 && change.changed.any()) {
        // The feed names every case that moved, also one of which there is nothing to tell.
        const Case& moved = change.after;
        writer_.log.heads.add(moved.id, moved.log_length, moved.log_head, 0);
    }
    if (Status status = write_parts(change); !status) return status.error();
    if (Status status = write_due(connection_, change); !status) return status.error();
    if (Status status = write_handoffs(connection_, change); !status) return status.error();
    if (Status status = write_effects(change, first, recorded); !status) return status.error();
    return first;
}

Status SqliteTransaction::write_parts(const Change& change) {
    const ChangedParts& changed = change.changed;
    const std::pair<bool, CasePart> wanted[] = {
        {changed.core || !change.log.empty(), CasePart::core},
        {changed.pathways, CasePart::pathways},
        {changed.people, CasePart::people},
        {changed.facts, CasePart::facts},
        {changed.timers, CasePart::timers},
        {changed.handoffs, CasePart::handoffs},
    };
    std::array<CasePart, case_parts> parts{};
    std::size_t count = 0;
    for (const auto& [differs, part] : wanted)
        if (differs) parts[count++] = part;
    if (Status status = update_parts(connection_, change.after, std::span(parts).first(count));
        !status)
        return status;
    if (changed.people || changed.reach)
        if (Status status = write_people(connection_, change.after); !status) return status;
    return changed.summary ? update_summary(connection_, change.after) : Status();
}

Status SqliteTransaction::write_effects(const Change& change, std::uint64_t sequence,
                                        Instant recorded) {
    if (change.notices.empty() && change.records.empty()) return {};
    TG_ASSERT(!change.log.empty());  // an effect is known by the log entry that caused it
    const auto held = get_meta(connection_, meta::outbox_held);
    if (!held) return held.error();
    const bool hold = held->value_or("") == "1";
    OutboxRow row;
    row.queued = recorded;
    row.state = hold ? lifecycle::DeliveryState::held : lifecycle::DeliveryState::queued;
    row.due = hold ? std::nullopt : std::optional(recorded);
    row.late = change.late;
    for (const Notice& notice : change.notices) {
        row.effect = {writer_.incarnation, change.after.id, sequence, notice.ordinal};
        row.notice = notice;
        if (Status status = insert_outbox(connection_, row); !status) return status;
    }
    UpstreamItem item;
    item.queued = recorded;
    item.state = row.state;
    item.due = row.due;
    for (const UpstreamRecord& record : change.records) {
        item.effect = {writer_.incarnation, change.after.id, sequence, record.ordinal};
        item.record = record;
        if (Status status = insert_upstream_item(connection_, item); !status) return status;
    }
    return {};
}

Status SqliteTransaction::put_key(const KeyRecord& record) {
    return step([&] { return sqlite::put_key(connection_, record); });
}

Status SqliteTransaction::update_outbox(const OutboxRow& row) {
    return step([&] { return sqlite::update_outbox(connection_, row); });
}

Result<std::int64_t> SqliteTransaction::open_mailing(const Mailing& mailing, Instant now) {
    return step([&] { return sqlite::open_mailing(connection_, mailing, now); });
}

Status SqliteTransaction::update_mailing(const Mailing& mailing) {
    return step([&] { return sqlite::update_mailing(connection_, mailing); });
}

Status SqliteTransaction::move_notices(std::int64_t from, std::int64_t to) {
    return step([&] { return sqlite::move_notices(connection_, from, to); });
}

Status SqliteTransaction::put_delivery(const DeliveryLine& line) {
    return step([&] { return sqlite::put_delivery(connection_, line); });
}

Status SqliteTransaction::look_again(CaseId id, Instant now) {
    return step([&] { return sqlite::look_again(connection_, id, now); });
}

Status SqliteTransaction::update_upstream_item(const UpstreamItem& item) {
    return step([&] { return sqlite::update_upstream_item(connection_, item); });
}

Status SqliteTransaction::put_upstream(const UpstreamState& state) {
    return step([&] { return sqlite::put_upstream(connection_, state); });
}

Status SqliteTransaction::wake_upstream(std::string_view upstream, Instant now) {
    return step([&] { return sqlite::wake_upstream(connection_, upstream, now); });
}

Status SqliteTransaction::count_inbound(std::string_view source, std::string_view outcome,
                                        Instant at) {
    return step([&] { return sqlite::count_inbound(connection_, source, outcome, at); });
}

Result<bool> SqliteTransaction::put_notice_key(const Digest& notice_key, const EffectId& effect) {
    return step([&] { return sqlite::put_notice_key(connection_, notice_key, effect); });
}

Result<std::int64_t> SqliteTransaction::open_incident(const Incident& incident) {
    return step([&] { return sqlite::open_incident(connection_, incident); });
}

Status SqliteTransaction::resolve_incident(std::int64_t id, Instant at, std::string_view by) {
    return step([&] { return sqlite::resolve_incident(connection_, id, at, by); });
}

Status SqliteTransaction::park_case(CaseId id, bool parked, std::string_view because) {
    return step([&] { return sqlite::park_case(connection_, id, parked, because); });
}

Status SqliteTransaction::put_consultations(std::vector<Consultation> rows) {
    return step([&] { return append_consultations(writer_.log, rows); });
}

Status SqliteTransaction::put_quality(const QualityItem& item) {
    return step([&] { return sqlite::put_quality(connection_, item); });
}

Status SqliteTransaction::put_buffered(const BufferedEvent& event) {
    return step([&] { return sqlite::put_buffered(connection_, event); });
}

Status SqliteTransaction::drop_buffered(std::int64_t id) {
    return step([&] { return sqlite::drop_buffered(connection_, id); });
}

Status SqliteTransaction::put_directory(const Directory& directory) {
    return step([&] { return sqlite::put_directory(writer_.log, directory); });
}

Status SqliteTransaction::put_publication(const Publication& publication) {
    return step([&] { return sqlite::put_publication(writer_.log, publication); });
}

Status SqliteTransaction::put_meta(std::string_view name, std::string_view value) {
    return step([&] { return sqlite::put_meta(connection_, name, value); });
}

Result<std::int64_t> SqliteTransaction::begin_recompute(std::string_view cause, Instant at) {
    return step([&] { return sqlite::begin_recompute(connection_, cause, at); });
}

Status SqliteTransaction::advance_recompute(std::int64_t run, CaseId done, bool changed) {
    return step([&] { return sqlite::advance_recompute(connection_, run, done, changed); });
}

Status SqliteTransaction::finish_recompute(std::int64_t run, Instant at) {
    return step([&] { return sqlite::finish_recompute(connection_, run, at); });
}

Status SqliteTransaction::put_proposal(const Proposal& proposal) {
    return step([&] { return sqlite::put_proposal(connection_, proposal); });
}

Result<std::int64_t> SqliteTransaction::begin_change_run(const ChangeRun& run) {
    return step([&] { return sqlite::begin_change_run(connection_, run); });
}

Status SqliteTransaction::update_change_run(const ChangeRun& run) {
    return step([&] { return sqlite::update_change_run(connection_, run); });
}

Status SqliteTransaction::put_pre_image(const PreImage& image) {
    return step([&] { return sqlite::put_pre_image(connection_, image); });
}

Status SqliteTransaction::drop_pre_images(std::int64_t run) {
    return step([&] { return sqlite::drop_pre_images(connection_, run); });
}

Status SqliteTransaction::purge_keys(Instant now, std::size_t limit) {
    return step([&] { return sqlite::purge_keys(connection_, now, limit, writer_.purge_cursor); });
}

Status SqliteTransaction::release_outbox(Instant now) {
    return step([&]() -> Status {
        if (Status status = sqlite::release_outbox(connection_, now); !status) return status;
        return sqlite::put_meta(connection_, meta::outbox_held, "0");
    });
}

Status SqliteTransaction::take_out(const Case& the_case) {
    return step([&] { return sqlite::take_out(connection_, the_case); });
}

Status SqliteTransaction::commit(Instant at) {
    const auto number = commit_ahead(at);
    if (!number) return number.error();
    Status durable = writer_.syncer.wait(*number);
    writer_.outcome_unknown = writer_.outcome_unknown || !durable.ok();
    return durable;
}

Result<CommitNumber> SqliteTransaction::commit_ahead(Instant at) {
    Result<CommitNumber> number = CommitNumber{0};
    if (Status written = step([&] { return write_root(writer_.log, at); }); !written)
        number = written.error();
    else
        number = run_commit();
    if (number)
        finish();
    else
        rollback();
    return number;
}

Result<CommitNumber> SqliteTransaction::run_commit() {
    const CommitNumber number = writer_.syncer.begin_commit();
    Query query(connection_, Sql::commit);
    const bool written = query.finish().ok();
    writer_.syncer.end_commit(written);
    if (written) return number;
    const int code = connection_.last_code();
    writer_.outcome_unknown = is_unknown_after_commit(code);
    return commit_error(code, connection_.path());
}

void SqliteTransaction::rollback() {
    if (finished_) return;
    if (connection_.in_transaction()) (void)Query(connection_, Sql::rollback).finish();
    finish();
}

void SqliteTransaction::finish() {
    finished_ = true;
    if (writer_.checkpointer) writer_.checkpointer->leave();
}

}  // namespace throughgate::store::sqlite
