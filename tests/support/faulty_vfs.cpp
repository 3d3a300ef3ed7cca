// SPDX-License-Identifier: MIT
#include "support/faulty_vfs.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <new>
#include <random>
#include <stdexcept>
#include <utility>

namespace throughgate::testing {
namespace {

/// Our file; the real one lies behind it in the same memory.
struct ShimFile {
    sqlite3_file base;
    FaultyVfs* owner;
    std::string* path;
    FaultyVfs::File kind;
    bool watched;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    const sqlite3_io_methods& calls() { return *real()->pMethods; }
};

ShimFile& shim(sqlite3_file* file) { return *reinterpret_cast<ShimFile*>(file); }

bool is_watched(int flags) {
    return (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
}

FaultyVfs::File kind_of(int flags) {
    if ((flags & SQLITE_OPEN_WAL) != 0) return FaultyVfs::File::wal;
    return (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0 ? FaultyVfs::File::journal
                                                   : FaultyVfs::File::database;
}

std::int64_t size_of(ShimFile& file) {
    sqlite3_int64 size = 0;
    file.calls().xFileSize(file.real(), &size);
    return size;
}

std::string read_at(ShimFile& file, std::int64_t offset, std::int64_t amount) {
    std::string bytes(static_cast<std::size_t>(std::max<std::int64_t>(amount, 0)), '\0');
    if (!bytes.empty())
        file.calls().xRead(file.real(), bytes.data(), static_cast<int>(bytes.size()), offset);
    return bytes;
}

/// A file opened by hand, when SQLite has closed it.
class PlainFile {
public:
    explicit PlainFile(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {}
    ~PlainFile() {
        if (file_ >= 0) ::close(file_);
    }
    void write(const std::string& bytes, std::int64_t offset) const {
        if (file_ >= 0 && !bytes.empty() && ::pwrite(file_, bytes.data(), bytes.size(), offset) < 0)
            throw std::runtime_error("the faulty disk cannot write");
    }
    void resize(std::int64_t size) const {
        if (file_ >= 0 && ::ftruncate(file_, size) != 0)
            throw std::runtime_error("the faulty disk cannot truncate");
    }

private:
    int file_;
};

}  // namespace

struct FaultyVfs::Calls {
    static FaultyVfs& self(sqlite3_vfs* vfs) { return *static_cast<FaultyVfs*>(vfs->pAppData); }

    static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out);
    static int remove(sqlite3_vfs* vfs, const char* path, int sync_folder);
    static int access(sqlite3_vfs* vfs, const char* path, int flags, int* out);
    static int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out);

    static int close(sqlite3_file* file);
    static int read(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset);
    static int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset);
    static int truncate(sqlite3_file* file, sqlite3_int64 size);
    static int sync(sqlite3_file* file, int flags);
    static const sqlite3_io_methods* methods();
};

namespace {

// Straight through.
int file_size(sqlite3_file* f, sqlite3_int64* size) {
    return shim(f).calls().xFileSize(shim(f).real(), size);
}
int lock(sqlite3_file* f, int level) { return shim(f).calls().xLock(shim(f).real(), level); }
int unlock(sqlite3_file* f, int level) { return shim(f).calls().xUnlock(shim(f).real(), level); }
int check_lock(sqlite3_file* f, int* out) {
    return shim(f).calls().xCheckReservedLock(shim(f).real(), out);
}
int control(sqlite3_file* f, int what, void* argument) {
    return shim(f).calls().xFileControl(shim(f).real(), what, argument);
}
int sector(sqlite3_file* f) { return shim(f).calls().xSectorSize(shim(f).real()); }
int characteristics(sqlite3_file* f) {
    return shim(f).calls().xDeviceCharacteristics(shim(f).real());
}
int map_memory(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return shim(f).calls().xShmMap(shim(f).real(), page, size, extend, out);
}
int lock_memory(sqlite3_file* f, int offset, int count, int flags) {
    return shim(f).calls().xShmLock(shim(f).real(), offset, count, flags);
}
void barrier(sqlite3_file* f) { shim(f).calls().xShmBarrier(shim(f).real()); }
int unmap_memory(sqlite3_file* f, int remove) {
    return shim(f).calls().xShmUnmap(shim(f).real(), remove);
}

}  // namespace

const sqlite3_io_methods* FaultyVfs::Calls::methods() {
    // Version 2: no memory mapping of the database, so that every write is seen.
    static const sqlite3_io_methods all = {2,
                                           close,
                                           read,
                                           write,
                                           truncate,
                                           sync,
                                           file_size,
                                           lock,
                                           unlock,
                                           check_lock,
                                           control,
                                           sector,
                                           characteristics,
                                           map_memory,
                                           lock_memory,
                                           barrier,
                                           unmap_memory,
                                           nullptr,
                                           nullptr};
    return &all;
}

int FaultyVfs::Calls::open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                           int* out) {
    FaultyVfs& disk = self(vfs);
    ShimFile& opened = *new (file) ShimFile{{nullptr}, &disk, nullptr, kind_of(flags), false};
    if (disk.is_dead()) return SQLITE_CANTOPEN;
    const int code = disk.below_->xOpen(disk.below_, path, opened.real(), flags, out);
    if (code != SQLITE_OK) return code;
    opened.watched = path != nullptr && is_watched(flags);
    opened.path = new std::string(path == nullptr ? "" : path);
    opened.base.pMethods = methods();
    const std::lock_guard guard(disk.mutex_);
    ++disk.open_files_;
    return SQLITE_OK;
}

