// SPDX-License-Identifier: MIT
// EventStream: server-sent events on their way from whoever has them to one connection.
// Thread-safe. What is pushed waits, up to a limit, until the connection takes it; a reader that is
// slower than that is closed and comes back with the id of the last event that it saw.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace throughgate::http {

class EventStream {
public:
    /// One event as text/event-stream lines; an empty `id` or `name` is left out.
    static std::string event_text(std::string_view id, std::string_view name,
                                  std::string_view data);
    static constexpr std::string_view keep_alive = ": still here\n\n";

    /// False once the stream is closed: the source may forget it.
    bool push(std::string text);
    /// No more events; what waits is still delivered.
    void finish();
    /// The connection is gone or too slow.
    void close();
    [[nodiscard]] bool closed() const;

    /// What waits, all of it. `ended`: nothing more will come.
    struct Taken {
        std::string text;
        bool ended = false;
    };
    /// When nothing waits, `ready` is called once as soon as something does, on any thread.
    Taken take(std::function<void()> ready);

private:
    void ring(std::unique_lock<std::mutex>& lock);

    mutable std::mutex mutex_;
    std::string waiting_;          // guarded by mutex_
    bool finished_ = false;        // guarded by mutex_
    bool closed_ = false;          // guarded by mutex_
    std::function<void()> ready_;  // guarded by mutex_
};

}  // namespace throughgate::http
