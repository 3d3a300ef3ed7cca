// SPDX-License-Identifier: MIT
// Fetching the keys of an identity provider: by HTTPS, or from a file. Blocks for seconds.
#pragma once

#include "host/http/oauth_settings.hpp"

namespace throughgate::http {

/// unavailable: no answer, another status than 200, or more than a MiB.
Result<std::string> fetch_keys(const OAuthSettings& settings);

}  // namespace throughgate::http
