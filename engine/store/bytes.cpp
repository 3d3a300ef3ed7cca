// SPDX-License-Identifier: MIT
#include "store/bytes.hpp"

#include <array>
#include <cstring>

namespace throughgate::store {

void ByteWriter::long_number(std::uint64_t value) {
    std::array<char, 10> bytes{};
    std::size_t size = 0;
    for (; value >= 0x80; value >>= 7) bytes[size++] = static_cast<char>(value | 0x80);
    bytes[size++] = static_cast<char>(value);
    out_.append(bytes.data(), size);
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

bool ByteReader::flag() {
    const std::uint8_t value = byte();
    if (value > 1) fail();
    return value == 1;
}

std::uint64_t ByteReader::long_number(std::uint8_t first) {
    std::uint64_t value = first & 0x7fu;
    for (unsigned shift = 7; shift < 64; shift += 7) {
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
    if (size > left()) {
        fail();
        return {};
    }
    const std::string_view value(next_, size);
    next_ += size;
    return value;
}

Digest ByteReader::digest() {
    Digest value;
    if (left() < value.bytes.size()) {
        fail();
        return value;
    }
    std::memcpy(value.bytes.data(), next_, value.bytes.size());
    next_ += value.bytes.size();
    return value;
}

std::optional<Instant> ByteReader::optional_instant() {
    if (!flag()) return std::nullopt;
    return instant();
}

std::size_t ByteReader::count() {
    const std::uint64_t value = number();
    if (value > left()) fail();
    return ok_ ? static_cast<std::size_t>(value) : 0;
}

}  // namespace throughgate::store
