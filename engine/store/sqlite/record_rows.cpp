// SPDX-License-Identifier: MIT
#include "store/sqlite/record_rows.hpp"

#include "base/limits.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/work_rows.hpp"

namespace throughgate::store::sqlite {
namespace {

constexpr std::size_t keys_looked_at_each_deleted = 8;

std::optional<Outcome> outcome_named(std::string_view name) {
    for (const Outcome outcome :
         {Outcome::applied, Outcome::duplicate, Outcome::unchanged, Outcome::stale,
          Outcome::buffered, Outcome::unknown_person, Outcome::ambiguous})
        if (name_of(outcome) == name) return outcome;
    return std::nullopt;
}

KeyRecord read_key(Query& row) {
    KeyRecord record;
    record.body = row.digest(0);
    record.outcome = or_malformed(row, outcome_named(row.text(1)));
    record.case_id.number = row.integer(2);
    record.sequence = row.number<std::uint64_t>(3);
    record.version = row.number<std::uint64_t>(4);
    record.recorded = row.instant(5);
    record.inbound = row.integer(6) != 0;
    return record;
}

Incident read_incident(Query& row) {
    Incident incident;
    incident.id = row.integer(0);
    incident.case_id.number = row.integer(1);
    incident.kind = row.text(2);
    incident.subject = row.text(3);
    incident.message = row.text(4);
    incident.opened = row.instant(5);
    incident.resolved = row.optional_instant(6);
    incident.resolved_by = row.text(7);
    return incident;
}

QualityItem read_quality(Query& row) {
    return {CaseId{row.integer(0)}, std::string(row.text(1)), std::string(row.text(2)),
            row.instant(3)};
}

BufferedEvent read_buffered(Query& row) {
    return {row.integer(0),
            {std::string(row.text(1)), std::string(row.text(2))},
            std::string(row.text(3)),
            row.instant(4)};
}

struct SweptKey {
    std::string key;
    bool expired = false;
};

SweptKey read_swept(Query& row, Instant now) {
    const bool inbound = row.integer(2) != 0;
    const Milliseconds window = inbound ? Milliseconds(limits::inbound_key_window)
                                        : Milliseconds(limits::command_key_window);
    return {std::string(row.blob(0)), row.instant(1) + window < now};
}

}  // namespace

Result<std::optional<KeyRecord>> find_key(Connection& connection, const Digest& key) {
    Query query(connection, Sql::find_key);
    query.add_blob(short_key(key));
    auto record = first_row<KeyRecord>(query, read_key);
    if (record && record->has_value()) (*record)->key = key;
    return record;
}

Status put_key(Connection& connection, const KeyRecord& record) {
    Query query(connection, Sql::put_key);
    query.add_blob(short_key(record.key)).add(record.body).add(name_of(record.outcome));
    query.add(record.case_id.number).add(record.sequence).add(record.version);
    query.add(record.recorded).add(record.inbound);
    return query.finish();
}

Status purge_keys(Connection& connection, Instant now, std::size_t limit, std::string& cursor) {
    const std::size_t looked_at = limit * keys_looked_at_each_deleted;
    Query sweep(connection, Sql::sweep_keys);
    sweep.add_blob(cursor).add(looked_at);
    const auto keys = all_rows<SweptKey>(sweep, [now](Query& row) { return read_swept(row, now); });
    if (!keys) return keys.error();
    std::string reached;
    std::size_t deleted = 0;
    for (const SweptKey& each : *keys) {
        if (deleted == limit) break;
        reached = each.key;
        if (!each.expired) continue;
        Query query(connection, Sql::delete_key);
        if (Status status = query.add_blob(each.key).finish(); !status) return status;
        ++deleted;
    }
    const bool at_end = keys->size() < looked_at && deleted < limit;
    cursor = at_end ? std::string() : reached;
    return {};
}

Result<std::vector<Incident>> list_incidents(Connection& connection, bool open_only,
                                             std::size_t limit) {
    Query query(connection, open_only ? Sql::list_open_incidents : Sql::list_incidents);
    query.add(limit);
    return all_rows<Incident>(query, read_incident);
}

Result<std::vector<Incident>> open_incidents_of(Connection& connection, CaseId id) {
    Query query(connection, Sql::case_open_incidents);
    query.add(id.number);
    return all_rows<Incident>(query, read_incident);
}

Result<std::int64_t> open_incident(Connection& connection, const Incident& incident) {
    Query query(connection, Sql::insert_incident);
    query.add(incident.case_id.number).add(incident.kind).add(incident.subject);
    query.add(incident.message).add(incident.opened).add(incident.resolved);
    query.add(incident.resolved_by);
    if (Status status = query.finish(); !status) return status.error();
    return connection.last_row();
}

Status resolve_incident(Connection& connection, std::int64_t id, Instant at, std::string_view by) {
    Query query(connection, Sql::resolve_incident);
    query.add(id).add(at).add(by);
    if (Status status = query.finish(); !status) return status;
    if (connection.changed_rows() != 1) return no_such_row("incident " + std::to_string(id));
    return {};
}

Result<std::vector<QualityItem>> list_quality(Connection& connection, CaseId case_id,
                                              std::size_t limit) {
    const bool all = case_id.number == 0;
    Query query(connection, all ? Sql::list_quality : Sql::list_case_quality);
    query.add(limit);
    if (!all) query.add(case_id.number);
    return all_rows<QualityItem>(query, read_quality);
}

Status put_quality(Connection& connection, const QualityItem& item) {
    Query query(connection, Sql::put_quality);
    query.add(item.case_id.number).add(item.place).add(item.problem).add(item.found);
    return query.finish();
}

Result<std::vector<BufferedEvent>> buffered_for(Connection& connection,
                                                const PersonIdentity& person) {
    Query query(connection, Sql::buffered_for);
    query.add(person.noms_number).add(person.crn);
    return all_rows<BufferedEvent>(query, read_buffered);
}

Status put_buffered(Connection& connection, const BufferedEvent& event) {
    Query query(connection, Sql::put_buffered);
    query.add(event.person.noms_number).add(event.person.crn).add(event.body).add(event.received);
    return query.finish();
}

Status drop_buffered(Connection& connection, std::int64_t id) {
    Query query(connection, Sql::drop_buffered);
    return query.add(id).finish();
}

Result<std::optional<std::string>> get_meta(Connection& connection, std::string_view name) {
    Query query(connection, Sql::get_meta);
    query.add(name);
    return first_row<std::string>(query, [](Query& row) { return std::string(row.text(0)); });
}

Status put_meta(Connection& connection, std::string_view name, std::string_view value) {
    Query query(connection, Sql::put_meta);
    return query.add(name).add(value).finish();
}

}  // namespace throughgate::store::sqlite
