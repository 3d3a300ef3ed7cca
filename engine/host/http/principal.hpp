// SPDX-License-Identifier: MIT
// Principal: who calls, as far as this server knows. Every request gets one from
// Authenticator::authenticate, whatever proves it: a token of ours or of an identity provider.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/viewer.hpp"

namespace throughgate::http {

/// What a route asks of its caller. Shown in the OpenAPI document.
enum class Scope : std::uint8_t {
    open,     ///< anybody, without a token
    read,     ///< look at cases and work
    act,      ///< commands on cases
    operate,  ///< definitions, imports, clock, outbox, audit
};
std::string_view name_of(Scope scope);

struct Principal {
    std::string id;                   ///< "http:portal": stands in the log as who asserts `person`
    std::string person;               ///< staff id; empty: nobody in particular
    std::vector<std::string> roles;   ///< of this API: reader, caseworker, operator
    std::vector<std::string> labels;  ///< data labels beyond `standard`, of nobody in particular
    std::string purpose{};            ///< what the person looks for, in their words
    std::optional<AssertedRights> asserted{};  ///< instead of the staff directory
    std::string token_made_by{};  ///< or gave out the password: "os:jbloggs"; empty: not known
};

/// Whoever this principal asks for; nullptr: nobody in particular, as the trusted embedder does.
std::shared_ptr<const Viewer> viewer_of(const Principal& principal);

/// reader: read; caseworker: read and act; operator: everything.
bool may(const Principal& principal, Scope scope);
bool is_api_role(std::string_view role);

}  // namespace throughgate::http
