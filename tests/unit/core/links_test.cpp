// SPDX-License-Identifier: MIT
// Goal: a token gives its claim back, and no other token does. Method: every single change of it.
#include "core/links.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

const std::string secret(64, 's');

core::LinkClaim claim() {
    return {CaseId{42}, 3, "S 01 ", "00000000000000a1-42-7-0",
            Instant{std::chrono::seconds{1'790'000'000}}};
}

}  // namespace

TEST_CASE("a token gives back what it was made of") {
    CHECK(core::read_token(core::to_token(claim(), secret), secret) == claim());
}

TEST_CASE("a token fits an address and a line of a mail") {
    const std::string token = core::to_token(claim(), secret);
    CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789-_.") == std::string::npos);
    CHECK(token.size() < 160);
}

TEST_CASE("a token with any character changed, missing or added is none") {
    const std::string token = core::to_token(claim(), secret);
    for (std::size_t i = 0; i < token.size(); ++i) {
        for (const char other : {'A', 'B', '.', '=', '+', '\0'}) {
            std::string changed = token;
            if (changed[i] == other) continue;
            changed[i] = other;
            CHECK_FALSE(core::read_token(changed, secret));
        }
        std::string shorter = token;
        shorter.erase(i, 1);
        CHECK_FALSE(core::read_token(shorter, secret));
        CHECK_FALSE(core::read_token(token.substr(0, i), secret));
    }
    CHECK_FALSE(core::read_token(token + "A", secret));
    CHECK_FALSE(core::read_token(token + "=", secret));
}

TEST_CASE("another store's secret, and none, read nothing") {
    const std::string token = core::to_token(claim(), secret);
    CHECK_FALSE(core::read_token(token, std::string(64, 't')));
    CHECK_FALSE(core::read_token(token, ""));
    CHECK_FALSE(core::read_token(core::to_token(claim(), ""), ""));
}

TEST_CASE("two notices about one handoff carry two tokens") {
    core::LinkClaim later = claim();
    later.notice = "00000000000000a1-42-9-0";
    CHECK(core::to_token(later, secret) != core::to_token(claim(), secret));
}

}  // namespace throughgate::testing
