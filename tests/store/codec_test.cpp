// SPDX-License-Identifier: MIT
// Goal: stored bytes that were damaged are refused, never followed. Method: every part of random
// cases, cut short at each byte and with each byte changed; the reading either fails as corrupt or
// gives something that can be written again.
#include "store/case_codec.hpp"
#include "store/chain.hpp"
#include "store/sample_cases.hpp"
#include "support/catch.hpp"

namespace throughgate::store {
namespace {

using testing::random_case;

constexpr CasePart parts[] = {CasePart::core,  CasePart::pathways, CasePart::people,
                              CasePart::facts, CasePart::timers,   CasePart::handoffs};

void read_again(CasePart part, const std::string& body) {
    Case read;
    const Status status = decode_part(part, body, read);
    if (!status) {
        REQUIRE(status.error().kind == ErrorKind::corrupt);
        return;
    }
    std::string written;
    encode_part(part, read, written);
}

}  // namespace

TEST_CASE("a part cut short is corrupt") {
    std::mt19937 random(3);
    const Case the_case = random_case(random);
    std::string body;
    for (const CasePart part : parts) {
        encode_part(part, the_case, body);
        for (std::size_t size = 0; size < body.size(); ++size) {
            Case read;
            REQUIRE_FALSE(decode_part(part, std::string_view(body).substr(0, size), read).ok());
        }
        Case read;
        CHECK_FALSE(decode_part(part, body + "x", read).ok());
    }
}

TEST_CASE("a part with a changed byte is refused or can be written again") {
    std::mt19937 random(4);
    std::string body;
    for (int i = 0; i < 4; ++i) {
        const Case the_case = random_case(random);
        for (const CasePart part : parts) {
            encode_part(part, the_case, body);
            for (std::size_t at = 0; at < body.size(); at += 1 + body.size() / 400) {
                std::string damaged = body;
                damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
                read_again(part, damaged);
            }
        }
    }
}

TEST_CASE("a part of another layout version is corrupt") {
    std::string body;
    encode_part(CasePart::facts, {}, body);
    body[0] = 9;
    Case read;
    CHECK_FALSE(decode_part(CasePart::facts, body, read).ok());
    CHECK_FALSE(decode_handoff(body).ok());
    CHECK_FALSE(decode_notice(body).ok());
}

TEST_CASE("facts come back in the order in which they became known") {
    Case the_case;
    for (const char* name : {"z.known_first", "a.known_second", "m.known_third"})
        the_case.facts.add(Symbol::of(name), "AD-1").value = Value(true);
    std::string body;
    encode_part(CasePart::facts, the_case, body);
    Case read;
    REQUIRE(decode_part(CasePart::facts, body, read).ok());
    CHECK(read.facts == the_case.facts);
    CHECK(read.facts.begin()->name == Symbol::of("z.known_first"));
    CHECK(read.find_fact(Symbol::of("m.known_third"), "AD-1") != nullptr);
    CHECK(read.find_fact(Symbol::of("m.known_third"), "AD-2") == nullptr);
}

TEST_CASE("fields of the log are plain JSON") {
    std::string json;
    ChangeLog log;
    log.add("said").with("a", "say \"hi\"\\").with("b", "\n\x01");
    write_fields(log[0].fields, json);
    CHECK(json == R"(["a","say \"hi\"\\","b","\u000a\u0001"])");
    StoredLogEntry entry;
    REQUIRE(read_fields(R"([ "a", "x\n\t\/", "b", null])", entry));
    CHECK(entry.fields ==
          std::vector<std::pair<std::string, std::string>>{{"a", "x\n\t/"}, {"b", ""}});
    CHECK(entry.erased == std::vector<bool>{false, true});
}

TEST_CASE("what is not a list of fields is refused") {
    const std::string text = GENERATE(as<std::string>{}, "", "[", "[\"a\"]", "[\"a\",1]", "{}",
                                      "[\"a\",\"b\"", "[\"a\",\"b\"]x", "[\"a\",\"\\q\"]",
                                      "[\"a\",\"\\u00", "[\"a\",\"\\u12345\"]", "[\"a\",\"b\",]");
    StoredLogEntry entry;
    CAPTURE(text);
    CHECK_FALSE(read_fields(text, entry));
}

TEST_CASE("the heads of a root are read back, or refused when damaged") {
    const std::vector<RootHead> heads = {{CaseId{-2}, 1}, {CaseId{5}, 900}, {CaseId{70000}, 3}};
    const std::string bytes = encode_heads(heads);
    std::vector<RootHead> read;
    REQUIRE(decode_heads(bytes, read));
    CHECK(read == heads);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(decode_heads(std::string_view(bytes).substr(0, size), read));
}

}  // namespace throughgate::store
