// SPDX-License-Identifier: MIT
// SHA-256 over bytes, for definition hashes, idempotency keys and the log chain (libcrypto).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/digest.hpp"

namespace throughgate {

/// One-shot digest.
Digest sha256(std::string_view bytes);

/// Incremental digest; reusable after `finish`. Not thread-safe.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    Sha256& add(std::string_view bytes);
    /// Adds an 8-byte little-endian length, then the bytes: no two field lists collide.
    Sha256& add_field(std::string_view bytes);
    Sha256& add(const Digest& digest);
    Digest finish();

private:
    void* context_;
};

/// 64 lower-case hex digits, and back ({} when malformed).
std::string to_hex(const Digest& digest);
bool from_hex(std::string_view text, Digest& digest);

}  // namespace throughgate
