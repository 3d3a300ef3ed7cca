// SPDX-License-Identifier: MIT
// Route: one row of the table that everything comes from: routing, the checking of what is given,
// scopes, metrics and the OpenAPI document.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/http/limits.hpp"
#include "host/http/message.hpp"
#include "host/http/principal.hpp"
#include "host/http/shape.hpp"
#include "throughgate/command.hpp"

namespace throughgate::http {

struct Parameter {
    std::string name;
    ShapePointer shape;
    std::string about;
};

/// One request that passed every check of its route.
struct Call {
    Principal principal;
    std::map<std::string, std::string, std::less<>> path;
    std::map<std::string, std::string, std::less<>> query;
    boost::json::value body;  ///< null: the route takes none, or takes it as it comes
    std::string raw;          ///< the body as it came, when the route takes it so
    Headers headers;
    std::string key;                          ///< Idempotency-Key
    std::optional<std::uint64_t> if_version;  ///< If-Match
    std::string trace;                        ///< 32 hex digits; also in the log of requests

    /// "" when it was not given.
    [[nodiscard]] const std::string& in_query(std::string_view name) const;
    [[nodiscard]] const std::string& in_path(std::string_view name) const;
    [[nodiscard]] std::size_t limit() const;
};

using Handler = std::function<void(std::shared_ptr<const Call>, Respond)>;
/// May block; runs beside the server's own thread.
using Query = std::function<Response(const Call&)>;

struct Route {
    std::string method{};
    std::string path{};       ///< "/api/v1/cases/{case}"
    std::string operation{};  ///< operationId: "showCase"; stable, clients are made from it
    std::string tag{};
    std::string title{};
    std::string about{};
    Scope scope = Scope::read;
    std::vector<Parameter> in_path{};
    std::vector<Parameter> in_query{};
    ShapePointer body{};     ///< JSON; null: none
    std::string raw_type{};  ///< media type of a body that is taken as it comes
    std::size_t body_limit = limits::body_bytes;
    /// A page for people: what is wrong is a page as well, and what links gather on their way (a
    /// "?utm_source=...", or letters behind the token) is no fault of who follows them.
    Response (*refusal)(const Problem&) = nullptr;
    bool takes_long = false;     ///< minutes, for a large store
    bool wants_key = false;      ///< a command
    bool takes_version = false;  ///< If-Match
    unsigned success = 200;
    ShapePointer answer{};  ///< JSON; null: see `answer_type`
    std::string answer_type = "application/json";
    std::vector<std::string_view> problems{};  ///< codes beyond those of every route
    Handler handler{};
    Query query{};  ///< instead of `handler`
};

Response json_response(const boost::json::value& value, unsigned status = 200);

}  // namespace throughgate::http
