// SPDX-License-Identifier: MIT
// Text with a signature, as one word that fits an address or a line of a mail. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace throughgate {

/// The text in the open and 16 bytes of its HMAC-SHA256, both in base64url: "MSAz.x0..".
std::string signed_text(std::string_view text, std::string_view secret);
/// nullopt: cut short, altered, signed with another secret, or no such word at all. An empty secret
/// reads nothing.
std::optional<std::string> read_signed_text(std::string_view word, std::string_view secret);

}  // namespace throughgate
