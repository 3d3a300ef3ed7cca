// SPDX-License-Identifier: MIT
// Goal: what plug-ins sign with is what everybody else means by it. Method: published test values
// (RFC 4231 case 1, RFC 4648 section 10).
#include "signing/signing.hpp"
#include "support/catch.hpp"

using namespace signing;

TEST_CASE("HMAC-SHA256 gives the published value") {
    CHECK(hexadecimal(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST_CASE("base64 gives the published values and reads them back") {
    for (const auto& [bytes, text] : {std::pair("f", "Zg=="), std::pair("fo", "Zm8="),
                                      std::pair("foo", "Zm9v"), std::pair("foobar", "Zm9vYmFy")}) {
        CHECK(base64(bytes) == text);
        CHECK(from_base64(text) == std::string(bytes));
    }
    for (const char* bad : {"", "Zg=", "Zg", "Z===", "====", "Zm9*"}) CHECK_FALSE(from_base64(bad));
}

TEST_CASE("tokens use the letters of addresses, without padding") {
    CHECK(base64url("\xff\xef\xbf\xff") == "_--__w");
    const std::string made = token("key", R"({"iss":"me"})");
    CHECK(made.starts_with("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9."));
    CHECK(made.find('=') == std::string::npos);
}
