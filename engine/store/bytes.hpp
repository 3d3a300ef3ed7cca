// SPDX-License-Identifier: MIT
// Bytes in and out: variable-length numbers, texts and hashes. Reading is bounds-checked: past the
// end or out of range, the reader fails once, gives zeros from then on, and the caller asks `ok`.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "throughgate/time.hpp"

namespace throughgate::store {

class ByteWriter {
public:
    explicit ByteWriter(std::string& out) : out_(out) { out_.clear(); }

    void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
    void flag(bool value) { byte(value ? 1 : 0); }
    /// Seven bits a byte, low ones first.
    void number(std::uint64_t value) {
        if (value < 0x80) return byte(static_cast<std::uint8_t>(value));
        long_number(value);
    }
    /// Small negative numbers stay short.
    void signed_number(std::int64_t value);
    void text(std::string_view value);
    void digest(const Digest& value);
    void instant(Instant value) { signed_number(value.time_since_epoch().count()); }
    void instant(const std::optional<Instant>& value);

private:
    void long_number(std::uint64_t value);

    std::string& out_;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes)
        : next_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    std::uint8_t byte() {
        if (next_ == end_) {
            fail();
            return 0;
        }
        return static_cast<std::uint8_t>(*next_++);
    }
    bool flag();
    std::uint64_t number() {
        const std::uint8_t first = byte();
        return first < 0x80 ? first : long_number(first);
    }
    std::int64_t signed_number();
    std::string_view text();
    Digest digest();
    Instant instant() { return Instant(Milliseconds(signed_number())); }
    std::optional<Instant> optional_instant();
    /// A number that has to fit.
    template <typename Integer>
    Integer small() {
        const std::uint64_t value = number();
        if (value > std::numeric_limits<Integer>::max()) fail();
        return ok_ ? static_cast<Integer>(value) : Integer{0};
    }
    /// How many items follow; each takes at least one byte, so a wild count is refused here.
    std::size_t count();

    void fail() {
        ok_ = false;
        next_ = end_;
    }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return next_ == end_; }

private:
    std::uint64_t long_number(std::uint8_t first);
    [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - next_); }

    const char* next_;
    const char* end_;
    bool ok_ = true;
};

}  // namespace throughgate::store
