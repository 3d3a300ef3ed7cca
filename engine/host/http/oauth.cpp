// SPDX-License-Identifier: MIT
#include "host/http/oauth.hpp"

#include <map>
#include <mutex>

#include "host/http/crypto.hpp"
#include "host/http/oauth_token.hpp"

namespace throughgate::http {
namespace {

constexpr std::size_t most_known = 10000;

Problem bad_token(std::string why) { return {"bad-token", std::move(why), "", {}, 0}; }

Problem problem_of_claims(const Error& error, bool expired) {
    return {expired ? "expired-token" : "bad-token", error.message, "", {}, 0};
}

class OAuth final : public AccessTokens {
public:
    OAuth(OAuthSettings settings, OAuthSurroundings around)
        : settings_(std::move(settings)),
          around_(std::move(around)),
          ring_(around_.fetch, settings_.refresh) {}

    void authenticate(std::string_view token, Done done) override;
    void stop() override { ring_.stop(); }

private:
    using Key = std::shared_ptr<const SigningKey>;
    struct Known {
        Principal principal;
        Instant until{};
        std::string key_id;
        Key key;
    };
    using Verdict = std::variant<Principal, Problem>;

    std::optional<Verdict> known(const std::string& digest);
    /// Blocks: a signature, perhaps a question to the directory.
    Verdict verify(const std::string& token, const TokenHead& head, const Key& key);
    std::optional<Problem> find_person(Principal& principal);
    void remember(const std::string& token, Known known);

    const OAuthSettings settings_;
    const OAuthSurroundings around_;
    std::mutex mutex_;
    std::map<std::string, Known> known_;  // guarded by mutex_: by SHA-256 of the token
    KeyRing ring_;
};

void OAuth::authenticate(std::string_view token, Done done) {
    if (auto verdict = known(sha256(token))) return done(std::move(*verdict));
    const auto head = read_token_head(token, settings_);
    if (!head.ok()) return done(bad_token(head.error().message));
    auto then = [this, token = std::string(token), head = *head,
                 done = std::move(done)](const KeyRing::Found& found) {
        if (!found.ok()) return done(Problem{"unavailable", found.error().message, "", {}, 5});
        if (*found == nullptr)
            return done(bad_token("the token was signed with a key that is not known here"));
        const bool posted = around_.post(
            [this, token, head, key = *found, done] { done(verify(token, head, key)); });
        if (!posted) done(Problem{"busy", "too much waits already; try again", "", {}, 1});
    };
    ring_.find(head->key_id, std::move(then));
}

/// Of a token whose key the provider still lists; an expired one is told so once and forgotten.
std::optional<OAuth::Verdict> OAuth::known(const std::string& digest) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(digest);
    if (found == known_.end()) return std::nullopt;
    const Known& known = found->second;
    if (known.until > around_.now() && ring_.is_current(known.key_id, known.key))
        return known.principal;
    known_.erase(found);
    return std::nullopt;
}

OAuth::Verdict OAuth::verify(const std::string& token, const TokenHead& head, const Key& key) {
    if (!key->fits(head.algorithm))
        return bad_token("the token is signed in a way that its key is not for");
    const auto payload = key->open(token, head.algorithm);
    if (!payload.ok()) return bad_token(payload.error().message);
    bool expired = false;
    auto admitted = read_claims(*payload, settings_, around_.now(), expired);
    if (!admitted.ok()) return problem_of_claims(admitted.error(), expired);
    if (auto problem = find_person(admitted->principal)) return *problem;
    remember(token, {admitted->principal, admitted->until, head.key_id, key});
    return std::move(admitted->principal);
}

std::optional<Problem> OAuth::find_person(Principal& principal) {
    if (!settings_.person_is_login || principal.person.empty()) return std::nullopt;
    auto staff = around_.staff_of_login(principal.person);
    if (!staff.ok() && staff.error().kind == ErrorKind::not_found)
        return bad_token("whoever the token names is not in the staff directory");
    if (!staff.ok()) return problem_of(staff.error());
    principal.person = std::move(*staff);
    return std::nullopt;
}

void OAuth::remember(const std::string& token, Known known) {
    const Instant now = around_.now();
    const std::lock_guard lock(mutex_);
    if (known_.size() >= most_known)
        std::erase_if(known_, [now](const auto& each) { return each.second.until <= now; });
    if (known_.size() >= most_known) known_.clear();
    known_.insert_or_assign(sha256(token), std::move(known));
}

}  // namespace

std::unique_ptr<AccessTokens> make_oauth(OAuthSettings settings, OAuthSurroundings around) {
    return std::make_unique<OAuth>(std::move(settings), std::move(around));
}

}  // namespace throughgate::http
