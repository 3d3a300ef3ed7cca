// SPDX-License-Identifier: MIT
// Access tokens as values: what the head of one says, and whether its claims let it in. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "host/http/oauth_settings.hpp"
#include "host/http/principal.hpp"
#include "throughgate/time.hpp"

namespace throughgate::http {

struct TokenHead {
    std::string algorithm, key_id;
};
/// refused: it cannot be one that these settings allow, whatever its signature; the message may be
/// shown to the caller.
Result<TokenHead> read_token_head(std::string_view token, const OAuthSettings& settings);

/// What a signed payload gives.
struct Admitted {
    Principal principal;  ///< its person is a login when the settings say so
    Instant until{};      ///< `exp`, with the leeway
};
/// refused: the message may be shown. `expired` is set when that is why.
Result<Admitted> read_claims(const std::string& payload, const OAuthSettings& settings, Instant now,
                             bool& expired);

}  // namespace throughgate::http
