// SPDX-License-Identifier: MIT
// Goal: the text of an effect id is stable and comes back. Method: worked examples and damage.
#include "model/effect_text.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace throughgate;

TEST_CASE("an effect id is written as incarnation, case, sequence and ordinal") {
    CHECK(text_of({0xa1, CaseId{7}, 42, 3}) == "00000000000000a1-7-42-3");
    const EffectId largest{
        std::numeric_limits<std::uint64_t>::max(), CaseId{std::numeric_limits<std::int64_t>::max()},
        std::numeric_limits<std::uint64_t>::max(), std::numeric_limits<std::uint32_t>::max()};
    CHECK(text_of(largest) ==
          "ffffffffffffffff-9223372036854775807-18446744073709551615-4294967295");
    CHECK(effect_named(text_of(largest)) == largest);
}

TEST_CASE("a text that was not written as an effect id is none") {
    for (const char* text :
         {"", "a1-7-42-3", "00000000000000a1-7-42", "00000000000000a1-7-42-3-",
          "00000000000000a1-7-42-3x", "00000000000000A1-7-42-3", "00000000000000a1-07-42-3",
          "00000000000000a1-7-42-4294967296", "00000000000000a1--7-42-3 "})
        CHECK_FALSE(effect_named(text));
}