int FaultyVfs::Calls::remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    FaultyVfs& disk = self(vfs);
    if (disk.is_dead()) return SQLITE_IOERR_DELETE;
    const std::lock_guard guard(disk.mutex_);
    disk.pending_.erase(path);
    return disk.below_->xDelete(disk.below_, path, sync_folder);
}

int FaultyVfs::Calls::access(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    sqlite3_vfs* below = self(vfs).below_;
    return below->xAccess(below, path, flags, out);
}

int FaultyVfs::Calls::full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
    sqlite3_vfs* below = self(vfs).below_;
    return below->xFullPathname(below, path, size, out);
}

int FaultyVfs::Calls::close(sqlite3_file* file) {
    ShimFile& closed = shim(file);
    const int code = closed.calls().xClose(closed.real());
    delete closed.path;
    const std::lock_guard guard(closed.owner->mutex_);
    --closed.owner->open_files_;
    return code;
}

int FaultyVfs::Calls::read(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    if (shim(file).owner->is_dead()) return SQLITE_IOERR_READ;
    return shim(file).calls().xRead(shim(file).real(), into, amount, offset);
}

int FaultyVfs::Calls::write(sqlite3_file* file, const void* from, int amount,
                            sqlite3_int64 offset) {
    ShimFile& target = shim(file);
    if (!target.watched) return target.calls().xWrite(target.real(), from, amount, offset);
    FaultyVfs& disk = *target.owner;
    const std::lock_guard guard(disk.mutex_);
    if (disk.space_left_ && *disk.space_left_ == 0) return SQLITE_FULL;
    if (!disk.count_write()) return SQLITE_IOERR_WRITE;
    if (disk.space_left_) --*disk.space_left_;
    const std::int64_t size = size_of(target);
    const std::int64_t covered = std::min<std::int64_t>(amount, size - offset);
    Pending& pending = disk.pending_[*target.path];
    forgive(pending, offset, offset + amount);
    pending.push_back(
        {offset, read_at(target, offset, covered),
         std::string(static_cast<const char*>(from), static_cast<std::size_t>(amount)), size,
         std::max<std::int64_t>(size, offset + amount), false});
    disk.trace_.push_back({target.kind, Action::write});
    return target.calls().xWrite(target.real(), from, amount, offset);
}

int FaultyVfs::Calls::truncate(sqlite3_file* file, sqlite3_int64 size) {
    ShimFile& target = shim(file);
    if (!target.watched) return target.calls().xTruncate(target.real(), size);
    FaultyVfs& disk = *target.owner;
    const std::lock_guard guard(disk.mutex_);
    if (!disk.count_write()) return SQLITE_IOERR_TRUNCATE;
    const std::int64_t before = size_of(target);
    forgive(disk.pending_[*target.path], size, std::numeric_limits<std::int64_t>::max());
    disk.pending_[*target.path].push_back(
        {size, read_at(target, size, before - size), {}, before, size, false});
    disk.trace_.push_back({target.kind, Action::truncate});
    return target.calls().xTruncate(target.real(), size);
}

int FaultyVfs::Calls::sync(sqlite3_file* file, int) {
    ShimFile& target = shim(file);
    FaultyVfs& disk = *target.owner;
    const std::lock_guard guard(disk.mutex_);
    if (disk.dead_) return SQLITE_IOERR_FSYNC;
    if (!target.watched) return SQLITE_OK;
    ++disk.syncs_;
    Pending& pending = disk.pending_[*target.path];
    if (disk.sync_fails(target.kind)) {
        for (Unsynced& each : pending) each.lost = true;
        return SQLITE_IOERR_FSYNC;
    }
    disk.trace_.push_back({target.kind, Action::sync});
    std::erase_if(pending, [](const Unsynced& each) { return !each.lost; });
    return SQLITE_OK;
}

