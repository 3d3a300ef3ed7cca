// SPDX-License-Identifier: MIT
#include "host/http/oauth_settings.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fstream>
#include <sstream>

#include "host/http/principal.hpp"
#include "host/http/shape.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

constexpr std::string_view secure = "https://";
constexpr std::string_view plain = "http://";

const ShapePointer& settings_shape() {
    static const ShapePointer shape = object(
        "OAuth", "",
        {required("issuer", some_text(500), "who signs the tokens, as `iss` says it"),
         required("audience", list_of(some_text(500), 20), "what `aud` must name"),
         required("keys", some_text(2000), "address or path of the issuer's JWK set"),
         required("roles", map_of(choice({"reader", "caseworker", "operator", "service"}), 200),
                  "which value of a role claim gives which role of the API"),
         optional("algorithms", list_of(choice({"RS256", "PS256", "ES256"}), 3), ""),
         optional("types", list_of(text(100), 10), ""),
         optional("leeway_seconds", number(0, 300), ""),
         optional("refresh_seconds", number(1, 3600), ""), optional("ca_file", some_text(2000), ""),
         optional("person_claim", some_text(200), ""),
         optional("person_is", choice({"staff_id", "login"}), ""),
         optional("client_claim", some_text(200), ""),
         optional("role_claims", list_of(some_text(200), 10), ""),
         optional("labels", map_of(some_text(100), 200), "")});
    return shape;
}

void take(const json::object& from, const char* name, std::string& into) {
    if (const json::value* given = from.if_contains(name)) into = given->get_string();
}

void take(const json::object& from, const char* name, std::chrono::seconds& into) {
    if (const json::value* given = from.if_contains(name))
        into = std::chrono::seconds(given->get_int64());
}

void take(const json::object& from, const char* name, std::vector<std::string>& into) {
    const json::value* given = from.if_contains(name);
    if (given == nullptr) return;
    into.clear();
    for (const json::value& each : given->get_array()) into.emplace_back(each.get_string());
}

void take(const json::object& from, const char* name,
          std::map<std::string, std::string, std::less<>>& into) {
    const json::value* given = from.if_contains(name);
    if (given == nullptr) return;
    for (const auto& [key, value] : given->get_object())
        into.emplace(std::string(key), std::string(value.get_string()));
}

OAuthSettings settings_of(const json::object& from) {
    OAuthSettings settings;
    take(from, "issuer", settings.issuer);
    take(from, "audience", settings.audience);
    take(from, "keys", settings.keys);
    take(from, "roles", settings.roles);
    take(from, "labels", settings.labels);
    take(from, "algorithms", settings.algorithms);
    take(from, "types", settings.types);
    take(from, "person_claim", settings.person_claim);
    take(from, "client_claim", settings.client_claim);
    take(from, "role_claims", settings.role_claims);
    take(from, "ca_file", settings.ca_file);
    take(from, "leeway_seconds", settings.leeway);
    take(from, "refresh_seconds", settings.refresh);
    std::string person_is;
    take(from, "person_is", person_is);
    settings.person_is_login = person_is == "login";
    return settings;
}

bool is_this_machine(std::string_view address) {
    const auto url = boost::urls::parse_uri({address.data(), address.size()});
    if (!url) return false;
    const std::string host(url->host());
    return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

/// What a shape cannot say.
void check_further(const OAuthSettings& settings, std::vector<Fault>& faults) {
    if (settings.keys.starts_with(plain) && !is_this_machine(settings.keys))
        faults.push_back({"/keys", "must be https: whoever can change these keys can be anybody"});
    if (settings.keys.starts_with(secure) &&
        !boost::urls::parse_uri({settings.keys.data(), settings.keys.size()}))
        faults.push_back({"/keys", "is no address that can be read"});
    const auto not_empty = [&faults](const char* place, bool empty) {
        if (empty) faults.push_back({place, "must not be empty"});
    };
    not_empty("/audience", settings.audience.empty());
    not_empty("/algorithms", settings.algorithms.empty());
    not_empty("/types", settings.types.empty());
    not_empty("/roles", settings.roles.empty());
    not_empty("/role_claims", settings.role_claims.empty());
}

Error unusable(const std::string& path, const std::vector<Fault>& faults) {
    std::string text = "the settings of the identity provider " + path + " cannot be used";
    for (const Fault& each : faults) text += "; " + each.where + " " + each.message;
    return {ErrorKind::invalid, text, path};
}

}  // namespace

bool is_web_address(std::string_view keys) {
    return keys.starts_with(secure) || keys.starts_with(plain);
}

Result<OAuthSettings> read_oauth_settings(std::string_view text, const std::string& path) {
    json::error_code problem;
    const json::value whole = json::parse({text.data(), text.size()}, problem);
    if (problem) return unusable(path, {{"/", "is not JSON: " + problem.message()}});
    std::vector<Fault> faults;
    check(*settings_shape(), whole, "", faults);
    if (!faults.empty()) return unusable(path, faults);
    OAuthSettings settings = settings_of(whole.get_object());
    check_further(settings, faults);
    if (!faults.empty()) return unusable(path, faults);
    return settings;
}

Result<OAuthSettings> load_oauth_settings(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    if (file) bytes << file.rdbuf();
    if (!file) return unusable(path, {{"the file", "cannot be read"}});
    return read_oauth_settings(bytes.str(), path);
}

}  // namespace throughgate::http
