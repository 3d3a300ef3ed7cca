// SPDX-License-Identifier: MIT
// Child: the process a plug-in runs in, and our end of the socket pair to it.
// It gets /dev/null as input, our standard error as both outputs, the socket as descriptor 3 and
// nothing else of ours; its own process group, so that Ctrl-C reaches the engine alone. No SIGCHLD
// handler: it is watched and ended by its pidfd, and it does not matter who reaps it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>

#include "plugin/descriptor.hpp"
#include "throughgate/error.hpp"

namespace throughgate::plugin {

class Child {
public:
    static Result<Child> spawn(const std::string& program);
    Child(Child&&) = default;
    Child& operator=(Child&&) = delete;
    /// Ends it, as `end` does with half a second of patience.
    ~Child();

    [[nodiscard]] int socket() const { return socket_.number(); }
    /// Closes the socket, waits `patience` for it to leave, then kills; always reaps.
    /// How it ended: "was ended by signal 11", "left with code 3", "was stopped", "has ended".
    std::string end(std::chrono::milliseconds patience);

private:
    Child(pid_t process, Descriptor watch, Descriptor socket)
        : process_(process), watch_(std::move(watch)), socket_(std::move(socket)) {}
    [[nodiscard]] std::string reap() const;

    pid_t process_;
    Descriptor watch_;  // pidfd; closed once reaped
    Descriptor socket_;
};

}  // namespace throughgate::plugin
