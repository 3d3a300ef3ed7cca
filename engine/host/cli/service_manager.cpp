// SPDX-License-Identifier: MIT
#include "host/cli/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace throughgate::cli {

void tell_service_manager(std::string_view state) {
    const char* const named = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    const std::size_t length = named == nullptr ? 0 : std::strlen(named);
    if (length < 2 || length >= sizeof address.sun_path) return;
    if (named[0] != '/' && named[0] != '@') return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, named, length);
    if (named[0] == '@') address.sun_path[0] = '\0';  // an abstract one
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    (void)::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL,
                   reinterpret_cast<const sockaddr*>(&address), size);
    ::close(socket);
}

}  // namespace throughgate::cli
