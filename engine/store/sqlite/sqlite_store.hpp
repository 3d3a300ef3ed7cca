// SPDX-License-Identifier: MIT
// The SQLite store: WAL, synchronous=FULL unless told otherwise, STRICT tables, BEGIN IMMEDIATE.
// See traps in README.md.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/limits.hpp"
#include "store/store.hpp"

namespace throughgate::store {

struct SqliteOptions {
    std::string path;    ///< a local file; refused on network file systems
    bool create = true;  ///< false: not_found when the file is missing
    bool read_only = false;
    std::chrono::milliseconds busy_timeout{5000};
    std::string vfs;           ///< tests only: name of a registered VFS; empty: the default
    Random* random = nullptr;  ///< salts and incarnation; nullptr: the system's
    bool checkpointer = true;  ///< checkpoint connection on its own thread
    std::size_t checkpoint_passive_bytes = limits::checkpoint_passive_bytes;  ///< tests: shorter
    std::size_t checkpoint_restart_bytes = limits::checkpoint_restart_bytes;
    bool survives_power_loss = true;  ///< false: nothing is ever synced
};

/// unavailable (cannot open, locked), corrupt (not a database, newer or damaged), invalid (network
/// file system). Runs missing migrations; refuses a newer `user_version`.
Result<std::unique_ptr<Store>> open_sqlite(const SqliteOptions& options);

struct StoreCheck {
    int version = 0;    ///< of its schema
    int known = 0;      ///< that this program writes
    std::string fault;  ///< how its pages contradict themselves; empty: they do not
};
/// Reads the whole file and writes nothing. The errors of `open_sqlite`: no store of ours, newer.
Result<StoreCheck> quick_check_sqlite(const std::string& path);

/// Copies a verified backup into place as a new incarnation whose outbox is held until released.
Status restore_sqlite(const std::string& backup, const std::string& target, Random& random);

/// Holds the side file that says which process runs the engine on this store.
class OwnerLock {
public:
    virtual ~OwnerLock() = default;
};
/// conflict naming the owner (its process id and start) when another process holds it.
Result<std::unique_ptr<OwnerLock>> lock_owner(const std::string& store_path);

}  // namespace throughgate::store
