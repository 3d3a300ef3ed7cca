// SPDX-License-Identifier: MIT
// Goal: the parts of taking access tokens that need no identity provider: settings, heads, claims,
// and when keys are fetched.
// Method: values in, values out; a key ring whose fetches the test gives.
#include <atomic>
#include <future>

#include "host/http/crypto.hpp"
#include "host/http/oauth_key_ring.hpp"
#include "host/http/oauth_settings.hpp"
#include "host/http/oauth_token.hpp"
#include "host/http/utf8.hpp"
#include "support/catch.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::http;

OAuthSettings settings() {
    OAuthSettings made;
    made.issuer = "https://auth.example/";
    made.audience = {"throughgate"};
    made.roles = {{"read", "reader"}, {"write", "caseworker"}, {"tool", "service"}};
    made.labels = {{"health", "health"}};
    return made;
}

const Instant noon = *parse_instant("2026-09-28T12:00:00Z");
constexpr long noon_s = 1790596800;

std::string claims(const std::string& more) {
    return R"({"iss":"https://auth.example/","aud":"throughgate","staff_id":"S01",)" + more + "}";
}

std::string until(long seconds) { return "\"exp\":" + std::to_string(noon_s + seconds); }

/// The refusal, or who was let in.
std::string verdict(const std::string& payload) {
    bool expired = false;
    const auto admitted = read_claims(payload, settings(), noon, expired);
    if (!admitted.ok()) return (expired ? "expired: " : "") + admitted.error().message;
    return admitted->principal.id + " as " + admitted->principal.person;
}

std::string head_of(const std::string& json) {
    const auto head = read_token_head(base64url(json) + ".e30.x", settings());
    return head.ok() ? head->algorithm + " " + head->key_id : head.error().message;
}

TEST_CASE("claims count from nbf to exp, give or take the leeway") {
    REQUIRE(verdict(claims(until(1))) == "oauth:unnamed as S01");
    REQUIRE(verdict(claims(until(-59))) == "oauth:unnamed as S01");
    REQUIRE(verdict(claims(until(-60))).starts_with("expired: the token expired on 2026-09-28"));
    const std::string begins = ",\"nbf\":";
    REQUIRE(verdict(claims(until(1) + begins + std::to_string(noon_s + 60))).starts_with("oauth"));
    REQUIRE(verdict(claims(until(1) + begins + std::to_string(noon_s + 61))) ==
            "the token does not count yet");
}

TEST_CASE("times that are no times are refused") {
    for (const char* wrong : {"null", "\"1790596900\"", "-1", "1e300", "[]", "true"})
        REQUIRE(verdict(claims(std::string("\"exp\":") + wrong)) ==
                "the token does not say when it ends");
    REQUIRE(verdict(claims("\"exp\":1790596900.5")) == "oauth:unnamed as S01");
}

TEST_CASE("a token of nobody is taken of a service alone") {
    const auto of = [&](const char* roles) {
        return verdict(R"({"iss":"https://auth.example/","aud":"throughgate",)" + until(1) +
                       R"(,"roles":)" + roles + "}");
    };
    REQUIRE(of(R"(["read"])") == "the token names no person, and is of no service");
    REQUIRE(of(R"(["read","tool"])") == "oauth:unnamed as ");
}

TEST_CASE("a token that is bound to a key is not taken without its proof") {
    REQUIRE(verdict(claims(until(9) + R"(,"cnf":{"jkt":"x"})")).find("proof of a key") !=
            std::string::npos);
}

TEST_CASE("roles and labels come from lists and from words parted by spaces") {
    bool expired = false;
    const auto admitted = read_claims(
        claims(until(9) + R"(,"scope":"read other","roles":["write","read",7,"health"])"),
        settings(), noon, expired);
    REQUIRE(admitted.ok());
    REQUIRE(admitted->principal.roles == std::vector<std::string>{"caseworker", "reader"});
    REQUIRE(admitted->principal.labels == std::vector<std::string>{"health"});
    REQUIRE(admitted->until == noon + std::chrono::seconds(69));
}

