// SPDX-License-Identifier: MIT
// The HTTP API over a staged store, in this process and without a socket: every request goes
// through the checks, handlers and logs that a socket's would.
#pragma once

#include <string>

#include "host/http/api.hpp"
#include "host/http/change_hub.hpp"
#include "host/http/routes.hpp"
#include "support/temporary_folder.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::testing {

/// What stands in a header field, or "" for none.
struct HttpCaller {
    std::string token;
    std::string person{};   ///< Throughgate-Person
    std::string rights{};   ///< Throughgate-Rights
    std::string purpose{};  ///< Throughgate-Purpose
};

struct HttpAnswer {
    unsigned status = 0;
    std::string body;   ///< streams: what came first
    std::string whole;  ///< header fields and body
};

class HttpDoor {
public:
    explicit HttpDoor(Engine& engine);
    ~HttpDoor();

    /// A token of nobody in particular, or of `person`, with these labels.
    std::string token(const std::string& role, const std::string& person = "",
                      const std::vector<std::string>& labels = {});
    HttpAnswer ask(const HttpCaller& caller, const std::string& method, const std::string& target,
                   const std::string& body = "", const std::string& type = "application/json");
    /// Everything that was logged so far.
    std::string log();
    [[nodiscard]] const std::vector<http::Route>& routes() const { return routes_; }

private:
    TemporaryFolder folder_;
    int log_file_;
    http::Workers workers_{1};
    http::Metrics metrics_;
    http::JsonLog log_;
    http::ChangeHub hub_;
    http::Authenticator authenticator_;
    http::Services services_;
    std::vector<http::Route> routes_;
    http::Api api_;
    unsigned keys_ = 0;
};

}  // namespace throughgate::testing
