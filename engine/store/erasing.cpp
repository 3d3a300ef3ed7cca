// SPDX-License-Identifier: MIT
#include "store/erasing.hpp"

#include <iterator>

#include "store/chain.hpp"
#include "store/summary.hpp"

namespace throughgate::store {
namespace {

constexpr std::size_t page = 1000;

void add_number(Sha256& hash, std::uint64_t number) { hash.add_field(std::to_string(number)); }

void add_instant(Sha256& hash, Instant instant) {
    hash.add_field(std::to_string(instant.time_since_epoch().count()));
}

/// Rows of a case, a page at a time; `key_of` says where the next page begins.
template <typename Row, typename Read, typename KeyOf>
Result<std::vector<Row>> all_of(Read read, KeyOf key_of) {
    std::vector<Row> all;
    for (;;) {
        auto rows = read(all.empty() ? nullptr : &all.back());
        if (!rows) return rows.error();
        const bool last = rows->size() < page;
        const auto before = all.empty() ? 0 : key_of(all.back());
        std::move(rows->begin(), rows->end(), std::back_inserter(all));
        if (last || key_of(all.back()) == before) return all;
    }
}

Error not_sound(const Case& the_case, const std::string& what) {
    return {ErrorKind::refused,
            the_case.reference + ": " + what +
                " is not as it was written, so the case is not erased: that would cover it up; "
                "`throughgate audit verify` names every fault",
            the_case.reference};
}

Status entries_are_sound(Reader& reader, const Case& the_case, ChainHasher& hasher) {
    const auto log = whole_log_of(reader, the_case.id);
    if (!log) return log.error();
    Digest previous;
    std::uint64_t sequence = 0;
    for (const StoredLogEntry& entry : *log) {
        EntryView view = view_of(entry);
        view.previous = previous;
        const bool follows = entry.sequence == sequence + 1 && hasher.entry(view) == entry.hash &&
                             entry.fields.size() == entry.field_hashes.size();
        if (!follows) return not_sound(the_case, "log entry " + std::to_string(sequence + 1));
        for (std::size_t i = 0; entry.salt != 0 && i < entry.fields.size(); ++i)
            if (!entry.erased[i] && hasher.field(entry.salt, i, entry.fields[i].first,
                                                 entry.fields[i].second) != entry.field_hashes[i])
                return not_sound(the_case, "log entry " + std::to_string(entry.sequence));
        previous = entry.hash;
        sequence = entry.sequence;
    }
    const bool whole = sequence == the_case.log_length && previous == the_case.log_head;
    return whole ? Status() : Status(not_sound(the_case, "the end of its log"));
}

Result<Digest> hash_before(Reader& reader, std::uint64_t number) {
    if (number <= 1) return Digest{};
    const auto before = reader.list_consultations({}, {}, number - 2, 1);
    if (!before) return before.error();
    return before->empty() ? Digest{} : before->front().hash;
}

Status reads_are_sound(Reader& reader, const Case& the_case, ChainHasher& hasher) {
    const auto reads = whole_reads_of(reader, the_case.id);
    if (!reads) return reads.error();
    for (const Consultation& row : *reads) {
        const auto before = hash_before(reader, row.number);
        if (!before) return before.error();
        if (hasher.consultation(*before, row) != row.hash)
            return not_sound(the_case, "read " + std::to_string(row.number));
    }
    return {};
}

}  // namespace

bool is_erased(const Case& the_case) {
    return lifecycle::is_end(the_case.state) && the_case.id.number != 0 &&
           the_case.person == PersonIdentity{};
}

bool is_erased(const CaseSummary& summary) {
    return summary.state == name_of(lifecycle::CaseState::closed) && !summary.restricted &&
           summary.person == PersonIdentity{};
}

Case emptied(const Case& the_case) {
    Case left;
    left.id = the_case.id;
    left.reference = the_case.reference;
    left.state = lifecycle::CaseState::closed;
    left.version = the_case.version + 1;
    left.log_length = the_case.log_length;
    left.log_head = the_case.log_head;
    left.last_recorded = the_case.last_recorded;
    left.last_timer = the_case.last_timer;
    left.last_handoff = the_case.last_handoff;
    left.last_entry = the_case.last_entry;
    return left;
}

Result<Holdings> holdings_of(Reader& reader, const Case& the_case) {
    Holdings held;
    held.entries = the_case.log_length;
    held.facts = static_cast<std::uint64_t>(the_case.facts.end() - the_case.facts.begin());
    held.handoffs = the_case.handoffs.size();
    EffectId first;
    first.case_id = the_case.id;
    const auto notices = all_of<OutboxRow>(
        [&](const OutboxRow* last) {
            return reader.list_outbox(the_case.id, last == nullptr ? first : last->effect, page);
        },
        [](const OutboxRow& row) { return row.effect.sequence * 100'000 + row.effect.ordinal; });
    if (!notices) return notices.error();
    held.notices = notices->size();
    UpstreamFilter all;
    all.case_id = the_case.id;
    all.which = UpstreamFilter::Which::all;
    const auto records = reader.list_upstream_items(all, {}, 100'000);
    if (!records) return records.error();
    held.records = records->size();
    const auto reads = whole_reads_of(reader, the_case.id);
    if (!reads) return reads.error();
    held.reads = reads->size();
    return held;
}

Digest digest_of(std::span<const StoredLogEntry> entries) {
    Sha256 hash;
    for (const StoredLogEntry& entry : entries) {
        add_number(hash, entry.sequence);
        add_instant(hash, entry.recorded);
        add_instant(hash, entry.effective);
        hash.add_field(entry.kind).add_field(entry.actor).add_field(entry.asserted_by);
        hash.add_field(entry.on_behalf_of).add_field(entry.reason);
        add_number(hash, entry.fields.size());
        for (const auto& [name, value] : entry.fields) hash.add_field(name).add_field(value);
        add_number(hash, entry.field_hashes.size());
        for (const Digest& each : entry.field_hashes) hash.add(each);
        hash.add(entry.hash);
    }
    return hash.finish();
}

Digest digest_of(std::span<const Consultation> reads) {
    Sha256 hash;
    for (const Consultation& row : reads) {
        add_number(hash, row.number);
        add_instant(hash, row.at);
        hash.add_field(row.person).add_field(row.asserted_by).add_field(row.purpose);
        hash.add_field(row.kind).add_field(row.what).add(row.hash);
    }
    return hash.finish();
}

Result<std::vector<StoredLogEntry>> whole_log_of(Reader& reader, CaseId id) {
    return all_of<StoredLogEntry>(
        [&](const StoredLogEntry* last) {
            return reader.read_log(id, last == nullptr ? 0 : last->sequence, page);
        },
        [](const StoredLogEntry& entry) { return entry.sequence; });
}

Result<std::vector<Consultation>> whole_reads_of(Reader& reader, CaseId id, std::uint64_t until) {
    auto reads = all_of<Consultation>(
        [&](const Consultation* last) {
            return reader.list_consultations(id, {}, last == nullptr ? 0 : last->number, page);
        },
        [](const Consultation& row) { return row.number; });
    if (reads && until != 0)
        std::erase_if(*reads, [until](const Consultation& row) { return row.number > until; });
    return reads;
}

Status log_is_sound(Reader& reader, const Case& the_case) {
    ChainHasher hasher;
    if (Status status = entries_are_sound(reader, the_case, hasher); !status) return status;
    return reads_are_sound(reader, the_case, hasher);
}

}  // namespace throughgate::store
