// SPDX-License-Identifier: MIT
#include "store/bytes.hpp"

#include <cstring>

namespace throughgate::store {

void ByteWriter::number(std::uint64_t value) {
    while (value >= 0x80) {
        byte(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    byte(static_cast<std::uint8_t>(value));
}

void ByteWriter::signed_number(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    number((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::text(std::string_view value) {
    number(value.size());
    out_.append(value);
}

void ByteWriter::digest(const Digest& value) {
    out_.append(reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size());
}

void ByteWriter::instant(const std::optional<Instant>& value) {
    flag(value.has_value());
    if (value) instant(*value);
}

std::uint8_t ByteReader::byte() {
    if (left_.empty()) {
        fail();
        return 0;
    }
    const auto value = static_cast<std::uint8_t>(left_.front());
    left_.remove_prefix(1);
    return value;
}

bool ByteReader::flag() {
    const std::uint8_t value = byte();
    if (value > 1) fail();
    return value == 1;
}

std::uint64_t ByteReader::number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t next = byte();
        const auto part = std::uint64_t{next} & 0x7f;
        if (shift == 63 && part > 1) break;
        value |= part << shift;
        if ((next & 0x80) == 0) return value;
    }
    fail();
    return 0;
}

std::int64_t ByteReader::signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

std::string_view ByteReader::text() {
    const std::uint64_t size = number();
    if (size > left_.size()) {
        fail();
        return {};
    }
    const std::string_view value = left_.substr(0, size);
    left_.remove_prefix(size);
    return value;
}

Digest ByteReader::digest() {
    Digest value;
    if (left_.size() < value.bytes.size()) {
        fail();
        return value;
    }
    std::memcpy(value.bytes.data(), left_.data(), value.bytes.size());
    left_.remove_prefix(value.bytes.size());
    return value;
}

std::optional<Instant> ByteReader::optional_instant() {
    if (!flag()) return std::nullopt;
    return instant();
}

std::size_t ByteReader::count() {
    const std::uint64_t value = number();
    if (value > left_.size()) fail();
    return ok_ ? static_cast<std::size_t>(value) : 0;
}

}  // namespace throughgate::store
