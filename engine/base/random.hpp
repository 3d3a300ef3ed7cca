// SPDX-License-Identifier: MIT
// Random: injected source of salts, incarnations and jitter.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

namespace throughgate {

class Random {
public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;
};

/// From the operating system's generator (libcrypto). Thread-safe.
std::unique_ptr<Random> make_system_random();
/// The same numbers for the same seed, for tests. Not thread-safe.
std::unique_ptr<Random> make_seeded_random(std::uint64_t seed);

}  // namespace throughgate
