// SPDX-License-Identifier: MIT
#include "host/console/oidc.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <future>
#include <map>
#include <mutex>

#include "host/http/crypto.hpp"
#include "host/http/oauth_fetch.hpp"
#include "host/http/oauth_token.hpp"

namespace throughgate::console {
namespace {

namespace json = boost::json;

constexpr std::chrono::minutes patience{10};
constexpr std::size_t most_begun = 10'000;

Error refuse(std::string why) { return {ErrorKind::refused, std::move(why), "sign-in"}; }

Error again() {
    return refuse("signing in took too long, or was begun in another browser; begin again");
}

std::string with_query(const std::string& address) {
    return address + (address.find('?') == address.npos ? '?' : '&');
}

std::string random_text() { return http::base64url(http::random_bytes(32)); }

std::string text_in(const std::string& text, std::string_view name) {
    json::error_code problem;
    const json::value value = json::parse(text, problem);
    if (problem || !value.is_object()) return "";
    const json::value* member = value.get_object().if_contains(name);
    return member != nullptr && member->is_string() ? std::string(member->get_string()) : "";
}

class Oidc final : public Provider {
public:
    Oidc(OidcSettings settings, OidcSurroundings around)
        : settings_(std::move(settings)),
          around_(std::move(around)),
          ring_(around_.fetch, settings_.tokens.refresh) {}

    Begun begin(std::string next) override;
    Result<Entered> finish(const Fields& query, const std::string& cookie) override;
    [[nodiscard]] std::string leave(const std::string& proof) const override;

private:
    struct Pending {
        std::string nonce, verifier, next;
        Moment until{};
    };

    [[nodiscard]] std::string return_address() const {
        return settings_.address + "/sign-in/return";
    }
    std::optional<Pending> take(const std::string& state);
    Result<std::string> identity_token(const std::string& code, const Pending& pending);
    Result<http::Principal> verify(const std::string& token, const std::string& nonce);
    Result<std::string> signed_payload(const std::string& token, const http::TokenHead& head);

