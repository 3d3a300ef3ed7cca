// SPDX-License-Identifier: MIT
// Goal: frames survive the wire, and bytes that are no frame are refused, never guessed at.
// Method: round trips, then one damage at a time to a good frame.
#include "plugin/frame.hpp"

#include "base/limits.hpp"
#include "base/random.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using namespace throughgate::plugin;

namespace {

Frame usual() { return {FrameKind::answered, 7, {"0", "taken", ""}}; }
std::string rest_of(const Frame& frame) { return encode(frame).substr(frame_prefix_bytes); }

}  // namespace

TEST_CASE("a frame comes back as it was, also with empty fields and zero bytes in them") {
    Frame frame = usual();
    frame.fields.push_back(std::string("a\0b", 3));
    CHECK(decode(rest_of(frame)) == frame);
    CHECK(decode(rest_of({FrameKind::describe, 0, {}})) == Frame{FrameKind::describe, 0, {}});
}

TEST_CASE("the length in front is that of the rest") {
    const std::string bytes = encode(usual());
    CHECK(rest_length(bytes) == bytes.size() - frame_prefix_bytes);
}

TEST_CASE("a length beyond the bound or too short for a header is refused") {
    CHECK_FALSE(rest_length("\xff\xff\xff\xff"));
    CHECK_FALSE(rest_length(std::string("\x07\x00\x00\x00", 4)));
    CHECK_FALSE(rest_length("abc"));
}

TEST_CASE("every shortened frame is refused") {
    const std::string rest = rest_of(usual());
    for (std::size_t length = 0; length < rest.size(); ++length) {
        INFO("first " << length << " bytes");
        CHECK_FALSE(decode(std::string_view(rest).substr(0, length)));
    }
}

TEST_CASE("bytes left over, another version and an unknown kind are refused") {
    std::string rest = rest_of(usual());
    CHECK_FALSE(decode(rest + "x"));
    rest[0] = 2;
    CHECK_FALSE(decode(rest));
    rest = rest_of(usual());
    rest[1] = 99;
    CHECK_FALSE(decode(rest));
}

TEST_CASE(
    "whatever the bytes are, decoding ends and gives a frame that encodes to them or nothing") {
    const auto random = make_seeded_random(20260317);
    for (int round = 0; round < 20000; ++round) {
        std::string rest = rest_of(usual());
        for (int hits = 0; hits < 3; ++hits)
            rest[random->next() % rest.size()] = static_cast<char>(random->next());
        if (const auto frame = decode(rest)) CHECK(rest_of(*frame) == rest);
    }
}

TEST_CASE("a message over the bound does not fit") {
    CHECK(fits({FrameKind::deliver, 1, {std::string(limits::plugin_message_bytes - 100, 'x')}}));
    CHECK_FALSE(fits({FrameKind::deliver, 1, {std::string(limits::plugin_message_bytes, 'x')}}));
    CHECK_FALSE(fits({FrameKind::open, 1, std::vector<std::string>(70000)}));
}
