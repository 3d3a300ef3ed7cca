// SPDX-License-Identifier: MIT
#include "webhook/event.hpp"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "signing/signing.hpp"

namespace webhook {

namespace {

namespace json = boost::json;

constexpr std::array<long, 4> about_the_event{400, 409, 413, 422};

/// RFC 3339: "2026-03-17T09:00:00.000Z".
std::string timestamp(std::chrono::sys_time<std::chrono::milliseconds> now) {
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(now - day);
    std::array<char, 40> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

json::object data_of(const notifier::Message& message, bool with_text) {
    json::object data{{"reference", message.reference},
                      {"class", message.notice_class},
                      {"recipient", message.recipient},
                      {"subject", message.subject}};
    if (with_text) data["text"] = message.body;
    return data;
}

}  // namespace

std::string event_of(const notifier::Message& message, const Options& options) {
    json::object event{
        {"specversion", "1.0"},
        {"id", message.effect_id},
        {"source", options.source},
        {"type", "uk.throughgate.notice." + std::string(message.notice_class) + ".v1"},
        {"time", timestamp(message.now)},
        {"datacontenttype", "application/json"},
        {"data", data_of(message, options.with_text)}};
    if (!message.reference.empty()) event["subject"] = message.reference;
    return json::serialize(event);
}

std::vector<std::string> headers_of(const std::string& id, std::int64_t seconds,
                                    const std::string& body, const std::vector<std::string>& keys) {
    const std::string when = std::to_string(seconds);
    std::string signatures;
    for (const std::string& key : keys)
        signatures += (signatures.empty() ? "v1," : " v1,") +
                      signing::base64(signing::hmac_sha256(key, id + "." + when + "." + body));
    return {"Content-Type: application/cloudevents+json; charset=utf-8", "webhook-id: " + id,
            "webhook-timestamp: " + when, "webhook-signature: " + signatures};
}

notifier::Answer unsubscribed() {
    return notifier::failed(
        "the receiver has unsubscribed (410) and is left alone for now; take the channel out or "
        "correct its url");
}

notifier::Answer answer_of(const http::Reply& reply) {
    if (reply.status >= 200 && reply.status < 300)
        return notifier::delivered("taken, " + std::to_string(reply.status));
    if (reply.status == gone) return unsubscribed();
    if (reply.status >= 300 && reply.status < 400)
        return notifier::retry("answered " + std::to_string(reply.status) +
                               ": redirects are not followed; correct url");
    const bool refused = std::find(about_the_event.begin(), about_the_event.end(), reply.status) !=
                         about_the_event.end();
    if (refused) return notifier::failed(http::said(reply));
    return notifier::retry(http::said(reply), reply.retry_after);
}

}  // namespace webhook
