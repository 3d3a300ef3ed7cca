// SPDX-License-Identifier: MIT
// Erasing: takes what a store holds of one person out of it, and leaves that there was a case.
// What may no longer be worked out again (hashes of words that are gone) is committed anew: the
// entry that says that the case was erased carries digests over all that was left, so the audit
// still finds whatever is changed past the engine. docs/decisions/0020-erasure.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

namespace throughgate::store {

// Kinds of log entries; stored, never rename.
inline constexpr std::string_view erased_kind = "case.erased";
inline constexpr std::string_view asked_kind = "erasure.asked";
inline constexpr std::string_view withdrawn_kind = "erasure.withdrawn";
/// Kind of the read that erases or asks for it; keeps its words. Stored, never rename.
inline constexpr std::string_view erasure_read = "erasure";
/// Fields of the entry that says it; stored, never rename.
inline constexpr std::string_view log_left_field = "log_left";
inline constexpr std::string_view reads_left_field = "reads_left";
inline constexpr std::string_view last_read_field = "last_read";
/// How many cases were erased, a note of the store's; absent: none. Stored, never rename.
inline constexpr std::string_view erased_cases = "erased_cases";

/// A closed case without a person: no other way leads there.
bool is_erased(const Case& the_case);
bool is_erased(const CaseSummary& summary);
/// The same case with nothing of the person in it; its log goes on.
Case emptied(const Case& the_case);

/// What is held of a case, or was taken out of it.
struct Holdings {
    std::uint64_t entries = 0;   ///< of its log
    std::uint64_t facts = 0;     ///< as they are now
    std::uint64_t handoffs = 0;  ///< the newest, see Case
    std::uint64_t notices = 0;
    std::uint64_t records = 0;  ///< for other systems
    std::uint64_t reads = 0;    ///< lines of the log of reads
};
Result<Holdings> holdings_of(Reader& reader, const Case& the_case);

/// All that is left of log entries, and of lines of the log of reads.
Digest digest_of(std::span<const StoredLogEntry> entries);
Digest digest_of(std::span<const Consultation> reads);

Result<std::vector<StoredLogEntry>> whole_log_of(Reader& reader, CaseId id);
/// The lines about the case, up to a number (0: all).
Result<std::vector<Consultation>> whole_reads_of(Reader& reader, CaseId id,
                                                 std::uint64_t until = 0);
/// refused: an entry of the case's log, or a line about it in the log of reads, is not as it was
/// written. Whoever erases must not cover that up.
Status log_is_sound(Reader& reader, const Case& the_case);

/// Copies of old pages go out of the store's write-ahead log. busy: somebody still reads them.
Status forget_sqlite(const std::string& path, std::chrono::milliseconds busy_timeout);

}  // namespace throughgate::store
