// SPDX-License-Identifier: MIT
#include "host/http/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <charconv>
#include <stdexcept>

namespace throughgate::http {
namespace {

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(bytes_of(bytes), static_cast<int>(count)) != 1)
        throw std::runtime_error("the system gives no random bytes");
    return bytes;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        text += digits[byte >> 4u];
        text += digits[byte & 15u];
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        unsigned byte = 0;
        const char* end = text.data() + i + 2;
        const auto [read, error] = std::from_chars(text.data() + i, end, byte, 16);
        if (error != std::errc() || read != end) return std::nullopt;
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

std::string base64url(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size =
        EVP_EncodeBlock(bytes_of(text), bytes_of(bytes), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    while (!text.empty() && text.back() == '=') text.pop_back();
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.empty()) return std::string();
    std::string padded;
    for (const char c : text) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') return std::nullopt;
        padded += c == '-' ? '+' : c == '_' ? '/' : c;
    }
    if (padded.size() % 4 == 1) return std::nullopt;
    while (padded.size() % 4 != 0) padded += '=';
    std::string bytes(padded.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(bytes_of(bytes), bytes_of(std::string_view(padded)),
                        static_cast<int>(padded.size())) < 0)
        return std::nullopt;
    return bytes.substr(0, text.size() * 3 / 4);
}

std::string sha256(std::string_view bytes) {
    std::string digest(32, '\0');
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), bytes_of(digest), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available");
    return digest;
}

std::string scrypt(std::string_view secret, std::string_view salt) {
    constexpr std::uint64_t cost = 16384;
    constexpr std::uint64_t block = 8;
    constexpr std::uint64_t lanes = 1;
    constexpr std::uint64_t memory = 64 * 1024 * 1024;
    std::string key(32, '\0');
    if (EVP_PBE_scrypt(secret.data(), secret.size(), bytes_of(salt), salt.size(), cost, block,
                       lanes, memory, bytes_of(key), key.size()) != 1)
        throw std::runtime_error("scrypt is not available");
    return key;
}

bool same_bytes(std::string_view one, std::string_view other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace throughgate::http