TEST_CASE("names that would forge a line of the log are refused") {
    REQUIRE(verdict(claims(until(9) + R"(,"client_id":"portal","staff_id":"S01")")) ==
            "oauth:portal as S01");
    for (const char* wrong :
         {R"("staff_id":"S01\nS02")", R"("client_id":"a b")", R"("client_id":"\u00e9")"})
        REQUIRE(verdict(claims(until(9) + "," + wrong)).find("letters") != std::string::npos);
    REQUIRE(verdict("[]").find("can be read") != std::string::npos);
}

TEST_CASE("heads are held against the settings, never against what they say themselves") {
    REQUIRE(head_of(R"({"alg":"RS256","kid":"k","typ":"at+jwt"})") == "RS256 k");
    REQUIRE(head_of(R"({"alg":"ES256","kid":"k","typ":"application/AT+JWT"})") == "ES256 k");
    for (const char* algorithm : {"none", "None", "HS256", "RS512", "rs256", ""})
        REQUIRE(head_of(R"({"kid":"k","typ":"JWT","alg":")" + std::string(algorithm) + "\"}") ==
                "the token is signed in a way that is not allowed here");
    REQUIRE(head_of(R"({"alg":"RS256","kid":"k"})") == "the token is of another type");
    REQUIRE(head_of(R"({"alg":"RS256","typ":"JWT"})").find("name the key") != std::string::npos);
    REQUIRE(head_of(R"({"alg":"RS256","kid":"k","typ":"JWT","crit":["exp"]})").find("not known") !=
            std::string::npos);
    REQUIRE_FALSE(read_token_head("a.b", settings()).ok());
    REQUIRE_FALSE(read_token_head("%%.e30.x", settings()).ok());
}

