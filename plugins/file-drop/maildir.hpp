// SPDX-License-Identifier: MIT
// Maildir: a folder of messages, one file each, that appear whole or not at all.
// Written to tmp/, synced, renamed into new/. Throws std::system_error.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace file_drop {

class Maildir {
public:
    /// Makes the folder and its tmp, new and cur when they are missing.
    Maildir(const std::string& directory, bool sync);

    /// The file's name in new/: time, effect id and a counter. `effect` holds letters, digits,
    /// '-', '_' and '.' only. A second copy of the same effect gets a name of its own.
    std::string put(std::string_view effect, std::chrono::sys_time<std::chrono::milliseconds> now,
                    std::string_view text);

private:
    std::string directory_;
    bool sync_;
    std::uint64_t counter_ = 0;
};

}  // namespace file_drop
