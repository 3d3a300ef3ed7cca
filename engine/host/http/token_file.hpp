// SPDX-License-Identifier: MIT
// TokenFile: the bearer tokens of local users, hashed with scrypt, in one JSON file that only its
// owner reads. A token is shown once, when it is made: "tg_ID_SECRET". One writer at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/http/principal.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::http {

struct TokenRecord {
    std::string id;  ///< 12 hex digits; no secret
    std::string person;
    std::vector<std::string> roles;
    std::vector<std::string> labels;
    std::string name;     ///< of whoever holds it: stands in the log; the same in its next token
    std::string made_by;  ///< "os:jbloggs"; empty: made by an earlier release
    Instant created{};
    std::optional<Instant> expires;
    std::string salt;  ///< bytes
    std::string hash;  ///< bytes: scrypt of the secret
};

/// The file beside a store that holds its tokens.
std::string token_file_of(const std::string& store_path);

/// Empty when there is no file yet. invalid: somebody broke it, or others may read it.
Result<std::vector<TokenRecord>> read_tokens(const std::string& path);
/// Replaces the file as a whole, or leaves it as it was.
Status write_tokens(const std::string& path, const std::vector<TokenRecord>& records);

/// A new token for what `wanted` says of person, roles, labels, name and expiry. Its text is
/// nowhere else.
struct NewToken {
    TokenRecord record;
    std::string text;
};
NewToken make_token(TokenRecord wanted, Instant now);

/// "tg_ID_SECRET" taken apart; nullopt: no token of ours.
struct TokenParts {
    std::string_view id, secret;
};
std::optional<TokenParts> split_token(std::string_view text);
bool opens(const TokenRecord& record, std::string_view secret);
Principal principal_of(const TokenRecord& record);

}  // namespace throughgate::http
