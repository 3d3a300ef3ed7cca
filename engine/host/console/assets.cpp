// SPDX-License-Identifier: MIT
#include "host/console/assets.hpp"

#include <algorithm>

#include "host/console/embedded.hpp"
#include "host/http/crypto.hpp"

namespace throughgate::console {
namespace {

constexpr std::string_view begin =
    "document.body.className+=' js-enabled'+('noModule' in HTMLScriptElement.prototype?"
    "' govuk-frontend-supported':'');";

const EmbeddedAsset* find_asset(std::string_view name) {
    const auto all = embedded_assets();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const EmbeddedAsset& each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

/// One for all of them: they may name each other without it.
const std::string& folder_of_all() {
    static const std::string name = [] {
        std::string digests;
        for (const EmbeddedAsset& each : embedded_assets()) digests += http::sha256(each.bytes);
        return http::hex(http::sha256(digests).substr(0, 6));
    }();
    return name;
}

std::string base64(std::string_view bytes) {
    std::string text = http::base64url(bytes);
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    while (text.size() % 4 != 0) text += '=';
    return text;
}

http::Response nothing() {
    http::Response response;
    response.status = 404;
    response.type = "text/plain; charset=utf-8";
    response.body = "no such file\n";
    response.problem = "not-found";
    return response;
}

}  // namespace

std::string address_of_asset(std::string_view name) {
    if (find_asset(name) == nullptr) return "";
    return "/assets/" + folder_of_all() + "/" + std::string(name);
}

bool assets_are_built() { return find_asset("console.js") != nullptr; }

http::Response give_asset(std::string_view folder, std::string_view name,
                          const http::Headers& headers) {
    const EmbeddedAsset* asset = find_asset(name);
    if (asset == nullptr || folder != folder_of_all()) return nothing();
    const std::string tag = '"' + folder_of_all() + '"';
    http::Response response;
    response.type = std::string(asset->type) + "; charset=utf-8";
    response.headers = {{"Cache-Control", "public, max-age=31536000, immutable"},
                        {"ETag", tag},
                        {"Vary", "Accept-Encoding"}};
    if (headers.if_none_match.find(tag) != std::string::npos) {
        response.status = 304;
        return response;
    }
    const bool zipped =
        !asset->zipped.empty() && headers.accept_encoding.find("gzip") != std::string::npos;
    if (zipped) response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = zipped ? asset->zipped : asset->bytes;
    return response;
}

std::string_view first_script() { return begin; }

const std::string& content_policy() {
    static const std::string policy =
        "default-src 'none'; style-src 'self'; script-src 'self' 'sha256-" +
        base64(http::sha256(begin)) +
        "'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'";
    return policy;
}

std::string content_policy_of_style(std::string_view style) {
    return "default-src 'none'; style-src 'sha256-" + base64(http::sha256(style)) +
           "'; frame-ancestors 'none'; base-uri 'none'";
}

}  // namespace throughgate::console
