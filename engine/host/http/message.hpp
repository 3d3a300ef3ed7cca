// SPDX-License-Identifier: MIT
// What passes between the wire and the application: plain values, no Beast and no Asio.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace throughgate::http {

class EventStream;

/// Those header fields that the application reads, as they came; empty: absent.
struct Headers {
    std::string accept;
    std::string accept_encoding;
    std::string authorization;
    std::string content_encoding;
    std::string content_type;
    std::string cookie;
    std::string fetch_site;     ///< Sec-Fetch-Site
    std::string forwarded_for;  ///< X-Forwarded-For, all of them
    std::string host;
    std::string idempotency_key;
    std::string if_match;
    std::string if_none_match;
    std::string last_event_id;
    std::string person;   ///< Throughgate-Person
    std::string purpose;  ///< Throughgate-Purpose
    std::string rights;   ///< Throughgate-Rights
    std::string traceparent;
};

struct Request {
    std::string method;  ///< "GET"; HEAD arrives as GET
    std::string target;  ///< origin form, as it came: "/api/v1/cases?limit=10"
    Headers headers;
    std::string body;
    std::string peer;            ///< address of whoever asks; a proxy of ours speaks for others
    std::string repeated_field;  ///< a header field that may stand once and came twice
};

struct Response {
    unsigned status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string_view problem;             ///< its code, when it is one
    std::shared_ptr<EventStream> stream;  ///< set: `body` is only what comes first
};

/// Called once, from any thread.
using Respond = std::function<void(Response)>;

/// How much a request may take.
struct Allowance {
    std::size_t body_bytes = 0;
    std::chrono::seconds handling{0};  ///< until it is answered
};

/// What the server serves. Called on the server's own thread; never blocks.
class Application {
public:
    virtual ~Application() = default;
    /// What is allowed to a request that is announced with this method and target.
    virtual Allowance allowance(std::string_view method, std::string_view target) = 0;
    virtual void handle(Request request, Respond respond) = 0;
    /// A request that broke off or could not be read: the answer to it, logged.
    virtual Response broken(unsigned status, std::string_view code, const std::string& peer) = 0;
    virtual void connections_changed(std::size_t open) = 0;
};

}  // namespace throughgate::http
