// SPDX-License-Identifier: MIT
#include "host/http/oauth_token.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <sstream>

#include "host/http/crypto.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_token = 12 * 1024;
constexpr std::size_t longest_id = 200;
constexpr std::size_t nesting = 8;
constexpr double latest = 253402300799;  ///< the end of 9999, in seconds

Error refuse(std::string why) { return {ErrorKind::refused, std::move(why), "token"}; }

std::optional<json::object> object_in(const std::string& text) {
    json::parse_options options;
    options.max_depth = nesting;
    json::error_code problem;
    json::value value = json::parse(text, problem, {}, options);
    if (problem || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

std::string text_of(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

/// Media types are named in any case, with or without their "application/".
std::string type_of(const json::object& head) {
    std::string type = text_of(head, "typ");
    constexpr std::string_view prefix = "application/";
    if (type.starts_with(prefix)) type.erase(0, prefix.size());
    return type;
}

bool same_letters(std::string_view one, std::string_view other) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [&](char a, char b) { return small(a) == small(b); });
}

bool allows_type(const OAuthSettings& settings, const std::string& type) {
    return std::any_of(settings.types.begin(), settings.types.end(),
                       [&](const std::string& each) { return same_letters(each, type); });
}

/// Seconds since 1970, whole or not.
std::optional<Instant> instant_of(const json::object& claims, std::string_view name) {
    const json::value* value = claims.if_contains(name);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    const double seconds = value->to_number<double>();
    if (!(seconds >= 0 && seconds <= latest)) return std::nullopt;
    return Instant{Milliseconds{static_cast<std::int64_t>(seconds * 1000)}};
}

/// One text, or a list of texts.
std::vector<std::string> texts_of(const json::value* value) {
    std::vector<std::string> texts;
    if (value != nullptr && value->is_string()) texts.emplace_back(value->get_string());
    if (value != nullptr && value->is_array())
        for (const json::value& each : value->get_array())
            if (each.is_string()) texts.emplace_back(each.get_string());
    return texts;
}

bool is_meant_for(const json::object& claims, const OAuthSettings& settings) {
    const auto named = texts_of(claims.if_contains("aud"));
    return std::any_of(named.begin(), named.end(),
                       [&](const std::string& each) { return contains(settings.audience, each); });
}

std::optional<Error> fault_of(const json::object& claims, const OAuthSettings& settings,
                              Instant now, bool& expired) {
    const auto until = instant_of(claims, "exp");
    const bool has_start = claims.contains("nbf");
    const auto from = instant_of(claims, "nbf");
    if (text_of(claims, "iss") != settings.issuer) return refuse("the token is of another issuer");
    if (!is_meant_for(claims, settings)) return refuse("the token is for another audience");
    if (claims.contains("cnf"))
        return refuse("the token counts only with the proof of a key, which is not taken here");
    if (!until) return refuse("the token does not say when it ends");
    if (has_start && !from) return refuse("the token does not say when it begins");
    if (from && *from > now + settings.leeway) return refuse("the token does not count yet");
    expired = *until + settings.leeway <= now;
    if (expired) return refuse("the token expired on " + format_instant(*until) + "; get another");
    return std::nullopt;
}

/// A claim of many values: a list, or words parted by spaces as `scope` has them.
std::vector<std::string> values_of(const json::object& claims, const OAuthSettings& settings) {
    std::vector<std::string> values;
    for (const std::string& name : settings.role_claims)
        for (const std::string& text : texts_of(claims.if_contains(name))) {
            std::istringstream words(text);
            for (std::string word; words >> word;) values.push_back(word);
        }
    return values;
}

std::vector<std::string> mapped(const std::vector<std::string>& values,
                                const std::map<std::string, std::string, std::less<>>& map) {
    std::vector<std::string> found;
    for (const std::string& value : values) {
        const auto entry = map.find(value);
        if (entry != map.end() && !contains(found, entry->second)) found.push_back(entry->second);
    }
    return found;
}

/// Ids go into the log: nothing but visible letters.
bool is_plain(std::string_view id) {
    return id.size() <= longest_id &&
           std::all_of(id.begin(), id.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

Result<TokenHead> read_token_head(std::string_view token, const OAuthSettings& settings) {
    const bool shaped =
        token.size() <= longest_token && std::count(token.begin(), token.end(), '.') == 2;
    const auto bytes = shaped ? from_base64url(token.substr(0, token.find('.'))) : std::nullopt;
    const auto head = bytes ? object_in(*bytes) : std::nullopt;
    if (!head) return refuse("this is no access token that can be read");
    if (head->contains("crit") || head->contains("b64"))
        return refuse("the token asks for something that is not known here");
    TokenHead read{text_of(*head, "alg"), text_of(*head, "kid")};
    if (!contains(settings.algorithms, read.algorithm))
        return refuse("the token is signed in a way that is not allowed here");
    if (!allows_type(settings, type_of(*head))) return refuse("the token is of another type");
    if (read.key_id.empty()) return refuse("the token does not name the key that signed it");
    return read;
}

Result<Admitted> read_claims(const std::string& payload, const OAuthSettings& settings, Instant now,
                             bool& expired) {
    expired = false;
    const auto claims = object_in(payload);
    if (!claims) return refuse("this is no access token that can be read");
    if (auto fault = fault_of(*claims, settings, now, expired)) return *fault;
    const std::string client = text_of(*claims, settings.client_claim);
    const std::string person = text_of(*claims, settings.person_claim);
    if (!is_plain(client) || !is_plain(person))
        return refuse("the token names its client or person in letters that are not taken here");
    Admitted admitted;
    admitted.until = *instant_of(*claims, "exp") + settings.leeway;
    admitted.principal.id = "oauth:" + (client.empty() ? "unnamed" : client);
    admitted.principal.person = person;
    const auto values = values_of(*claims, settings);
    admitted.principal.roles = mapped(values, settings.roles);
    admitted.principal.labels = mapped(values, settings.labels);
    if (person.empty() && !contains(admitted.principal.roles, "service"))
        return refuse("the token names no person, and is of no service");
    return admitted;
}

}  // namespace throughgate::http
