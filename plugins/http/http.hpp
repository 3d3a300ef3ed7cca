// SPDX-License-Identifier: MIT
// http: one request, one reply, by libcurl: no redirects, no proxy, a hard time limit, and no more
// of the reply kept than people read. One client keeps one connection; one caller at a time.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace http {

struct Request {
    std::string method = "POST";
    std::string url;
    std::vector<std::string> headers;  ///< "Name: value"
    std::string body;
    /// On a connection of its own: on a kept one that turns out dead libcurl sends a second time by
    /// itself, which doubles what the far end had taken before the connection died.
    bool once = false;
};

struct Reply {
    long status = 0;    ///< 0: none came
    std::string body;   ///< the first longest_body bytes
    std::string fault;  ///< why none came
    std::chrono::seconds retry_after{0};
};

inline constexpr std::size_t longest_body = 64u << 10;
inline constexpr std::size_t longest_read = 1u << 20;  ///< then the connection is given up

struct Limits {
    std::chrono::milliseconds timeout{10'000};
    std::string ca_file;  ///< certificates to trust; empty: the system's
};

class Client {
public:
    explicit Client(Limits limits);
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client();

    /// Never throws for what the far end does: no reply is a Reply without status.
    Reply perform(const Request& request);

private:
    class Handle;

    const Limits limits_;
    std::unique_ptr<Handle> handle_;
};

/// No control characters: those could end the header and begin another.
bool is_header_value(std::string_view text);

/// "https://..." or, on this machine only, "http://..."; without a name or password in it. Throws
/// std::runtime_error that begins with the setting's name.
std::string checked_url(const std::string& setting, const std::string& url);

/// A sentence for people out of a reply: "answered 503: words of the body", or why none came. One
/// line, short.
std::string said(const Reply& reply);

/// The far end's words without what they may give away: addresses, long numbers, tokens and what
/// else is long for a word become "[...]".
std::string masked(std::string_view text);
/// One line of at most 300 bytes, without control characters.
std::string one_line(std::string_view text);

}  // namespace http
