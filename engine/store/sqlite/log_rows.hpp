// SPDX-License-Identifier: MIT
// Rows of log, root and chain: everything that the audit verifies.
#pragma once

#include "base/random.hpp"
#include "model/event.hpp"
#include "store/chain.hpp"
#include "store/sqlite/connection.hpp"

namespace throughgate::store::sqlite {

/// What one transaction added to the log and the chains; its root row is written from it.
class Heads {
public:
    void add(CaseId case_id, std::uint64_t sequence, const Digest& hash, std::uint64_t entries);
    [[nodiscard]] bool empty() const { return heads_.empty(); }
    void clear();
    /// One head a case, by case, with its hash beside it.
    void settle();

    [[nodiscard]] const std::vector<RootHead>& heads() const { return heads_; }
    [[nodiscard]] const std::vector<Digest>& hashes() const { return hashes_; }
    [[nodiscard]] std::uint64_t entries() const { return entries_; }

private:
    std::vector<RootHead> heads_;
    std::vector<Digest> hashes_;
    std::uint64_t entries_ = 0;
};

/// The writer's tools, kept with its connection.
struct LogWriter {
    Connection& connection;
    Random& random;
    ChainHasher hasher{};
    Heads heads{};
};

/// Salts, hashes, chains and stores `change.log`; sets the case's log_length and log_head.
/// Answers the sequence of the first entry.
Result<std::uint64_t> write_log(LogWriter& writer, Change& change, const Event& event,
                                Instant recorded);
/// The root row of this transaction; nothing when it wrote no log.
Status write_root(LogWriter& writer, Instant at);
Status append_chain(LogWriter& writer, std::string_view name, CaseId head, const Digest& content);

Result<std::vector<StoredLogEntry>> read_log(Connection& connection, CaseId id, std::uint64_t after,
                                             std::size_t limit);
Result<std::vector<RootRow>> read_roots(Connection& connection, std::uint64_t after,
                                        std::size_t limit);
Result<std::uint64_t> last_commit(Connection& connection);
Result<std::vector<ChainRow>> read_chain(Connection& connection, std::string_view name,
                                         std::uint64_t after, std::size_t limit);

}  // namespace throughgate::store::sqlite
