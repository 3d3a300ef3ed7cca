// SPDX-License-Identifier: MIT
// signing: HMAC-SHA256 and base64 by OpenSSL, for what plug-ins sign. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signing {

/// 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);

std::string base64(std::string_view bytes);
/// Without padding, for tokens.
std::string base64url(std::string_view bytes);
/// nullopt: it is none.
std::optional<std::string> from_base64(std::string_view text);

std::string hexadecimal(std::string_view bytes);

/// A JSON Web Token by HS256: `claims` is a JSON object.
std::string token(std::string_view key, std::string_view claims);

}  // namespace signing
