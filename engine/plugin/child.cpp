// SPDX-License-Identifier: MIT
#include "plugin/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "plugin/texts.hpp"
#include "plugin/wire.hpp"

namespace throughgate::plugin {

namespace {

constexpr int socket_in_child = 3;

// Debian 12's <sys/pidfd.h> declares these without C linkage, so they are called by number.
int pidfd_of(pid_t process) { return static_cast<int>(syscall(SYS_pidfd_open, process, 0)); }
void kill_by_pidfd(int watch) { syscall(SYS_pidfd_send_signal, watch, SIGKILL, nullptr, 0); }

std::string reason(int error) { return std::generic_category().message(error); }

/// Both ends lie above the child's own descriptors, so that none of them is overwritten.
struct SocketPair {
    Descriptor ours;
    Descriptor theirs;
};

Descriptor lifted(int number) {
    const Descriptor low(number);
    return Descriptor(fcntl(number, F_DUPFD_CLOEXEC, socket_in_child + 1));
}

SocketPair make_socket_pair() {
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return {};
    return {lifted(ends[0]), lifted(ends[1])};
}

/// posix_spawn's two attribute objects, set up for the child.
class SpawnPlan {
public:
    explicit SpawnPlan(int socket) {
        posix_spawn_file_actions_init(&files_);
        posix_spawn_file_actions_adddup2(&files_, socket, socket_in_child);
        posix_spawn_file_actions_addopen(&files_, 0, "/dev/null", O_RDONLY, 0);
        if (fcntl(2, F_GETFD) < 0)
            posix_spawn_file_actions_addopen(&files_, 2, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_adddup2(&files_, 2, 1);
        posix_spawn_file_actions_addclosefrom_np(&files_, socket_in_child + 1);
        posix_spawnattr_init(&attributes_);
        set_signals();
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&files_);
        posix_spawnattr_destroy(&attributes_);
    }

    /// 0 or an errno.
    int run(const std::string& program, pid_t& process) {
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        return posix_spawn(&process, program.c_str(), &files_, &attributes_, arguments.data(),
                           environ);
    }

private:
    void set_signals() {
        sigset_t none{};
        sigset_t usual{};
        sigemptyset(&none);
        sigfillset(&usual);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &usual);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }

    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

std::string ending_of(const siginfo_t& info) {
    if (info.si_code == CLD_EXITED) return texts::left_with(info.si_status);
    return texts::ended_by_signal(info.si_status);
}

/// Without a pidfd we cannot keep our promises: end the child at once.
Error cannot_watch(pid_t process, int error, const std::string& program) {
    kill(process, SIGKILL);
    while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
    return texts::cannot_start(program, reason(error));
}

}  // namespace

Result<Child> Child::spawn(const std::string& program) {
    SocketPair sockets = make_socket_pair();
    if (!sockets.ours.open() || !sockets.theirs.open())
        return texts::cannot_start(program, reason(errno));
    pid_t process = -1;
    if (const int error = SpawnPlan(sockets.theirs.number()).run(program, process); error != 0)
        return texts::cannot_start(program, reason(error));
    Descriptor watch(pidfd_of(process));
    if (!watch.open() && errno != ESRCH) return cannot_watch(process, errno, program);
    return Child(process, std::move(watch), std::move(sockets.ours));
}

Child::~Child() { end(std::chrono::milliseconds{500}); }

std::string Child::end(std::chrono::milliseconds patience) {
    socket_.close();
    if (!watch_.open()) return texts::has_ended();
    const Deadline deadline(patience);
    const bool left = deadline.wait_for(watch_.number(), POLLIN) == WireResult::done;
    if (!left) kill_by_pidfd(watch_.number());
    const std::string ending = reap();
    watch_.close();
    return left ? ending : texts::was_stopped();
}

std::string Child::reap() const {
    siginfo_t info{};
    const auto watched = static_cast<id_t>(watch_.number());
    while (waitid(P_PIDFD, watched, &info, WEXITED) != 0)
        if (errno != EINTR)
            return texts::has_ended();  // ECHILD: SIGCHLD is ignored in this process
    return ending_of(info);
}

}  // namespace throughgate::plugin
