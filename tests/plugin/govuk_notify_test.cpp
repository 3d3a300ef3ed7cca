// SPDX-License-Identifier: MIT
// Goal: what Notify says becomes the right step, whatever it says. Method: the pure parts; real
// requests are in tests/host/notify_test.py.
#include "govuk-notify/talk.hpp"
#include "support/catch.hpp"

using namespace govuk_notify;

namespace {

constexpr std::int64_t now = 1773738000;

Options confirming(bool confirm = true) {
    Options options;
    options.confirm = confirm;
    return options;
}

std::string step(const std::vector<Sent>& sent, bool confirm = true) {
    const Step next = after_asking(sent, confirming(confirm), now);
    if (next.next == Next::send) return "send";
    static constexpr const char* words[] = {"delivered", "retry", "failed", "pending"};
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(next.answer.wait);
    return words[next.answer.outcome] +
           (minutes.count() > 0 ? " " + std::to_string(minutes.count()) : "");
}

http::Reply reply(long status, const std::string& body) { return {status, body, "", {}}; }

}  // namespace

TEST_CASE("what Notify has decides whether to send") {
    CHECK(step({}) == "send");
    CHECK(step({{"1", "delivered", now}}) == "delivered");
    CHECK(step({{"1", "permanent-failure", now}}) == "failed");
    for (const char* failed : {"temporary-failure", "technical-failure"}) {
        CHECK(step({{"1", failed, now}, {"2", failed, now - 9}}) == "send");
        CHECK(step({{"1", failed, now}, {"2", failed, now}, {"3", failed, now}}) == "failed");
        CHECK(step({{"1", "delivered", now}, {"2", failed, now - 9}}) == "delivered");
    }
}

TEST_CASE("what is under way is never sent again, and is asked for ever more rarely") {
    for (const char* status : {"created", "sending", "pending", "a-word-of-later-years", ""}) {
        CHECK(step({{"1", status, now}}) == "pending 1");
        CHECK(step({{"1", status, now - 300}}) == "pending 20");
        CHECK(step({{"1", status, now - 86400}}) == "pending 2160");
        CHECK(step({{"1", status, 0}}) == "pending 1");
        CHECK(step({{"1", status, now + 60}}) == "pending 1");
        CHECK(step({{"1", status, now}}, false) == "delivered");
    }
}

TEST_CASE("a list is read with the newest first, and what is no list is no answer") {
    const auto list = read_list(reply(200, R"({"notifications": [
        {"id": "a", "status": "sending", "created_at": "2026-03-17T09:00:00.000000Z"},
        {"id": "b", "status": "delivered", "created_at": "2026-03-17T09:00:01.500000Z"},
        {"id": "c", "status": 7, "created_at": "yesterday"}]})"));
    REQUIRE(list);
    REQUIRE(list->size() == 3);
    CHECK(list->at(0).id == "b");
    CHECK(list->at(1).seconds == now);
    CHECK(list->at(2).seconds == 0);
    for (const char* body : {"", "[]", "{}", R"({"notifications": 1})", "{\"notifications\": ["})
        CHECK_FALSE(read_list(reply(200, body)));
    CHECK_FALSE(read_list(reply(500, R"({"notifications": []})")));
}

TEST_CASE("a question without an answer is asked again, whatever came instead") {
    for (const long status : {0, 200, 201, 400, 403, 404, 429, 500})
        CHECK(unanswered(reply(status, "{}")).outcome == throughgate_retry);
}

TEST_CASE("an API key is taken apart from behind, so its name may hold anything") {
    using throughgate::notifier::text;
    const std::string key =
        "a-name-with-dashes-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-"
        "e847b4f122b0";
    const auto read = [](const std::string& api_key) {
        std::vector<throughgate_setting> given;
        for (const auto& setting : settings) given.push_back({setting.name, setting.default_value});
        given[0].value = text(api_key);
        given[1].value = text("f33517ff-2a88-4f6e-b855-c550268ce08a");
        return read_options(notifier::Settings(given.data(), given.size()));
    };
    CHECK(read(key).service == "26785a09-ab16-4eb0-8407-a37497a57506");
    CHECK(read(key).secret == "3d844edf-8d35-48ac-975b-e847b4f122b0");
    for (const auto& bad : {key.substr(30), key + "0", std::string("x")})
        CHECK_THROWS_WITH(read(bad), "api_key: it is no key of Notify; a key ends with two ids");
}
