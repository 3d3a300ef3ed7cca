// SPDX-License-Identifier: MIT
// webhook: one notice, one signed event, posted to one receiver.
#include <chrono>
#include <string>

#include "http/http.hpp"
#include "webhook/event.hpp"
#include "webhook/options.hpp"

namespace webhook {

namespace {

using notifier::Answer;
using notifier::Message;

/// Receivers compare it with their own clock, so it is the time of this attempt.
std::int64_t seconds_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

class Webhook final : public notifier::Plugin {
public:
    explicit Webhook(const notifier::Settings& given)
        : options_(read_options(given)),
          client_({options_.timeout, options_.ca_file}),
          subscription_(options_.ask_again) {}

protected:
    Answer do_deliver(const Message& message) override {
        if (!http::is_header_value(message.effect_id))
            return notifier::failed("the id of the notice holds a control character");
        if (!subscription_.may_ask(message.now)) return unsubscribed();
        http::Request request;
        request.url = options_.url;
        request.body = event_of(message, options_);
        request.headers =
            headers_of(std::string(message.effect_id), seconds_now(), request.body, options_.keys);
        const http::Reply reply = client_.perform(request);
        subscription_.heard(reply.status, message.now);
        return answer_of(reply);
    }

private:
    const Options options_;
    http::Client client_;
    Subscription subscription_;
};

}  // namespace

}  // namespace webhook

TG_EXPORT_NOTIFIER(webhook::Webhook, "webhook",
                   "Posts each notice as a signed CloudEvent to one receiver.", webhook::settings);
