// SPDX-License-Identifier: MIT
#include "webhook/options.hpp"

#include <algorithm>
#include <stdexcept>

#include "http/http.hpp"
#include "signing/signing.hpp"

namespace webhook {

namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::size_t fewest_bytes = 24;
constexpr std::size_t most_bytes = 64;

std::string read_key(const std::string& setting, const std::string& secret) {
    if (!secret.starts_with(prefix))
        throw std::runtime_error(setting + ": a secret begins with whsec_");
    const auto key = signing::from_base64(std::string_view(secret).substr(prefix.size()));
    if (!key || key->size() < fewest_bytes || key->size() > most_bytes)
        throw std::runtime_error(setting + ": behind whsec_ stand 24 to 64 bytes in base64");
    return *key;
}

std::string read_source(const std::string& source) {
    const auto printable = [](char letter) { return letter > ' ' && letter < 0x7f; };
    if (source.empty() || !std::all_of(source.begin(), source.end(), printable))
        throw std::runtime_error("source: write a URI or a name without spaces");
    return source;
}

}  // namespace

Options read_options(const notifier::Settings& given) {
    Options options;
    options.url = http::checked_url("url", given.get("url"));
    options.keys.push_back(read_key("secret", given.get("secret")));
    if (!given.get("old_secret").empty())
        options.keys.push_back(read_key("old_secret", given.get("old_secret")));
    options.source = read_source(given.get("source"));
    options.with_text = given.truth("with_text");
    options.ca_file = given.get("ca_file");
    options.ask_again = std::chrono::hours(given.number("ask_again_hours", 0, 720));
    options.timeout = std::chrono::milliseconds(given.number("timeout_ms", 100, 28000));
    return options;
}

}  // namespace webhook
