// SPDX-License-Identifier: MIT
// Public keys of an identity provider, and what they sign. cjose in oauth_keys.cpp and nowhere
// else. Symmetric keys, keys for encryption and RSA keys under 2,048 bits are left out.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/error.hpp"

namespace throughgate::http {

/// One public key. Immutable, shared between threads.
class SigningKey {
public:
    virtual ~SigningKey() = default;
    /// Whether a token of this algorithm may be held against this key.
    [[nodiscard]] virtual bool fits(std::string_view algorithm) const = 0;
    /// The payload of a token that this key signed; refused otherwise. `algorithm`: what the caller
    /// has allowed; a token that says another to cjose is refused.
    [[nodiscard]] virtual Result<std::string> open(std::string_view token,
                                                   std::string_view algorithm) const = 0;
};

using SigningKeys = std::map<std::string, std::shared_ptr<const SigningKey>, std::less<>>;

/// By `kid`. invalid: no JWK set, or none of its keys can be used.
Result<SigningKeys> read_key_set(const std::string& json);

}  // namespace throughgate::http
