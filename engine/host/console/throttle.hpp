// SPDX-License-Identifier: MIT
// Throttle: how often somebody may fail to sign in, by user name and by address. Bounded.
// Thread-safe; time comes from whoever made it.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "host/console/sessions.hpp"

namespace throughgate::console {

class Throttle {
public:
    explicit Throttle(Now now) : now_(std::move(now)) {}

    /// How long until this may be tried; 0: now.
    std::chrono::seconds wait(const std::string& user, const std::string& address);
    void failed(const std::string& user, const std::string& address);
    /// The user name begins again; an address goes on being counted.
    void succeeded(const std::string& user);

private:
    struct Count {
        unsigned failures = 0;
        Moment since{};
    };
    std::chrono::seconds wait_of(const std::string& key, unsigned most) const;
    void count(const std::string& key);

    const Now now_;
    std::mutex mutex_;
    std::map<std::string, Count> counts_;  // guarded by mutex_
};

}  // namespace throughgate::console
