// SPDX-License-Identifier: MIT
// OAuthSettings: which access tokens this server takes, from one JSON file. Pure but for reading
// that file. docs/embed/identity.md explains each setting.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/error.hpp"

namespace throughgate::http {

struct OAuthSettings {
    std::string issuer;                 ///< `iss`, to the letter
    std::vector<std::string> audience;  ///< `aud` names one of these
    std::string keys;                   ///< address or path of a JWK set
    std::string ca_file;                ///< who vouches for that address; empty: the system's list
    std::chrono::seconds refresh{10};   ///< at most once in so long the keys are fetched again
    std::vector<std::string> algorithms{"RS256", "ES256", "PS256"};
    std::vector<std::string> types{"at+jwt", "JWT"};  ///< `typ`; "" allows tokens without one
    std::chrono::seconds leeway{60};                  ///< of clocks that differ
    std::string person_claim = "staff_id";            ///< names who acts
    bool person_is_login = false;            ///< by the directory's column `login`, not by staff id
    std::string client_claim = "client_id";  ///< stands in the log as who vouches
    std::vector<std::string> role_claims{"roles", "scope"};
    /// A value of a role claim -> reader, caseworker, operator or service.
    std::map<std::string, std::string, std::less<>> roles;
    /// A value of a role claim -> a data label, for tokens of a service that name no person.
    std::map<std::string, std::string, std::less<>> labels;
};

/// invalid: every fault of the text, each with its place.
Result<OAuthSettings> read_oauth_settings(std::string_view json, const std::string& path);
Result<OAuthSettings> load_oauth_settings(const std::string& path);

/// https, or http to this machine; a path otherwise.
bool is_web_address(std::string_view keys);

}  // namespace throughgate::http
