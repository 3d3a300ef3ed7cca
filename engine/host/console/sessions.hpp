// SPDX-License-Identifier: MIT
// Sessions: who is signed in, in memory and bounded. A session is known by an opaque id that only
// the browser has; kept is its hash. Thread-safe; time comes from whoever made it.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "host/http/principal.hpp"

namespace throughgate::console {

using Moment = std::chrono::steady_clock::time_point;
using Now = std::function<Moment()>;

struct Session {
    std::string user;
    http::Principal principal;
    std::string stamp;         ///< changes with the password: a session made before ends
    std::string csrf;          ///< what every form of this session carries
    std::string said;          ///< what the next page has to tell
    bool of_provider = false;  ///< of an identity provider: no user of ours
    std::string proof;         ///< what the provider wants to see to sign them out there, too
};

class Sessions {
public:
    explicit Sessions(Now now) : now_(std::move(now)) {}

    /// The id for the cookie. Ends the session that idled longest when there are too many.
    std::string begin(Session session);
    /// nullopt: unknown, or over. Using it puts off its end, unless nobody did anything (`aside`).
    std::optional<Session> find(const std::string& id, bool aside = false);
    /// The next page of this session tells it; "" takes it back.
    void say(const std::string& id, std::string text);
    void end(const std::string& id);
    void end_all_of(const std::string& user);
    [[nodiscard]] std::size_t count() const;

private:
    struct Entry {
        Session session;
        Moment began{}, used{};
    };
    using Entries = std::map<std::string, Entry>;

    void make_room(const std::string& user);

    const Now now_;
    mutable std::mutex mutex_;
    Entries entries_;  // guarded by mutex_; by the SHA-256 of the id
};

}  // namespace throughgate::console
