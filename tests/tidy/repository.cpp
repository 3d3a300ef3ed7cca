// SPDX-License-Identifier: MIT
#include "tidy/repository.hpp"

#include <algorithm>
#include <filesystem>

#include "support/golden.hpp"

namespace throughgate::tidy {
namespace {

namespace fs = std::filesystem;
const fs::path root{TG_SOURCE_DIR};

bool is_text(const std::string& text) {
    constexpr std::size_t looked_at = 4096;
    return std::string_view{text}.substr(0, looked_at).find('\0') == std::string_view::npos;
}

bool is_left_out(const fs::path& path) {
    const std::string name = path.filename();
    return path == root / "build" || name == ".git" || name == "__pycache__";
}

std::vector<File> read_all() {
    std::vector<File> files;
    for (auto at = fs::recursive_directory_iterator{root}; at != fs::end(at); ++at) {
        if (is_left_out(at->path())) at.disable_recursion_pending();
        if (!at->is_regular_file()) continue;
        File file{at->path().lexically_relative(root), testing::read_file(at->path())};
        if (is_text(file.text)) files.push_back(std::move(file));
    }
    std::sort(files.begin(), files.end(),
              [](const File& a, const File& b) { return a.path < b.path; });
    return files;
}

}  // namespace

const std::vector<File>& repository() {
    static const std::vector<File> files = read_all();
    return files;
}

std::vector<std::string> top_level() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{root}) names.push_back(entry.path().filename());
    return names;
}

bool exists(const std::string& path) { return fs::exists(root / path); }

std::vector<std::string> test_files_in_build() {
    std::vector<std::string> paths;
    for (const auto& line : lines_of(testing::read_file(TG_BUILD_DIR "/test_files.txt")))
        if (!line.empty()) paths.push_back(fs::path{line}.lexically_relative(root));
    return paths;
}

}  // namespace throughgate::tidy
