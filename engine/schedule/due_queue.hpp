// SPDX-License-Identifier: MIT
// DueQueue: which timer rows are due, and when to look again. Keeps one instant in memory, not the
// rows: the store is the queue. Used by the commit loop's thread only.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "store/store.hpp"

namespace throughgate::schedule {

class DueQueue {
public:
    /// Due rows up to `now`, at most `limit`, in due order. Asks the store only when something can
    /// be due. A full answer means: ask again at once.
    Result<std::vector<store::DueRow>> take(store::Reader& reader, Instant now, std::size_t limit);

    /// The next instant at which `take` can find something; nullopt: nothing is armed.
    /// Reads the store when it is not known.
    Result<std::optional<Instant>> next(store::Reader& reader);
    /// The same from memory: nullopt also when it is not known yet.
    [[nodiscard]] std::optional<Instant> known_next() const {
        return known_ ? next_ : std::nullopt;
    }

    [[nodiscard]] bool known() const { return known_; }

    /// A commit armed a row due at `due`.
    void armed(Instant due);
    /// Somebody else wrote, or rows were offered: what is known may be wrong.
    void forget() { known_ = false; }

    /// Counts an offer of `row` that ended without an outcome; true when it may not be offered
    /// again (limits::offers_without_outcome).
    bool failed(const store::DueRow& row);
    /// The row had an outcome.
    void settled(const store::DueRow& row) { failures_.erase(key_of(row)); }

private:
    using Key = std::uint64_t;
    static Key key_of(const store::DueRow& row);

    bool known_ = false;
    std::optional<Instant> next_;
    std::unordered_map<Key, unsigned> failures_;  // only rows in trouble
};

}  // namespace throughgate::schedule
