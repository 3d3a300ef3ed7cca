// SPDX-License-Identifier: MIT
// Authenticator: the one place that says who calls. Reads the file of tokens again when it changed,
// so that a revoked token is refused within a second. Thread-safe; `done` comes at once, or from a
// worker when a secret has to be hashed.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "host/http/access_tokens.hpp"
#include "host/http/message.hpp"
#include "host/http/principal.hpp"
#include "host/http/problem.hpp"
#include "host/http/token_file.hpp"
#include "host/http/workers.hpp"

namespace throughgate::http {

class Authenticator {
public:
    using Done = std::function<void(std::variant<Principal, Problem>)>;

    /// `others`: who is asked about tokens that are none of our own; may be null, else outlives us.
    Authenticator(std::string token_path, Workers& workers, AccessTokens* others = nullptr)
        : path_(std::move(token_path)), workers_(workers), others_(others) {}

    void authenticate(const Headers& headers, Done done);

private:
    using Steady = std::chrono::steady_clock::time_point;

    struct Entry {
        TokenRecord record;
        std::string verified;  ///< SHA-256 of the secret that opened it; empty: none yet
        std::map<std::string, std::vector<Done>> waiting;  ///< by SHA-256 of what is being tried
        unsigned failures = 0;                             ///< since `failing_since`
        Steady failing_since{};
    };

    void read_again_if_changed();
    void take_over(std::vector<TokenRecord> records);
    std::variant<Principal, Problem> known(const std::string& id, const std::string& digest,
                                           bool& undecided);
    void try_secret(const std::string& id, std::string digest, std::string secret, Done done);
    void tried(const std::string& id, const std::string& digest, bool opened);

    const std::string path_;
    Workers& workers_;
    AccessTokens* const others_;
    std::mutex mutex_;
    std::map<std::string, Entry> entries_;        // guarded by mutex_
    Steady looked_{};                             // guarded by mutex_
    std::pair<long, long> file_changed_{-1, -1};  // guarded by mutex_
    std::string unreadable_;                      // guarded by mutex_
};

}  // namespace throughgate::http
