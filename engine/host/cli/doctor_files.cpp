// SPDX-License-Identifier: MIT
// What the doctor sees of files.
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "host/cli/doctor.hpp"
#include "host/cli/doctor_findings.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t mebibyte = 1024 * 1024;
constexpr std::uintmax_t longest_log_mib = 512;

struct Seen {
    struct stat entry{};
    bool there = false;
};

Seen seen_at(const std::string& path) {
    Seen seen;
    seen.there = ::stat(path.c_str(), &seen.entry) == 0;
    return seen;
}

/// "0644".
std::string mode_of(const Seen& seen) {
    std::string text = "0000";
    for (int i = 0; i < 3; ++i)
        text[static_cast<std::size_t>(3 - i)] =
            static_cast<char>('0' + ((seen.entry.st_mode >> (3 * i)) & 7u));
    return text;
}

/// Its group may share a store; everybody may not.
bool open_to_others(const Seen& seen) { return seen.there && (seen.entry.st_mode & 07u) != 0; }

/// In a folder with the sticky bit nobody replaces another's file.
bool replaceable(const Seen& folder) {
    return folder.there && (folder.entry.st_mode & 02u) != 0 &&
           (folder.entry.st_mode & S_ISVTX) == 0;
}

std::string folder_of(const std::string& path) {
    return fs::absolute(path).lexically_normal().parent_path().string();
}

void look_at_rights(const std::string& store, Found& found) {
    for (const char* const end : {"", "-wal", "-shm"}) {
        const Seen seen = seen_at(store + end);
        if (open_to_others(seen))
            found.push_back(findings::open_to_others(store + end, mode_of(seen)));
    }
    const std::string folder = folder_of(store);
    const Seen seen = seen_at(folder);
    if (replaceable(seen)) found.push_back(findings::folder_open_to_others(folder, mode_of(seen)));
}

/// A copy of a store of ours: SQLite's header, and our mark in it.
bool is_backup(const fs::path& path) {
    constexpr std::string_view format("SQLite format 3\0", 16);
    constexpr std::string_view mark("TGst");
    std::array<char, 100> head{};
    std::ifstream file(path, std::ios::binary);
    if (!file.read(head.data(), head.size())) return false;
    const std::string_view bytes(head.data(), head.size());
    return bytes.starts_with(format) && bytes.substr(68, 4) == mark;
}

struct Backup {
    std::string path;
    Seen seen;
};

bool same_file(const Seen& one, const Seen& other) {
    return one.there && other.there && one.entry.st_dev == other.entry.st_dev &&
           one.entry.st_ino == other.entry.st_ino;
}

/// The store itself is never opened, by whatever name it stands in the folder.
std::vector<Backup> backups_in(const std::string& folder, const Seen& store) {
    std::vector<Backup> all;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        Backup backup{entry.path().string(), seen_at(entry.path().string())};
        if (!entry.is_regular_file(none) || same_file(backup.seen, store)) continue;
        if (is_backup(entry.path())) all.push_back(std::move(backup));
    }
    return all;
}

Instant written_at(const Backup& backup) {
    const auto& at = backup.seen.entry.st_mtim;
    return Instant{Milliseconds{at.tv_sec * 1000L + at.tv_nsec / 1000000L}};
}

}  // namespace

void look_at_store_files(const Arguments& arguments, Found& found) {
    const std::string& store = arguments.store;
    if (!seen_at(store).there) return;
    look_at_rights(store, found);
    const Seen log = seen_at(store + "-wal");
    const auto log_mib = static_cast<std::uintmax_t>(log.entry.st_size) / mebibyte;
    if (log.there && log_mib > longest_log_mib)
        found.push_back(findings::long_log(store + "-wal", log_mib));
    struct statvfs disk{};
    if (::statvfs(folder_of(store).c_str(), &disk) != 0) return;
    const std::uintmax_t free_mib = std::uintmax_t{disk.f_bavail} * disk.f_frsize / mebibyte;
    if (free_mib < arguments.free_mib)
        found.push_back(findings::little_room(store, free_mib, arguments.free_mib));
}

void look_at_backups(const Arguments& arguments, Instant now, Found& found) {
    if (arguments.backups.empty()) return found.push_back(findings::backups_not_looked_at());
    const Seen store = seen_at(arguments.store);
    const auto all = backups_in(arguments.backups, store);
    if (all.empty()) return found.push_back(findings::no_backup(arguments.backups));
    const auto newest = std::max_element(
        all.begin(), all.end(),
        [](const Backup& a, const Backup& b) { return written_at(a) < written_at(b); });
    const auto age = std::chrono::floor<std::chrono::hours>(now - written_at(*newest)).count();
    if (age >= static_cast<long>(arguments.backup_hours))
        found.push_back(findings::old_backup(newest->path, age, arguments.backup_hours));
    for (const Backup& each : all)
        if (open_to_others(each.seen))
            found.push_back(findings::backup_open_to_others(each.path, mode_of(each.seen)));
    if (store.there && store.entry.st_dev == newest->seen.entry.st_dev)
        found.push_back(findings::backup_on_the_same_disk(arguments.backups));
}

}  // namespace throughgate::cli
