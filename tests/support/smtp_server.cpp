// SPDX-License-Identifier: MIT
#include "support/smtp_server.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace throughgate::testing {

namespace {

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::pair<int, int> make_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    return {ends[0], ends[1]};
}

pid_t spawn(std::vector<std::string> words, int input, int output) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files{};
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    pid_t process = -1;
    const int error =
        posix_spawn(&process, arguments[0], &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) throw std::runtime_error("the SMTP server cannot be started");
    return process;
}

}  // namespace

SmtpServer::SmtpServer(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"/usr/bin/python3",
                                   std::string(TG_SOURCE_DIR) + "/tests/support/smtp_server.py",
                                   folder_.path()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const auto [their_input, our_input] = make_pipe();
    const auto [our_output, their_output] = make_pipe();
    process_ = spawn(words, their_input, their_output);
    input_ = our_input;
    output_ = our_output;
    close(their_input);
    close(their_output);
    port_ = std::stoi(next_line(std::chrono::seconds{60}).substr(5));
}

SmtpServer::~SmtpServer() { stop(); }

std::string SmtpServer::url(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(port_);
}

ReceivedMail SmtpServer::next(std::chrono::seconds limit) {
    const std::string path = next_line(limit).substr(8);
    return {content_of(path), content_of(path + ".json")};
}

std::size_t SmtpServer::count() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
        if (entry.path().extension() == ".eml") ++count;
    return count;
}

void SmtpServer::stop() {
    if (process_ < 0) return;
    kill(process_, SIGTERM);
    while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    close(input_);
    close(output_);
}

std::string SmtpServer::next_line(std::chrono::seconds limit) {
    for (;;) {
        if (const auto end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            return line;
        }
        pollfd output{output_, POLLIN, 0};
        std::array<char, 4096> bytes{};
        if (poll(&output, 1, static_cast<int>(limit.count()) * 1000) <= 0)
            throw std::runtime_error("the SMTP server says nothing");
        const ssize_t got = read(output_, bytes.data(), bytes.size());
        if (got <= 0) throw std::runtime_error("the SMTP server has ended");
        unread_.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace throughgate::testing
