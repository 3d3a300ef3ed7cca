// SPDX-License-Identifier: MIT
// The little cryptography that tokens need, from OpenSSL. Pure but for `random_bytes`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace throughgate::http {

/// From the system's generator; throws std::runtime_error when it has none.
std::string random_bytes(std::size_t count);
std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
/// Without padding, safe in URLs.
std::string base64url(std::string_view bytes);
/// nullopt: another alphabet, padding, or a length that no bytes give.
std::optional<std::string> from_base64url(std::string_view text);
std::string sha256(std::string_view bytes);
/// scrypt with N = 16384, r = 8, p = 1; some 50 ms and 16 MiB, on purpose.
std::string scrypt(std::string_view secret, std::string_view salt);
/// In a time that says nothing about where they differ.
bool same_bytes(std::string_view one, std::string_view other);

}  // namespace throughgate::http
