// SPDX-License-Identifier: MIT
// verify_audit: walks the chain of roots and, commit by commit, the log entries that each root
// covers, so every entry is read once. Then whatever no root covers, and the other two chains. What
// an erasure took the words from cannot be worked out again; it has to be as that erasure left it.
#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <unordered_map>

#include "store/chain.hpp"
#include "store/erasing.hpp"
#include "store/summary.hpp"

namespace throughgate::store {
namespace {

constexpr std::size_t page = 500;

struct Position {
    std::uint64_t sequence = 0;
    Digest hash;
};

class Audit {
public:
    explicit Audit(Reader& reader) : reader_(reader) {}

    Result<std::vector<AuditFault>> run() {
        for (const Part part : {&Audit::check_chains, &Audit::check_roots, &Audit::check_reads_end,
                                &Audit::check_cases, &Audit::check_erasures})
            if (Status status = (this->*part)(); !status) return status.error();
        return std::move(faults_);
    }

private:
    using Part = Status (Audit::*)();

    Status check_chains();
    Status check_chain(std::string_view name, CaseId head);
    Status check_publications();
    Status check_directory();
    Status check_roots();
    Status check_root(const RootRow& root);
    Status check_head(const RootHead& head, std::uint64_t& entries);
    Status check_reads(std::uint64_t until);
    Status check_reads_end();
    Status check_entries(CaseId id, std::uint64_t until);
    void check_entry(const StoredLogEntry& entry, Position& position);
    void check_fields(const StoredLogEntry& entry);
    Status check_cases();
    Status check_case(const CaseSummary& summary);
    Status check_erasures();
    Status check_erasure(CaseId id);

    void fault(CaseId id, std::uint64_t sequence, std::string message) {
        faults_.push_back({id, sequence, std::move(message)});
    }

    /// Stands unless an erasure explains it.
    void doubt(CaseId id, std::uint64_t number, std::string message) {
        doubts_[id].push_back({id, number, std::move(message)});
    }

