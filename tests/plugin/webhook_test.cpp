// SPDX-License-Identifier: MIT
// Goal: webhook asks a receiver that has unsubscribed again in time and not before, and posts only
// where what is about people may go. Method: the pure parts.
#include "http/http.hpp"
#include "support/catch.hpp"
#include "webhook/event.hpp"

namespace {

using std::chrono::hours;
using webhook::Subscription;

constexpr Subscription::Instant start{};

std::string fault_of(const std::string& url) {
    try {
        http::checked_url("url", url);
    } catch (const std::exception& fault) {
        return fault.what();
    }
    return "";
}

}  // namespace

TEST_CASE("who has unsubscribed is asked again after a while, and left alone until then") {
    Subscription subscription{hours(24)};
    subscription.heard(503, start);
    CHECK(subscription.may_ask(start));
    subscription.heard(410, start);
    CHECK_FALSE(subscription.may_ask(start + hours(23)));
    CHECK(subscription.may_ask(start + hours(24)));
    subscription.heard(410, start + hours(24));
    CHECK_FALSE(subscription.may_ask(start + hours(47)));
}

TEST_CASE("who takes something again has subscribed again; who answers nothing has not") {
    Subscription subscription{hours(24)};
    subscription.heard(410, start);
    subscription.heard(0, start + hours(24));
    CHECK_FALSE(subscription.may_ask(start + hours(1)));
    subscription.heard(204, start + hours(24));
    CHECK(subscription.may_ask(start + hours(1)));
}

TEST_CASE("with nothing set who has unsubscribed is not asked before a restart") {
    Subscription subscription{hours(0)};
    subscription.heard(410, start);
    CHECK_FALSE(subscription.may_ask(start + hours(100000)));
}

TEST_CASE("every way to write this machine may be posted to without TLS, and nothing else") {
    for (const char* url : {"http://[::1]/x", "http://[::1]:8080/x", "http://[::1]",
                            "http://127.0.0.1/x", "http://localhost:9/x", "https://far.example/x"})
        CHECK(fault_of(url) == "");
    for (const char* url : {"http://[::2]/x", "http://[::1", "http://far.example/x",
                            "http://[::1].far.example/x", "http://localhost.far.example/x"}) {
        CAPTURE(url);
        CHECK(fault_of(url).find("TLS") != std::string::npos);
    }
}

TEST_CASE("nothing is sent with a header that holds a line end") {
    http::Client client({std::chrono::milliseconds(100), ""});
    http::Request request;
    request.url = "http://127.0.0.1:1/x";
    request.headers = {"webhook-id: a\r\nx-other: b"};
    CHECK(client.perform(request).fault.find("nothing was sent") != std::string::npos);
    request.headers = {"webhook-id: a"};
    CHECK(client.perform(request).fault.find("nothing was sent") == std::string::npos);
}
