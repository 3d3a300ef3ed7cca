// SPDX-License-Identifier: MIT
// Oidc: OpenID Connect, authorization code flow with PKCE. What was begun is kept in memory for ten
// minutes and used once; the identity token is verified by the code that takes access tokens.
#pragma once

#include <functional>
#include <memory>

#include "host/console/provider.hpp"
#include "host/console/sessions.hpp"
#include "host/http/oauth_key_ring.hpp"
#include "host/http/oauth_settings.hpp"
#include "host/http/services.hpp"
#include "throughgate/time.hpp"

namespace throughgate::console {

struct OidcSettings {
    http::OAuthSettings tokens;  ///< what an identity token must be; its audience is the client
    std::string client, secret;
    std::string authorize, token;  ///< addresses of the provider
    std::string sign_out;          ///< of the provider, too; empty: only here
    std::string address;           ///< of the console, as people reach it
    std::string scope = "openid";
};
/// invalid: every fault, each with its place. Reads the file that holds the secret, too.
Result<OidcSettings> load_oidc_settings(const std::string& path);

struct OidcSurroundings {
    http::KeyRing::Fetch fetch;
    /// Posts the form to the token address and gives the body.
    std::function<Result<std::string>(const std::string& form)> ask;
    std::function<Result<std::string>(const std::string& login)> staff_of_login;
    std::function<Instant()> wall_clock;
    Now now;
};

std::unique_ptr<Provider> make_oidc(OidcSettings settings, OidcSurroundings around);

/// Put together around an engine.
Result<std::unique_ptr<Provider>> start_oidc(const std::string& path, http::Services& services,
                                             Now now);

}  // namespace throughgate::console
