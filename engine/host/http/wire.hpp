// SPDX-License-Identifier: MIT
// Between Beast's messages and ours. Pure.
#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>

#include "host/http/message.hpp"

namespace throughgate::http {

using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

/// Moves the body out.
Request to_request(Parser& parser, const std::string& peer);

struct WireOptions {
    unsigned version = 11;
    bool keep = false;
    bool head_only = false;
    bool stream = false;  ///< chunks follow, or whatever until the end of the connection
};
std::string to_wire(const Response& response, const WireOptions& options);

/// One chunk of a chunked body; `last` ends it.
std::string chunk_of(const std::string& piece, bool last);

}  // namespace throughgate::http
