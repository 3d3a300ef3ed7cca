// SPDX-License-Identifier: MIT
// KeptWork: worklists that were asked for, as they were answered, and which cases have moved since.
// Derived data only: what is kept is given again only to the same viewer with the same rights, and
// as far as nothing it was made from has changed (work_answer.hpp says what that is). Bounded: the
// lists that nobody asked for longest go first. Thread-safe; answers never change.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "store/store.hpp"

namespace throughgate::core {

struct WorkAnswer;
using WorkAnswerPointer = std::shared_ptr<const WorkAnswer>;

/// About 0.6 KiB a row: 40 MiB at most.
inline constexpr std::size_t kept_work_rows = 64 * 1024;
inline constexpr std::size_t kept_work_lists = 1024;
/// Whoever asks again after more moves than these has their list made anew.
inline constexpr std::size_t kept_moves = 64 * 1024;

/// Where a snapshot stands: the last commit that it shows, of one history of the store.
struct WorkPlace {
    std::uint64_t commit = 0;
    std::uint64_t history = 0;  ///< another one after commits that were not durable were lost
};

class KeptWork {
public:
    /// Reads which cases moved up to this snapshot, and gives its place. nullopt: the snapshot is
    /// older than what is known; take another.
    Result<std::optional<WorkPlace>> catch_up(store::Reader& reader);
    /// Forgets everything; the next snapshot begins anew.
    void forget();
    /// Cases that moved after commit `since`; nullopt: that is no longer known.
    [[nodiscard]] std::optional<std::set<CaseId>> moved_since(std::uint64_t since) const;

    [[nodiscard]] WorkAnswerPointer find(const std::string& key);
    /// In the stead of an older one, unless it is of another history.
    void keep(const std::string& key, WorkAnswerPointer answer);
    /// Rows kept.
    [[nodiscard]] std::size_t size() const;

private:
    struct Kept {
        WorkAnswerPointer answer;
        std::size_t rows = 0;
        std::uint64_t used = 0;  ///< the highest was asked for last
    };
    struct Move {
        std::uint64_t commit = 0;
        CaseId case_id;
    };

    Result<std::optional<WorkPlace>> begin_at_end(store::Reader& reader);
    void clear();
    void take(const RootRow& root);
    void drop_one();

    mutable std::mutex mutex_;
    // Guarded by mutex_
    std::map<std::string, Kept> lists_;
    std::size_t rows_ = 0;
    std::uint64_t uses_ = 0;
    std::deque<Move> moves_;
    std::uint64_t floor_ = 0;  ///< moves up to this commit are no longer known
    std::uint64_t last_ = 0;   ///< commit that was read last, and its hash, which covers all before
    Digest hash_;
    std::uint64_t history_ = 0;
    bool began_ = false;
};

}  // namespace throughgate::core
