// SPDX-License-Identifier: MIT
// SHA-256 by libcrypto. The algorithm is fetched once: a fetch per digest costs more than hashing.
#include "base/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <utility>

#include "base/assert.hpp"

namespace throughgate {
namespace {

const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

EVP_MD_CTX* context_of(void* pointer) { return static_cast<EVP_MD_CTX*>(pointer); }

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

/// The last one that this thread was done with: making one costs as much as a short digest.
Context& spare() {
    thread_local Context kept;
    return kept;
}

Context made() {
    Context fresh(EVP_MD_CTX_new());
    TG_ASSERT(fresh != nullptr);
    return fresh;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

}  // namespace

Sha256::Sha256() {
    Context context = spare() ? std::move(spare()) : made();
    TG_ASSERT(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
    context_ = context.release();
}

Sha256::~Sha256() { spare().reset(context_of(context_)); }

Sha256& Sha256::add(std::string_view bytes) {
    TG_ASSERT(EVP_DigestUpdate(context_of(context_), bytes.data(), bytes.size()) == 1);
    return *this;
}

Sha256& Sha256::add_field(std::string_view bytes) {
    std::array<char, 8> length{};
    std::uint64_t size = bytes.size();
    for (char& byte : length) {
        byte = static_cast<char>(size & 0xff);
        size >>= 8;
    }
    return add({length.data(), length.size()}).add(bytes);
}

Sha256& Sha256::add(const Digest& digest) {
    return add({reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()});
}

Digest Sha256::finish() {
    Digest digest;
    unsigned length = 0;
    TG_ASSERT(EVP_DigestFinal_ex(context_of(context_), digest.bytes.data(), &length) == 1);
    TG_ASSERT(length == digest.bytes.size());
    TG_ASSERT(EVP_DigestInit_ex2(context_of(context_), nullptr, nullptr) == 1);
    return digest;
}

Digest sha256(std::string_view bytes) { return Sha256().add(bytes).finish(); }

std::string to_hex(const Digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(digest.bytes.size() * 2);
    for (const unsigned byte : digest.bytes) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

bool from_hex(std::string_view text, Digest& digest) {
    if (text.size() != digest.bytes.size() * 2) return false;
    Digest read;
    for (std::size_t i = 0; i < read.bytes.size(); ++i) {
        const int high = hex_digit(text[2 * i]);
        const int low = hex_digit(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        read.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    digest = read;
    return true;
}

}  // namespace throughgate
