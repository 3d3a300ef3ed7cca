// SPDX-License-Identifier: MIT
// The event of one notice, its signatures, and what a receiver's reply means. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/http.hpp"
#include "webhook/options.hpp"

namespace webhook {

/// CloudEvents 1.0, structured JSON: the effect id is its id, the case reference its subject.
std::string event_of(const notifier::Message& message, const Options& options);

/// The headers of Standard Webhooks: one signature by each key over id, seconds and body.
std::vector<std::string> headers_of(const std::string& id, std::int64_t seconds,
                                    const std::string& body, const std::vector<std::string>& keys);

/// 2xx: taken. 410: the receiver has unsubscribed. A refusal of this very event (400, 409, 413,
/// 422): never as it is. All else says nothing about the event: later, and not before the time
/// that a 429 or 503 names.
notifier::Answer answer_of(const http::Reply& reply);

inline constexpr long gone = 410;
notifier::Answer unsubscribed();

/// Who has unsubscribed is asked again with one notice after a while, so that nothing but their own
/// word ends it and nobody has to restart anything.
class Subscription {
public:
    using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
    explicit Subscription(std::chrono::hours ask_again) : ask_again_(ask_again) {}

    [[nodiscard]] bool may_ask(Instant now) const {
        if (!ended_) return true;
        return ask_again_.count() > 0 && now - *ended_ >= ask_again_;
    }
    void heard(long status, Instant now) {
        if (status == gone)
            ended_ = now;
        else if (status >= 200 && status < 300)
            ended_.reset();
    }

private:
    std::chrono::hours ask_again_;
    std::optional<Instant> ended_;
};

}  // namespace webhook
