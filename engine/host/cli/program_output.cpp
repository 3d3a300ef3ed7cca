// SPDX-License-Identifier: MIT
#include "host/cli/program_output.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>

#include "host/scratch_folder.hpp"

namespace throughgate::cli {
namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

/// Standard input is empty; what it writes goes into two files, which no pipe can block.
int spawned(const std::vector<std::string>& words, const std::string& out, const std::string& err,
            pid_t& child) {
    std::vector<std::string> copies = words;
    std::vector<char*> pointers;
    for (std::string& each : copies) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    constexpr int fresh = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), fresh, 0600);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), fresh, 0600);
    const int begun =
        posix_spawnp(&child, pointers.front(), &files, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    return begun;
}

}  // namespace

Result<ProgramOutput> output_of(const std::vector<std::string>& words) {
    const Error missing{ErrorKind::unavailable,
                        "`" + words.front() + "` is needed for this and cannot be run",
                        words.front()};
    const ScratchFolder scratch(std::filesystem::temp_directory_path());
    if (scratch.path().empty())
        return Error{ErrorKind::unavailable, "cannot make a temporary folder", "/tmp"};
    const std::filesystem::path folder = scratch.path();
    pid_t child = 0;
    if (spawned(words, folder / "out", folder / "err", child) != 0) return missing;
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return missing;
    ProgramOutput ran;
    ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (ran.exit_code == 127) return missing;
    ran.output = text_of(folder / "out");
    ran.errors = text_of(folder / "err");
    ran.errors = ran.errors.substr(0, ran.errors.find('\n'));
    return ran;
}

}  // namespace throughgate::cli
