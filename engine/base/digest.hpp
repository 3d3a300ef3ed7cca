// SPDX-License-Identifier: MIT
// Digest: a SHA-256 value. Computed in base/hash.hpp.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>

namespace throughgate {

struct Digest {
    std::array<std::uint8_t, 32> bytes{};
    friend bool operator==(const Digest&, const Digest&) = default;
    friend auto operator<=>(const Digest&, const Digest&) = default;
};

struct DigestHash {
    std::size_t operator()(const Digest& digest) const noexcept {
        std::size_t word = 0;
        std::memcpy(&word, digest.bytes.data(), sizeof word);
        return word;
    }
};

}  // namespace throughgate
