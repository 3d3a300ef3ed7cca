// SPDX-License-Identifier: MIT
#include "store/sqlite/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "store/sqlite/errors.hpp"

namespace throughgate::store::sqlite {
namespace {

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

Status sync(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) return file_trouble("open the file", path, errno);
    const int failed = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    if (failed != 0) return file_trouble("make the file durable", path, failed);
    return {};
}

}  // namespace

bool is_network_type(unsigned long type) {
    constexpr unsigned long network[] = {
        0x6969,      // NFS
        0x517b,      // SMB
        0xfe534d42,  // SMB 2 and 3
        0xff534d42,  // CIFS
        0x73757245,  // Coda
        0x5346414f,  // AFS
    };
    return std::find(std::begin(network), std::end(network), type & 0xffffffff) !=
           std::end(network);
}

Status require_local(const std::string& path) {
    struct statfs found{};
    if (::statfs(folder_of(path).c_str(), &found) != 0)
        return file_trouble("look at the folder of the store", path, errno);
    if (is_network_type(static_cast<unsigned long>(found.f_type))) return network_file_system(path);
    return {};
}

bool is_missing_or_empty(const std::string& path) {
    struct stat found{};
    return ::stat(path.c_str(), &found) != 0 || found.st_size == 0;
}

Status create_private(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0660);
    if (file >= 0) {
        ::fchmod(file, 0660);
        ::close(file);
        return {};
    }
    if (errno == EEXIST) return {};
    return file_trouble("create the store", path, errno);
}

Status publish_file(const std::string& from, const std::string& to) {
    if (Status status = sync(from, O_RDWR); !status) return status;
    if (std::rename(from.c_str(), to.c_str()) != 0)
        return file_trouble("put the file in place", to, errno);
    return sync(folder_of(to), O_RDONLY | O_DIRECTORY);
}

void remove_database(const std::string& path) {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) ::unlink((path + suffix).c_str());
}

}  // namespace throughgate::store::sqlite
