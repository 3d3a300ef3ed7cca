// SPDX-License-Identifier: MIT
// ReaderPool: a few read-only connections, each lent to one snapshot at a time. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "store/sqlite/reads.hpp"
#include "store/sqlite/syncer.hpp"

namespace throughgate::store::sqlite {

class ReaderPool : public std::enable_shared_from_this<ReaderPool> {
public:
    ReaderPool(ConnectionOptions options, std::shared_ptr<Syncer> syncer)
        : options_(std::move(options)), syncer_(std::move(syncer)) {}

    /// A snapshot of what is committed now, as soon as that is durable; it keeps the pool alive.
    Result<std::unique_ptr<Reader>> snapshot();
    /// The same at once, durable or not.
    Result<std::unique_ptr<Reader>> snapshot_ahead();
    void give_back(std::unique_ptr<Connection> connection);
    /// Closes the idle ones.
    void close_idle();

private:
    Result<std::unique_ptr<Connection>> take();

    const ConnectionOptions options_;
    const std::shared_ptr<Syncer> syncer_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;  // guarded by mutex_
};

}  // namespace throughgate::store::sqlite
