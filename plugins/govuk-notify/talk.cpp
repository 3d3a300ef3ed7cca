// SPDX-License-Identifier: MIT
#include "govuk-notify/talk.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "signing/signing.hpp"

namespace govuk_notify {

namespace {

namespace json = boost::json;
using notifier::Answer;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t most_sent = 3;
/// Asked again after four times as long as it has been under way.
constexpr milliseconds first_question = minutes(1);
constexpr milliseconds longest_question = std::chrono::hours(36);
constexpr milliseconds wait_for_key = minutes(15);
constexpr milliseconds wait_for_minute = minutes(1);
constexpr milliseconds wait_for_day = std::chrono::hours(1);

json::value parsed(const std::string& text) {
    boost::system::error_code fault;
    json::value value = json::parse(text, fault);
    return fault ? json::value() : value;
}

std::string text_in(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

int digits(std::string_view text, std::size_t at, std::size_t count) {
    int number = 0;
    if (at + count <= text.size())
        std::from_chars(text.data() + at, text.data() + at + count, number);
    return number;
}

/// "2026-03-17T09:00:00.000000Z"; 0 when it is none.
std::int64_t seconds_of(std::string_view text) {
    using namespace std::chrono;
    if (text.size() < 19) return 0;
    const year_month_day date{year(digits(text, 0, 4)),
                              month(static_cast<unsigned>(digits(text, 5, 2))),
                              day(static_cast<unsigned>(digits(text, 8, 2)))};
    if (!date.ok()) return 0;
    const auto time = sys_days(date) + hours(digits(text, 11, 2)) + minutes(digits(text, 14, 2)) +
                      std::chrono::seconds(digits(text, 17, 2));
    return time.time_since_epoch().count();
}

/// "BadRequestError: Missing personalisation: body", else the reply as it is.
std::string words_of(const http::Reply& reply) {
    const json::value value = parsed(reply.body);
    const json::object* object = value.if_object();
    const json::value* errors = object != nullptr ? object->if_contains("errors") : nullptr;
    if (errors == nullptr || !errors->is_array()) return http::said(reply);
    std::string words;
    for (const json::value& each : errors->as_array())
        if (const json::object* error = each.if_object(); error != nullptr)
            words += (words.empty() ? "" : "; ") + text_in(*error, "error") + ": " +
                     text_in(*error, "message");
    return "answered " + std::to_string(reply.status) + ": " + http::one_line(http::masked(words));
}

bool is_for_the_day(const http::Reply& reply) {
    return reply.body.find("TooManyRequestsError") != std::string::npos;
}

Answer under_way(const Sent& sent, const Options& options, std::int64_t now) {
    const std::string words = "Notify has it: " + sent.status;
    if (!options.confirm) return notifier::delivered(words);
    const milliseconds age = seconds(sent.seconds > 0 ? now - sent.seconds : 0);
    return notifier::pending(words, std::clamp(4 * age, first_question, longest_question));
}

}  // namespace

std::string authorization(const Options& options, std::int64_t seconds) {
    const json::object claims{{"iss", options.service}, {"iat", seconds}};
    return "Authorization: Bearer " + signing::token(options.secret, json::serialize(claims));
}

std::string email_of(const notifier::Message& message, const Options& options) {
    json::object personalisation;
    const auto fill = [&](const std::string& key, std::string_view value) {
        if (!key.empty()) personalisation[key] = value;
    };
    fill(options.subject_key, message.subject);
    fill(options.body_key, message.body);
    fill(options.reference_key, message.reference);
    json::object email{{"email_address", message.recipient},
                       {"template_id", template_for(options, message.notice_class)},
                       {"personalisation", personalisation},
                       {"reference", message.effect_id}};
    if (!options.reply_to.empty()) email["email_reply_to_id"] = options.reply_to;
    return json::serialize(email);
}

std::optional<std::vector<Sent>> read_list(const http::Reply& reply) {
    if (reply.status != 200) return std::nullopt;
    const json::value value = parsed(reply.body);
    const json::object* object = value.if_object();
    const json::value* list = object != nullptr ? object->if_contains("notifications") : nullptr;
    if (list == nullptr || !list->is_array()) return std::nullopt;
    std::vector<Sent> sent;
    for (const json::value& each : list->as_array())
        if (const json::object* one = each.if_object(); one != nullptr)
            sent.push_back({text_in(*one, "id"), text_in(*one, "status"),
                            seconds_of(text_in(*one, "created_at"))});
    const auto newer = [](const Sent& a, const Sent& b) { return a.seconds > b.seconds; };
    std::stable_sort(sent.begin(), sent.end(), newer);
    return sent;
}

Step after_asking(const std::vector<Sent>& sent, const Options& options, std::int64_t now) {
    if (sent.empty()) return {};
    const Sent& newest = sent.front();
    if (newest.status == "delivered")
        return {Next::answer, notifier::delivered("arrived, says Notify")};
    if (newest.status == "permanent-failure")
        return {Next::answer, notifier::failed("Notify: permanent-failure; there is no such "
                                               "address, or it refuses mail")};
    const bool failed =
        newest.status == "temporary-failure" || newest.status == "technical-failure";
    if (!failed) return {Next::answer, under_way(newest, options, now)};
    if (sent.size() < most_sent) return {};
    return {Next::answer, notifier::failed("Notify: " + newest.status + ", " +
                                           std::to_string(sent.size()) + " times")};
}

Answer unanswered(const http::Reply& reply) {
    Answer answer = after_sending(reply, {});
    if (answer.outcome != throughgate_retry)
        answer = notifier::retry("it cannot be asked what became of it: " + words_of(reply));
    return answer;
}

Answer after_sending(const http::Reply& reply, const Options& options) {
    if (reply.status == 201 && options.confirm)
        return notifier::pending("Notify has taken it", first_question);
    if (reply.status == 201) return notifier::delivered("Notify has taken it");
    if (reply.status == 400) return notifier::failed(words_of(reply));
    if (reply.status == 403) return notifier::retry(words_of(reply), wait_for_key);
    if (reply.status == 429)
        return notifier::retry(words_of(reply),
                               is_for_the_day(reply) ? wait_for_day : wait_for_minute);
    return notifier::retry(reply.status == 0 ? http::said(reply) : words_of(reply));
}

}  // namespace govuk_notify
