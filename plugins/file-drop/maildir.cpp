// SPDX-License-Identifier: MIT
#include "maildir.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace file_drop {

namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

class File {
public:
    explicit File(int number) : number_(number) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

    void write(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t done = ::write(number_, text.data(), text.size());
            if (done < 0 && errno != EINTR) fail("writing the message");
            if (done > 0) text.remove_prefix(static_cast<std::size_t>(done));
        }
    }
    void sync() const {
        if (fsync(number_) != 0) fail("syncing the message");
    }

private:
    int number_;
};

/// Takes the file away again unless it was kept.
class Unfinished {
public:
    explicit Unfinished(const std::string& path) : path_(path) {}
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished() {
        if (!kept_) unlink(path_.c_str());
    }
    void keep() { kept_ = true; }

private:
    const std::string& path_;
    bool kept_ = false;
};

int create(const std::string& path) {
    return open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

void sync_folder(const std::string& path) {
    const File folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number() < 0) fail("opening the folder");
    folder.sync();
}

}  // namespace

Maildir::Maildir(const std::string& directory, bool sync) : directory_(directory), sync_(sync) {
    if (directory.empty()) throw std::runtime_error("directory: name a folder");
    for (const char* part : {"tmp", "new", "cur"}) {
        const auto folder = std::filesystem::path(directory) / part;
        if (!std::filesystem::create_directories(folder)) continue;
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    }
}

std::string Maildir::put(std::string_view effect,
                         std::chrono::sys_time<std::chrono::milliseconds> now,
                         std::string_view text) {
    const std::string start =
        std::to_string(now.time_since_epoch().count()) + "." + std::string(effect) + ".";
    std::string name = start + std::to_string(++counter_);
    int number = create(directory_ + "/tmp/" + name);
    while (number < 0 && errno == EEXIST) {  // left over by a process that was killed
        name = start + std::to_string(++counter_);
        number = create(directory_ + "/tmp/" + name);
    }
    if (number < 0) fail("creating the message");
    const std::string written = directory_ + "/tmp/" + name;
    Unfinished unfinished(written);
    const File file(number);
    file.write(text);
    if (sync_) file.sync();
    if (rename(written.c_str(), (directory_ + "/new/" + name).c_str()) != 0)
        fail("moving the message into new/");
    unfinished.keep();
    if (sync_) sync_folder(directory_ + "/new");
    return name;
}

}  // namespace file_drop
