// SPDX-License-Identifier: MIT
// ScratchFolder: a new folder that is gone, with all in it, when its owner is.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace throughgate {

/// Memory where there is some to write to: hundreds of stores need no disk.
inline std::filesystem::path parent_of_scratch_stores() {
    return access("/dev/shm", W_OK) == 0 ? std::filesystem::path("/dev/shm")
                                         : std::filesystem::temp_directory_path();
}

class ScratchFolder {
public:
    explicit ScratchFolder(
        const std::filesystem::path& parent = std::filesystem::temp_directory_path()) {
        std::string form = (parent / "throughgate-XXXXXX").string();
        if (mkdtemp(form.data()) != nullptr) path_ = form;
    }
    ~ScratchFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    /// Empty: it could not be made.
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace throughgate
