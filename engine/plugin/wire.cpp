// SPDX-License-Identifier: MIT
#include "plugin/wire.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace throughgate::plugin {

namespace {

bool again(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

WireResult failed_with(int error) {
    return error == EPIPE || error == ECONNRESET ? WireResult::closed : WireResult::broken;
}

WireResult receive_bytes(int socket, std::string& bytes, const Deadline& deadline) {
    for (std::size_t have = 0; have < bytes.size();) {
        const WireResult ready = deadline.wait_for(socket, POLLIN);
        if (ready != WireResult::done) return ready;
        const ssize_t got = recv(socket, bytes.data() + have, bytes.size() - have, MSG_DONTWAIT);
        if (got == 0) return WireResult::closed;
        if (got > 0)
            have += static_cast<std::size_t>(got);
        else if (!again(errno))
            return failed_with(errno);
    }
    return WireResult::done;
}

}  // namespace

Deadline::Deadline(std::chrono::milliseconds from_now)
    : timer_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
    const auto wait = std::max(from_now, std::chrono::milliseconds{1});
    itimerspec when{};
    when.it_value.tv_sec = wait.count() / 1000;
    when.it_value.tv_nsec = wait.count() % 1000 * 1000000;
    if (timer_.open() && timerfd_settime(timer_.number(), 0, &when, nullptr) != 0) timer_.close();
}

WireResult Deadline::wait_for(int descriptor, short events) const {
    if (bounded_ && !timer_.open()) return WireResult::late;
    std::array<pollfd, 2> watched{pollfd{descriptor, events, 0},
                                  pollfd{timer_.number(), POLLIN, 0}};
    while (poll(watched.data(), watched.size(), -1) < 0)
        if (errno != EINTR) return WireResult::broken;
    if (watched[1].revents != 0) return WireResult::late;
    return WireResult::done;
}

WireResult send_frame(int socket, const Frame& frame, const Deadline& deadline) {
    const std::string bytes = encode(frame);
    for (std::size_t sent = 0; sent < bytes.size();) {
        const WireResult ready = deadline.wait_for(socket, POLLOUT);
        if (ready != WireResult::done) return ready;
        const ssize_t put =
            send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put > 0)
            sent += static_cast<std::size_t>(put);
        else if (put < 0 && !again(errno))
            return failed_with(errno);
    }
    return WireResult::done;
}

WireResult receive_frame(int socket, Frame& frame, const Deadline& deadline) {
    std::string prefix(frame_prefix_bytes, '\0');
    if (const auto got = receive_bytes(socket, prefix, deadline); got != WireResult::done)
        return got;
    const auto length = rest_length(prefix);
    if (!length) return WireResult::garbled;
    std::string rest(*length, '\0');
    if (const auto got = receive_bytes(socket, rest, deadline); got != WireResult::done) return got;
    auto decoded = decode(rest);
    if (!decoded) return WireResult::garbled;
    frame = std::move(*decoded);
    return WireResult::done;
}

}  // namespace throughgate::plugin
