// SPDX-License-Identifier: MIT
// govuk-notify: one notice, one e-mail by GOV.UK Notify. Notify has no idempotency key, so it is
// asked by reference before anything is sent: an attempt whose answer was lost is not sent twice.
#include <chrono>
#include <string>

#include "govuk-notify/options.hpp"
#include "govuk-notify/talk.hpp"
#include "http/http.hpp"

namespace govuk_notify {

namespace {

using notifier::Answer;
using notifier::Message;

/// The time that Notify compares with its own.
std::int64_t seconds_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

class Notify final : public notifier::Plugin {
public:
    explicit Notify(const notifier::Settings& given)
        : options_(read_options(given)), client_({options_.timeout, options_.ca_file}) {}

protected:
    Answer do_deliver(const Message& message) override {
        const http::Reply asked =
            call("GET", "/v2/notifications?reference=" + escaped(message.effect_id), "");
        const auto sent = read_list(asked);
        if (!sent) return unanswered(asked);
        Step step = after_asking(*sent, options_, seconds_now());
        if (step.next == Next::answer) return std::move(step.answer);
        const http::Reply reply =
            call("POST", "/v2/notifications/email", email_of(message, options_));
        return after_sending(reply, options_);
    }

private:
    http::Reply call(const char* method, const std::string& path, std::string body) {
        http::Request request;
        request.method = method;
        request.url = options_.url + path;
        request.body = std::move(body);
        request.once = request.method == "POST";
        request.headers = {authorization(options_, seconds_now()),
                           "Content-Type: application/json"};
        return client_.perform(request);
    }

    /// Effect ids are letters, digits and dashes; whatever else comes is written as %XX.
    static std::string escaped(std::string_view text) {
        static constexpr std::string_view digits = "0123456789ABCDEF";
        std::string out;
        for (const char letter : text) {
            const auto byte = static_cast<unsigned char>(letter);
            const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                               (byte >= 'A' && byte <= 'Z') || byte == '-';
            if (plain) {
                out += letter;
            } else {
                out += '%';
                out += digits[byte >> 4];
                out += digits[byte & 15u];
            }
        }
        return out;
    }

    const Options options_;
    http::Client client_;
};

}  // namespace

}  // namespace govuk_notify

TG_EXPORT_NOTIFIER(govuk_notify::Notify, "govuk-notify",
                   "Sends each notice as an e-mail by GOV.UK Notify.", govuk_notify::settings);
