// SPDX-License-Identifier: MIT
#include "store/sqlite/log_rows.hpp"

#include <algorithm>
#include <numeric>

#include "store/sqlite/errors.hpp"
#include "store/sqlite/rows.hpp"
#include "store/summary.hpp"

namespace throughgate::store::sqlite {
namespace {

constexpr int sequence_bits = 24;
constexpr std::uint64_t last_sequence = (1u << sequence_bits) - 1;

std::int64_t key_of(CaseId id, std::uint64_t sequence) {
    return (id.number << sequence_bits) + static_cast<std::int64_t>(sequence);
}

std::uint64_t draw_salt(Random& random) {
    // SQLite's integers are signed; 0 says that the salt was erased.
    return std::max<std::uint64_t>(random.next() >> 1, 1);
}

std::string_view bytes_of(std::span<const Digest> digests) {
    return {reinterpret_cast<const char*>(digests.data()), digests.size_bytes()};
}

Status insert_entry(LogWriter& writer, const EntryView& entry, std::string_view fields,
                    std::uint64_t salt, const Digest& hash) {
    Query query(writer.connection, Sql::insert_log);
    query.add(key_of(entry.case_id, entry.sequence)).add(entry.kind);
    query.add(entry.recorded).add(entry.effective);
    query.add(entry.actor).add(entry.asserted_by).add(entry.on_behalf_of).add(entry.reason);
    query.add(fields).add(salt).add_blob(bytes_of(entry.field_hashes)).add(hash);
    return query.finish();
}

Status write_entry(LogWriter& writer, EntryView& entry, const ChangeLog::Entry& from,
                   Case& the_case) {
    thread_local std::vector<Digest> field_hashes;
    thread_local std::string fields;
    field_hashes.clear();
    const std::uint64_t salt = draw_salt(writer.random);
    for (const auto& [name, value] : from.fields)
        field_hashes.push_back(writer.hasher.field(salt, field_hashes.size(), name, value));
    write_fields(from.fields, fields);
    entry.kind = from.kind;
    entry.sequence = the_case.log_length + 1;
    entry.previous = the_case.log_head;
    entry.field_hashes = field_hashes;
    const Digest hash = writer.hasher.entry(entry);
    if (Status status = insert_entry(writer, entry, fields, salt, hash); !status) return status;
    the_case.log_length = entry.sequence;
    the_case.log_head = hash;
    return {};
}

EntryView start_of(const Case& the_case, const Event& event, Instant recorded) {
    EntryView entry;
    entry.case_id = the_case.id;
    entry.recorded = recorded;
    entry.effective = event.effective_at.value_or(recorded);
    entry.actor = event.actor.person.empty() ? "engine" : std::string_view(event.actor.person);
    entry.asserted_by = event.actor.asserted_by;
    entry.on_behalf_of = event.actor.on_behalf_of;
    entry.reason = event.reason;
    return entry;
}

void read_hashes(Query& row, int column, StoredLogEntry& into) {
    const std::string_view bytes = row.blob(column);
    Digest digest;
    if (bytes.size() % digest.bytes.size() != 0) row.malformed();
    for (std::size_t at = 0; at + digest.bytes.size() <= bytes.size(); at += digest.bytes.size()) {
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), digest.bytes.size(),
                    digest.bytes.begin());
        into.field_hashes.push_back(digest);
    }
}

StoredLogEntry read_entry(Query& row, CaseId id, const Digest& previous) {
    StoredLogEntry entry;
    entry.case_id = id;
    entry.sequence = row.number<std::uint64_t>(0);
    entry.kind = row.text(1);
    entry.recorded = row.instant(2);
    entry.effective = row.instant(3);
    entry.actor = row.text(4);
    entry.asserted_by = row.text(5);
    entry.on_behalf_of = row.text(6);
    entry.reason = row.text(7);
    if (!read_fields(row.text(8), entry)) row.malformed();
    entry.salt = row.is_null(9) ? 0 : row.number<std::uint64_t>(9);
    read_hashes(row, 10, entry);
    entry.previous = previous;
    entry.hash = row.digest(11);
    return entry;
}

/// The hash that the entry after `sequence` chains to; zeros when there is none.
Result<Digest> hash_at(Connection& connection, CaseId id, std::uint64_t sequence) {
    if (sequence == 0) return Digest{};
    Query query(connection, Sql::log_hash);
    query.add(key_of(id, sequence));
    const auto hash = first_row<Digest>(query, [](Query& row) { return row.digest(0); });
    if (!hash) return hash.error();
    return hash->value_or(Digest{});
}

struct Link {
    std::uint64_t number = 0;
    Digest hash;
};

Result<Link> last_link(Query& query) {
    const auto link = first_row<Link>(
        query, [](Query& row) { return Link{row.number<std::uint64_t>(0), row.digest(1)}; });
    if (!link) return link.error();
    return link->value_or(Link{});
}

