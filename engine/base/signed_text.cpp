// SPDX-License-Identifier: MIT
#include "base/signed_text.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/assert.hpp"

namespace throughgate {
namespace {

constexpr std::size_t signature_bytes = 16;

std::string encoded(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    while (!text.empty() && text.back() == '=') text.pop_back();
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
}

/// nullopt: not what `encoded` writes.
std::optional<std::string> decoded(std::string_view text) {
    std::string padded(text);
    for (char& c : padded) c = c == '-' ? '+' : c == '_' ? '/' : c;
    while (padded.size() % 4 != 0) padded += '=';
    std::string bytes(padded.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(padded.data()),
                        static_cast<int>(padded.size())) < 0)
        return std::nullopt;
    bytes.resize(text.size() * 3 / 4);
    if (encoded(bytes) != text) return std::nullopt;  // one spelling a token
    return bytes;
}

std::string signature_of(std::string_view text, std::string_view secret) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> made{};
    TG_ASSERT(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                   reinterpret_cast<const unsigned char*>(text.data()), text.size(), made.data(),
                   nullptr) != nullptr);
    return {reinterpret_cast<const char*>(made.data()), signature_bytes};
}

}  // namespace

std::string signed_text(std::string_view text, std::string_view secret) {
    return encoded(text) + '.' + encoded(signature_of(text, secret));
}

std::optional<std::string> read_signed_text(std::string_view word, std::string_view secret) {
    const std::size_t dot = word.find('.');
    if (dot == std::string_view::npos || secret.empty()) return std::nullopt;
    auto text = decoded(word.substr(0, dot));
    const auto signature = decoded(word.substr(dot + 1));
    if (!text || !signature || signature->size() != signature_bytes) return std::nullopt;
    const std::string expected = signature_of(*text, secret);
    if (CRYPTO_memcmp(expected.data(), signature->data(), signature_bytes) != 0)
        return std::nullopt;
    return text;
}

}  // namespace throughgate
