// SPDX-License-Identifier: MIT
#include "host/http/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

namespace throughgate::http {
namespace {

Error unusable(const std::string& path, const std::string& what, const std::string& why) {
    return {ErrorKind::invalid, what + " " + path + " cannot be used: " + why, path};
}

/// Writes `text` to a new file and waits until it is on disk. "" or why not.
std::string write_synced(const std::string& path, const std::string& text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return std::strerror(errno);
    const ssize_t written = ::write(file, text.data(), text.size());
    const bool whole = written == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    const std::string why = whole ? "" : std::strerror(errno);
    ::close(file);
    return why;
}

}  // namespace

Result<std::string> read_private_file(const std::string& path, const std::string& what) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0)
        return errno == ENOENT ? Result<std::string>(std::string())
                               : unusable(path, what, std::strerror(errno));
    if ((found.st_mode & 077u) != 0)
        return unusable(path, what, "others may read it; chmod 600 " + path);
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

Status write_private_file(const std::string& path, const std::string& text,
                          const std::string& what) {
    const std::string fresh = path + ".new";
    if (const std::string why = write_synced(fresh, text); !why.empty())
        return unusable(path, what, why);
    if (std::rename(fresh.c_str(), path.c_str()) != 0)
        return unusable(path, what, std::strerror(errno));
    return {};
}

std::pair<long, long> mark_of_file(const std::string& path) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0) return {0, 0};
    return {found.st_mtim.tv_sec * 1000000000L + found.st_mtim.tv_nsec,
            static_cast<long>(found.st_ino)};
}

}  // namespace throughgate::http
