// SPDX-License-Identifier: MIT
// The side file that says which process runs the engine on a store: a lock of the open file (it
// ends with the process, however that ends) and a text that names the holder.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>

#include "store/sqlite/errors.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace throughgate::store {
namespace {

class FileLock final : public OwnerLock {
public:
    explicit FileLock(int file) : file_(file) {}
    ~FileLock() override {
        // The file stays: removing it would race with the next owner's lock.
        [[maybe_unused]] const int cleared = ::ftruncate(file_, 0);
        ::close(file_);
    }

private:
    int file_;
};

/// The moment this process started, from the kernel's own account.
std::string process_start() {
    std::ifstream machine("/proc/stat");
    std::int64_t boot_seconds = 0;
    for (std::string word; machine >> word;)
        if (word == "btime") machine >> boot_seconds;
    std::ifstream process("/proc/self/stat");
    std::string line;
    std::getline(process, line);
    std::istringstream fields(line.substr(line.rfind(')') + 1));
    std::string field;
    for (int i = 0; i < 20; ++i) fields >> field;  // the 22nd of the line: ticks after boot
    std::int64_t ticks = 0;
    std::from_chars(field.data(), field.data() + field.size(), ticks);
    const std::int64_t milliseconds = ticks * 1000 / ::sysconf(_SC_CLK_TCK);
    return format_instant(Instant(Milliseconds(boot_seconds * 1000 + milliseconds)));
}

bool try_lock(int file) {
    struct flock whole{};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return ::fcntl(file, F_OFD_SETLK, &whole) == 0;
}

std::string read_text(int file) {
    std::array<char, 200> text{};
    const ssize_t size = ::pread(file, text.data(), text.size(), 0);
    std::string owner(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!owner.empty() && owner.back() == '\n') owner.pop_back();
    return owner.empty() ? "a process that has not said its name yet" : owner;
}

Status write_text(int file, const std::string& path) {
    const std::string text =
        "process " + std::to_string(::getpid()) + ", started " + process_start() + "\n";
    if (::ftruncate(file, 0) != 0 ||
        ::pwrite(file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        return sqlite::file_trouble("write the owner's name", path, errno);
    return {};
}

}  // namespace

Result<std::unique_ptr<OwnerLock>> lock_owner(const std::string& store_path) {
    const std::string path = store_path + ".owner";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (file < 0) return sqlite::file_trouble("open the owner's file", path, errno);
    if (!try_lock(file)) {
        const Error error = errno == EAGAIN || errno == EACCES
                                ? sqlite::owned(store_path, read_text(file))
                                : sqlite::file_trouble("lock the owner's file", path, errno);
        ::close(file);
        return error;
    }
    auto lock = std::make_unique<FileLock>(file);
    if (Status status = write_text(file, path); !status) return status.error();
    return std::unique_ptr<OwnerLock>(std::move(lock));
}

}  // namespace throughgate::store