    Reader& reader_;
    ChainHasher hasher_;
    std::unordered_map<CaseId, Position> reached_;  ///< the last entry that a root covers
    std::unordered_map<CaseId, std::vector<ChainRow>> chains_;
    RootRow last_root_;
    std::vector<AuditFault> faults_;
    std::map<CaseId, std::vector<AuditFault>> doubts_;       ///< of log entries
    std::map<CaseId, std::vector<AuditFault>> read_doubts_;  ///< of reads, by whose case
    std::vector<AuditFault> stand_;                          ///< of these: no erasure explains them
};

std::string field_of(const StoredLogEntry& entry, std::string_view name) {
    for (const auto& [field, value] : entry.fields)
        if (field == name) return value;
    return {};
}

/// Does the entry of an erasure say that this is what it left?
bool says(const StoredLogEntry& erasure, std::string_view field, const Digest& left) {
    return field_of(erasure, field) == to_hex(left);
}

std::string numbered(std::string_view what, std::uint64_t number) {
    return std::string(what) + " " + std::to_string(number);
}

Status Audit::check_chains() {
    if (Status status = check_chain(publication_chain, publication_head); !status) return status;
    if (Status status = check_chain(directory_chain, directory_head); !status) return status;
    if (Status status = check_publications(); !status) return status;
    return check_directory();
}

/// Reads that no root covers were added past the engine.
Status Audit::check_reads_end() {
    const auto beyond = reader_.list_consultations({}, {}, reached_[reads_head].sequence, 1);
    if (!beyond) return beyond.error();
    if (!beyond->empty()) fault({}, beyond->front().number, "reads that no root covers");
    return {};
}

Status Audit::check_chain(std::string_view name, CaseId head) {
    std::vector<ChainRow>& rows = chains_[head];
    while (true) {
        const std::uint64_t after = rows.empty() ? 0 : rows.back().number;
        const auto more = reader_.read_chain(name, after, page);
        if (!more) return more.error();
        for (const ChainRow& row : *more) {
            const Digest expected = rows.empty() ? Digest{} : rows.back().hash;
            if (row.number != rows.size() + 1 || row.previous != expected ||
                row.hash != hasher_.chain(name, row))
                fault({}, row.number, numbered(name, row.number) + " breaks its chain");
            rows.push_back(row);
        }
        if (more->size() < page) return {};
    }
}

Status Audit::check_publications() {
    const auto publications = reader_.publications();
    if (!publications) return publications.error();
    const std::vector<ChainRow>& rows = chains_[publication_head];
    if (rows.size() != publications->size())
        fault({}, 0, "publications are missing, or were added past the engine");
    for (std::size_t i = 0; i < std::min(rows.size(), publications->size()); ++i)
        if (hasher_.publication((*publications)[i]) != rows[i].content)
            fault({}, i + 1, numbered("publication", i + 1) + " was changed");
    return {};
}

Status Audit::check_directory() {
    const auto directory = reader_.directory();
    if (!directory) return directory.error();
    const std::vector<ChainRow>& rows = chains_[directory_head];
    const Digest expected = rows.empty() ? hasher_.directory({}) : rows.back().content;
    if (hasher_.directory(*directory) != expected)
        fault({}, directory->version, "the staff directory was changed past the engine");
    return {};
}

Status Audit::check_roots() {
    while (true) {
        const auto roots = reader_.read_roots(last_root_.commit, page);
        if (!roots) return roots.error();
        for (const RootRow& root : *roots)
            if (Status status = check_root(root); !status) return status;
        if (roots->size() < page) return {};
    }
}

Status Audit::check_root(const RootRow& root) {
    const std::string name = numbered("root", root.commit);
    if (root.commit != last_root_.commit + 1) fault({}, root.commit, name + " follows a gap");
    if (root.previous != last_root_.hash)
        fault({}, root.commit, name + " breaks the chain of roots");
    if (root.hash != hasher_.root(root)) fault({}, root.commit, name + " was changed");
    std::uint64_t entries = 0;
    std::vector<Digest> hashes;
    for (const RootHead& head : root.heads) {
        if (Status status = check_head(head, entries); !status) return status;
        hashes.push_back(reached_[head.case_id].hash);
    }
    if (entries != root.entries || hasher_.content(root.heads, hashes) != root.content)
        fault({}, root.commit, name + " does not match the log entries it covers");
    last_root_ = root;
    return {};
}

Status Audit::check_head(const RootHead& head, std::uint64_t& entries) {
    if (head.case_id == reads_head) return check_reads(head.sequence);
    Position& position = reached_[head.case_id];
    const auto chain = chains_.find(head.case_id);
    if (chain == chains_.end()) {
        entries += head.sequence - position.sequence;
        return check_entries(head.case_id, head.sequence);
    }
    position.sequence = head.sequence;
    const bool there = head.sequence >= 1 && head.sequence <= chain->second.size();
    position.hash = there ? chain->second[head.sequence - 1].hash : Digest{};
    if (!there) fault({}, head.sequence, "a publication or directory version is missing");
    return {};
}

/// The log of reads up to where a root says that it came.
Status Audit::check_reads(std::uint64_t until) {
    Position& position = reached_[reads_head];
    while (position.sequence < until) {
        const auto rows = reader_.list_consultations(
            {}, {}, position.sequence, std::min<std::uint64_t>(page, until - position.sequence));
        if (!rows) return rows.error();
        for (const Consultation& row : *rows) {
            if (row.number != position.sequence + 1)
                fault({}, row.number, numbered("read", row.number) + " follows a gap");
            if (row.hash != hasher_.consultation(position.hash, row))
                read_doubts_[row.case_id].push_back(
                    {{}, row.number, numbered("read", row.number) + " was changed"});
            position = {row.number, row.hash};
        }
        if (!rows->empty()) continue;
        fault({}, position.sequence + 1, "entries of the log of reads are missing");
        position = {until, {}};
    }
    return {};
}

Status Audit::check_entries(CaseId id, std::uint64_t until) {
    Position& position = reached_[id];
    while (position.sequence < until) {
        const auto entries = reader_.read_log(
            id, position.sequence, std::min<std::uint64_t>(page, until - position.sequence));
        if (!entries) return entries.error();
        const std::uint64_t before = position.sequence;
        for (const StoredLogEntry& entry : *entries) check_entry(entry, position);
        if (!entries->empty() && position.sequence > before) continue;
        fault(id, position.sequence + 1, reference_of(id) + ": log entries are missing");
        position = {until, {}};
    }
    return {};
}

void Audit::check_entry(const StoredLogEntry& entry, Position& position) {
    const std::string name =
        reference_of(entry.case_id) + ": " + numbered("log entry", entry.sequence);
    if (entry.sequence != position.sequence + 1)
        fault(entry.case_id, position.sequence + 1, name + " follows a gap");
    EntryView view = view_of(entry);
    view.previous = position.hash;
    if (hasher_.entry(view) != entry.hash)
        doubt(entry.case_id, entry.sequence, name + " was changed or is out of its place");
    check_fields(entry);
    position = {entry.sequence, entry.hash};
}

void Audit::check_fields(const StoredLogEntry& entry) {
    const std::string name =
        reference_of(entry.case_id) + ": " + numbered("log entry", entry.sequence);
    if (entry.fields.size() != entry.field_hashes.size())
        return doubt(entry.case_id, entry.sequence, name + " has fields too many or too few");
    if (entry.salt == 0) return;  // erased: values can no longer be checked, the chain can
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const auto& [field, value] = entry.fields[i];
        if (!entry.erased[i] && hasher_.field(entry.salt, i, field, value) != entry.field_hashes[i])
            fault(entry.case_id, entry.sequence, name + ": field '" + field + "' was changed");
    }
}

Status Audit::check_cases() {
    CaseId after;
    while (true) {
        const auto cases = reader_.list_cases({}, after, page);
        if (!cases) return cases.error();
        for (const CaseSummary& summary : *cases) {
            if (Status status = check_case(summary); !status) return status;
            after = summary.id;
        }
        if (cases->size() < page) return {};
    }
}

Status Audit::check_case(const CaseSummary& summary) {
    const Position position = reached_[summary.id];
    const auto beyond = reader_.read_log(summary.id, position.sequence, 1);
    if (!beyond) return beyond.error();
    if (!beyond->empty())
        fault(summary.id, position.sequence + 1,
              summary.reference + ": log entries that no root covers");
    const auto loaded = reader_.load_case(summary.id);
    if (!loaded) {
        if (loaded.error().kind != ErrorKind::corrupt) return loaded.error();
        fault(summary.id, 0, summary.reference + ": " + loaded.error().message);
    } else if (!loaded->has_value() || (*loaded)->log_length != position.sequence ||
               (*loaded)->log_head != position.hash) {
        fault(summary.id, position.sequence,
              summary.reference + ": the case and its log do not agree");
    }
    return {};
}

Status Audit::check_erasures() {
    std::vector<CaseId> cases;
    for (const auto& each : doubts_) cases.push_back(each.first);
    for (const auto& each : read_doubts_)
        if (!doubts_.contains(each.first)) cases.push_back(each.first);
    for (const CaseId id : cases)
        if (Status status = check_erasure(id); !status) return status;
    // An entry that was changed is the cause; whatever else does not fit follows from it.
    faults_.insert(faults_.begin(), std::make_move_iterator(stand_.begin()),
                   std::make_move_iterator(stand_.end()));
    return {};
}

/// What the erasure says that it left, behind its own entry, is beyond doubt where it is so.
Status Audit::check_erasure(CaseId id) {
    const auto log = whole_log_of(reader_, id);
    if (!log) return log.error();
    const auto found = std::find_if(log->rbegin(), log->rend(), [](const StoredLogEntry& entry) {
        return entry.kind == erased_kind && entry.salt != 0;
    });
    std::uint64_t entries_until = 0, reads_until = 0;
    if (found != log->rend()) {
        const std::string last = field_of(*found, last_read_field);
        std::from_chars(last.data(), last.data() + last.size(), reads_until);
        const auto before =
            std::span(*log).first(static_cast<std::size_t>(log->rend() - found) - 1);
        if (says(*found, log_left_field, digest_of(before))) entries_until = found->sequence - 1;
        const auto reads = whole_reads_of(reader_, id, reads_until);
        if (!reads) return reads.error();
        if (reads_until == 0 || !says(*found, reads_left_field, digest_of(*reads))) reads_until = 0;
    }
    for (AuditFault& each : doubts_[id])
        if (each.sequence > entries_until) stand_.push_back(std::move(each));
    for (AuditFault& each : read_doubts_[id])
        if (each.sequence > reads_until) stand_.push_back(std::move(each));
    return {};
}

}  // namespace

Result<std::vector<AuditFault>> verify_audit(Reader& reader) { return Audit(reader).run(); }

}  // namespace throughgate::store
