// SPDX-License-Identifier: MIT
// Provider: signing in with an account of somewhere else. Thread-safe; `finish` blocks.
#pragma once

#include <string>

#include "host/console/visit.hpp"
#include "throughgate/error.hpp"

namespace throughgate::console {

class Provider {
public:
    virtual ~Provider() = default;

    struct Begun {
        std::string address;  ///< where the browser goes
        std::string state;    ///< what it must bring back, in the address and in its cookie
    };
    /// `next`: where whoever comes back wanted to go.
    virtual Begun begin(std::string next) = 0;

    struct Entered {
        http::Principal principal;
        std::string next;
        std::string proof;  ///< for `leave`
    };
    /// refused: the message may be shown.
    virtual Result<Entered> finish(const Fields& query, const std::string& cookie) = 0;

    /// Where the browser goes to be signed out there, too; "" when that cannot be asked for.
    [[nodiscard]] virtual std::string leave(const std::string& proof) const = 0;
};

}  // namespace throughgate::console
