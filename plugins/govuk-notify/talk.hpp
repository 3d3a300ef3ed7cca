// SPDX-License-Identifier: MIT
// What is said to Notify and what its replies mean. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "govuk-notify/options.hpp"
#include "http/http.hpp"

namespace govuk_notify {

/// Made anew for each request: Notify takes it within 30 seconds of its own clock.
std::string authorization(const Options& options, std::int64_t seconds);

/// The body of POST /v2/notifications/email.
std::string email_of(const notifier::Message& message, const Options& options);

/// One e-mail that Notify has under our reference.
struct Sent {
    std::string id;
    std::string status;
    std::int64_t seconds = 0;  ///< when Notify took it, since 1970; 0: it does not say
};

/// What Notify has under a reference, the newest first; nullopt: the reply does not say.
std::optional<std::vector<Sent>> read_list(const http::Reply& reply);

enum class Next : std::uint8_t { send, answer };
struct Step {
    Next next = Next::send;
    notifier::Answer answer;
};

/// Before sending: nothing there, or the newest has failed for now (at most three are sent): send.
/// Else what is there is the answer, with `confirm` also how far it has come.
Step after_asking(const std::vector<Sent>& sent, const Options& options, std::int64_t now);

/// A reply to a question that was no list, so nobody knows whether to send.
notifier::Answer unanswered(const http::Reply& reply);

/// The reply to the e-mail. 400: never as it is. 403: our key or clock, which says nothing about
/// the notice; 429: too many; 5xx and none: later.
notifier::Answer after_sending(const http::Reply& reply, const Options& options);

}  // namespace govuk_notify