    const OidcSettings settings_;
    const OidcSurroundings around_;
    std::mutex mutex_;
    std::map<std::string, Pending> pending_;  // guarded by mutex_; by state
    http::KeyRing ring_;
};

Provider::Begun Oidc::begin(std::string next) {
    const std::string state = random_text();
    Pending pending{random_text(), random_text(), std::move(next), around_.now() + patience};
    const std::string challenge = http::base64url(http::sha256(pending.verifier));
    std::string address = with_query(settings_.authorize);
    address += "response_type=code&client_id=" + encoded(settings_.client) +
               "&redirect_uri=" + encoded(return_address()) + "&scope=" + encoded(settings_.scope) +
               "&state=" + state + "&nonce=" + pending.nonce + "&code_challenge=" + challenge +
               "&code_challenge_method=S256";
    const std::lock_guard lock(mutex_);
    if (pending_.size() >= most_begun)
        std::erase_if(pending_,
                      [now = around_.now()](const auto& each) { return each.second.until <= now; });
    if (pending_.size() >= most_begun) pending_.erase(pending_.begin());
    pending_[state] = std::move(pending);
    return {address, state};
}

std::optional<Oidc::Pending> Oidc::take(const std::string& state) {
    const std::lock_guard lock(mutex_);
    auto node = pending_.extract(state);
    if (node.empty() || node.mapped().until <= around_.now()) return std::nullopt;
    return std::move(node.mapped());
}

Result<Provider::Entered> Oidc::finish(const Fields& query, const std::string& cookie) {
    const std::string& state = query["state"];
    if (state.empty() || !http::same_bytes(state, cookie)) return again();
    const auto pending = take(state);
    if (!pending) return again();
    const std::string& issuer = query["iss"];
    if (!issuer.empty() && issuer != settings_.tokens.issuer)
        return refuse("the answer came from another identity provider; begin again");
    if (query["code"].empty())
        return refuse("the identity provider did not let you in" +
                      (query["error"] == "access_denied" ? std::string()
                                                         : "; tell whoever runs Throughgate"));
    const auto token = identity_token(query["code"], *pending);
    if (!token.ok()) return token.error();
    auto principal = verify(*token, pending->nonce);
    if (!principal.ok()) return principal.error();
    return Entered{std::move(*principal), pending->next, *token};
}

/// RP-initiated logout: the identity token says who it is, so that nobody else is signed out.
std::string Oidc::leave(const std::string& proof) const {
    if (settings_.sign_out.empty() || proof.empty()) return "";
    return with_query(settings_.sign_out) + "id_token_hint=" + encoded(proof) +
           "&client_id=" + encoded(settings_.client) +
           "&post_logout_redirect_uri=" + encoded(settings_.address + "/sign-in/out");
}

Result<std::string> Oidc::identity_token(const std::string& code, const Pending& pending) {
    const auto answer = around_.ask("grant_type=authorization_code&code=" + encoded(code) +
                                    "&redirect_uri=" + encoded(return_address()) +
                                    "&client_id=" + encoded(settings_.client) +
                                    "&code_verifier=" + pending.verifier);
    if (!answer.ok()) return answer.error();
    std::string token = text_in(*answer, "id_token");
    if (token.empty()) return refuse("the identity provider gave no identity token");
    return token;
}

Result<std::string> Oidc::signed_payload(const std::string& token, const http::TokenHead& head) {
    auto promise = std::make_shared<std::promise<http::KeyRing::Found>>();
    auto found = promise->get_future();
    ring_.find(head.key_id, [promise](http::KeyRing::Found key) { promise->set_value(key); });
    const auto key = found.get();
    if (!key.ok()) return key.error();
    if (*key == nullptr || !(*key)->fits(head.algorithm))
        return refuse("the identity token is signed with a key that is not known here");
    return (*key)->open(token, head.algorithm);
}

Result<http::Principal> Oidc::verify(const std::string& token, const std::string& nonce) {
    const auto head = http::read_token_head(token, settings_.tokens);
    if (!head.ok()) return head.error();
    const auto payload = signed_payload(token, *head);
    if (!payload.ok()) return payload.error();
    if (!http::same_bytes(text_in(*payload, "nonce"), nonce)) return again();
    const std::string party = text_in(*payload, "azp");
    if (!party.empty() && party != settings_.client)
        return refuse("the identity token was made for another program");
    bool expired = false;
    auto admitted = http::read_claims(*payload, settings_.tokens, around_.wall_clock(), expired);
    if (!admitted.ok()) return admitted.error();
    http::Principal principal{"", admitted->principal.person, admitted->principal.roles, {}};
    if (principal.person.empty()) return refuse("your account names no member of staff");
    if (settings_.tokens.person_is_login) {
        auto staff = around_.staff_of_login(principal.person);
        if (!staff.ok() && staff.error().kind != ErrorKind::not_found) return staff.error();
        if (!staff.ok()) return refuse("you are not in the staff directory");
        principal.person = std::move(*staff);
    }
    std::erase(principal.roles, "service");
    if (principal.roles.empty()) return refuse("your account has no right to use Throughgate");
    principal.id = "console-oidc:" + principal.person;
    return principal;
}

}  // namespace

std::unique_ptr<Provider> make_oidc(OidcSettings settings, OidcSurroundings around) {
    return std::make_unique<Oidc>(std::move(settings), std::move(around));
}

Result<std::unique_ptr<Provider>> start_oidc(const std::string& path, http::Services& services,
                                             Now now) {
    auto settings = load_oidc_settings(path);
    if (!settings.ok()) return settings.error();
    OidcSurroundings around;
    around.fetch = [tokens = settings->tokens]() -> Result<http::SigningKeys> {
        const auto text = http::fetch_keys(tokens);
        if (!text.ok()) return text.error();
        return http::read_key_set(*text);
    };
    around.ask = [given = *settings](const std::string& form) {
        return http::ask_for_tokens(
            {given.token, form, given.client, given.secret, given.tokens.ca_file});
    };
    around.staff_of_login = [&services](const std::string& login) {
        return services.engine.staff_of_login(login);
    };
    around.wall_clock = [] {
        return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    };
    around.now = std::move(now);
    return make_oidc(std::move(*settings), std::move(around));
}

}  // namespace throughgate::console
