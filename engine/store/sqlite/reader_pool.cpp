// SPDX-License-Identifier: MIT
#include "store/sqlite/reader_pool.hpp"

#include "base/limits.hpp"
#include "store/sqlite/query.hpp"

namespace throughgate::store::sqlite {
namespace {

class Snapshot final : public Reads<Reader> {
public:
    Snapshot(std::shared_ptr<ReaderPool> pool, std::unique_ptr<Connection> connection)
        : Reads<Reader>(*connection), pool_(std::move(pool)), owned_(std::move(connection)) {}
    ~Snapshot() override {
        if (Query(*owned_, Sql::rollback).finish()) pool_->give_back(std::move(owned_));
    }

private:
    std::shared_ptr<ReaderPool> pool_;
    std::unique_ptr<Connection> owned_;
};

}  // namespace

Result<std::unique_ptr<Reader>> ReaderPool::snapshot() {
    auto snapshot = snapshot_ahead();
    if (!snapshot) return snapshot;
    if (Status durable = syncer_->wait_for_all(); !durable) return durable.error();
    return snapshot;
}

Result<std::unique_ptr<Reader>> ReaderPool::snapshot_ahead() {
    auto connection = take();
    if (!connection) return connection.error();
    if (Status begun = Query(**connection, Sql::begin_read).finish(); !begun) return begun.error();
    // BEGIN alone takes no snapshot: the first read does.
    const auto first = get_meta(**connection, "incarnation");
    if (!first) return first.error();
    return std::unique_ptr<Reader>(new Snapshot(shared_from_this(), std::move(*connection)));
}

Result<std::unique_ptr<Connection>> ReaderPool::take() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            std::unique_ptr<Connection> connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    return Connection::open(options_);
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < limits::readers_kept) idle_.push_back(std::move(connection));
}

void ReaderPool::close_idle() {
    const std::lock_guard lock(mutex_);
    idle_.clear();
}

}  // namespace throughgate::store::sqlite