RootRow read_root(Query& row) {
    RootRow root;
    root.commit = row.number<std::uint64_t>(0);
    root.at = row.instant(1);
    root.entries = row.number<std::uint64_t>(2);
    if (!decode_heads(row.blob(3), root.heads)) row.malformed();
    root.content = row.digest(4);
    root.previous = row.digest(5);
    root.hash = row.digest(6);
    return root;
}

ChainRow read_link(Query& row) {
    return {row.number<std::uint64_t>(0), row.digest(1), row.digest(2), row.digest(3)};
}

}  // namespace

void Heads::add(CaseId case_id, std::uint64_t sequence, const Digest& hash, std::uint64_t entries) {
    heads_.push_back({case_id, sequence});
    hashes_.push_back(hash);
    entries_ += entries;
}

void Heads::clear() {
    heads_.clear();
    hashes_.clear();
    entries_ = 0;
}

void Heads::settle() {
    std::vector<std::size_t> order(heads_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return heads_[a].case_id < heads_[b].case_id;
    });
    std::vector<RootHead> heads;
    std::vector<Digest> hashes;
    for (const std::size_t index : order) {
        if (!heads.empty() && heads.back().case_id == heads_[index].case_id) {
            heads.back() = heads_[index];
            hashes.back() = hashes_[index];
        } else {
            heads.push_back(heads_[index]);
            hashes.push_back(hashes_[index]);
        }
    }
    heads_.swap(heads);
    hashes_.swap(hashes);
}

Result<std::uint64_t> write_log(LogWriter& writer, Change& change, const Event& event,
                                Instant recorded) {
    Case& the_case = change.after;
    const std::uint64_t first = the_case.log_length + 1;
    if (the_case.log_length + change.log.size() > last_sequence)
        return log_full(the_case.reference);
    EntryView entry = start_of(the_case, event, recorded);
    for (std::size_t i = 0; i < change.log.size(); ++i) {
        if (Status status = write_entry(writer, entry, change.log[i], the_case); !status)
            return status.error();
        entry.reason = {};  // said once, with the event itself
    }
    the_case.last_recorded = std::max(the_case.last_recorded, recorded);
    writer.heads.add(the_case.id, the_case.log_length, the_case.log_head, change.log.size());
    return first;
}

Status write_root(LogWriter& writer, Instant at) {
    if (writer.heads.empty()) return {};
    Query query(writer.connection, Sql::last_root);
    const auto last = last_link(query);
    if (!last) return last.error();
    writer.heads.settle();
    RootRow root{last->number + 1, at, writer.heads.entries(), {}, {}, last->hash, {}};
    root.content = writer.hasher.content(writer.heads.heads(), writer.heads.hashes());
    root.hash = writer.hasher.root(root);
    const std::string heads = encode_heads(writer.heads.heads());
    Query insert(writer.connection, Sql::insert_root);
    insert.add(root.commit).add(root.at).add(root.entries).add_blob(heads);
    insert.add(root.content).add(root.previous).add(root.hash);
    return insert.finish();
}

Status append_chain(LogWriter& writer, std::string_view name, CaseId head, const Digest& content) {
    Query query(writer.connection, Sql::last_chain);
    const auto last = last_link(query.add(name));
    if (!last) return last.error();
    ChainRow row{last->number + 1, content, last->hash, {}};
    row.hash = writer.hasher.chain(name, row);
    writer.heads.add(head, row.number, row.hash, 0);
    Query insert(writer.connection, Sql::insert_chain);
    insert.add(name).add(row.number).add(row.content).add(row.previous).add(row.hash);
    return insert.finish();
}

Result<std::vector<StoredLogEntry>> read_log(Connection& connection, CaseId id, std::uint64_t after,
                                             std::size_t limit) {
    if (after > last_sequence) return std::vector<StoredLogEntry>();
    const auto start = hash_at(connection, id, after);
    if (!start) return start.error();
    Digest previous = *start;
    Query query(connection, Sql::read_log);
    query.add(key_of(id, after)).add(key_of(id, last_sequence + 1)).add(limit);
    return all_rows<StoredLogEntry>(query, [&](Query& row) {
        StoredLogEntry entry = read_entry(row, id, previous);
        previous = entry.hash;
        return entry;
    });
}

Result<std::vector<RootRow>> read_roots(Connection& connection, std::uint64_t after,
                                        std::size_t limit) {
    Query query(connection, Sql::read_roots);
    query.add(after).add(limit);
    return all_rows<RootRow>(query, read_root);
}

Result<std::uint64_t> last_commit(Connection& connection) {
    Query query(connection, Sql::last_root);
    const auto last = last_link(query);
    if (!last) return last.error();
    return last->number;
}

Result<std::vector<ChainRow>> read_chain(Connection& connection, std::string_view name,
                                         std::uint64_t after, std::size_t limit) {
    Query query(connection, Sql::read_chain);
    query.add(name).add(after).add(limit);
    return all_rows<ChainRow>(query, read_link);
}

}  // namespace throughgate::store::sqlite
