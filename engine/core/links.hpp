// SPDX-License-Identifier: MIT
// Links: one-time links with which somebody outside our network acknowledges one handoff. A token
// holds its claim in the open and a signature by the store's own secret, so nothing has to be kept
// for links that nobody follows; that it works once is the idempotency key's doing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "model/ids.hpp"
#include "store/store.hpp"
#include "throughgate/time.hpp"

namespace throughgate::core {

namespace meta {
inline constexpr std::string_view link_secret = "link_secret";
}

/// What a link lets one person do.
struct LinkClaim {
    CaseId case_id;
    std::uint32_t handoff = 0;
    std::string person;  ///< staff id; never a team box
    std::string notice;  ///< effect id of the notice that carried it
    Instant expires{};   ///< whole seconds
    friend bool operator==(const LinkClaim&, const LinkClaim&) = default;
};

/// How long a link works.
inline constexpr std::chrono::hours link_lasts{7 * 24};

/// Makes the links of notices; without a start it makes none.
struct LinkMaker {
    std::string start;   ///< "https://host/a/"
    std::string secret;  ///< the store's own
};

/// Safe in an address, a line of a mail and a file name; some 120 characters.
std::string to_token(const LinkClaim& claim, std::string_view secret);
/// nullopt: cut short, altered, made with another secret, or none at all.
std::optional<LinkClaim> read_token(std::string_view token, std::string_view secret);

/// The store's secret, made at first use.
Result<std::string> link_secret_of(store::Store& store, Random& random, Instant now);

}  // namespace throughgate::core
