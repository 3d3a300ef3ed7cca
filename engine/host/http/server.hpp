// SPDX-License-Identifier: MIT
// Server: listens, keeps the time of its connections, drains them when it is told to stop.
// One I/O thread: the one that calls `run`. `post` and `stop` may be called from any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "host/http/message.hpp"
#include "host/http/trusted_proxies.hpp"
#include "throughgate/error.hpp"

namespace throughgate::http {

struct ListenOptions {
    std::string address = "127.0.0.1";
    unsigned short port = 8080;  ///< 0: the system picks one
    TrustedProxies proxies{};
};

class Server {
public:
    /// unavailable: the address cannot be had. The application outlives the server.
    static Result<std::unique_ptr<Server>> listen(const ListenOptions& options,
                                                  Application& application);
    ~Server();

    [[nodiscard]] std::string url() const;
    /// Serves until SIGTERM, SIGINT or `stop`; then lets requests under way finish.
    void run();
    void stop();
    /// Runs `work` on the I/O thread.
    void post(std::function<void()> work);
    /// Runs `work` on the I/O thread again and again until the server stops.
    void every(std::chrono::milliseconds interval, std::function<void()> work);
    /// Called on the I/O thread when draining begins.
    void when_stopping(std::function<void()> work);

    class Parts;
    explicit Server(std::unique_ptr<Parts> parts);

private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace throughgate::http
