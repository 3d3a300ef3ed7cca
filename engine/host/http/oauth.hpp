// SPDX-License-Identifier: MIT
// OAuth: takes access tokens of an identity provider (an OAuth 2 resource server). A token is
// verified once and then known until it expires or its key goes; whoever it names is a principal
// like any other. Nothing of a token is logged.
#pragma once

#include <functional>
#include <memory>

#include "host/http/access_tokens.hpp"
#include "host/http/oauth_key_ring.hpp"
#include "host/http/oauth_settings.hpp"
#include "throughgate/time.hpp"

namespace throughgate::http {

struct OAuthSurroundings {
    KeyRing::Fetch fetch;
    /// Staff id of a login; not_found when nobody has it. Blocks; only asked when the settings say
    /// that tokens name logins.
    std::function<Result<std::string>(const std::string& login)> staff_of_login;
    std::function<Instant()> now;
    /// Runs work that blocks; false: too much waits.
    std::function<bool(std::function<void()>)> post;
};

std::unique_ptr<AccessTokens> make_oauth(OAuthSettings settings, OAuthSurroundings around);

}  // namespace throughgate::http
