// SPDX-License-Identifier: MIT
// FaultyVfs: a disk for SQLite that loses power, fills up or fails to sync when told.
// It lies over the default VFS and writes through, but remembers how to undo every write that no
// sync has followed. Give its name as SqliteOptions::vfs. Use:
//
//     FaultyVfs disk{"faulty"};
//     disk.fail_after_write(7);   // seven more writes work; then every call fails
//     ... run the scenario until it gives up, destroy the store ...
//     disk.power_loss();          // drops what was not synced; the disk works again
//     ... open the store again: what was answered must be there ...
//
// Thread-safe. Locks and shared memory pass straight through: they do not outlive a power cut.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace throughgate::testing {

class FaultyVfs {
public:
    enum class File { database, wal, journal };
    enum class Action { write, truncate, sync };
    struct Operation {
        File file;
        Action action;
        friend bool operator==(const Operation&, const Operation&) = default;
    };

    /// Registers itself under `name`, which no other VFS may have.
    explicit FaultyVfs(const std::string& name);
    /// Every file must be closed by then.
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }

    /// After so many further writes the power is gone: everything fails until `power_loss`.
    void fail_after_write(std::uint64_t writes);
    /// Drops what was not synced and restores the power. With a seed, a random half of the unsynced
    /// writes reached the disk after all, in any order. Every file must be closed.
    void power_loss(std::uint64_t seed = 0);
    [[nodiscard]] bool is_dead() const;

    /// After so many further writes the disk is full, until `free_disk`.
    void fill_disk_after_write(std::uint64_t writes);
    void free_disk();
    /// After so many further syncs the next ones fail, and what they should have made durable
    /// counts as clean but is lost with the power: Linux reports such an error only once.
    void fail_sync_after(std::uint64_t syncs, std::uint64_t times = 1);
    /// The same with the next sync of a database, once; syncs of its log work.
    void fail_database_sync();

    /// Writes and truncations so far.
    [[nodiscard]] std::uint64_t writes() const;
    [[nodiscard]] std::uint64_t syncs() const;
    /// The last thing that happened to every write-ahead log was a sync after its last write.
    [[nodiscard]] bool synced_before_answer() const;
    /// All operations in order since the last `clear_trace`.
    [[nodiscard]] std::vector<Operation> trace() const;
    void clear_trace();

    // For the callbacks in the .cpp.
    struct Calls;

private:
    struct Unsynced {
        std::int64_t offset = 0;
        std::string before;  ///< the bytes it covered
        std::string after;   ///< what it wrote; empty for a truncation
        std::int64_t size_before = 0;
        std::int64_t size_after = 0;
        bool lost = false;  ///< a sync failed over it: later syncs do not help
    };
    using Pending = std::vector<Unsynced>;

    bool count_write();  ///< false: the power is gone
    bool sync_fails(File file);
    static void forgive(Pending& pending, std::int64_t from, std::int64_t to);
    static void undo(const std::string& path, const Pending& pending);
    static void redo_some(const std::string& path, const Pending& pending, std::uint64_t seed);

    // fixed after construction
    const std::string name_;
    sqlite3_vfs* below_ = nullptr;
    sqlite3_vfs* registered_ = nullptr;

    mutable std::mutex mutex_;
    std::map<std::string, Pending> pending_;    // guarded by mutex_, by path
    std::vector<Operation> trace_;              // guarded by mutex_
    std::optional<std::uint64_t> writes_left_;  // guarded by mutex_
    std::optional<std::uint64_t> space_left_;   // guarded by mutex_
    std::uint64_t syncs_left_ = 0;              // guarded by mutex_: before they fail
    std::uint64_t failing_syncs_ = 0;           // guarded by mutex_
    std::uint64_t writes_ = 0;                  // guarded by mutex_
    std::uint64_t syncs_ = 0;                   // guarded by mutex_
    bool failing_database_ = false;             // guarded by mutex_
    int open_files_ = 0;                        // guarded by mutex_
    bool dead_ = false;                         // guarded by mutex_
};

}  // namespace throughgate::testing