TEST_CASE("settings tell every fault with its place") {
    const auto read =
        read_oauth_settings(R"({"issuer":"","audience":[],"keys":"k","roles":{"a":"b"},
        "algorithms":["none"]})",
                            "oauth.json");
    REQUIRE_FALSE(read.ok());
    for (const char* place : {"oauth.json", "/issuer", "/roles/a", "/algorithms/0"})
        REQUIRE(read.error().message.find(place) != std::string::npos);
    REQUIRE_FALSE(read_oauth_settings("{", "x").ok());
    const std::string rest = R"(,"issuer":"i","audience":["a"],"roles":{"a":"reader"}})";
    REQUIRE(read_oauth_settings(R"({"keys":"http://[::1]:1/k")" + rest, "x").ok());
    REQUIRE(read_oauth_settings(R"({"keys":"/etc/keys.json")" + rest, "x").ok());
    REQUIRE_FALSE(read_oauth_settings(R"({"keys":"http://10.0.0.1/k")" + rest, "x").ok());
    REQUIRE_FALSE(
        read_oauth_settings(R"({"keys":"http://127.0.0.1@evil.example/k")" + rest, "x").ok());
}

// --- the ring of keys ----------------------------------------------------------------------------

class NoKey final : public SigningKey {
    [[nodiscard]] bool fits(std::string_view) const override { return true; }
    [[nodiscard]] Result<std::string> open(std::string_view, std::string_view) const override {
        return std::string();
    }
};

/// What the provider lists, changed by the test; counts how often it is asked.
struct Listing {
    std::mutex mutex;
    Result<SigningKeys> keys = SigningKeys{};
    std::atomic<int> asked{0};

    void list(std::initializer_list<const char*> names) {
        const std::lock_guard lock(mutex);
        SigningKeys all;
        for (const char* name : names) all.emplace(name, std::make_shared<NoKey>());
        keys = std::move(all);
    }
    void fail() {
        const std::lock_guard lock(mutex);
        keys = Error{ErrorKind::unavailable, "away", "keys"};
    }
    KeyRing::Fetch fetch() {
        return [this]() -> Result<SigningKeys> {
            const std::lock_guard lock(mutex);
            ++asked;
            return keys;
        };
    }
};

/// Waits for the answer, whichever thread gives it.
KeyRing::Found find(KeyRing& ring, const std::string& name) {
    std::promise<KeyRing::Found> answer;
    auto future = answer.get_future();
    ring.find(name, [&answer](KeyRing::Found found) { answer.set_value(std::move(found)); });
    return future.get();
}

bool has(KeyRing& ring, const std::string& name) {
    const auto found = find(ring, name);
    return found.ok() && *found != nullptr;
}

TEST_CASE("an unknown key makes the ring fetch again, and whoever asks waits for that") {
    Listing listing;
    listing.list({"one"});
    KeyRing ring(listing.fetch(), std::chrono::milliseconds(0));
    REQUIRE(has(ring, "one"));
    listing.list({"two"});
    REQUIRE(has(ring, "one"));
    REQUIRE(has(ring, "two"));
    REQUIRE_FALSE(has(ring, "one"));
}

TEST_CASE("a ring that has just fetched does not fetch again for unknown keys") {
    Listing listing;
    listing.list({"one"});
    KeyRing ring(listing.fetch(), std::chrono::hours(1));
    REQUIRE(has(ring, "one"));
    for (int i = 0; i < 100; ++i) REQUIRE_FALSE(has(ring, "unknown" + std::to_string(i)));
    REQUIRE(listing.asked == 1);
}

TEST_CASE("a fetch that fails leaves the keys, and is an error only where there were none") {
    Listing listing;
    listing.fail();
    KeyRing ring(listing.fetch(), std::chrono::milliseconds(0));
    REQUIRE_FALSE(find(ring, "one").ok());
    listing.list({"one"});
    REQUIRE(has(ring, "one"));
    const auto key = *find(ring, "one");
    listing.fail();
    REQUIRE_FALSE(has(ring, "two"));
    REQUIRE(has(ring, "one"));
    REQUIRE(ring.is_current("one", key));
    listing.list({"one"});
    REQUIRE_FALSE(has(ring, "two"));
    REQUIRE_FALSE(ring.is_current("one", key));  // of the same name, but another
}

TEST_CASE("keys that are old are fetched again although all that are asked for are there") {
    Listing listing;
    listing.list({"one"});
    KeyRing ring(listing.fetch(), std::chrono::milliseconds(0), std::chrono::milliseconds(-1));
    const auto key = *find(ring, "one");
    const int before = listing.asked;
    listing.list({"two"});
    while (ring.is_current("one", key)) std::this_thread::yield();
    REQUIRE(listing.asked > before);
}

TEST_CASE("a ring that stops answers whoever waits") {
    Listing listing;
    std::unique_lock held(listing.mutex);
    KeyRing ring(listing.fetch(), std::chrono::milliseconds(0));
    std::promise<bool> answered;
    ring.find("one", [&](const KeyRing::Found& found) {
        answered.set_value(found.ok() && *found == nullptr);
    });
    std::thread stopping([&ring] { ring.stop(); });
    held.unlock();
    stopping.join();
    answered.get_future().get();
    ring.stop();
    REQUIRE_FALSE(find(ring, "one").ok());
}

// --- letters -------------------------------------------------------------------------------------

TEST_CASE("base64url gives back what was written and takes nothing else") {
    for (const std::string bytes : {"", "a", "ab", "abc", "\xff\xfe\xfd\xfc"})
        REQUIRE(from_base64url(base64url(bytes)) == bytes);
    for (const char* wrong : {"a", "ab==", "a+b/", "ab c", "abcde"})
        REQUIRE_FALSE(from_base64url(wrong).has_value());
}

TEST_CASE("bytes that are no UTF-8 are replaced one by one, all others kept") {
    const std::string fine = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
    REQUIRE(well_formed(fine) == fine);
    const std::string sign = "\xef\xbf\xbd";
    for (const std::string wrong : {"\xff", "\xc0", "\x80", "\xf5"})
        REQUIRE(well_formed("a" + wrong + "b") == "a" + sign + "b");
    REQUIRE(well_formed("\xe2\x82") == sign + sign);             // cut short
    REQUIRE(well_formed("\xed\xa0\x80") == sign + sign + sign);  // half of a pair
    REQUIRE(well_formed("\xc0\xaf") == sign + sign);             // longer than it need be
}

}  // namespace
