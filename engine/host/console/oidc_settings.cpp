// SPDX-License-Identifier: MIT
// The settings of OpenID Connect: those of access tokens, and what signing in needs beside them.
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <sstream>

#include "host/console/oidc.hpp"
#include "host/http/private_file.hpp"

namespace throughgate::console {
namespace {

namespace json = boost::json;

Error unusable(const std::string& path, const std::string& why) {
    return {ErrorKind::invalid, "the settings of signing in " + path + " cannot be used: " + why,
            path};
}

/// Takes it out of `from`; what is missing or no text stands in `faults`.
std::string taken(json::object& from, const char* name, std::string& faults) {
    const json::value* given = from.if_contains(name);
    if (given == nullptr || !given->is_string() || given->get_string().empty()) {
        faults += std::string(faults.empty() ? "" : "; ") + "/" + name + " must be a text";
        return "";
    }
    std::string text(given->get_string());
    from.erase(name);
    return text;
}

void check_address(const std::string& address, const char* name, std::string& faults) {
    const bool fine = address.empty() || address.starts_with("https://") ||
                      address.starts_with("http://127.0.0.1") ||
                      address.starts_with("http://localhost");
    if (!fine) faults += std::string(faults.empty() ? "" : "; ") + "/" + name + " must be https";
}

Result<std::string> first_line(const std::string& path) {
    auto text = http::read_private_file(path, "the secret of signing in");
    if (!text.ok()) return text.error();
    return text->substr(0, text->find_first_of("\r\n"));
}

}  // namespace

Result<OidcSettings> load_oidc_settings(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    if (file) bytes << file.rdbuf();
    if (!file) return unusable(path, "the file cannot be read");
    json::error_code problem;
    json::value whole = json::parse(bytes.str(), problem);
    if (problem || !whole.is_object()) return unusable(path, "it is no JSON object");
    json::object& from = whole.get_object();
    std::string faults;
    OidcSettings settings;
    settings.client = taken(from, "client_id", faults);
    settings.authorize = taken(from, "authorize", faults);
    settings.token = taken(from, "token", faults);
    settings.address = taken(from, "address", faults);
    const std::string secret = taken(from, "client_secret_file", faults);
    if (from.contains("sign_out")) settings.sign_out = taken(from, "sign_out", faults);
    if (from.contains("request")) settings.scope = taken(from, "request", faults);
    check_address(settings.authorize, "authorize", faults);
    check_address(settings.token, "token", faults);
    check_address(settings.sign_out, "sign_out", faults);
    check_address(settings.address, "address", faults);
    if (!faults.empty()) return unusable(path, faults);
    while (settings.address.ends_with('/')) settings.address.pop_back();
    from["audience"] = json::array{json::string(settings.client)};
    from["types"] = json::array{"JWT", ""};
    auto tokens = http::read_oauth_settings(json::serialize(whole), path);
    if (!tokens.ok()) return tokens.error();
    settings.tokens = std::move(*tokens);
    auto line = first_line(secret);
    if (!line.ok()) return line.error();
    if (line->empty()) return unusable(path, "/client_secret_file names a file without a secret");
    settings.secret = std::move(*line);
    return settings;
}

}  // namespace throughgate::console
