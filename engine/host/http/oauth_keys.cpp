// SPDX-License-Identifier: MIT
#include "host/http/oauth_keys.hpp"

#include <cjose/cjose.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace throughgate::http {
namespace {

namespace json = boost::json;

constexpr std::size_t least_rsa_bits = 2048;
constexpr std::size_t most_keys = 100;

struct ReleaseKey {
    void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
struct ReleaseToken {
    void operator()(cjose_jws_t* token) const { cjose_jws_release(token); }
};
using Key = std::unique_ptr<cjose_jwk_t, ReleaseKey>;
using Token = std::unique_ptr<cjose_jws_t, ReleaseToken>;

Error not_signed() {
    return {ErrorKind::refused, "the token was not signed by the identity provider", "token"};
}

/// "" when it says nothing.
std::string text_of(const json::object& key, std::string_view name) {
    const json::value* value = key.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

class CjoseKey final : public SigningKey {
public:
    CjoseKey(Key key, std::string kind, std::string algorithm)
        : key_(std::move(key)), kind_(std::move(kind)), algorithm_(std::move(algorithm)) {}

    [[nodiscard]] bool fits(std::string_view algorithm) const override {
        if (!algorithm_.empty() && algorithm_ != algorithm) return false;
        if (kind_ == "RSA") return algorithm == "RS256" || algorithm == "PS256";
        return algorithm == "ES256";
    }

    [[nodiscard]] Result<std::string> open(std::string_view text,
                                           std::string_view algorithm) const override {
        cjose_err problem{};
        const Token token(cjose_jws_import(text.data(), text.size(), &problem));
        if (!token) return not_signed();
        cjose_header_t* head = cjose_jws_get_protected(token.get());
        const char* says = cjose_header_get(head, CJOSE_HDR_ALG, &problem);
        if (says == nullptr || algorithm != says || !fits(algorithm)) return not_signed();
        if (!cjose_jws_verify(token.get(), key_.get(), &problem)) return not_signed();
        std::uint8_t* payload = nullptr;
        std::size_t size = 0;
        if (!cjose_jws_get_plaintext(token.get(), &payload, &size, &problem)) return not_signed();
        return std::string(reinterpret_cast<const char*>(payload), size);
    }

private:
    Key key_;
    std::string kind_, algorithm_;
};

bool can_sign(const json::object& key) {
    const std::string kind = text_of(key, "kty");
    if (kind == "EC" && text_of(key, "crv") != "P-256") return false;
    if (kind != "EC" && kind != "RSA") return false;
    const std::string use = text_of(key, "use");
    return (use.empty() || use == "sig") && !text_of(key, "kid").empty();
}

/// Its public members alone: nothing else of the document reaches cjose.
std::string public_part(const json::object& key) {
    json::object kept;
    for (const char* name : {"kty", "kid", "n", "e", "crv", "x", "y"})
        if (const json::value* value = key.if_contains(name)) kept[name] = *value;
    return json::serialize(kept);
}

std::shared_ptr<const SigningKey> key_of(const json::object& key) {
    if (!can_sign(key)) return nullptr;
    cjose_err problem{};
    const std::string text = public_part(key);
    Key read(cjose_jwk_import(text.data(), text.size(), &problem));
    if (!read) return nullptr;
    const std::string kind = text_of(key, "kty");
    const bool weak = kind == "RSA" && cjose_jwk_get_keysize(read.get(), &problem) < least_rsa_bits;
    if (weak) return nullptr;
    return std::make_shared<CjoseKey>(std::move(read), kind, text_of(key, "alg"));
}

}  // namespace

Result<SigningKeys> read_key_set(const std::string& text) {
    json::error_code problem;
    const json::value whole = json::parse(text, problem);
    const json::value* listed =
        !problem && whole.is_object() ? whole.get_object().if_contains("keys") : nullptr;
    if (listed == nullptr || !listed->is_array())
        return Error{ErrorKind::invalid, "what the identity provider gave is no JWK set", "keys"};
    SigningKeys keys;
    for (const json::value& each : listed->get_array()) {
        if (!each.is_object() || keys.size() >= most_keys) continue;
        if (auto key = key_of(each.get_object()))
            keys.emplace(text_of(each.get_object(), "kid"), std::move(key));
    }
    if (!keys.empty()) return keys;
    return Error{ErrorKind::invalid,
                 "the JWK set of the identity provider has no key that can be used: RSA of 2,048 "
                 "bits or more, or P-256, for signatures, with a `kid`",
                 "keys"};
}

}  // namespace throughgate::http
