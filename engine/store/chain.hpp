// SPDX-License-Identifier: MIT
// What the hashes of the log are made of; the same in every store. Stored: never change.
//   field   SHA-256(salt, index, name, value)
//   entry   SHA-256(previous, case, sequence, times, kind, actor ..., field hashes)
//   content SHA-256 of (case, sequence, hash) of every head of a commit, by case
//   root    SHA-256(previous, commit, time, entries, content)
//   chain   SHA-256(previous, name, number, content)
//   read    SHA-256(previous, number, time, person ..., case)
// Numbers go in as 8 little-endian bytes, texts with their length before them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "model/change_log.hpp"
#include "model/directory.hpp"
#include "model/rows.hpp"
#include "store/store.hpp"

namespace throughgate::store {

/// What a log entry's hash covers, without owning it.
struct EntryView {
    CaseId case_id;
    std::uint64_t sequence = 0;
    Instant recorded{}, effective{};
    std::string_view kind, actor, asserted_by, on_behalf_of, reason;
    std::span<const Digest> field_hashes;
    Digest previous;
};
EntryView view_of(const StoredLogEntry& entry);

/// Keeps one hash context and one buffer, so that hashing allocates nothing. Not thread-safe.
class ChainHasher {
public:
    Digest field(std::uint64_t salt, std::size_t index, std::string_view name,
                 std::string_view value);
    Digest entry(const EntryView& entry);
    Digest content(std::span<const RootHead> heads, std::span<const Digest> hashes);
    Digest root(const RootRow& root);
    Digest chain(std::string_view name, const ChainRow& row);
    Digest publication(const Publication& publication);
    Digest directory(const Directory& directory);
    Digest consultation(const Digest& previous, const Consultation& row);
    Digest shown(std::span<const CaseId> cases);

private:
    void number(std::uint64_t value);
    void instant(Instant value);
    void text(std::string_view value);
    void digest(const Digest& value);
    Digest finish();

    Sha256 hash_;
    std::string buffer_;
};

/// The names of the chains and the `case_id` that stands for them in a root's heads.
inline constexpr std::string_view publication_chain = "publication";
inline constexpr std::string_view directory_chain = "directory";
inline constexpr CaseId publication_head{-1};
inline constexpr CaseId directory_head{-2};
inline constexpr CaseId reads_head{-3};  ///< of the log of reads, which chains itself

/// `[name, value, ...]` as JSON; an erased value reads as null.
void write_fields(const ChangeLog::Fields& fields, std::string& out);
/// False when `json` is not such a list.
bool read_fields(std::string_view json, StoredLogEntry& into);

std::string encode_heads(std::span<const RootHead> heads);
bool decode_heads(std::string_view bytes, std::vector<RootHead>& heads);

}  // namespace throughgate::store
