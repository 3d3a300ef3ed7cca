// SPDX-License-Identifier: MIT
#include "support/golden.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

bool updating() {
    const char* wish = std::getenv("TG_UPDATE");
    return wish != nullptr && std::string_view{wish} == "1";
}

void write_file(const std::string& path, std::string_view text) {
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

/// "line 3\n  expected: a\n  got:      b", or empty.
std::string first_difference(std::string_view expected, std::string_view got) {
    std::istringstream left{std::string{expected}};
    std::istringstream right{std::string{got}};
    for (int number = 1;; ++number) {
        std::string a;
        std::string b;
        const bool more_left{std::getline(left, a)};
        const bool more_right{std::getline(right, b)};
        if (!more_left && !more_right) return expected == got ? "" : "the last line's end";
        if (a == b && more_left == more_right) continue;
        return "line " + std::to_string(number) +
               "\n  expected: " + (more_left ? a : "(end of file)") +
               "\n  got:      " + (more_right ? b : "(end)");
    }
}

}  // namespace

std::string read_file(const std::string& path) {
    std::ifstream stream{path, std::ios::binary};
    if (!stream) FAIL("cannot read " << path);
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string read_repository_file(std::string_view path) {
    return read_file(TG_SOURCE_DIR "/" + std::string{path});
}

void check_golden(std::string_view name, std::string_view text) {
    const std::string path = TG_SOURCE_DIR "/tests/golden/" + std::string{name};
    if (updating()) write_file(path, text);
    if (!std::filesystem::exists(path)) {
        FAIL_CHECK("no golden file " << path << "; write it with TG_UPDATE=1\n" << text);
        return;
    }
    const std::string difference = first_difference(read_file(path), text);
    if (!difference.empty()) FAIL_CHECK("differs from " << path << ", " << difference);
}

}  // namespace throughgate::testing
