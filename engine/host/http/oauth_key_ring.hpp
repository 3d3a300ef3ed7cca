// SPDX-License-Identifier: MIT
// KeyRing: the keys of an identity provider as they were last fetched, on a thread of its own. An
// unknown key makes it fetch again, but not more often than it is told; whoever asks meanwhile
// waits for that fetch. Keys that the provider no longer lists are gone with the next one.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "host/http/oauth_keys.hpp"

namespace throughgate::http {

class KeyRing {
public:
    /// Blocks; called on the ring's thread.
    using Fetch = std::function<Result<SigningKeys>()>;
    /// The key; nullptr: the provider has none of that name; an error: it never gave any.
    using Found = Result<std::shared_ptr<const SigningKey>>;
    using Then = std::function<void(Found)>;

    /// Keys older than `fresh_for` are used, and fetched again meanwhile.
    KeyRing(Fetch fetch, std::chrono::milliseconds at_most_every,
            std::chrono::milliseconds fresh_for = std::chrono::minutes(10));
    ~KeyRing();  ///< stops first

    /// `then` comes at once, or from the ring's thread.
    void find(const std::string& key_id, Then then);
    /// Whether this very key is still the one of that name.
    bool is_current(const std::string& key_id, const std::shared_ptr<const SigningKey>& key);
    /// Answers who waits as if nothing were found; waits for a fetch under way. Twice is fine.
    void stop();

private:
    using Steady = std::chrono::steady_clock::time_point;
    struct Waiting {
        std::string key_id;
        Then then;
    };

    void run();
    void fetch(std::unique_lock<std::mutex>& lock);
    [[nodiscard]] Found known(const std::string& key_id) const;
    void fetch_soon(bool is_here);

    const Fetch fetch_;
    const std::chrono::milliseconds at_most_every_, fresh_for_;

    std::mutex mutex_;
    std::condition_variable changed_;
    SigningKeys keys_;              // guarded by mutex_
    Error never_;                   // guarded by mutex_: why there are none yet
    Steady fetched_{};              // guarded by mutex_: the last one that worked
    Steady tried_{};                // guarded by mutex_
    bool fetching_ = false;         // guarded by mutex_
    bool wanted_ = true;            // guarded by mutex_: at the start once
    bool stopping_ = false;         // guarded by mutex_
    std::vector<Waiting> waiting_;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace throughgate::http
