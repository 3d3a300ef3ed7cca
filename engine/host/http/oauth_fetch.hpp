// SPDX-License-Identifier: MIT
// Fetching the keys of an identity provider: by HTTPS, or from a file. Blocks for seconds.
#pragma once

#include "host/http/oauth_settings.hpp"

namespace throughgate::http {

/// unavailable: no answer, another status than 200, or more than a MiB.
Result<std::string> fetch_keys(const OAuthSettings& settings);

/// One form that is posted, with a client's name and secret (RFC 6749, 2.3.1); the body of a 200.
struct TokenRequest {
    std::string address, form, client, secret, ca_file;
};
/// unavailable: no answer. refused: another status than 200.
Result<std::string> ask_for_tokens(const TokenRequest& request);

}  // namespace throughgate::http
