// SPDX-License-Identifier: MIT
// AccessTokens: whoever can say who holds a token that is none of our own. Thread-safe.
#pragma once

#include <functional>
#include <string_view>
#include <variant>

#include "host/http/principal.hpp"
#include "host/http/problem.hpp"

namespace throughgate::http {

class AccessTokens {
public:
    using Done = std::function<void(std::variant<Principal, Problem>)>;
    virtual ~AccessTokens() = default;
    /// `done` comes at once or from another thread, once.
    virtual void authenticate(std::string_view token, Done done) = 0;
    /// Lets what waits be answered; nothing is fetched from then on. Twice is fine.
    virtual void stop() = 0;
};

}  // namespace throughgate::http