FaultyVfs::FaultyVfs(const std::string& name) : name_(name), below_(sqlite3_vfs_find(nullptr)) {
    if (sqlite3_vfs_find(name.c_str()) != nullptr)
        throw std::logic_error("there is a VFS of this name already");
    registered_ = new sqlite3_vfs(*below_);
    registered_->szOsFile = static_cast<int>(sizeof(ShimFile)) + below_->szOsFile;
    registered_->pNext = nullptr;
    registered_->zName = name_.c_str();
    registered_->pAppData = this;
    registered_->xOpen = Calls::open;
    registered_->xDelete = Calls::remove;
    registered_->xAccess = Calls::access;
    registered_->xFullPathname = Calls::full_path;
    sqlite3_vfs_register(registered_, 0);
}

FaultyVfs::~FaultyVfs() {
    sqlite3_vfs_unregister(registered_);
    delete registered_;
}

/// A page that is written again is dirty again, and the next sync reaches it.
void FaultyVfs::forgive(Pending& pending, std::int64_t from, std::int64_t to) {
    for (Unsynced& each : pending) {
        const auto end = each.offset + static_cast<std::int64_t>(each.after.size());
        if (each.offset >= from && end <= to) each.lost = false;
    }
}

bool FaultyVfs::count_write() {
    if (writes_left_ && *writes_left_ == 0) dead_ = true;
    if (dead_) return false;
    if (writes_left_) --*writes_left_;
    ++writes_;
    return true;
}

void FaultyVfs::fail_after_write(std::uint64_t writes) {
    const std::lock_guard guard(mutex_);
    writes_left_ = writes;
}

void FaultyVfs::fill_disk_after_write(std::uint64_t writes) {
    const std::lock_guard guard(mutex_);
    space_left_ = writes;
}

void FaultyVfs::free_disk() {
    const std::lock_guard guard(mutex_);
    space_left_.reset();
}

void FaultyVfs::fail_sync_after(std::uint64_t syncs, std::uint64_t times) {
    const std::lock_guard guard(mutex_);
    syncs_left_ = syncs;
    failing_syncs_ = times;
}

void FaultyVfs::fail_database_sync() {
    const std::lock_guard guard(mutex_);
    failing_database_ = true;
}

bool FaultyVfs::sync_fails(File file) {
    if (file == File::database && std::exchange(failing_database_, false)) return true;
    if (failing_syncs_ == 0) return false;
    if (syncs_left_ > 0) return --syncs_left_, false;
    --failing_syncs_;
    return true;
}

void FaultyVfs::power_loss(std::uint64_t seed) {
    const std::lock_guard guard(mutex_);
    if (open_files_ != 0) throw std::logic_error("close every file before the power is lost");
    for (const auto& [path, pending] : pending_) {
        undo(path, pending);
        if (seed != 0) redo_some(path, pending, seed);
    }
    pending_.clear();
    writes_left_.reset();
    failing_syncs_ = 0;
    dead_ = false;
}

void FaultyVfs::undo(const std::string& path, const Pending& pending) {
    const PlainFile file(path);
    for (auto each = pending.rbegin(); each != pending.rend(); ++each) {
        std::string bytes = each->before;
        if (each->lost) bytes.resize(each->after.size(), '\0');  // its place in the file stays
        file.write(bytes, each->offset);
        if (!each->lost) file.resize(each->size_before);
    }
}

void FaultyVfs::redo_some(const std::string& path, const Pending& pending, std::uint64_t seed) {
    const PlainFile file(path);
    std::mt19937_64 random(seed);
    for (const Unsynced& each : pending)
        if (!each.after.empty() && random() % 2 == 0) file.write(each.after, each.offset);
}

bool FaultyVfs::is_dead() const {
    const std::lock_guard guard(mutex_);
    return dead_;
}

std::uint64_t FaultyVfs::writes() const {
    const std::lock_guard guard(mutex_);
    return writes_;
}

std::uint64_t FaultyVfs::syncs() const {
    const std::lock_guard guard(mutex_);
    return syncs_;
}

bool FaultyVfs::synced_before_answer() const {
    const std::lock_guard guard(mutex_);
    const auto last = std::find_if(trace_.rbegin(), trace_.rend(),
                                   [](const Operation& each) { return each.file == File::wal; });
    return last != trace_.rend() && last->action == Action::sync;
}

std::vector<FaultyVfs::Operation> FaultyVfs::trace() const {
    const std::lock_guard guard(mutex_);
    return trace_;
}

void FaultyVfs::clear_trace() {
    const std::lock_guard guard(mutex_);
    trace_.clear();
}

}  // namespace throughgate::testing
